/** `sigv4 send`: the exit code. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { answering, MOVED, REFUSED, response, sent, sentTo } from '../../support/commands/sent-to-server.ts';
import { silentPort } from '../../support/wire/tcp-server.ts';

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
