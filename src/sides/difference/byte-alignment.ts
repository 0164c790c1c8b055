/** Aligns the bytes of two texts, so that two cursors can move together, and so that what differs is marked. */
import { joinNeighbors } from '../../bytes/joined.ts';
import type { Octets } from '../../bytes/octets.ts';
import { alignParts } from './part-alignment.ts';

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

/**
 * Aligns two lines by their parts, as `alignParts` does. Each byte is in one run. A line of which nothing is on the other
 * side is one run.
 */
export function alignBytes(server: Octets, client: Octets): readonly AlignedRun[] {
  return joined(
    alignParts(server, client).map(
      ([ours, theirs]): Piece => ({
        standing: ours === theirs ? 'same' : 'differs',
        server: ours.length,
        client: theirs.length,
      }),
    ),
  );
}

/** An aligned piece and its number of bytes on each side. */
interface Piece {
  readonly standing: AlignedRun['standing'];
  readonly server: number;
  readonly client: number;
}

/** Merges adjacent pieces with the same standing. */
const united = (pieces: readonly Piece[]): Piece[] =>
  joinNeighbors(
    pieces.filter(({ server, client }) => server + client > 0),
    (last, { standing, server, client }) =>
      last.standing === standing ? { standing, server: last.server + server, client: last.client + client } : null,
  );

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
