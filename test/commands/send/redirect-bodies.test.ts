/** `sigv4 send -L`: which of the bodies of redirects and their answers is written. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { response, sent, sentTo } from '../../support/commands/sent-to-server.ts';
import { serveHere } from '../../support/wire/served-here.ts';
import { bytes } from '../../support/wire/tcp-server.ts';

/** A server that gives each of these answers once, in their order. */
const serveEach = (answers: readonly string[]) => {
  const left = [...answers];
  return serveHere((socket) => socket.end(bytes(left.shift() ?? '')));
};

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
