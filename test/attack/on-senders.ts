/** Attacks by the server that a request is sent to. */
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, crashOf, type Ended, firstOf, leakIn, MARKED, WITH_KEYS, WITH_TOKEN } from './tools.ts';

const answerOf = (head: readonly string[], body = '') =>
  `${['HTTP/1.1 200 OK', ...head, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`;

/** Sets the title of the window and the clipboard of a terminal that it reaches. */
const ESCAPES = '\x1b]0;PWNED\x07\x1b]52;c;UFdORUQ=\x07';

const raw = ({ text }: Ended, what: string): string | null =>
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text) ? `${what} writes control characters` : null;

/** Heads and bodies that no server should send. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['a head of 100 kB', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}\r\n`],
  ['a line without an end', `HTTP/1.1 200 ${'x'.repeat(100_000)}`],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  [
    'a length and chunks',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
  ],
  ['a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
  ['a length beyond all numbers', `HTTP/1.1 200 OK\r\nContent-Length: ${'9'.repeat(400)}\r\n\r\n`],
  ['a chunk that is no number', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['a chunk extension of 1 MB', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(1e6)}\r\n`],
  ['1,000 interim responses', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000)],
  ['bytes that are no HTTP', '\x00\x01\x02\xff'],
  ['nothing', ''],
];

export const ON_SENDERS: readonly Attack[] = [
  {
    id: 'redirect-to-another-bucket',
    says: 'a server redirects a signed DELETE to an object of its choice',
    async run({ run, server }) {
      const victim = await server((socket) => socket.end(answerOf([], 'deleted')));
      return firstOf(
        [`http://127.0.0.1:${victim.port}/other/key`, 'https://victim-bucket.s3.eu-west-1.amazonaws.com/precious'],
        async (location) => {
          const head = `HTTP/1.1 307 T\r\nLocation: ${location}\r\nx-amz-bucket-region: eu-west-1\r\nContent-Length: 0\r\n\r\n`;
          const { port } = await server((socket) => socket.end(head));
          const words = ['send', '-L', '-X', 'DELETE', '--endpoint-url', `http://127.0.0.1:${port}`, 's3://b/k'];
          const { code, stderr } = await run(words, { environment: WITH_TOKEN });
          if (victim.received().length > 0) return `a request was signed for ${location}`;
          return code === 1 && stderr.includes('It is not followed') ? null : `${location} ends with ${code}`;
        },
      );
    },
  },
  {
    id: 'control-characters-in-answers',
    says: 'a server writes escape sequences into its status, headers, and body',
    async run({ run, server }) {
      const text = `HTTP/1.1 403 ${ESCAPES}\r\nX-Name: ${ESCAPES}\r\nContent-Length: 60\r\n\r\n<Error><Code>${ESCAPES}</Code>`;
      const { port } = await server((socket) => socket.end(Buffer.from(text, 'latin1')));
      const url = `http://127.0.0.1:${port}/b/k`;
      return firstOf(
        [
          ['send', '-v', '-o', 'body', url],
          ['send', '-i', '-o', 'body', url],
          ['walk', '--plain', '--send', url],
          ['walk', '--json', '--send', url],
        ],
        async (words) => raw(await run(words, { environment: WITH_KEYS }), words.slice(0, 2).join(' ')),
      );
    },
  },
  {
    id: 'quoted-cookies-and-bearer-tokens',
    says: 'a server quotes the value of a cookie, or a bearer token, without what was before it',
    async run({ run, server }) {
      return firstOf(['Cookie: sid=', 'Authorization: Bearer ', 'Cookie: a=b; sid='], async (before) => {
        const { port } = await server((socket) => socket.end(answerOf([`X-Quoted: ${MARKED.token}`], MARKED.token)));
        const words = ['-H', `${before}${MARKED.token}`, `http://127.0.0.1:${port}/b/k`];
        const keys = before.startsWith('Authorization') ? {} : { environment: WITH_KEYS };
        const signed = before.startsWith('Authorization') ? ['--no-sign-request'] : [];
        return leakIn((await run(['send', '-v', '-o', 'body', ...signed, ...words], keys)).text, `send with ${before}`);
      });
    },
  },
  {
    id: 'hostile-heads-and-bodies',
    says: 'a server answers what HTTP does not allow, in eleven ways',
    isLong: true,
    run: ({ run, server }) =>
      firstOf(HOSTILE, async ([what, text]) => {
        const { port } = await server((socket) => socket.end(Buffer.from(text, 'latin1')));
        const done = await run(['send', '-v', `http://127.0.0.1:${port}/b/k`], { environment: WITH_KEYS });
        return crashOf(done, what) ?? (done.code === 0 ? `${what} counts as an answer` : null);
      }),
  },
  {
    id: 'answer-that-breaks-off',
    says: 'a server breaks off in the middle of an object whose file exists already',
    async run({ run, server, file }) {
      const path = file('object', 'old');
      const { port } = await server((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnew'));
      const { code } = await run(['send', '-o', path, `http://127.0.0.1:${port}/b/k`], { environment: WITH_KEYS });
      return code === 1 && readFileSync(path, 'utf8') === 'old'
        ? null
        : `it ends with ${code}, or the file is replaced`;
    },
  },
  {
    id: 'output-that-is-full',
    says: 'the device for the object is full',
    async run({ run, server }) {
      if (!existsSync('/dev/full')) return null;
      const { port } = await server((socket) => socket.end(answerOf([], 'x'.repeat(12_000))));
      const { code } = await run(['send', '-o', '/dev/full', `http://127.0.0.1:${port}/b/k`], {
        environment: WITH_KEYS,
      });
      return code === 1 ? null : `it ends with ${code}`;
    },
  },
  {
    id: 'endless-body-into-a-pipe',
    says: 'a server sends 300 MiB, which are printed with their head into a pipe, with 120 MiB of memory for objects',
    isLong: true,
    async run({ run, server }) {
      const piece = Buffer.alloc(2 ** 20, 0x61);
      const { port } = await server(async (socket) => {
        const closed = once(socket, 'close');
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${300 * piece.length}\r\n\r\n`);
        for (let sent = 0; sent < 300 && !socket.destroyed; sent++) {
          if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), closed]);
        }
        socket.end();
      });
      const environment = { ...WITH_KEYS, NODE_OPTIONS: '--max-old-space-size=120' };
      return crashOf(await run(['send', '-i', `http://127.0.0.1:${port}/b/k`], { environment }), 'send -i');
    },
  },
  {
    id: 'long-session-token',
    says: 'a session token, or a cookie, of 4 and 8 kB is echoed, and has to be masked',
    run: ({ run, server, folder }) =>
      firstOf([4000, 8000], async (length) => {
        const token = Array.from(
          { length },
          (_, at) => 'abcdefghijklmnopqrstuvwxyz012345'[(at * at + 7 * at) % 32],
        ).join('');
        const { port } = await server((socket) => socket.end(answerOf([], token)));
        const environment = { ...WITH_KEYS, AWS_SESSION_TOKEN: token };
        const url = `http://127.0.0.1:${port}/b/k`;
        const runs = [
          ['walk', '--plain', '--send', url],
          ['send', '-v', '-o', join(folder, 'body'), url],
        ];
        return firstOf(runs, async (words) => {
          const done = await run(words, { environment });
          const isShown = done.text.replaceAll(/\s/g, '').includes(token.slice(100, 300));
          return crashOf(done, words[0] ?? '') ?? (isShown ? `${words[0]} shows the token` : null);
        });
      }),
  },
];
