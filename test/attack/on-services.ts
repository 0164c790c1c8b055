/** Attacks on what listens: the sandbox, the capture, and the program of a learner. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { type Attack, crashOf, firstOf, type Service, WITH_KEYS } from './tools.ts';

const EXAMPLE = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' };

/** Sends bytes over a connection of its own, and resolves with what came back within some time. */
function ask(port: number, bytes: string, milliseconds = 3000): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1');
    const end = () => {
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(end, milliseconds);
    socket.setEncoding('latin1').on('data', (piece: string) => (answer += piece));
    socket
      .on('error', () => {})
      .once('close', () => {
        clearTimeout(timer);
        end();
      });
    socket.write(Buffer.from(bytes, 'latin1'));
  });
}

const head = (lines: readonly string[]) => `${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`;
const hasStatus = (answer: string, ...wanted: readonly number[]) =>
  wanted.some((status) => answer.startsWith(`HTTP/1.1 ${status} `));

/** Requests that any web page can cause, and a browser sends without a question. */
const FROM_A_PAGE = (port: number): readonly (readonly [string, string])[] => [
  ['another name for this address', head(['GET /examplebucket/k HTTP/1.1', `Host: evil.example:${port}`])],
  [
    'a form of another site',
    head([
      'POST /examplebucket HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Origin: http://evil.example',
      'Content-Type: multipart/form-data; boundary=b',
      'Content-Length: 0',
    ]),
  ],
  [
    'an image of another site',
    head([
      `GET /examplebucket/k?X-Amz-Signature=00&X-Amz-Credential=NOBODY HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Origin: http://evil.example',
    ]),
  ],
];

/** Bytes that are no request, or too much of one. */
const HOSTILE: readonly (readonly [string, string])[] = [
  [
    'a token of 4 kB in the query',
    head([
      `GET /b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Security-Token=${'%2Fa+b'.repeat(700)} HTTP/1.1`,
      'Host: h',
    ]),
  ],
  ['a head of 100 kB', `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(20_000)}\r\n`],
  ['two lengths', `${head(['PUT /b/k HTTP/1.1', 'Host: h', 'Content-Length: 1', 'Content-Length: 2'])}ab`],
  [
    'a length and chunks',
    `${head(['PUT /b/k HTTP/1.1', 'Host: h', 'Content-Length: 1', 'Transfer-Encoding: chunked'])}0\r\n\r\n`,
  ],
  ['NUL in a name', 'GET / HTTP/1.1\r\nHo\x00st: h\r\n\r\n'],
  [
    'names of prototypes',
    head(['GET /__proto__/constructor?toString&__proto__=1 HTTP/1.1', 'Host: h', '__proto__: x', 'constructor: y']),
  ],
  ['a way up', head(['GET /../../../../etc/passwd HTTP/1.1', 'Host: h'])],
  ['noise', Array.from({ length: 5000 }, (_, at) => String.fromCharCode((at * 7919) % 256)).join('')],
];

async function survives({ port, isRunning, said }: Service, alive: () => Promise<boolean>): Promise<string | null> {
  const achieved = await firstOf(HOSTILE, async ([what, bytes]) => {
    await ask(port, bytes, 1500);
    return isRunning() ? null : `${what} ends the service: ${said().slice(-300)}`;
  });
  if (achieved !== null) return achieved;
  if (/Internal error:/.test(said())) return `it says: ${said().slice(-300)}`;
  return (await alive()) ? null : 'it answers no more';
}

export const ON_SERVICES: readonly Attack[] = [
  {
    id: 'web-page-against-the-sandbox',
    says: 'a web page rebinds a name to the sandbox, posts a form to it, and loads from it',
    async run({ service }) {
      const { port } = await service(['sandbox'], { environment: EXAMPLE });
      return firstOf(FROM_A_PAGE(port), async ([what, bytes]) => {
        const answer = await ask(port, bytes);
        if (!hasStatus(answer, 403, 400)) return `${what} gets ${answer.slice(0, 40)}`;
        return /nosniff/i.test(answer) && /Content-Security-Policy: sandbox/i.test(answer)
          ? null
          : `${what} gets no policy`;
      });
    },
  },
  {
    id: 'web-page-against-a-resigning-capture',
    says: 'a web page has a capture sign its requests with the key of the user',
    async run({ service, server }) {
      const upstream = await server((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret'));
      const { port } = await service(['capture', '--upstream', `http://127.0.0.1:${upstream.port}`, '--resign'], {
        environment: WITH_KEYS,
      });
      return firstOf(FROM_A_PAGE(port), async ([what, bytes]) => {
        const answer = await ask(port, bytes);
        return answer.includes('secret') || /Signature=[0-9a-f]{64}/.test(upstream.received().toString())
          ? `${what} is signed again`
          : null;
      });
    },
  },
  {
    id: 'hostile-bytes-against-the-sandbox',
    says: 'eight clients send what is no request',
    async run({ service }) {
      const made = await service(['sandbox'], { environment: EXAMPLE });
      return survives(made, async () =>
        hasStatus(await ask(made.port, head(['GET / HTTP/1.1', `Host: 127.0.0.1:${made.port}`])), 403, 200),
      );
    },
  },
  {
    id: 'hostile-bytes-against-the-capture',
    says: 'eight clients send what is no request, through a capture',
    async run({ service, server }) {
      const upstream = await server((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
      const made = await service(['capture', '--upstream', `http://127.0.0.1:${upstream.port}`], {
        environment: WITH_KEYS,
      });
      return survives(made, async () =>
        hasStatus(await ask(made.port, head(['GET / HTTP/1.1', `Host: 127.0.0.1:${made.port}`])), 200),
      );
    },
  },
  {
    id: 'half-open-heads',
    says: '500 clients begin a request and do not end it',
    async run({ service }) {
      const { port, isRunning } = await service(['sandbox'], { environment: EXAMPLE });
      const sockets = Array.from({ length: 500 }, () => connect(port, '127.0.0.1').on('error', () => {}));
      for (const socket of sockets) socket.write(`GET / HTTP/1.1\r\nx: ${'a'.repeat(10_000)}`);
      const answer = await ask(port, head(['GET / HTTP/1.1', `Host: 127.0.0.1:${port}`]), 10_000);
      for (const socket of sockets) socket.destroy();
      return isRunning() && answer.startsWith('HTTP/1.1 ') ? null : 'nobody else is answered';
    },
  },
  {
    id: 'published-key-for-others',
    says: 'a service whose key everybody knows listens for other machines',
    run: ({ run }) =>
      firstOf([['sandbox'], ['capture', '--sandbox']], async (words) => {
        const { code } = await run([...words, '--listen', '0.0.0.0', '--plain'], { environment: EXAMPLE });
        return code === 2 ? null : `${words.join(' ')} ends with ${code}`;
      }),
  },
  {
    id: 'data-folder-of-another',
    says: 'the folder for the data has a file of the user, and then belongs to a running sandbox',
    async run({ run, service, folder }) {
      const data = join(folder, 'data');
      mkdirSync(join(data, 'bodies'), { recursive: true });
      const thesis = join(data, 'bodies/thesis.txt');
      writeFileSync(thesis, 'thesis');
      await service(['sandbox', '--data', data], { environment: EXAMPLE });
      const second = await run(['sandbox', '--data', data, '--plain', '--port', '0'], { environment: EXAMPLE });
      if (!existsSync(thesis)) return 'the file of the user is gone';
      return second.code === 2 || second.code === 1 ? null : `a second one ends with ${second.code}`;
    },
  },
  {
    id: 'program-of-a-learner',
    says: 'a program prints empty lines for ever, floods standard error, and reads the environment of its parent',
    isLong: true,
    run: ({ run, file }) =>
      firstOf(
        [
          ['empty lines', 'while sleep 0.3; do echo; done'],
          ['a flood', 'yes xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx >&2'],
          ['nothing', 'sleep 991'],
          ['the environment', 'tr "\\0" "\\n" < /proc/$PPID/environ >&2; env >&2'],
        ] as const,
        async ([what, script]) => {
          const path = file('signer.sh', `#!/bin/sh\n${script}\n`);
          chmodSync(path, 0o755);
          const words = ['grade', '--only', 's3-documentation/get-object', '--', path];
          const done = await run(words, { environment: WITH_KEYS });
          if (done.text.length > 65 * 2 ** 20) return `${what}: ${done.text.length} bytes are passed on`;
          return (
            crashOf(done, what) ??
            (done.text.includes(WITH_KEYS.AWS_SECRET_ACCESS_KEY ?? '') ? `${what} has the secret` : null)
          );
        },
      ),
  },
];
