/** The card of a byte in few rows and many. */
import { describe, expect, it } from 'vitest';
import type { ByteCard } from '../../../src/pages/bytes/byte-card.ts';
import { aside, words } from '../../../src/pages/page.ts';
import { widthOf } from '../../../src/render/layout/shown-glyphs.ts';
import { cardGlyphs } from '../../../src/render/screen/screen-rows.ts';

const SEE = 'https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html';
const CARD: ByteCard = {
  place: { letter: 'E', hue: 4, name: 'the X-Note header' },
  what: [words('byte 90 of 374 of Canonical request: '), { text: '"x" (0x78)', meaning: 'name' }],
  part: null,
  why: [words('converted to lowercase: byte 62 of Request, step 1')],
  see: SEE,
  ways: [aside('o to where it comes from')],
};
const cardIn = (width: number, height: number, card: Partial<ByteCard> = {}) => {
  const rows = cardGlyphs({ ...CARD, ...card }, { width, height });
  expect(rows.length).toBeLessThanOrEqual(height);
  for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(width);
  return { rows, texts: rows.map((row) => row.map(({ text }) => text).join('')) };
};

describe('the card of a byte', () => {
  it('has all of it where there is room', () => {
    expect(cardIn(80, 4).texts).toEqual([
      'E byte 90 of 374 of Canonical request: "x" (0x78)  from the X-Note header',
      'converted to lowercase: byte 62 of Request, step 1',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html',
      'o to where it comes from',
    ]);
    expect(cardIn(132, 4).texts[1]).toBe(
      'converted to lowercase: byte 62 of Request, step 1  https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html',
    );
  });

  it('breaks its title before it cuts it', () => {
    expect(cardIn(60, 4).texts.slice(0, 3)).toEqual([
      'E byte 90 of 374 of Canonical request: "x" (0x78)  from the',
      'X-Note header',
      'converted to lowercase: byte 62 of Request, step 1',
    ]);
  });

  it('shortens an address at its beginning only, and drops it where that is not enough', () => {
    const shown = (width: number, height: number, card: Partial<ByteCard> = {}) => {
      const { rows } = cardIn(width, height, card);
      return rows
        .flat()
        .filter(({ meaning }) => meaning === 'link')
        .map(({ text }) => text)
        .join('');
    };
    for (let width = 40; width <= 160; width++) {
      for (const height of [2, 3, 4, 5]) {
        const text = shown(width, height);
        if (text !== '') expect(SEE.endsWith(text.replace(/^…/, ''))).toBe(true);
      }
    }
    expect(shown(60, 4)).toBe('…/AmazonS3/latest/API/sig-v4-header-based-auth.html');
    expect(shown(60, 3)).toBe('');
    // All of it in two rows, where nothing else has to go.
    expect(shown(60, 5, { place: null, ways: [] })).toBe(SEE.slice('https://'.length));
    const why = [words('why '.repeat(60))];
    expect(shown(60, 4, { why })).toBe('');
  });

  it('opens the whole address, however much of it is shown', () => {
    for (const { text, meaning, opens } of cardIn(60, 4).rows.flat()) {
      if (meaning === 'link') expect([text, opens]).toEqual([text, SEE]);
      else expect(opens).toBeUndefined();
    }
  });
});
