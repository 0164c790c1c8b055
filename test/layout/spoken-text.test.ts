/** What a screen reader is given of a row: no lines and arrows that are drawn for the eye. */
import { expect, it } from 'vitest';
import { spokenText } from '../../src/layout/shown-glyphs.ts';

it.each([
  ['├─ HMAC of the signature above and chunk 1', 'HMAC of the signature above and chunk 1'],
  ['↓ SHA-256 of these 289 bytes', 'SHA-256 of these 289 bytes'],
  ['0.4 connected ── 2.5 sent', '0.4 connected 2.5 sent'],
  ['↑↓ line', '↑↓ line'],
  ['1  ▮▮▮▯▯ likely', '1 likely'],
])('"%s" is spoken as "%s"', (drawn, spoken) => {
  expect(spokenText([{ text: drawn }])).toBe(spoken);
});

it('bytes are spoken as they are', () => {
  expect(spokenText([{ text: '│ ' }, { text: '─', at: { value: 'request', start: 0, end: 3 } }])).toBe('─');
});
