/** `sigv4 send`: the line that tells how far a long transfer is. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { send as realSend } from '../../../src/wire/send.ts';
import { REFUSED, response, sentTo } from '../../support/commands/sent-to-server.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';

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
