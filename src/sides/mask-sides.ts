/**
 * Masks secrets in all parts of a failed request. A server may quote a token anywhere, even in its messages, and in any
 * encoding.
 */
import { isExampleSecret } from '../aws/example-keys.ts';
import { plain } from '../bytes/bytes.ts';
import { asText, type Octets, octetsFromText, sliceOctets } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { labelledSecretsIn, labelledSecretsInHead } from '../evidence/secrets/mask-pasted-secrets.ts';
import { writeRequestHead } from '../http/message.ts';
import { secretRangesInCanonicalText, secretsIn } from '../sigv4/secrets/secret-headers.ts';
import { secretRanges } from '../trace/masks/mask.ts';
import { overwrite } from '../trace/masks/ranges.ts';
import type { Range } from '../trace/ranges.ts';
import type { Sides } from './sides.ts';

/** Masks secrets without changing the length of any text. */
export interface SideMask {
  /** Masks the text of one side, or a part of it. */
  readonly octets: (octets: Octets) => Octets;
  /** Returns the ranges that are masked. */
  readonly ranges: (octets: Octets) => readonly Range[];
  /** Masks a sentence. */
  readonly words: (text: string) => string;
}

/** Masks the secrets of both sides, and `others`, which the input does not show as secrets. */
export const maskOfSides = (sides: Sides, others: readonly Octets[] = []): SideMask =>
  maskOfSecrets([...secretsOfSides(sides), ...others]);

/** Masks these secrets, and every token that a canonical request names as one. */
export function maskOfSecrets(secrets: readonly Octets[]): SideMask {
  const rangesOf = secretRanges(secrets);
  const ranges = (text: Octets) => [...secretRangesInCanonicalText(text), ...rangesOf(text)];
  return {
    ranges,
    octets: (text) => overwrite(text, ranges(text)),
    words: (text) => {
      const octets = octetsFromText(text);
      return asText(overwrite(octets, rangesOf(octets)));
    },
  };
}

/**
 * Returns the secrets in the request, in the quoted texts, and in the server's details about tokens, those that anything
 * in the input shows as such, and the secret access key.
 */
export function secretsOfSides({ evidence, secretAccessKey }: Sides): Octets[] {
  const { answer, client, request, pieces } = evidence;
  const head = request ? writeRequestHead(request.head).octets : null;
  const texts = [answer, client].flatMap((strings) => strings?.canonicalRequest?.octets ?? []);
  const signed = [answer, client].flatMap((strings) => strings?.stringToSign?.octets ?? []);
  const found = [
    // The string to sign of a form is its policy, in which there can be a session token.
    ...signed.flatMap(labelledSecretsIn),
    ...(head ? [...secretsIn(plain(head)).map(({ octets }) => octets), ...labelledSecretsInHead(head)] : []),
    ...labelledInPieces(pieces),
    ...texts.flatMap((text) => [
      ...secretRangesInCanonicalText(text).map(({ start, end }) => sliceOctets(text, start, end)),
      ...secretsIn(plain(text)).map(({ octets }) => octets),
    ]),
    ...[...(answer?.details ?? [])].flatMap(([name, value]) => (/token/i.test(name) ? [octetsFromText(value)] : [])),
    ...(secretAccessKey === null ? [] : [secretAccessKey]),
  ];
  return [...new Set(found.flatMap((secret) => [secret, percentDecode(plain(secret)).octets]))];
}

/** What was read stays the same, and a diagnosis is masked text by text. */
const LABELLED = new WeakMap<Evidence['pieces'], readonly Octets[]>();

/** Returns the secrets that what was read shows as such. AWS has published its example, which stays visible. */
function labelledInPieces(pieces: Evidence['pieces']): readonly Octets[] {
  const known = LABELLED.get(pieces);
  if (known) return known;
  const found = pieces.flatMap(({ octets }) => labelledSecretsIn(octets)).filter((secret) => !isExampleSecret(secret));
  LABELLED.set(pieces, found);
  return found;
}
