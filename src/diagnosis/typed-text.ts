/**
 * Signs the text of a refused client with lines that a reader types, so that the reader sees when both sides have the same
 * text, and what that text gives.
 */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { draftOfHash, partsOfStringToSign } from '../drafts/draft-of-text.ts';
import { replay } from '../drafts/replay.ts';
import type { SideName } from '../sides/difference/byte-alignment.ts';
import type { SideLine } from '../sides/difference/line-difference.ts';
import { CANONICAL_REQUEST } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../sigv4/stages/string-to-sign.ts';
import type { RedactedTrace } from '../trace/redact.ts';
import { findValue, type ValueDefinition } from '../trace/trace.ts';
import type { ShownDiagnosis } from './shown-diagnosis.ts';
import { type ComparedPair, comparedPairs, type SidesInLines } from './sides-in-lines.ts';
import { sideValue } from './traces/side-values.ts';

/** The texts of both sides, which differ. They are plain data, in which secrets are masked. */
export interface TextsToType extends Pick<SidesInLines, 'text' | 'pairs'> {
  /** The server's hash of its canonical request; `null` if another text is compared, or if a secret is masked in a text. */
  readonly hash: Octets | null;
  /** The server's signature; `null` if it is not known, or if a secret is masked in a text. */
  readonly signature: Octets | null;
  /** The string to sign, with the hash of a canonical request; `null` if it is not known, or if a secret is in it. */
  readonly stringToSign: Octets | null;
}

/**
 * Returns the texts of both sides. Returns `null` if the text of a side is not known, if they do not differ, or if a line
 * that differs has a secret in it.
 */
export function textsToType({ inLines }: ShownDiagnosis, trace: RedactedTrace): TextsToType | null {
  if (inLines === null) return null;
  const { text, pairs, hash, signature } = inLines;
  const differing = pairs.filter(({ isSame }) => isSame === false);
  if (differing.length === 0 || pairs.some(({ isSame }) => isSame === null)) return null;
  const textOf = (side: SideName, of: ValueDefinition) => findValue(trace, sideValue(side, of).id) ?? null;
  const maskedIn = (side: SideName) => textOf(side, text)?.masked ?? [];
  const isMasked = (side: SideName, line: SideLine | null) =>
    line !== null &&
    maskedIn(side).some(({ start, end }) => start < line.offset + line.octets.length && line.offset < end);
  if (differing.some((pair) => SIDES.some((side) => isMasked(side, pair[side])))) return null;
  const isWhole = SIDES.every((side) => maskedIn(side).length === 0);
  const toSign = textOf('server', STRING_TO_SIGN) ?? textOf('client', STRING_TO_SIGN);
  return {
    text,
    pairs,
    hash: isWhole ? (hash?.server ?? null) : null,
    signature: isWhole ? (signature?.server ?? null) : null,
    stringToSign: isWhole && toSign?.masked.length === 0 ? toSign.bytes.octets : null,
  };
}

const SIDES: readonly SideName[] = ['server', 'client'];

/**
 * Returns both sides as they are with typed lines of the client, by the indexes of their pairs; a line is `null` if the
 * client has no such line. Without the secret access key there is no signature of the client's text.
 */
export function sidesAsTyped(
  { text, pairs, stringToSign, ...server }: TextsToType,
  typed: ReadonlyMap<number, Octets | null>,
  secretAccessKey: Octets | null,
): SidesInLines {
  const lines = pairs.map((pair, at) => {
    const line = typed.get(at);
    return line === undefined ? (pair.client?.octets ?? null) : line;
  });
  const client = joined(lines);
  const hash = text.id === CANONICAL_REQUEST.id ? sha256Hex(client) : null;
  const signature = signatureOf(hash === null ? client : stringToSign, hash, secretAccessKey);
  return {
    text,
    known: { server: 'quoted', client: 'quoted' },
    pairs: comparedAgain(pairs, client),
    hash: hash && { server: server.hash, client: server.hash && hash },
    signature: stringToSign && { server: server.signature, client: signature },
    isRight: null,
  };
}

const joined = (lines: readonly (Octets | null)[]): Octets =>
  lines.filter((line) => line !== null).join('\n') as Octets;

const comparedAgain = (pairs: readonly ComparedPair[], client: Octets): readonly ComparedPair[] =>
  comparedPairs(joined(pairs.map(({ server }) => server?.octets ?? null)), client, (octets) => octets);

/** Signs a string to sign, with this hash if it is one of a canonical request; `null` if a part of it is not known. */
function signatureOf(stringToSign: Octets | null, hash: Octets | null, secretAccessKey: Octets | null): Octets | null {
  const parts = stringToSign && partsOfStringToSign(stringToSign);
  if (!parts || secretAccessKey === null) return null;
  const identity = { accessKeyId: EMPTY, secretAccessKey, like: null };
  return replay(draftOfHash({ ...parts, hash: hash ?? parts.hash }, identity)).signature();
}
