/**
 * Divides a signature into the parts that get points, and finds which parts of an answer are right. A wrong part does not
 * make the parts after it wrong if they follow from it.
 */
import { type Octets, octetsFromHex, octetsFromText } from '../../bytes/octets.ts';
import { hmacSha256KeyInHex, sha256Hex } from '../../crypto/digests.ts';
import { type Draft, linesOf } from '../../drafts/draft.ts';
import { replay } from '../../drafts/replay.ts';
import { pairLines } from '../../sides/difference/line-difference.ts';
import type { Values } from '../cases/graded-case.ts';
import { type Comparable, keyOf } from '../mistakes/candidates.ts';

/** The parts that are computed one after the other, in this order. */
export const COMPUTED_PARTS = ['path', 'query', 'headers', 'payload', 'string', 'key'] as const;
export type ComputedPart = (typeof COMPUTED_PARTS)[number];

/**
 * What gets points in each form of the signature. `result` is the whole answer: whether a server would accept it.
 */
export const PARTS = [...COMPUTED_PARTS, 'result'] as const;
export type Part = (typeof PARTS)[number];

/** The right values of a case. All of them are known. */
interface RightValues {
  readonly canonicalRequest: Octets;
  readonly stringToSign: Octets;
  readonly key: Octets;
}

function rightValues({ canonicalRequest, stringToSign, signingKeyHex }: Values): RightValues | null {
  if (canonicalRequest === undefined || stringToSign === undefined || signingKeyHex === undefined) return null;
  return { canonicalRequest, stringToSign, key: octetsFromHex(signingKeyHex) };
}

/**
 * Returns the wrong parts of an answer whose signature is wrong, as far as its values show them. `draft` is the request
 * as a named mistake signs it, which has the values that the program did not give; `null` if no mistake explains the
 * answer. One mistake makes one part wrong, the first one.
 */
export function wrongParts(one: Comparable, draft: Draft | null): ReadonlySet<ComputedPart> {
  const right = rightValues(one.right);
  if (right === null) return new Set(COMPUTED_PARTS);
  const known = draft === null ? givenValues(one.given) : valuesOf(draft);
  const wrong = comparedParts(right, { ...known, signature: one.given.signature });
  const first = COMPUTED_PARTS.find((part) => wrong.has(part));
  return draft === null || first === undefined ? wrong : new Set([first]);
}

/** The values of an answer. A value is `null` if it is not known. */
interface KnownValues {
  readonly canonicalRequest: Octets | null;
  readonly stringToSign: Octets | null;
  readonly key: Octets | null;
}

function givenValues({ canonicalRequest, stringToSign, signingKeyHex }: Values): KnownValues {
  const isKey = signingKeyHex !== undefined && /^(?:[\da-f]{2})+$/i.test(signingKeyHex);
  return {
    canonicalRequest: canonicalRequest ?? null,
    stringToSign: stringToSign ?? null,
    key: isKey ? octetsFromHex(signingKeyHex) : null,
  };
}

function valuesOf(draft: Draft): KnownValues {
  const { canonicalRequest, stringToSign } = replay(draft);
  return { canonicalRequest, stringToSign, key: keyOf(draft) };
}

function comparedParts(
  right: RightValues,
  { canonicalRequest, stringToSign, key, signature }: KnownValues & { readonly signature: Octets | undefined },
): ReadonlySet<ComputedPart> {
  const ofRequest =
    canonicalRequest === null ? REQUEST_PARTS : wrongInRequest(right.canonicalRequest, canonicalRequest);
  const hash = canonicalRequest === null ? null : sha256Hex(canonicalRequest);
  const expected = hash === null ? right.stringToSign : withHash(right.stringToSign, hash);
  const isStringRight = stringToSign === null ? signs(right.key, expected, signature) : stringToSign === expected;
  const isKeyRight = key === null ? signs(right.key, stringToSign ?? expected, signature) : key === right.key;
  return new Set([
    ...ofRequest,
    ...(isStringRight ? [] : (['string'] as const)),
    ...(isKeyRight ? [] : (['key'] as const)),
  ]);
}

/** Replaces the last line of the string to sign. */
const withHash = (stringToSign: Octets, hash: Octets): Octets =>
  octetsFromText([...linesOf(stringToSign).slice(0, -1), hash].join('\n'));

const signs = (key: Octets, stringToSign: Octets, signature: Octets | undefined): boolean =>
  hmacSha256KeyInHex(key)(stringToSign) === signature;

const REQUEST_PARTS = ['path', 'query', 'headers', 'payload'] as const satisfies readonly ComputedPart[];

/** Finds the parts of the canonical request with a line that differs. A line too many belongs to the line after it. */
function wrongInRequest(right: Octets, given: Octets): readonly ComputedPart[] {
  const last = linesOf(right).length - 1;
  let line = 0;
  const wrong = pairLines(right, given).flatMap(({ server, client }) => {
    const isSame = server !== null && server.octets === client?.octets;
    const part = partOfLine(Math.min(line, last), last);
    if (server !== null) line += 1;
    return isSame ? [] : [part];
  });
  return wrong;
}

const PATH_LINE = 1;
const QUERY_LINE = 2;

/** Returns the part of a line of the canonical request. Lines are counted from 0; the method counts as the path's. */
function partOfLine(line: number, last: number): ComputedPart {
  if (line <= PATH_LINE) return 'path';
  if (line === QUERY_LINE) return 'query';
  return line === last ? 'payload' : 'headers';
}
