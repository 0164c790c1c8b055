/** A secret as it is typed on a terminal in raw mode. That nothing of it is shown is tested in test/pty/verify.test.ts. */
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { typedLine } from '../../src/cli/terminal/terminal-input.ts';
import { expectProblem } from '../support/problems.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** What is read of these keys, each piece of which arrives by itself. */
async function typed(...pieces: readonly string[]) {
  const terminal = new PassThrough();
  const read = typedLine(terminal);
  for (const piece of pieces) terminal.write(piece);
  const line = await read;
  expect(terminal.listenerCount('data')).toBe(0);
  return line;
}

describe('a typed secret', () => {
  it.each([
    ['enter after it', [SECRET, '\r']],
    ['a newline after it', [`${SECRET}\n`]],
    ['a character that is taken back', [`${SECRET}x`, '\x7f', '\r']],
    ['a line that is taken back', [`something else\x15${SECRET}\r`]],
    ['the end of the input after it', [`${SECRET}\x04`]],
    ['keys one by one', [...SECRET, '\r']],
  ])('is taken with %s', async (_what, pieces) => {
    expect(await typed(...pieces)).toBe(SECRET);
  });

  it.each([
    ['enter', '\r'],
    ['the end of the input', '\x04'],
  ])('is none with %s alone', async (_what, key) => {
    expect(await typed(key)).toBeNull();
  });

  it('is given up with Ctrl-C', async () => {
    expectProblem(await typed('half of a secr', '\x03'), 'interrupted');
  });
});
