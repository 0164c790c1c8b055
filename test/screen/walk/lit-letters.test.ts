/** A hue on the screen shows where the bytes at the cursor go: all other bytes have none, and their letters no background. */
import { describe, expect, it } from 'vitest';
import { gutter } from '../../../src/screen/components/frame/gutter.ts';
import { isLit, type ScreenRow, type StyledText } from '../../../src/screen/components/styled-glyphs.ts';
import { rowsOfPicture } from '../../../src/screen/walk/content/whole-content.ts';
import { byteRows, textRows } from '../../../src/screen/walk/walk.tsx';
import { hueOfLetter, singleLetters } from '../../../src/views/map/letters.ts';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const WIDE = { width: 120, height: 40 };
/** A letter before a line, or in the legend. */
const isLetter = ({ text, style }: StyledText): boolean => /^[A-Z]\w? *$/.test(text) && style.ground !== 'selection';

/** Returns the texts of rows with a hue: the letters, and the bytes. */
function colored(rows: readonly ScreenRow[]) {
  const hued = rows.flat().filter(({ style }) => style.hue !== null);
  const letters = hued.filter(isLetter);
  const names = (of: readonly StyledText[]) => new Set(of.map(({ text }) => text.trim()));
  return {
    lit: names(letters.filter(({ style }) => style.ground === 'chip')),
    unlit: names(letters.filter(({ style }) => style.ground !== 'chip')),
    bytes: hued.filter((text) => !isLetter(text)),
  };
}

async function shown(...keys: readonly string[]) {
  const { press, content, view } = await exampleScreen({ size: WIDE });
  await press(...keys);
  const now = content();
  const { regions } = view();
  return {
    lit: now.lit,
    text: colored(textRows(now, regions, 'page')),
    hex: colored(byteRows(now, regions)),
    whole: now.whole && colored(rowsOfPicture(now.whole, { ...now, position: now.cursor.position })),
  };
}

const textOf = (bytes: readonly StyledText[]): string => bytes.map(({ text }) => text).join('');

describe('the letters at the cursor', () => {
  it('have their hue wherever their bytes are, and no others', async () => {
    const { lit, text, hex } = await shown('4', 'down', 'down', 'down', 'down');
    expect(lit).toBe('N1');
    expect(text.lit).toEqual(new Set(['N1']));
    expect(text.unlit).toEqual(new Set(['M', 'P', 'H', 'B', 'D']));
    expect(textOf(text.bytes)).toBe('rangebytes=0-9range');
    expect(new Set([...text.bytes, ...hex.bytes].map(({ style }) => style.hue))).toEqual(new Set([hueOfLetter('N1')]));
  });

  it('are those of the line for a byte that a rule adds', async () => {
    const { lit, text } = await shown('6', 'down');
    expect(lit).toBe('KDRS');
    expect(text.lit).toEqual(new Set(['K', 'D', 'R', 'S']));
    expect(textOf(text.bytes)).toBe('AKIAIOSFODNN7EXAMPLE20130524us-east-1s3');
  });

  it('are none where a rule made the line', async () => {
    const { lit, text, hex } = await shown('5');
    expect(lit).toBe('.');
    expect(text.lit).toEqual(new Set());
    expect([...text.bytes, ...hex.bytes]).toEqual([]);
  });

  it.each(['', 'down', 'down down', 'down down down down', 'end'])('light the whole signature: %s', async (keys) => {
    const { lit, whole } = await shown(...keys.split(' ').filter((key) => key !== ''));
    const hues = new Set(singleLetters(lit).map(hueOfLetter));
    expect(whole?.bytes.filter(({ style }) => !hues.has(style.hue))).toEqual([]);
    for (const letter of whole?.lit ?? []) expect(isLit(letter, lit)).toBe(true);
  });
});

it('keeps the hue of a letter that is not lit, without its background', () => {
  const letterOf = (lit: string | null) => gutter({ letter: { text: 'N1', hue: 1 }, lit })[1]?.style;
  expect(letterOf(null)).toMatchObject({ hue: 1, ground: 'chip' });
  expect(letterOf('N1')).toMatchObject({ hue: 1, ground: 'chip' });
  expect(letterOf('N2')).toMatchObject({ hue: 1, ground: 'page' });
});

it('lights the line of several headers with each of them', () => {
  expect(isLit('N', 'N2')).toBe(true);
  expect(isLit('N', 'H')).toBe(false);
  expect(isLit('N1', 'N2')).toBe(false);
});
