/** Lines of two whole texts beside each other, as ranges of the texts. */
import type { Octets } from '../../bytes/octets.ts';
import { type AlignedRun, movedRuns, type SideName } from './byte-alignment.ts';
import type { LinePair } from './line-difference.ts';

export type Texts = Readonly<Record<SideName, Octets>>;

/** Both lines with the line ends after them; nothing where a side has no such line. */
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
