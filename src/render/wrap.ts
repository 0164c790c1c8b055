/** Runs of text, broken into rows of a width. */
import { glyphsOfText } from '../pages/characters/glyphs.ts';
import type { Meaning, Run } from '../pages/page.ts';

/** What is never broken: a character with its marks. */
interface Character {
  readonly character: string;
  /** In cells. */
  readonly width: number;
  readonly meaning: Meaning;
}

/** `words` breaks at spaces where it can; `bytes` breaks anywhere, since a space may be a byte. */
export type Breaking = 'words' | 'bytes';

/** Gives at least one row, each at most `width` cells wide (2 or more). */
export function wrapRuns(runs: readonly Run[], width: number, breaking: Breaking): Run[][] {
  const characters = runs.flatMap(charactersOf);
  const rows: Run[][] = [];
  let start = 0;
  for (let fitting = fitsUpTo(characters, start, width); fitting < characters.length; ) {
    const end = breaking === 'words' ? breakBefore(characters, start, fitting) : fitting;
    rows.push(group(characters.slice(start, end)));
    start = end;
    if (breaking === 'words') while (characters[start]?.character === ' ') start++;
    fitting = fitsUpTo(characters, start, width);
  }
  rows.push(group(characters.slice(start)));
  return rows;
}

function charactersOf({ text, meaning }: Run): Character[] {
  return glyphsOfText(text, 'words').map((glyph) => ({ character: glyph.text, width: glyph.width, meaning }));
}

/** The first character that does not fit, at least the next one. */
function fitsUpTo(characters: readonly Character[], start: number, width: number): number {
  let used = 0;
  for (let at = start; at < characters.length; at++) {
    used += characters[at]?.width ?? 0;
    if (used > width) return Math.max(at, start + 1);
  }
  return characters.length;
}

function breakBefore(characters: readonly Character[], start: number, fitting: number): number {
  for (let end = fitting; end > start; end--) {
    if (characters[end]?.character === ' ') return end;
  }
  return fitting;
}

function group(characters: readonly Character[]): Run[] {
  const runs: Run[] = [];
  for (const { character, meaning } of characters) {
    const last = runs.at(-1);
    if (last?.meaning === meaning) runs[runs.length - 1] = { meaning, text: last.text + character };
    else runs.push({ text: character, meaning });
  }
  return runs;
}
