/** Chooses the error to read if the input contains several, such as an answer that was pasted twice. */
import type { Octets } from '../../bytes/octets.ts';
import { type ErrorDocument, SIGNATURE_PROVIDED } from './document.ts';

/** An error, and the number of the piece that contains it, counted from 0. */
export interface PlacedDocument {
  readonly document: ErrorDocument;
  readonly piece: number;
}

export interface ChosenDocument<Placed> {
  readonly chosen: Placed;
  /** Sentences about which error was read; empty if there is nothing to choose from. */
  readonly choices: readonly string[];
}

/**
 * Chooses an error. Of several errors about the same request, the most complete one is chosen. Of errors about
 * different requests, the first one in the last piece is chosen. Returns `null` if there are no errors.
 */
export function chooseDocument<Placed extends PlacedDocument>(all: readonly Placed[]): ChosenDocument<Placed> | null {
  const last = all.at(-1)?.piece;
  const wanted = all.find(({ piece }) => piece === last);
  if (wanted === undefined) return null;
  const same = all.filter((other) => isSameRequest(other.document, wanted.document));
  const chosen = same.reduce((best, other) => (sizeOf(other) > sizeOf(best) ? other : best), wanted);
  return { chosen, choices: choicesOf(all, same) };
}

function choicesOf(all: readonly PlacedDocument[], same: readonly PlacedDocument[]): string[] {
  const isRepeated = new Set(same.map(sizeOf)).size > 1;
  const repeated = isRepeated
    ? [`The same answer was found ${same.length} times. The most complete one was read.`]
    : [];
  if (same.length === all.length) return repeated;
  const which = new Set(all.map(({ piece }) => piece)).size > 1 ? 'last' : 'first';
  return [`There are ${all.length} answers that describe an error. The ${which} one was read.`, ...repeated];
}

/** Returns the number of bytes in all elements, as a measure of how complete an error is. */
const sizeOf = ({ document }: PlacedDocument): number =>
  [...document.elements.values()].reduce((sum, { length }) => sum + length, 0);

const REQUEST_ID = 'RequestId';

/**
 * Returns whether two errors are about the same request: they have the same request ID, or one of them is a beginning of
 * the other. The sandbox and some servers number their requests anew at each start, so different signatures or texts
 * contradict an equal ID.
 */
function isSameRequest({ elements: one }: ErrorDocument, { elements: other }: ErrorDocument): boolean {
  const [id, otherId] = [one.get(REQUEST_ID), other.get(REQUEST_ID)];
  if (id !== undefined && otherId !== undefined)
    return id === otherId && one.get(SIGNATURE_PROVIDED) === other.get(SIGNATURE_PROVIDED);
  return isBeginning(one, other) || isBeginning(other, one);
}

type Elements = ReadonlyMap<string, Octets>;

/** Returns whether each element is also in the other error. The last element may have been cut off. */
const isBeginning = (short: Elements, long: Elements): boolean =>
  short.size > 0 && [...short].every(([name, value]) => (long.get(name) ?? '').startsWith(value.trimEnd()));
