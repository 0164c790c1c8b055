/** `sigv4 send -L` over sockets: what reaches which server, what is said, and the exit code. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { send as sendCommand } from '../../../src/commands/send/send.ts';
import { EXAMPLE_KEYS, worldOf } from '../../support/commands/test-world.ts';
import { certify } from '../../support/wire/certificates.ts';
import { type RecordingServer, recordingServer } from '../../support/wire/recording-server.ts';

const authority = certify({ name: 'The Authority of the Test', hosts: [], isAuthority: true });
const hosts = ['photos.s3.us-east-1.amazonaws.com', '*.s3.eu-west-1.amazonaws.com'];
const S3_IDENTITY = certify({ name: 's3', hosts, signedBy: authority });

const TOKEN = 'a-session-token-of-the-test';

async function serving(answer: string, identity?: typeof S3_IDENTITY): Promise<RecordingServer> {
  const server = await recordingServer(answer, identity);
  onTestFinished(server.close);
  return server;
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthere';
const moved = (location: string, ...more: string[]) =>
  ['HTTP/1.1 307 Temporary Redirect', `Location: ${location}`, ...more, 'Content-Length: 0', '', ''].join('\r\n');

async function sent(address: string, options: OptionValues, more: Readonly<Record<string, string>> = {}) {
  const environment = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', AWS_SESSION_TOKEN: TOKEN, ...more };
  const test = worldOf({ environment }, { 'ca.pem': authority.certificate });
  const code = await sendCommand.run(test.world, { location: true, ...options }, [address]);
  return { code, output: test.output(), errors: test.errors() };
}

const connect = (host: string, { port }: RecordingServer) => `${host}:443:127.0.0.1:${port}`;

describe('a server that is not S3', () => {
  it('does not choose what is signed: another bucket, key and method of S3 get nothing', async () => {
    const victim = await serving(OK, S3_IDENTITY);
    const host = 'victim-bucket.s3.eu-west-1.amazonaws.com';
    const first = await serving(moved(`https://${host}/precious-object`, 'x-amz-bucket-region: eu-west-1'));
    const { code, errors } = await sent('s3://photos/cat.jpg', {
      request: 'DELETE',
      endpointUrl: `http://127.0.0.1:${first.port}`,
      cacert: 'ca.pem',
      connectTo: [connect(host, victim)],
    });
    expect({ code, received: victim.received() }).toEqual({ code: 1, received: '' });
    expect(errors).toBe(
      [
        'sigv4: The server redirects (307) to https://victim-bucket.s3.eu-west-1.amazonaws.com/precious-object.\n',
        'sigv4: It is not followed: it leads to another scheme, host, bucket, and key.\n',
        'sigv4: This would have to be signed: DELETE, host victim-bucket.s3.eu-west-1.amazonaws.com, region eu-west-1, bucket victim-bucket, key precious-object. If you want that, give it as the URL.\n',
      ].join(''),
    );
  });

  it('does not send the request to another port of its host', async () => {
    const other = await serving(OK);
    const first = await serving(moved(`http://127.0.0.1:${other.port}/photos/cat.jpg`));
    const { code } = await sent('s3://photos/cat.jpg', { endpointUrl: `http://127.0.0.1:${first.port}` });
    expect({ code, received: other.received() }).toEqual({ code: 1, received: '' });
  });

  it('does not pass on what was given to it without a signature either', async () => {
    const other = await serving(OK);
    const first = await serving(moved(`http://localhost:${other.port}/a`));
    const header = ['Cookie: session=of-the-first', 'Authorization: Bearer of-the-first'];
    const options = { header, noSignRequest: true };
    const { code } = await sent(`http://127.0.0.1:${first.port}/a`, options);
    expect({ code, received: other.received() }).toEqual({ code: 1, received: '' });
  });

  it('may name another region for itself, with the endpoint that the person named', async () => {
    const first = await serving('HTTP/1.1 301 Moved\r\nx-amz-bucket-region: eu-west-1\r\nContent-Length: 0\r\n\r\n');
    const { code, errors } = await sent('s3://photos/cat.jpg', { endpointUrl: `http://127.0.0.1:${first.port}` });
    const scopes = [...first.received().matchAll(/\/(\w+-\w+-1)\/s3\/aws4_request/g)].map(([, region]) => region);
    expect({ code, scopes }).toEqual({ code: 1, scopes: ['us-east-1', 'eu-west-1'] });
    expect(errors).toContain('It is not followed: it names no other place and no other Region.');
  });
});

describe('S3, verified', () => {
  const HOST = 'photos.s3.us-east-1.amazonaws.com';
  const IRISH = 'photos.s3.eu-west-1.amazonaws.com';

  it.each<[what: string, options: OptionValues, code: number, isSent: boolean]>([
    ['is followed to its host in another region', {}, 0, true],
    ['is not followed with --insecure', { cacert: undefined, insecure: true }, 1, false],
  ])('%s', async (_what, options, code, isSent) => {
    const irish = await serving(OK, S3_IDENTITY);
    const first = await serving(moved(`https://${IRISH}/cat.jpg`), S3_IDENTITY);
    const done = await sent('s3://photos/cat.jpg', {
      cacert: 'ca.pem',
      connectTo: [connect(HOST, first), connect(IRISH, irish)],
      header: ['Cookie: session=of-the-first', 'X-Own: kept'],
      ...options,
    });
    expect({ code: done.code, output: done.output }).toEqual({ code, output: isSent ? 'there' : '' });
    expect(first.received()).toContain('Cookie: session=of-the-first');
    expect(irish.received() !== '').toBe(isSent);
    if (!isSent) return;
    expect(irish.received()).toMatch(/^GET \/cat\.jpg HTTP\/1\.1\r\nHost: photos\.s3\.eu-west-1\.amazonaws\.com\r\n/);
    expect(irish.received()).toContain('/eu-west-1/s3/aws4_request');
    expect(irish.received()).toContain('X-Own: kept');
    expect(irish.received()).not.toContain('of-the-first');
  });

  it('over plain HTTP is not followed: somebody on the way may have answered', async () => {
    const irish = await serving(OK, S3_IDENTITY);
    const first = await serving(moved(`https://${IRISH}/cat.jpg`));
    const connectTo = [`${HOST}:80:127.0.0.1:${first.port}`, connect(IRISH, irish)];
    const { code, errors } = await sent(`http://${HOST}/cat.jpg`, { cacert: 'ca.pem', connectTo });
    expect({ code, received: irish.received() }).toEqual({ code: 1, received: '' });
    expect(errors).toContain('was not verified over TLS to be S3');
  });
});

describe('without -L', () => {
  it('a redirect is the answer, with what -L would do', async () => {
    const first = await serving(moved('/photos/cat.jpg'));
    const options = { endpointUrl: `http://127.0.0.1:${first.port}`, location: false };
    const { code, errors } = await sent('s3://photos/cat.jpg', options);
    expect(code).toBe(0);
    expect(errors).toBe(
      [
        'sigv4: The server redirects (307) to /photos/cat.jpg.\n',
        `sigv4: That needs a new signature: GET, host 127.0.0.1:${first.port}, bucket photos, key cat.jpg. Follow it with -L.\n`,
      ].join(''),
    );
  });

  it('a redirect that -L would not follow is not said to be followed by it', async () => {
    const first = await serving(moved('https://example.com/photos/cat.jpg'));
    const options = { endpointUrl: `http://127.0.0.1:${first.port}`, location: false };
    const { code, errors } = await sent('s3://photos/cat.jpg', options);
    expect(code).toBe(0);
    expect(errors).toContain('It is not followed');
    expect(errors).not.toContain('-L');
  });
});

describe('what is said of a redirect', () => {
  it('has no token that the server quotes', async () => {
    const first = await serving(moved(`/photos/${TOKEN}?x-amz-security-token=${TOKEN}`));
    const { errors } = await sent('s3://photos/cat.jpg', { endpointUrl: `http://127.0.0.1:${first.port}` });
    expect(errors).toContain('another key');
    expect(errors).not.toContain(TOKEN);
  });

  it('is nothing where the answer is no redirect: 304', async () => {
    const first = await serving('HTTP/1.1 304 Not Modified\r\n\r\n');
    expect(await sent(`http://127.0.0.1:${first.port}/a`, {})).toEqual({ code: 0, output: '', errors: '' });
  });
});

describe('--max-time', () => {
  const ELSEWHERE = 'HTTP/1.1 301 Moved\r\nx-amz-bucket-region: eu-west-1\r\nContent-Length: 0\r\n\r\n';

  /** A request that is redirected once, where each exchange takes `milliseconds` by the clock; the limit of each exchange. */
  async function limits(maxTime: string, milliseconds: number) {
    const { port } = await serving(ELSEWHERE);
    let now = Date.parse('2013-05-24T00:00:00Z');
    const whole: (number | null)[] = [];
    const { world, errors } = worldOf({ environment: EXAMPLE_KEYS, now: () => new Date(now) });
    const send: typeof world.send = async (order) => {
      whole.push(order.limits.whole);
      now += milliseconds;
      return world.send(order);
    };
    const options = { location: true, maxTime, endpointUrl: `http://127.0.0.1:${port}` };
    const code = await sendCommand.run({ ...world, send }, options, ['s3://photos/cat.jpg']);
    return { code, whole, errors: errors() };
  }

  it('is one deadline for a request and all redirects that it follows', async () => {
    const { whole } = await limits('5', 2000);
    expect(whole).toEqual([5000, 3000]);
  });

  it('sends nothing after it is over', async () => {
    const { code, whole, errors } = await limits('2', 2000);
    expect({ code, whole }).toEqual({ code: 1, whole: [2000] });
    expect(errors).toContain(
      'sigv4: The exchange did not finish in the time allowed. Allow more time with --max-time.',
    );
  });
});
