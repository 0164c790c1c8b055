/** Compares the texts of both sides for the first page of a diagnosis: the line in which they differ, and all lines. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import { inSentence } from '../../diagnosis/traces/side-values.ts';
import { alignBytes, type SideName } from '../../sides/difference/byte-alignment.ts';
import type { Difference } from '../../sides/difference/difference.ts';
import { type ShownPair, shownLines, shownPairs } from '../../sides/difference/line-ends.ts';
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

/** A line of both sides. If the sides agree, or if only the server's text is known, only `server` is set. */
export interface LineOfBoth {
  /** The number of the line in the server's text, from 1; `null` if the server's text has no such line. */
  readonly number: number | null;
  readonly server: string | null;
  readonly client: string | null;
}

export interface BothTexts {
  readonly title: string;
  readonly lines: readonly LineOfBoth[];
}

/**
 * Returns the first line that differs or, if no line differs, the first value that the cause changes. Returns `null` if
 * neither is known, which is the case for a mistake in the key.
 */
export function twoLines({ compared, rebuilt, findings: [first], read }: ShownDiagnosis): TwoLines | null {
  if (compared) {
    const where = `line ${lineOfFirst(compared)} of the ${inSentence(compared.text.name)}`;
    const lines = shownPairs(compared.pairs)[compared.first.pair] ?? { server: null, client: null };
    return { where, ...linesOf(lines, (side) => (rebuilt?.side === side ? `rebuilt from the ${rebuilt.by}` : '')) };
  }
  if (first?.changes[0]) return changedLines(first.changes[0], first);
  return read.answer?.canonicalRequest && first === undefined ? ONE_SIDE : null;
}

const ONE_SIDE: TwoLines = {
  where: 'the canonical request',
  server: { text: null, differing: [], note: 'quoted; tab shows it' },
  client: { text: null, differing: [], note: 'not known: paste the log of what the client signed' },
};

/** Returns the number of the first line that differs, from 1, in the server's text. */
export const lineOfFirst = ({ pairs, first }: Difference): number => Math.max(linesUpTo(pairs, first.pair), 1);

/** Returns how many lines the server's text has up to a pair, and with it. */
const linesUpTo = (pairs: readonly { readonly server: unknown }[], at: number): number =>
  pairs.slice(0, at + 1).filter(({ server }) => server !== null).length;

function changedLines({ name, from, to }: ShownFinding['changes'][number], { side, standing }: ShownFinding): TwoLines {
  const lines = side === 'way' ? { server: to, client: from } : { server: from, client: to };
  const isOpen = standing.kind === 'possible';
  return { where: name, ...linesOf(lines, (of) => (of === 'client' && isOpen ? 'if this is the cause' : '')) };
}

function linesOf({ server, client }: ShownPair, noteOf: (side: SideName) => string): Record<SideName, LineOfSide> {
  const runs = server === null || client === null ? [] : alignBytes(server, client);
  const lineOf = (side: SideName, octets: Octets | null): LineOfSide => {
    if (octets === null) return { text: null, differing: [], note: '(no such line)' };
    const at = (byte: number) => visible(sliceOctets(octets, 0, byte)).length;
    const differing = runs
      .filter(({ standing }) => standing === 'differs')
      .map((run) => ({ start: at(run[side].start), end: at(run[side].end) }));
    return { text: visible(octets), differing: differing.filter(({ start, end }) => start < end), note: noteOf(side) };
  };
  return { server: lineOf('server', server), client: lineOf('client', client) };
}

/**
 * Returns the text of both sides in which the first difference is. If the client's text is unknown, returns the text
 * that the server quotes. Returns `null` if neither is known.
 */
export function bothTexts({ compared, refused }: ShownDiagnosis): BothTexts | null {
  const pairs = compared
    ? shownPairs(compared.pairs)
    : shownLines(...(refused ? [refused.octets] : [])).flatMap((lines) =>
        lines.map((server) => ({ server, client: server })),
      );
  const title = compared ? `${compared.text.name}, both sides` : refused && `The server's ${inSentence(refused.name)}`;
  const shown = (octets: Octets | null) => (octets === null ? null : visible(octets));
  return title === null
    ? null
    : {
        title,
        lines: pairs.map(({ server, client }, at) => ({
          number: server === null ? null : linesUpTo(pairs, at),
          server: shown(server),
          client: server === client ? null : shown(client),
        })),
      };
}
