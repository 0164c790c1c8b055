/** What is read of a curl command, against what curl itself sends for it. */

import { execFile, execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCurlLine } from '../../src/intake/curl/line.ts';
import { readRawRequest } from '../../src/intake/pasted/raw-request.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';

/** Each with U in the place of scheme, host and port. Curl of another version may do otherwise. */
const COMMANDS = [
  'curl U/a/../b/./c/%2e%2e/d',
  'curl U/a/b/../..',
  'curl U/a/.',
  'curl U/a/..',
  'curl U/../../x/..y',
  'curl U//..//x',
  'curl U/a//../b',
  'curl U/..?a/../b',
  'curl --path-as-is U/a/../b',
  "curl 'U/aé?é'",
  'curl \'U/"<>|^`?"<>|^`\'',
  "curl 'U/?'",
  "curl 'U?x'",
  "curl 'U/a?b=c&d#e?f'",
  "curl -g 'U/{a}[]?[{'",
  'curl -d a=b U',
  'curl -d a -d b --data-raw @c --data-binary d U',
  "curl -d '' U",
  "curl -d '' -d '' -d x U",
  "curl -d x --json '{}' -d y U/?q",
  "curl --json 1 -H 'Content-Type: a' -H 'accept;' U",
  "curl --data-urlencode 'a=b c&~é' --data-urlencode '=x y' --data-urlencode 'x+y' --data-urlencode 'n m=q' U",
  "curl --data-urlencode 'a=' --data-urlencode '' --data-urlencode '=' -d b U",
  "curl -G U/?q=1 -d a=b -d '' --data-urlencode 'c= d'",
  "curl -G -d x 'U/?'",
  'curl -G -I -d x U',
  'curl -XDELETE -d x U',
  'curl -sSLXPOST U',
  'curl -X POST -G -d a=1 U',
  'curl -I U',
  'curl -I -X GET U/x',
  'curl -r 0-9 -A agent -e ref -b a=b U',
  "curl -b x=1 -b 'y=2' U",
  "curl -H 'Cookie: q=1' -b x=1 U",
  "curl -A '' -e '' U",
  "curl -e 'r;auto' U",
  "curl -H 'X: y' -H 'E;' -H 'S;x' -H bad -H 'F: ' -H 'Accept:' U",
  "curl -H 'User-Agent;' -H 'Y;;' -H 'Z; ' U",
  "curl -H 'Y:a;' -H $'W:\\ta ' -H 'Y: again' U",
  "curl -H 'Host: other' -H 'A: b' U",
  "curl -H 'Host:' U",
  "curl -H 'Host;' U",
  "curl -H 'Range: bytes=5-6' -r 0-1 U",
  "curl -H 'Content-Type: text/plain' -d x U",
  "curl -H 'Content-Type:' -d x U",
  "curl -H 'Transfer-Encoding: chunked' -d x U",
  'curl -u user:pass U',
  'curl -u :pass U',
  "curl -u a:b -H 'Authorization: z' U",
  'curl --oauth2-bearer token U',
  "curl --request-target '/../z' U/a",
  'curl -T - U/q/ </dev/null',
  "curl -T '/etc/hostname' U/q/",
  "curl -T '/etc/hostname' U/q?x=1",
  "curl -T '/etc/hostname' U/?x",
  "curl -T '/etc/hostname' U",
  'curl --no-location --no-buffer -4 --max-time 5 -o /dev/null -w %{http_code} U/z',
  'curl -- U/z',
  'curl --url U/z',
] as const;

/** What depends on how curl was built. */
const LEFT_OUT = /^(?:User-Agent: curl\/|Accept-Encoding: )/;

function curlVersion(): string | null {
  try {
    return execFileSync('curl', ['--version'], { encoding: 'latin1' }).split(' ')[1] ?? null;
  } catch {
    return null;
  }
}

describe('a request of curl', () => {
  const version = curlVersion();
  let server: Server;
  let received = '';
  let port = 0;

  beforeAll(async () => {
    server = createServer((socket) => {
      received = '';
      let pause: ReturnType<typeof setTimeout>;
      socket.on('error', () => {});
      socket.on('data', (piece) => {
        received += piece.toString('latin1');
        clearTimeout(pause);
        pause = setTimeout(() => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'), 20);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => server.close());

  const send = (command: string) =>
    new Promise<string>((done) => {
      const env = { ...process.env, LC_ALL: 'C.UTF-8', HOME: '/nonexistent' };
      execFile('bash', ['-c', command.replace(/^curl/, 'curl -q -s --noproxy "*"')], { env }, () => done(received));
    });

  it.for(COMMANDS)('%s is what is read of it', async (template, { skip }) => {
    if (version === null) skip('curl is not here');
    if (version !== '8.14.1') skip(`curl here is ${version}, and the expectations are those of 8.14.1`);
    const command = template.replace(/\bU\b(?!-)/, `http://127.0.0.1:${port}`);
    const wire = sound(readRawRequest(octetsOf(await send(command)), named('wire')));
    const { request } = sound(readCurlLine(octetsOf(utf8(command)), named('line')));
    const lines = ({ head }: typeof wire) =>
      head.headers.map(({ name, value }) => `${name.octets}: ${value.octets}`).filter((line) => !LEFT_OUT.test(line));
    const isUpload = / -T /.test(command);
    const sent = lines(wire).filter((line) => !isUpload || !line.startsWith('Content-Length:'));
    expect({
      method: request.head.method.octets,
      target: request.head.target.octets,
      headers: lines(request),
      body: request.body,
    }).toEqual({
      method: wire.head.method.octets,
      target: wire.head.target.octets,
      headers: sent,
      body: isUpload ? null : wire.body,
    });
  });
});
