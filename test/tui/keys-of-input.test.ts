/** Keys as the terminal delivers them: several in one chunk, each by its name. */
import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { actionOfKey } from '../../src/commands/keys.ts';
import { keysOfInput } from '../../src/tui/keys-of-input.ts';

/** What Ink says of characters that are no key of their own. */
const NONE = {} as Key;

describe('keys in one chunk', () => {
  it.each([
    ['jjj', ['j', 'j', 'j']],
    ['\tG', ['tab', 'G']],
    ['@12\r', ['@', '1', '2', 'return']],
    ['q\x03', ['q', 'ctrl+c']],
    ['x\x7f', ['x', 'backspace']],
    ['ä👩‍🚀', ['ä', '👩‍🚀']],
  ])('%j are told apart', (input, keys) => {
    expect(keysOfInput(input, NONE)).toEqual(keys);
  });

  it('have the names that the table of keys has', () => {
    for (const key of keysOfInput('\t\x7f\r\x03', NONE)) expect(actionOfKey(key, 'walk')).not.toBeNull();
  });
});
