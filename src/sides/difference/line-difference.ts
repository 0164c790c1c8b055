/** Pairs the lines of two texts and finds the first byte that differs. */

import { diffArrays } from 'diff';
import type { Octets } from '../../bytes/octets.ts';
import { linesOf } from '../../drafts/draft.ts';
import { commonStart } from '../../trace/common-ends.ts';
import { type AlignedRun, movedRuns, type SideName } from './byte-alignment.ts';

/** A line from each side or from only one side, not including the line ending. */
export interface LinePair {
  readonly server: SideLine | null;
  readonly client: SideLine | null;
}

export interface SideLine {
  readonly octets: Octets;
  /** The byte position in the whole text at which the line starts. */
  readonly offset: number;
}

/** The position of the first byte that differs. */
export interface FirstByte {
  /** The index of the pair, from 0. */
  readonly pair: number;
  /** The position in the line, in bytes from 0. */
  readonly column: number;
  /** The position in the whole text, in bytes; `null` if that side has no such line. */
  readonly server: number | null;
  readonly client: number | null;
}

/**
 * The maximum number of lines on both sides together, a number that no accepted request reaches. Longer texts are
 * paired by line number.
 */
const MOST_ALIGNED = 2_000;

/**
 * Pairs equal lines, and then lines with the same header name. Groups of remaining lines are paired in order if both
 * sides have the same number.
 */
export function pairLines(server: Octets, client: Octets): readonly LinePair[] {
  const ours = withOffsets(server);
  const theirs = withOffsets(client);
  if (ours.length + theirs.length > MOST_ALIGNED) return zipped(ours, theirs);
  const pairs: LinePair[] = [];
  const left = { server: [...ours], client: [...theirs] };
  let gone: SideLine[] = [];
  for (const { value, added, removed } of diffArrays(ours.map(octetsOf), theirs.map(octetsOf))) {
    if (removed) {
      gone = left.server.splice(0, value.length);
      continue;
    }
    const client = left.client.splice(0, value.length);
    pairs.push(...paired(gone, added ? client : []));
    if (!added) pairs.push(...zipped(left.server.splice(0, value.length), client));
    gone = [];
  }
  return [...pairs, ...paired(gone, [])];
}

const octetsOf = ({ octets }: SideLine) => octets;

function withOffsets(text: Octets): SideLine[] {
  let offset = 0;
  return linesOf(text).map((octets) => {
    const line = { octets, offset };
    offset += octets.length + 1;
    return line;
  });
}

function zipped(server: readonly SideLine[], client: readonly SideLine[]): LinePair[] {
  const length = Math.max(server.length, client.length);
  return Array.from({ length }, (_, index) => ({ server: server[index] ?? null, client: client[index] ?? null }));
}

/**
 * Pairs lines by header name. Lines that are not headers stay unpaired, unless both sides have the same number of
 * lines.
 */
function paired(server: readonly SideLine[], client: readonly SideLine[]): LinePair[] {
  if (server.length === client.length) return zipped(server, client);
  const left = [...client];
  const pairs = server.map((line): LinePair => {
    const at = left.findIndex((other) => nameOf(other) !== null && nameOf(other) === nameOf(line));
    return { server: line, client: at < 0 ? null : (left.splice(at, 1)[0] ?? null) };
  });
  return [...pairs, ...left.map((line) => ({ server: null, client: line }))];
}

const nameOf = ({ octets }: SideLine): string | null => /^([^:/?=]+):/.exec(octets)?.[1]?.toLowerCase() ?? null;

/** Finds the first byte that differs. Returns `null` if all lines are equal. */
export function firstByte(pairs: readonly LinePair[]): FirstByte | null {
  for (const [index, { server, client }] of pairs.entries()) {
    if (server !== null && client !== null && server.octets === client.octets) continue;
    const column = server && client ? commonStart(server.octets, client.octets) : 0;
    return {
      pair: index,
      column,
      server: server && server.offset + column,
      client: client && client.offset + column,
    };
  }
  return null;
}

export type Texts = Readonly<Record<SideName, Octets>>;

/** Returns both lines with their line endings. A side that has no such line gets an empty text. */
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
