/** `sigv4 send`: where the body of an answer goes, and what is before it. */
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../src/bytes/problem.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { answering, REFUSED, response, sent, sentTo } from '../../support/commands/sent-to-server.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';
import { serveHere } from '../../support/wire/served-here.ts';
import { bytes } from '../../support/wire/tcp-server.ts';

const EVERY_BYTE = Buffer.from(Uint8Array.from({ length: 256 }, (_, code) => code)).toString('latin1');

describe('the body', () => {
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
    const server = await serveHere((socket) => {
      socket.write(bytes('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc'));
      socketOf.resolve(socket);
    });
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
