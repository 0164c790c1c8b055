/** Messages on a terminal are broken at spaces. */
import { expect, it } from 'vitest';
import { wrappedMessage } from '../../src/app/options/command.ts';

const LINES = 'sigv4: "a.txt" cannot be read: check its permissions.\n  Fix: Sign the Authorization header again.\n';

it('breaks only at spaces, and keeps the indent of a line', () => {
  expect(wrappedMessage(LINES, 30)).toBe(
    'sigv4: "a.txt" cannot be read:\n  check its permissions.\n  Fix: Sign the Authorization\n    header again.\n',
  );
});

it('breaks nothing where no terminal is, and no word that is longer than a row', () => {
  expect(wrappedMessage(LINES, null)).toBe(LINES);
  expect(wrappedMessage('one aWordThatIsLonger', 5)).toBe('one\n  aWordThatIsLonger');
});
