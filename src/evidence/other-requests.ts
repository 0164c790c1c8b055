/**
 * Sets aside inputs that are about a different request, because a diagnosis that mixes two requests explains neither of
 * them.
 */

import { withoutAnyPercents } from '../bytes/escapes.ts';
import type { InputSource } from '../bytes/input.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import type { Piece, ServerAnswer } from './evidence.ts';
import type { Findings } from './findings.ts';
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
  const others = answer
    ? all.filter(({ findings, piece }) => findings !== answer.by && isOfOther({ findings, piece }, answer.answer))
    : [];
  const names = others.map(({ piece }) => nameOf(piece.by)).join(' and ');
  return {
    kept: all.filter((one) => !others.includes(one)),
    others,
    choices:
      others.length === 0
        ? []
        : [`Set aside: ${names}, about a different request: the signature is not the one that the server refused.`],
  };
}

/**
 * Returns whether an input is about another request: it has signatures, but not the one that the server received, and
 * it does not name the same object in the same second either. A signature that was cut or masked says nothing.
 */
function isOfOther({ findings, piece }: ReadPiece, answer: ServerAnswer): boolean {
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
