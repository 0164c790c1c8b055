/** Text for a terminal: no character is invisible, and visible ones stay as they are. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { printable, visible, visibleText } from '../../src/views/characters/visible.ts';
import { inFull } from '../support/sweep.ts';

/**
 * Properties of Unicode: control, format, not assigned; separators; what may be left out when it is drawn; variation
 * selectors. And by hand the braille pattern without dots, the musical null notehead, and two replacement characters.
 */
const UNSEEN =
  /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\p{White_Space}\u2800\u{1d159}\ufffc\ufffd]/gu;
/** The space is the only separator that is drawn as it is. */
const unseenIn = (text: string) => (text.match(UNSEEN) ?? []).filter((character) => character !== ' ');

const LAST = 0x10ffff;
/** So many code points are looked at together, which is faster; only where something fails, each alone. */
const TOGETHER = 0x100;

/** From one block of code points that is looked at to the next: all, or each 16th in a sample. */
const STRIDE = inFull(1, 16);

/** All code points, each between two letters, as many together as said. */
function* allCharacters(together = TOGETHER): Generator<string, void> {
  for (let first = 0; first <= LAST; first += together * STRIDE) {
    const characters = Array.from({ length: together }, (_, index) => String.fromCodePoint(first + index));
    yield `a${characters.join('a')}a`;
  }
}

/** Returns the characters for which it does not hold, as hexadecimal code points. */
function failures(holds: (text: string) => boolean): string[] {
  return [...allCharacters()].flatMap((text) => {
    if (holds(text)) return [];
    return [...text]
      .filter((character) => !holds(`a${character}`))
      .map((character) => character.codePointAt(0)?.toString(16) ?? '');
  });
}

describe('for every code point', () => {
  it.each([
    ['printable', printable],
    ['visibleText', visibleText],
  ])('nothing that is unseen gets through %s', (_name, shown) => {
    expect(failures((text) => unseenIn(shown(text)).length === 0)).toEqual([]);
  });

  it('no mark gets through without a letter before it', () => {
    const marks = [...allCharacters()].flatMap((text) => text.match(/\p{M}/gu) ?? []);
    expect(marks.length).toBeGreaterThan(inFull(2000, 100));
    expect(marks.filter((mark) => printable(mark) === mark)).toEqual([]);
  });

  it('leaves the lines and blocks of pictures as they are, by themselves and beside what is escaped', () => {
    const drawn = Array.from({ length: 0xa0 }, (_, index) => String.fromCodePoint(0x2500 + index));
    expect(drawn.filter((character) => printable(character) !== character)).toEqual([]);
    expect(drawn.filter((character) => printable(`${character}\u200b`) !== `${character}\\u{200b}`)).toEqual([]);
  });

  it('only printable ASCII gets through visible', () => {
    expect(failures((text) => /^[ -~]+$/.test(visible(octetsFromText(text))))).toEqual([]);
  });
});

describe('text for people', () => {
  it.each([
    ['a\u034fb', 'a\\u{34f}b'],
    ['\u115f', '\\u{115f}'],
    ['a\u3164', 'a\\u{3164}'],
    ['❤\ufe0f', '❤\\u{fe0f}'],
    ['a\u00a0b', 'a\\u{a0}b'],
    ['\u202e\u2066', '\\u{202e}\\u{2066}'],
    ['\x1b[2J\x9b', '\\x1b[2J\\u{9b}'],
    ['one\ntwo', 'one\\ntwo'],
    ['\ud800', '\\u{fffd}'],
  ])('has %j as %s', (text, shown) => expect([printable(text), visibleText(text)]).toEqual([shown, shown]));

  it.each(['…', 'é', 'e\u0301', '鍵', 'ελληνικά', 'a–b', '“x”', '✓'])('has %s as it is', (text) => {
    expect([printable(text), visibleText(text)]).toEqual([text, text]);
  });

  it('doubles a backslash only in what was given', () => {
    expect([printable('\\n'), visibleText('\\n')]).toEqual(['\\n', '\\\\n']);
  });
});
