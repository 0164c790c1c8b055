/** Aligns the bytes of two texts, so that two cursors can move together. */
import { diffArrays } from 'diff';
import type { Octets } from '../../bytes/octets.ts';

/** The bytes from `start` up to, but not including, `end`. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * A pair of aligned stretches. With `same`, both stretches have the same bytes. With `differs`, one of them may be
 * empty.
 */
export interface AlignedRun {
  readonly standing: 'same' | 'differs';
  readonly server: Stretch;
  readonly client: Stretch;
}

/** The maximum total length of two lines, in bytes. Longer lines are compared only from both ends. */
const MOST_COMPARED = 8_192;
/**
 * The maximum number of inserted and removed bytes. Lines that need more edits have too little in common to be aligned
 * byte by byte.
 */
const MOST_EDITS = 200;
/** The number of edits that are always allowed, even in a short line. */
const FEW_EDITS = 16;

/**
 * Aligns two lines. Lines of equal length are compared byte by byte, but a hash in them is compared as a whole. In other lines, insertions and
 * deletions are found. The byte after each insertion or deletion also counts as different, so that every differing byte
 * has a counterpart, except at the end.
 */
export function alignBytes(server: Octets, client: Octets): readonly AlignedRun[] {
  if (server === client) return joined([{ standing: 'same', server: server.length, client: client.length }]);
  if (server.length === client.length) return joined(byPlace(server, client));
  return joined(withNeighbours(byEdits(server, client) ?? byEnds(server, client)));
}

/** An aligned piece and its number of bytes on each side. */
interface Piece {
  readonly standing: AlignedRun['standing'];
  readonly server: number;
  readonly client: number;
}

function byPlace(server: Octets, client: Octets): Piece[] {
  const hashes = differingHashes(server, client);
  const isInHash = (at: number) => hashes.some((start) => start <= at && at < start + HASH_LENGTH);
  return Array.from({ length: server.length }, (_, at) => ({
    standing: server[at] === client[at] && !isInHash(at) ? 'same' : 'differs',
    server: 1,
    client: 1,
  }));
}

const HASH_LENGTH = 64;
const HASH = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;

/** Returns where both lines have a hash, and another one. It differs as a whole: equal digits are equal by chance. */
function differingHashes(server: Octets, client: Octets): number[] {
  const others = new Map([...client.matchAll(HASH)].map(({ index, 0: digits }) => [index, digits]));
  return [...server.matchAll(HASH)].flatMap(({ index, 0: digits }) => {
    const other = others.get(index);
    return other === undefined || other === digits ? [] : [index];
  });
}

/** Aligns by insertions and deletions. Returns `null` if the lines are too long or have too little in common. */
function byEdits(server: Octets, client: Octets): Piece[] | null {
  const shorter = Math.min(server.length, client.length);
  if (server.length + client.length > MOST_COMPARED) return null;
  const half = Math.max(shorter / 2, Math.abs(server.length - client.length), FEW_EDITS);
  const maxEditLength = Math.min(MOST_EDITS, half);
  const parts = diffArrays([...server], [...client], { maxEditLength });
  return (
    parts?.map(({ value: { length }, added, removed }) => ({
      standing: added || removed ? 'differs' : 'same',
      server: added ? 0 : length,
      client: removed ? 0 : length,
    })) ?? null
  );
}

/** Finds the common beginning and the common end. Everything between them differs. */
function byEnds(server: Octets, client: Octets): Piece[] {
  const most = Math.min(server.length, client.length);
  let start = 0;
  while (start < most && server[start] === client[start]) start++;
  let end = 0;
  while (end < most - start && server.at(-1 - end) === client.at(-1 - end)) end++;
  return [
    { standing: 'same', server: start, client: start },
    { standing: 'differs', server: server.length - start - end, client: client.length - start - end },
    { standing: 'same', server: end, client: end },
  ];
}

/** Extends each insertion or deletion by the byte that follows. */
function withNeighbours(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  let taken = 0;
  for (const [index, piece] of united(pieces).entries()) {
    const rest = { ...piece, server: piece.server - taken, client: piece.client - taken };
    taken = 0;
    const isAlone = rest.standing === 'differs' && (rest.server === 0 || rest.client === 0);
    const hasNext = index < pieces.length - 1;
    if (isAlone && hasNext && united(pieces)[index + 1]?.standing === 'same') taken = 1;
    whole.push({ ...rest, server: rest.server + taken, client: rest.client + taken });
  }
  return whole;
}

/** Merges adjacent pieces with the same standing. */
function united(pieces: readonly Piece[]): Piece[] {
  const one: Piece[] = [];
  for (const piece of pieces) {
    const last = one.at(-1);
    if (piece.server + piece.client === 0) continue;
    if (last?.standing !== piece.standing) one.push(piece);
    else one[one.length - 1] = { ...last, server: last.server + piece.server, client: last.client + piece.client };
  }
  return one;
}

function joined(pieces: readonly Piece[]): AlignedRun[] {
  let server = 0;
  let client = 0;
  return united(pieces).map((piece) => {
    const run: AlignedRun = {
      standing: piece.standing,
      server: { start: server, end: server + piece.server },
      client: { start: client, end: client + piece.client },
    };
    server = run.server.end;
    client = run.client.end;
    return run;
  });
}

/** Returns the runs, shifted by a number of bytes on each side. */
export function movedRuns(runs: readonly AlignedRun[], by: { readonly server: number; readonly client: number }) {
  const move = ({ start, end }: Stretch, at: number): Stretch => ({ start: start + at, end: end + at });
  return runs.map(
    ({ standing, server, client }): AlignedRun => ({
      standing,
      server: move(server, by.server),
      client: move(client, by.client),
    }),
  );
}

export type SideName = 'server' | 'client';

const otherSide = (side: SideName): SideName => (side === 'server' ? 'client' : 'server');

/** Returns the run that contains a given byte of one side; `null` after the end. */
export function runAt(runs: readonly AlignedRun[], side: SideName, byte: number): AlignedRun | null {
  return runs.find((run) => run[side].start <= byte && byte < run[side].end) ?? null;
}

/**
 * Returns the position of the aligned byte on the other side. If the other side's stretch is shorter, this is the last
 * byte there. Returns `null` if the stretch is empty.
 */
export function byteBeside(runs: readonly AlignedRun[], side: SideName, byte: number): number | null {
  const run = runAt(runs, side, byte);
  if (!run) return null;
  const beside = run[otherSide(side)];
  const at = Math.min(beside.start + byte - run[side].start, beside.end - 1);
  return at < beside.start ? null : at;
}
