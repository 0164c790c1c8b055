/** Converts paired lines into ranges of the whole texts. */
import type { Octets } from '../../bytes/octets.ts';
import { type AlignedRun, movedRuns, type SideName } from './byte-alignment.ts';
import type { LinePair } from './line-difference.ts';

export type Texts = Readonly<Record<SideName, Octets>>;

/** Returns both lines with their line ends. A side without such a line gets an empty text. */
export function linesOfPair(pair: LinePair, texts: Texts): Texts {
  const whole = (side: SideName): Octets => {
    const line = pair[side];
    const end = line ? line.offset + line.octets.length + 1 : 0;
    return (line ? texts[side].slice(line.offset, end) : '') as Octets;
  };
  return { server: whole('server'), client: whole('client') };
}

/** Converts runs within a pair of lines into runs within the whole texts. */
export function movedToPair(runs: readonly AlignedRun[], { server, client }: LinePair): readonly AlignedRun[] {
  return movedRuns(runs, { server: server?.offset ?? 0, client: client?.offset ?? 0 });
}
