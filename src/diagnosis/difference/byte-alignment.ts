/** Which bytes of one text are beside which of another, for two cursors that go in step. */
import { diffArrays } from 'diff';
import type { Octets } from '../../bytes/octets.ts';

/** Bytes `start` to `end` (not included). */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What is side by side: `same` has as many bytes on both sides, of `differs` one side may have none. */
export interface AlignedRun {
  readonly standing: 'same' | 'differs';
  readonly server: Stretch;
  readonly client: Stretch;
}

/** Longer lines are compared from both ends only. */
const MOST_COMPARED = 8_192;
/** The most bytes that are gone or new before two lines have too little in common to be told apart byte by byte. */
const MOST_EDITS = 200;
/** So many may be in a line however short it is. */
const FEW_EDITS = 16;

/**
 * Two lines, from the first byte to the last. Lines of one length are compared byte by byte, as hashes
 * are; of others what was put in or taken out is found. Where something was put in, the byte after it differs as well:
 * so each differing byte has one beside it, but at the end.
 */
export function alignBytes(server: Octets, client: Octets): readonly AlignedRun[] {
  if (server === client) return joined([{ standing: 'same', server: server.length, client: client.length }]);
  if (server.length === client.length) return joined(byPlace(server, client));
  return joined(withNeighbours(byEdits(server, client) ?? byEnds(server, client)));
}

/** How many bytes of each side. */
interface Piece {
  readonly standing: AlignedRun['standing'];
  readonly server: number;
  readonly client: number;
}

function byPlace(server: Octets, client: Octets): Piece[] {
  return Array.from({ length: server.length }, (_, at) => ({
    standing: server[at] === client[at] ? 'same' : 'differs',
    server: 1,
    client: 1,
  }));
}

/** `null` where the two have too little in common. */
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

/** What begins alike and what ends alike; between them all differs. */
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

/** What is new or gone together with what comes after it. */
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

/** Neighbours of one standing are one. */
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

/** The same runs further on in both texts. */
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

/** The run in which a byte of one side is; `null` after the end. */
export function runAt(runs: readonly AlignedRun[], side: SideName, byte: number): AlignedRun | null {
  return runs.find((run) => run[side].start <= byte && byte < run[side].end) ?? null;
}

/** The byte of the other side that is beside it: in its row, or the last there is; `null` where there is none. */
export function byteBeside(runs: readonly AlignedRun[], side: SideName, byte: number): number | null {
  const run = runAt(runs, side, byte);
  if (!run) return null;
  const beside = run[otherSide(side)];
  const at = Math.min(beside.start + byte - run[side].start, beside.end - 1);
  return at < beside.start ? null : at;
}
