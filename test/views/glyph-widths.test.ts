/** Widths of glyphs, compared with a terminal emulator: xterm.js with its Unicode 11 tables. */

import fc from 'fast-check';
import { Box, renderToString, Text } from 'ink';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { widthOf } from '../../src/layout/shown-glyphs.ts';
import { type Glyph, glyphs, glyphsOfText } from '../../src/views/characters/glyphs.ts';
import { openEmulator } from '../support/pty/emulator.ts';
import { inFull, runs } from '../support/sweep.ts';
import { HARD_STRINGS, octetsArbitrary } from '../support/views/glyph-text.ts';

const textOf = (all: readonly Glyph[]) => all.map(({ text }) => text).join('');
const hard = Object.entries(HARD_STRINGS);
/** From one code point that is looked at to the next: a prime in a sample, so that it meets every column of the charts. */
const STRIDE = inFull(1, 47);
/** In the middle of the ideographs and of the Korean syllables, or no character: all but every 64th of them. */
const isOneOfManyAlike = (codePoint: number) =>
  codePoint % 64 !== 0 && (/[\p{Cn}\p{Co}]/u.test(String.fromCodePoint(codePoint)) || isIdeographOrSyllable(codePoint));
const isIdeographOrSyllable = (codePoint: number) =>
  [
    [0x3410, 0x4db0],
    [0x4e10, 0x9ff0],
    [0xac40, 0xd780],
    [0x20010, 0x323a0],
  ].some(([first = 0, last = 0]) => codePoint > first && codePoint < last);

describe('the width of a glyph', () => {
  it.each(hard)('is how far the cursor goes: %s', async (_name, text) => {
    const emulator = openEmulator(400, 2);
    const all = glyphsOfText(text, 'characters');
    for (let count = 1; count <= all.length; count++) {
      await emulator.write(textOf(all.slice(0, count)));
      expect(emulator.cursorColumn()).toBe(widthOf(all.slice(0, count)));
    }
  });

  it('is how far the cursor goes, for any bytes', async () => {
    const emulator = openEmulator(1500, 2);
    await fc.assert(
      fc.asyncProperty(octetsArbitrary, async (octets) => {
        const all = [...glyphs(octets, 'characters')];
        await emulator.write(textOf(all));
        expect([emulator.cursorRow(), emulator.cursorColumn()]).toEqual([0, widthOf(all)]);
      }),
      { numRuns: runs(500) },
    );
  });

  it('is how far the cursor goes, for every character of Unicode after another', async () => {
    const rows = 2000;
    const emulator = openEmulator(30, rows);
    let pending: { shown: string; width: number }[] = [];
    const wrong: string[] = [];
    const compare = async () => {
      await emulator.write(pending.map(({ shown }) => `${shown}|`).join('\r\n'));
      pending.forEach(({ shown, width }, row) => {
        if (emulator.cell(row, width) !== '|') wrong.push(JSON.stringify(shown));
      });
      pending = [];
    };
    let plain = 0;
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += STRIDE) {
      if ((codePoint >= 0xd800 && codePoint <= 0xdfff) || isOneOfManyAlike(codePoint)) continue;
      const all = [...glyphs(octetsFromText(`中${String.fromCodePoint(codePoint)}`), 'characters')];
      if (all.some(({ kind }) => kind === 'escaped')) continue;
      plain += 1;
      pending.push({ shown: textOf(all), width: widthOf(all) });
      if (pending.length === rows) await compare();
    }
    await compare();
    expect(wrong).toEqual([]);
    expect(plain).toBeGreaterThan(30_000 / STRIDE);
  });

  it('keeps a character apart from its neighbours, for the characters of Unicode', () => {
    const segmenter = new Intl.Segmenter();
    // Letters that join with more than most do: a consonant of Devanagari, and syllables of Korean.
    const around = (character: string) => `क${character}क${character}가${character}\u1100\u1161`;
    const joined: string[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += STRIDE) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
      if (isOneOfManyAlike(codePoint)) continue;
      const all = [...glyphs(octetsFromText(around(String.fromCodePoint(codePoint))), 'characters')];
      if (all.some(({ kind }) => kind === 'escaped')) continue;
      if ([...segmenter.segment(textOf(all))].length !== all.length) joined.push(codePoint.toString(16));
    }
    expect(joined).toEqual([]);
  });

  it.each(hard)('is the one that Ink counts, so that a border stays in its column: %s', async (_name, text) => {
    const all = glyphsOfText(text, 'characters');
    const width = widthOf(all) + 3;
    const frame = renderToString(
      createElement(Box, { borderStyle: 'single', width: width + 2 }, createElement(Text, null, textOf(all))),
      { columns: 400 },
    );
    const emulator = openEmulator(400, 5);
    await emulator.write(frame.replaceAll('\n', '\r\n'));
    expect([0, 1, 2].map((row) => emulator.cell(row, width + 1))).toEqual(['┐', '│', '┘']);
  });
});
