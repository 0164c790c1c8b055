/** Finds the line in which the server's text differs from the client's, for the first page of a diagnosis. */
import type { Octets } from '../../bytes/octets.ts';
import { sliceOctets } from '../../bytes/octets.ts';
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import { inSentence } from '../../diagnosis/traces/side-values.ts';
import { alignBytes, type SideName } from '../../sides/difference/byte-alignment.ts';
import type { Change } from '../../sides/difference/changes.ts';
import type { Difference } from '../../sides/difference/difference.ts';
import { shownPairs } from '../../sides/difference/line-ends.ts';
import { visible } from '../characters/visible.ts';

/** The line of one side. */
export interface LineOfSide {
  /** The line with invisible characters escaped; `null` if this side has no such line, or if the line is unknown. */
  readonly text: string | null;
  /** The characters of `text` that differ from the other side. */
  readonly differing: readonly { readonly start: number; readonly end: number }[];
  /** A remark that follows or replaces the line. */
  readonly note: string;
}

export interface TwoLines extends Readonly<Record<SideName, LineOfSide>> {
  /** Names the place, such as `line 2 of the canonical request`. */
  readonly where: string;
}

/**
 * Returns the first line that differs or, if no line differs, the first value that the cause changes. Returns `null` if
 * neither is known, which is the case for a mistake in the key.
 */
export function twoLines(diagnosis: ShownDiagnosis): TwoLines | null {
  const { compared, rebuilt, findings, read } = diagnosis;
  if (compared) {
    const noteOf = (side: SideName) => (rebuilt?.side === side ? `rebuilt from the ${rebuilt.by}` : '');
    return ofDifference(compared, noteOf);
  }
  const [first] = findings;
  const [change] = first?.changes ?? [];
  if (first && change) return ofChange(change, first);
  return read.answer?.canonicalRequest && first === undefined ? ONE_SIDE : null;
}

const ONE_SIDE: TwoLines = {
  where: 'the canonical request',
  server: { text: null, differing: [], note: 'quoted; tab shows it' },
  client: { text: null, differing: [], note: 'not known: paste the log of what the client signed' },
};

/** Returns the number of the first line that differs, from 1, in the server's text. */
export const lineOfFirst = ({ pairs, first }: Difference): number =>
  Math.max(pairs.slice(0, first.pair + 1).filter((pair) => pair.server !== null).length, 1);

function ofDifference(difference: Difference, noteOf: (side: SideName) => string): TwoLines {
  const { text, pairs, first } = difference;
  const { server = null, client = null } = shownPairs(pairs)[first.pair] ?? {};
  return {
    where: `line ${lineOfFirst(difference)} of the ${inSentence(text.name)}`,
    ...sides(server, client, noteOf),
  };
}

function ofChange({ name, from, to }: Change, { side, standing }: ShownFinding): TwoLines {
  const [server, client] = side === 'way' ? [to, from] : [from, to];
  const noteOf = (which: SideName) =>
    which === 'client' && standing.kind === 'possible' ? 'if this is the cause' : '';
  return { where: name, ...sides(server, client, noteOf) };
}

function sides(
  server: Octets | null,
  client: Octets | null,
  noteOf: (side: SideName) => string,
): Readonly<Record<SideName, LineOfSide>> {
  const runs = server === null || client === null ? [] : alignBytes(server, client);
  const lineOf = (side: SideName, octets: Octets | null): LineOfSide => {
    if (octets === null) return { text: null, differing: [], note: '(no such line)' };
    const at = (byte: number) => visible(sliceOctets(octets, 0, byte)).length;
    const differing = runs
      .filter(({ standing }) => standing === 'differs')
      .map((run) => ({ start: at(run[side].start), end: at(run[side].end) }))
      .filter(({ start, end }) => start < end);
    return { text: visible(octets), differing, note: noteOf(side) };
  };
  return { server: lineOf('server', server), client: lineOf('client', client) };
}
