/** Runs of text, broken into rows of a width. */
import type { Meaning, Run } from '../pages/page.ts';

interface Character {
  readonly character: string;
  readonly meaning: Meaning;
}

/** `words` breaks at spaces where it can; `bytes` breaks anywhere, since a space may be a byte. */
export type Breaking = 'words' | 'bytes';

/** At least one row; each at most `width` characters, of which all are one cell wide. */
export function wrapRuns(runs: readonly Run[], width: number, breaking: Breaking): Run[][] {
  const characters = runs.flatMap(({ text, meaning }) => [...text].map((character) => ({ character, meaning })));
  const rows: Run[][] = [];
  let start = 0;
  while (characters.length - start > width) {
    const end = breakAt(characters, start, width, breaking);
    rows.push(group(characters.slice(start, end)));
    start = end;
    if (breaking === 'words') while (characters[start]?.character === ' ') start++;
  }
  rows.push(group(characters.slice(start)));
  return rows;
}

function breakAt(characters: readonly Character[], start: number, width: number, breaking: Breaking): number {
  if (breaking === 'words') {
    for (let end = start + width; end > start; end--) {
      if (characters[end]?.character === ' ') return end;
    }
  }
  return start + width;
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
