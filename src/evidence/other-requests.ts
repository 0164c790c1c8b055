/**
 * Sets aside inputs that are about a different request, because a diagnosis that mixes two requests explains neither of
 * them.
 */

import { withoutAnyPercents } from '../bytes/escapes.ts';
import type { InputSource } from '../bytes/input.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import type { Piece, ServerAnswer } from './evidence.ts';
import type { Findings } from './findings.ts';
import { resourceOf } from './read-parts.ts';
import { signatureIn } from './requests/found-request.ts';
import { partsOfRequest, partsOfString } from './texts/parts.ts';

/** An input, and everything that was found in it. */
export interface ReadPiece {
  readonly piece: Piece;
  readonly findings: Findings;
}

export interface SetAside {
  /** The inputs that are about the refused request, or that may be about it. */
  readonly kept: readonly ReadPiece[];
  readonly others: readonly ReadPiece[];
  /** A sentence that names the other inputs; empty if there are none. */
  readonly choices: readonly string[];
}

/** Returns which inputs are about the refused request. `by` is what was found in the input that contains the answer. */
export function setAsideOthers(
  all: readonly ReadPiece[],
  answer: { readonly answer: ServerAnswer; readonly by: Findings } | null,
): SetAside {
  const others = new Map(
    all.flatMap((one) => {
      const by = answer && one.findings !== answer.by ? otherBy(one, answer.answer) : null;
      return by === null ? [] : [[one, by] as const];
    }),
  );
  const choices = [...Map.groupBy(others.keys(), (one) => others.get(one))].map(([by = '', pieces]) => {
    const names = pieces.map(({ piece }) => nameOf(piece.by)).join(' and ');
    return `Set aside: ${names}, about a different request: ${by}.`;
  });
  return { kept: all.filter((one) => !others.has(one)), others: [...others.keys()], choices };
}

const OTHER_SIGNATURE = 'the signature is not the one that the server refused';
const OTHER_OBJECT = 'the object is not the one that the server refused';

/** Returns what shows that an input is about another request, as a part of a sentence; `null` if nothing does. */
function otherBy(one: ReadPiece, answer: ServerAnswer): string | null {
  if (isOfOtherSignature(one, answer)) return OTHER_SIGNATURE;
  return isOfOtherObject(one, answer) ? OTHER_OBJECT : null;
}

/**
 * Returns whether an input has a signed request, and nothing of the path of the object that the server names: neither the
 * bucket nor any part of the key. A bucket alone says nothing, because a host may stand for it.
 */
function isOfOtherObject({ findings, piece }: ReadPiece, answer: ServerAnswer): boolean {
  const { signatureProvided } = answer;
  const isSigned = findings.requests.some(({ signed }) => signed === 'signed');
  if (!isSigned || (signatureProvided && piece.octets.includes(signatureProvided))) return false;
  const names = withoutAnyPercents(resourceOf(answer) ?? EMPTY)
    .split('/')
    .filter((name) => name !== '');
  const text = withoutAnyPercents(piece.octets);
  return names.length > 1 && !names.some((name) => text.includes(name));
}

/**
 * Returns whether an input is about another request: it has signatures, but not the one that the server received, and
 * it does not name the same object in the same second either. A signature that was cut or masked says nothing.
 */
function isOfOtherSignature({ findings, piece }: ReadPiece, answer: ServerAnswer): boolean {
  const { signatureProvided, stringToSign, canonicalRequest } = answer;
  const signed = [
    ...findings.requests.map(({ text }) => signatureIn(text)),
    ...findings.logged.filter(({ side }) => side === 'client').map(({ strings }) => strings.signature),
  ];
  const known = signed.flatMap((signature) =>
    signature !== null && WHOLE.test(signature) ? [signature.toLowerCase()] : [],
  );
  const refused = signatureProvided?.toLowerCase() ?? '';
  if (known.length === 0 || !WHOLE.test(refused) || known.includes(refused)) return false;
  const time = partsOfString(stringToSign?.octets ?? EMPTY).get('time') ?? '';
  const path = partsOfRequest(canonicalRequest?.octets ?? EMPTY).get('path') ?? '';
  return !isTimeIn(piece.octets, time) || !isNameIn(piece.octets, path);
}

const WHOLE = /^[0-9a-f]{64}$/i;

const isTimeIn = (octets: Octets, time: string): boolean => /^\d{8}T\d{6}Z$/.test(time) && octets.includes(time);

/** Returns whether a text has the last name of a path, however either of them is encoded. An empty name is anywhere. */
function isNameIn(octets: Octets, path: string): boolean {
  const name =
    withoutAnyPercents(path as Octets)
      .split('/')
      .at(-1) ?? '';
  return withoutAnyPercents(octets).includes(name);
}

function nameOf(by: InputSource): string {
  switch (by.kind) {
    case 'file':
      return by.path;
    case 'paste':
      return 'a paste';
    case 'standard-input':
      return 'standard input';
    default:
      return 'an input';
  }
}
