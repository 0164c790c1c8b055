/** `sigv4 send`: an answer that ends early, or that a file cannot take. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import type { OutputFile } from '../../../src/app/world/files.ts';
import { problem } from '../../../src/bytes/problem.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { answering, REFUSED, response, sent, sentTo } from '../../support/commands/sent-to-server.ts';

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
});
