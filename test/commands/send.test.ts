/** `sigv4 send`: the body, the talk and the exit code. */

import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import type { OutputFile } from '../../src/app/world/files.ts';
import { problem } from '../../src/bytes/problem.ts';
import { send } from '../../src/commands/send/send.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { send as realSend } from '../../src/wire/send.ts';
import { octets } from '../support/bytes.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { KEY_ID, SECRET, testSandbox } from '../support/sandbox/sandbox-client.ts';
import { bytes, serve, silentPort, type TcpServer } from '../support/wire/tcp-server.ts';

const servers: TcpServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const answering = async (answer: string, end = true) => {
  const server = await serve((socket) => (end ? socket.end(bytes(answer)) : socket.write(bytes(answer))));
  servers.push(server);
  return server;
};
/** A server that gives each of these answers once, in their order. */
const serveEach = async (answers: readonly string[]) => {
  const left = [...answers];
  const server = await serve((socket) => socket.end(bytes(left.shift() ?? '')));
  servers.push(server);
  return server;
};
const response = (status: string, body: string, ...headers: string[]) =>
  [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n');

async function sent(address: string, options: OptionValues = {}, changes: Partial<CommandWorld> = {}) {
  const test = worldOf({ environment: { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' }, ...changes });
  const code = await send.run(test.world, options, [address]);
  return { code, output: test.output(), errors: test.errors(), created: test.created };
}

const sentTo = async (answer: string, options: OptionValues = {}, changes: Partial<CommandWorld> = {}) =>
  sent(`http://127.0.0.1:${(await answering(answer)).port}/a`, options, changes);

const REFUSED = response('403 Forbidden', '<Error/>');
const MOVED = response('301 Moved Permanently', '', 'x-amz-bucket-region: eu-west-1', 'Location: https://b.example/');

describe('the exit code of send', () => {
  it.each([
    ['0 for an answer', response('200 OK', 'a'), {}, 0],
    ['0 for a refusal without --fail', REFUSED, {}, 0],
    ['22 for a refusal with --fail', REFUSED, { fail: true }, 22],
    ['22 for a server that fails, with --fail', response('503 Slow Down', ''), { fail: true }, 22],
    ['0 for a redirect that is not followed, with --fail', MOVED, { fail: true }, 0],
    ['0 for an answer with --fail', response('206 Partial Content', 'a'), { fail: true }, 0],
    ['1 for an answer that is none', 'garbage\r\n\r\n', {}, 1],
    ['1 for an answer that ends early', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', {}, 1],
    ['1 for no answer', '', {}, 1],
    ['1 for a broken answer with --fail', 'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n', { fail: true }, 1],
    ['2 for what is misused', '', { header: ['none'] }, 2],
  ] satisfies [string, string, OptionValues, number][])('is %s', async (_rule, answer, options, expected) => {
    expect((await sentTo(answer, options)).code).toBe(expected);
  });

  it('is 1 where nothing listens, with the place', async () => {
    const port = await silentPort();
    const { code, output, errors } = await sent(`http://127.0.0.1:${port}/`);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain(`127.0.0.1 port ${port}`);
  });

  it('is 1 when the time is over', async () => {
    const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', false);
    const { code, output, errors } = await sent(`http://127.0.0.1:${server.port}/`, { maxTime: '0.3' });
    expect({ code, output }).toEqual({ code: 1, output: 'abc' });
    expect(errors).toContain('--max-time');
  });

  it('is 130 when somebody interrupts, and what had come is kept', async () => {
    const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', false);
    const interruption = () => AbortSignal.timeout(300);
    const { code, output } = await sent(`http://127.0.0.1:${server.port}/`, {}, { interruption });
    expect({ code, output }).toEqual({ code: 130, output: 'abc' });
  });
});

const DUMB = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', TERM: 'dumb' };

describe('the progress of send', () => {
  const MIB = 2 ** 20;
  const ERASE = '\r\x1b[K';

  /** Reports so many milliseconds after the start; then a real answer. */
  const reporting =
    (...times: number[]): CommandWorld['send'] =>
    async (order) => {
      for (const milliseconds of times)
        order.onProgress?.({ milliseconds, sent: 300, received: milliseconds * MIB, expected: 1024 * MIB });
      return realSend(order);
    };
  const onTerminal = (width: number, ...times: number[]): Partial<CommandWorld> => ({
    errorsWidth: () => width,
    send: reporting(...times),
  });
  const ANSWER = response('200 OK', 'abc');

  it('is a line that is written again from half a second on, and taken away', async () => {
    const { errors, created } = await sentTo(ANSWER, { output: 'file' }, onTerminal(80, 100, 499, 500, 600));
    expect(errors).toBe(
      [
        `${ERASE}Receiving… 500 of 1024 MiB · 1000 MiB/s · 1 s left`,
        `${ERASE}Receiving… 600 of 1024 MiB · 1000 MiB/s · 1 s left`,
        ERASE,
      ].join(''),
    );
    expect(created.get('file')).toBe('abc');
  });

  it('of an upload is how much of the request is sent, also where the answer goes to the terminal', async () => {
    const send: CommandWorld['send'] = async (order) => {
      order.onProgress?.({ milliseconds: 700, sent: 5, received: 0, expected: null });
      return realSend(order);
    };
    const changes = { errorsWidth: () => 80, isOutputTerminal: true, send };
    const { errors, output } = await sentTo(ANSWER, { request: 'PUT', data: 'x'.repeat(4000) }, changes);
    expect(errors).toMatch(/^\r\x1b\[KSending… 5 of 4\d{3} bytes\r\x1b\[K$/);
    expect(output).toBe('abc\n');
  });

  it('is no longer than the terminal is wide', async () => {
    const { errors } = await sentTo(ANSWER, { output: 'file' }, onTerminal(20, 600));
    expect(errors).toBe(`${ERASE}Receiving… 600 of${ERASE}`);
  });

  it('is taken away before anything else is said', async () => {
    const { errors } = await sentTo(REFUSED, { output: 'file' }, onTerminal(80, 600));
    expect(errors).toContain(`MiB${ERASE}sigv4: The server returned 403`);
  });

  it.each<[string, OptionValues, Partial<CommandWorld>]>([
    ['for what is quick', { output: 'file' }, onTerminal(80, 100, 400)],
    ['where talk goes to no terminal', { output: 'file' }, { send: reporting(600) }],
    ['on a terminal that empties no line', { output: 'file' }, { ...onTerminal(80, 600), environment: DUMB }],
    [
      'where the body goes to the terminal as it comes',
      { output: '-' },
      { ...onTerminal(80, 600), isOutputTerminal: true },
    ],
  ])('is not shown %s', async (_why, options, changes) => {
    expect((await sentTo(ANSWER, options, changes)).errors).toBe('');
  });
});

const EVERY_BYTE = Buffer.from(Uint8Array.from({ length: 256 }, (_, code) => code)).toString('latin1');

describe('the body', () => {
  it('goes into a pipe exactly, and nothing is said', async () => {
    const { output, errors } = await sentTo(response('200 OK', EVERY_BYTE));
    expect({ output, errors }).toEqual({ output: EVERY_BYTE, errors: '' });
  });

  it('goes into the file of -o exactly, on a terminal too', async () => {
    const options = { output: 'file' };
    const { created, output } = await sentTo(response('200 OK', EVERY_BYTE), options, { isOutputTerminal: true });
    expect({ file: created.get('file'), output }).toEqual({ file: EVERY_BYTE, output: '' });
  });

  it('goes to standard output with -o -, exactly, on a terminal too', async () => {
    const options = { output: '-' };
    const { created, output } = await sentTo(response('200 OK', EVERY_BYTE), options, { isOutputTerminal: true });
    expect({ created: created.size, output }).toEqual({ created: 0, output: EVERY_BYTE });
  });

  it('is without the lines around its chunks', async () => {
    const chunked =
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n';
    expect((await sentTo(chunked)).output).toBe('abcde');
  });

  it('is escaped on a terminal', async () => {
    const { output } = await sentTo(
      response('200 OK', `${EVERY_BYTE}\x1b]0;title\x07`),
      {},
      { isOutputTerminal: true },
    );
    expect(output).toMatch(/^[\x20-\x7e\n]*$/);
    expect(output).toContain('\\x1b]0;title\\x07');
  });

  it('follows the head with -i', async () => {
    const { output } = await sentTo(response('200 OK', 'abc', 'X-A: b'), { include: true });
    expect(output).toMatch(/^HTTP\/1\.1 200 OK\r?\nX-A: b\r?\nContent-Length: 3\r?\n\r?\nabc$/);
  });

  it('of a refusal is the answer too', async () => {
    expect((await sentTo(REFUSED)).output).toBe('<Error/>');
  });

  it('of a refusal is not printed with --fail, as in curl', async () => {
    expect((await sentTo(REFUSED, { fail: true })).output).toBe('');
  });

  it.each([
    ['what is asked for cannot be', 'http:///nowhere'],
    ['nothing listens', 'http://127.0.0.1:1/'],
  ])('empties no file of -o where %s', async (_why, address) => {
    expect((await sent(address, { output: 'precious' })).created.has('precious')).toBe(false);
  });

  it('comes with -i while it comes, the head first', async () => {
    const socketOf = Promise.withResolvers<Socket>();
    const server = await serve((socket) => {
      socket.write(bytes('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc'));
      socketOf.resolve(socket);
    });
    servers.push(server);
    const firstPiece = Promise.withResolvers<void>();
    const printed: string[] = [];
    const changes: Partial<CommandWorld> = {
      output: (text) => void printed.push(text),
      outputBytes: async (piece) => {
        printed.push(Buffer.from(piece).toString('latin1'));
        firstPiece.resolve();
      },
    };
    const sending = sent(`http://127.0.0.1:${server.port}/`, { include: true }, changes);
    await firstPiece.promise;
    const head = 'HTTP/1.1 103 Early Hints\n\nHTTP/1.1 200 OK\nContent-Length: 6\n\n';
    expect(printed).toEqual([head, 'abc']);
    (await socketOf.promise).write('def');
    expect((await sending).code).toBe(0);
    expect(printed).toEqual([head, 'abc', 'def']);
  });

  it('that is empty has a head with -i', async () => {
    const { output } = await sentTo(response('200 OK', ''), { include: true });
    expect(output).toBe('HTTP/1.1 200 OK\nContent-Length: 0\n\n');
  });

  it('of a refusal is not printed with --fail and -i, and its head is', async () => {
    expect((await sentTo(REFUSED, { fail: true, include: true })).output).toBe(
      'HTTP/1.1 403 Forbidden\nContent-Length: 8\n\n',
    );
  });

  it('has no secret in the head of -i', async () => {
    const environment = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', AWS_SESSION_TOKEN: 'a-session-token' };
    const quoting = response('200 OK', 'abc', 'X-Token: a-session-token');
    const { output } = await sentTo(quoting, { include: true }, { environment });
    expect(output).toMatch(/^X-Token: \*{15}$/m);
  });

  it('is asked for nowhere when the file of -o cannot be made', async () => {
    const createFile = async () => problem('output', 'It cannot be written.', 'Choose another file.');
    const server = await answering(response('200 OK', ''));
    const { code } = await sent(`http://127.0.0.1:${server.port}/`, { output: 'x' }, { createFile });
    expect({ code, received: server.received().length }).toEqual({ code: 2, received: 0 });
  });
});

describe('an answer that is not whole', () => {
  const SHORT = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc';

  it('is not the file of -o: what came of it has a name that says so', async () => {
    const { code, created, errors } = await sentTo(SHORT, { output: 'cat.jpg' });
    expect({ code, created: [...created] }).toEqual({ code: 1, created: [['cat.jpg.partial', 'abc']] });
    expect(errors).toMatch(
      /\nsigv4: The first 3 bytes of the body are in "cat\.jpg\.partial"; "cat\.jpg" was not written\.\n$/,
    );
  });

  it('is not the file of -o after an interruption either', async () => {
    const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na', false);
    const interruption = () => AbortSignal.timeout(300);
    const { code, created, errors } = await sent(
      `http://127.0.0.1:${server.port}/`,
      { output: 'cat.jpg' },
      { interruption },
    );
    expect({ code, created: [...created] }).toEqual({ code: 130, created: [['cat.jpg.partial', 'a']] });
    expect(errors).toContain('The first byte of the body is in "cat.jpg.partial"');
  });

  it.each([
    ['no byte of it', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', {}, 1],
    ['a refusal, with --fail', REFUSED, { fail: true }, 22],
  ] satisfies [string, string, OptionValues, number][])(
    'leaves the file of -o as it was: %s',
    async (_what, answer, options, expected) => {
      const { code, created } = await sentTo(answer, { output: 'cat.jpg', ...options });
      expect({ code, created: [...created] }).toEqual({ code: expected, created: [] });
    },
  );

  const NO_ROOM = problem('output', '"cat.jpg" cannot be written: there is no space left.', 'Make room.');
  const writing = (changes: Partial<OutputFile>): Partial<CommandWorld> => ({
    createFile: async () => ({
      write: async () => null,
      finish: async () => null,
      abandon: async () => ({ path: 'cat.jpg', length: 2 }),
      ...changes,
    }),
  });

  it.each<[string, Partial<OutputFile>]>([
    ['in the middle', { write: async () => NO_ROOM }],
    ['at the end', { finish: async () => NO_ROOM }],
  ])('is a failure where the file cannot take it %s', async (_when, changes) => {
    const { code, errors } = await sentTo(response('200 OK', 'abc'), { output: 'cat.jpg' }, writing(changes));
    expect({ code, errors }).toEqual({
      code: 1,
      errors:
        'sigv4: "cat.jpg" cannot be written: there is no space left. Make room.\nsigv4: The first 2 bytes of the body are in "cat.jpg".\n',
    });
  });

  it('is not waited for where the wait for the file was interrupted', async () => {
    const createFile = async () => problem('interrupted', 'No program reads from "fifo" yet.', 'Start its reader.');
    expect((await sentTo(response('200 OK', 'abc'), { output: 'fifo' }, { createFile })).code).toBe(130);
  });

  it('nor even begun leaves nothing open: the way on from a redirect is no way', async () => {
    let abandoned = 0;
    const moved = response('307 Temporary Redirect', 'gone', 'Location: /a');
    const changes = writing({
      abandon: async () => {
        abandoned += 1;
        return null;
      },
    });
    // The second time the certificate authorities are asked for, they cannot be read.
    let asked = 0;
    const readFile: CommandWorld['readFile'] = async () => {
      asked += 1;
      return asked === 1 ? octets('-----BEGIN CERTIFICATE-----') : problem('file', 'It is gone.', 'Bring it back.');
    };
    const options = { output: 'cat.jpg', location: true, cacert: 'ca.pem' };
    const { code, errors } = await sentTo(moved, options, { ...changes, readFile });
    expect({ code, errors, abandoned }).toEqual({
      code: 2,
      errors: 'sigv4: It is gone. Bring it back.\n',
      abandoned: 1,
    });
  });
});

describe('the talk', () => {
  it('says for what is not found how to see what was signed, without the address', async () => {
    const { port } = await answering(response('404 Not Found', '<Error/>'));
    const { errors } = await sent(`http://127.0.0.1:${port}/$HOME`);
    expect(errors).toContain('404 Not Found');
    expect(errors).toContain('replace send with walk');
    expect(errors).not.toContain('$HOME');
  });

  it.each([
    [{ output: 'my answer.xml' }, "sigv4 diagnose 'my answer.xml'"],
    [{ output: '-o' }, 'sigv4 diagnose ./-o'],
    [{ output: 'a', profile: 'p' }, 'sigv4 diagnose --profile p a'],
    [{}, 'the same command followed by: -v 2>&1 | sigv4 diagnose'],
    [{ fail: true }, 'the same command, without --fail, followed by: -v 2>&1 | sigv4 diagnose'],
    [
      { fail: true, output: 'a' },
      'the same command, without --fail and --output, followed by: -v 2>&1 | sigv4 diagnose',
    ],
  ] satisfies [OptionValues, string][])(
    'gives for a refusal the command that says why: %j',
    async (options, command) => {
      const loadProfile: CommandWorld['loadProfile'] = async () => ({
        name: 'p',
        region: null,
        endpointUrl: null,
        way: 'keys' as const,
        credentials: async () => ({ accessKeyId: KEY_ID, secretAccessKey: SECRET, sessionToken: null }),
      });
      const { errors } = await sentTo(REFUSED, options, { loadProfile });
      expect(errors).toBe(`sigv4: The server returned 403 Forbidden.\nsigv4: To see why, byte by byte: ${command}\n`);
    },
  );

  it('asks for no masked request where a session token is sent', async () => {
    const environment = { ...EXAMPLE_KEYS, AWS_SESSION_TOKEN: 'a-token-of-nobody' };
    const { errors } = await sentTo(REFUSED, {}, { environment });
    expect(errors).toContain('followed by: -i | sigv4 diagnose');
  });

  it('says where a redirect leads and what would have to be signed again', async () => {
    const { output, errors } = await sentTo(MOVED);
    expect(output).toBe('');
    for (const part of ['301', 'https://b.example/', 'eu-west-1', 'not followed']) expect(errors).toContain(part);
  });

  it('with -v is on the side of errors, the body alone on that of results', async () => {
    const { output, errors } = await sentTo(response('200 OK', 'abc', 'X-A: b'), { verbose: true });
    expect(output).toBe('abc');
    expect(errors).toMatch(/^> GET \/a HTTP\/1\.1$/m);
    expect(errors).toMatch(/^> Authorization: AWS4-HMAC-SHA256 /m);
    expect(errors).toMatch(/^< HTTP\/1\.1 200 OK$/m);
    expect(errors).toMatch(/^< X-A: b$/m);
  });

  it('with -v has no session token', async () => {
    const environment = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', AWS_SESSION_TOKEN: 'a-session-token' };
    const { errors } = await sentTo(response('200 OK', ''), { verbose: true }, { environment });
    expect(errors).toMatch(/^> x-amz-security-token: \*+$/im);
  });
});

describe('a redirect that is followed', () => {
  const LARGE = 'x'.repeat(3_000_000);

  it.each<[string, OptionValues]>([
    ['in a pipe', {}],
    ['in a pipe with -i', { include: true }],
    ['in a file', { output: 'file' }],
    ['on a terminal', { terminal: true }],
  ])('has no part in the output, no matter what its size: %s', async (_where, { terminal, ...options }) => {
    const { port } = await serveEach([
      response('307 Temporary Redirect', LARGE, 'Location: /a'),
      response('200 OK', 'ok'),
    ]);
    const { code, output, created } = await sent(
      `http://127.0.0.1:${port}/a`,
      { location: true, ...options },
      { isOutputTerminal: terminal === true },
    );
    const written = created.get('file') ?? output;
    expect([code, written.trimEnd().slice(-2), written.length < 100]).toEqual([0, 'ok', true]);
    expect(written).not.toContain('307');
  });

  it('no further is the answer: its body is written, no matter what its size', async () => {
    const moved = response('307 Temporary Redirect', LARGE, 'Location: https://elsewhere.example/');
    expect((await sentTo(moved, { location: true })).output === LARGE).toBe(true);
  });

  it('is not written into a file where the server says that the object was not modified', async () => {
    const { code, created, errors } = await sentTo('HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n', {
      output: 'file',
    });
    expect([code, created.get('file') ?? '']).toEqual([0, '']);
    expect(errors).toContain('has not been modified (304), so "file" is unchanged.');
  });

  it('that -L does not follow leaves a file as it was', async () => {
    const moved = response('307 Temporary Redirect', LARGE, 'Location: https://elsewhere.example/');
    const { code, created } = await sentTo(moved, { location: true, output: 'file' });
    expect([code, created.get('file') ?? '']).toEqual([1, '']);
  });

  it('to a refusal writes neither body with --fail, no matter what their size', async () => {
    const answers = [response('307 Temporary Redirect', LARGE, 'Location: /a'), response('403 Forbidden', LARGE)];
    const { port } = await serveEach(answers);
    const { code, output } = await sent(`http://127.0.0.1:${port}/a`, { location: true, fail: true });
    expect({ code, output }).toEqual({ code: 22, output: '' });
  });
});

describe('what send signs', () => {
  it('is accepted by the sandbox', async () => {
    const sandbox = testSandbox();
    const { world, output } = worldOf({ environment: { AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET } });
    const { host, port, close } = await world.listen(0, () => sandbox.converse());
    const options = { endpointUrl: `http://${host}:${port}`, region: 'us-east-1', date: '20130524T000000Z' };
    expect(await send.run(world, options, ['s3://examplebucket/a//../b c+d'])).toBe(0);
    await close();
    expect(output()).toBe('odd key');
  });
});
