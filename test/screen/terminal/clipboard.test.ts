/** OSC 52, as a terminal reads it. */
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';
import { CLIPBOARD_LIMIT, clipboardSequence } from '../../../src/screen/terminal/clipboard.ts';

describe('copying', () => {
  it.each([
    ['Hello', '\x1b]52;c;SGVsbG8=\x07'],
    ['é', '\x1b]52;c;w6k=\x07'],
    ['', '\x1b]52;c;\x07'],
    ['\x1b]0;not a title\x07', '\x1b]52;c;G10wO25vdCBhIHRpdGxlBw==\x07'],
  ])('sends %j in base64', (text, sequence) => expect(clipboardSequence(text)).toBe(sequence));

  it('sends as much as terminals take, and says of more that it is too much', () => {
    expect(CLIPBOARD_LIMIT).toBe(74_994);
    const longest = clipboardSequence('x'.repeat(CLIPBOARD_LIMIT));
    expect(isProblem(longest) ? 0 : longest.length).toBe(100_000);
    const tooLong = clipboardSequence(`${'x'.repeat(CLIPBOARD_LIMIT - 1)}é`);
    expect(isProblem(tooLong) && tooLong.says).toBe('The value has 74995 bytes, and a terminal copies at most 74994.');
  });
});
