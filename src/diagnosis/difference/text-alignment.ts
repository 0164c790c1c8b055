/** Two whole texts line by line, and each line byte by byte. */
import type { Octets } from '../../bytes/octets.ts';
import { type AlignedRun, alignBytes, movedRuns, type SideName } from './byte-alignment.ts';
import { type LinePair, pairLines } from './line-difference.ts';

export type Texts = Readonly<Record<SideName, Octets>>;

/** Runs of whole texts in the order of the pairs: of both texts every byte stands in one. */
export function alignTexts(texts: Texts): readonly AlignedRun[] {
  return pairLines(texts.server, texts.client).flatMap((pair) => {
    const lines = linesOfPair(pair, texts);
    return movedToPair(alignBytes(lines.server, lines.client), pair);
  });
}

/** Both lines with the line ends behind them; nothing where a side has no such line. */
export function linesOfPair(pair: LinePair, texts: Texts): Texts {
  const whole = (side: SideName): Octets => {
    const line = pair[side];
    const end = line ? line.offset + line.octets.length + 1 : 0;
    return (line ? texts[side].slice(line.offset, end) : '') as Octets;
  };
  return { server: whole('server'), client: whole('client') };
}

/** Runs of the lines of a pair as runs of the whole texts. */
export function movedToPair(runs: readonly AlignedRun[], { server, client }: LinePair): readonly AlignedRun[] {
  return movedRuns(runs, { server: server?.offset ?? 0, client: client?.offset ?? 0 });
}
