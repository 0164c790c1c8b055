/**
 * Masks secrets in all parts of a failed request. A server may quote a token anywhere, even in its messages, and in any
 * encoding.
 */
import { plain } from '../bytes/bytes.ts';
import { type Octets, octetsFromText, sliceOctets, textFromOctets } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import { writeRequestHead } from '../http/message.ts';
import { maskCanonicalText, secretRangesInCanonicalText, secretsIn } from '../sigv4/secrets/secret-headers.ts';
import type { MaskedRange } from '../trace/redact.ts';
import { maskOf } from '../trace/redact-exchange.ts';
import type { Sides } from './sides.ts';

/** Masks secrets without changing the length of any text. */
export interface SideMask {
  /** Masks the text of one side, or a part of it. */
  readonly octets: (octets: Octets) => Octets;
  /** Returns the ranges that are masked. */
  readonly ranges: (octets: Octets) => readonly MaskedRange[];
  /** Masks a sentence. */
  readonly words: (text: string) => string;
}

export const maskOfSides = (sides: Sides): SideMask => maskOfSecrets(secretsOfSides(sides));

/** Masks these secrets, and every token that a canonical request names as one. */
export function maskOfSecrets(secrets: readonly Octets[]): SideMask {
  const mask = maskOf(secrets);
  const octets = (text: Octets) => maskCanonicalText(mask(text));
  return {
    octets,
    ranges: (text) => [...secretRangesInCanonicalText(text), ...overwritten(text, mask(text))],
    words: (text) => {
      const masked = mask(octetsFromText(text));
      return textFromOctets(masked) ?? masked;
    },
  };
}

/**
 * Returns the secrets in the request, in the quoted texts, and in the server's details about tokens, as well as the
 * secret access key.
 */
export function secretsOfSides({ evidence, secretAccessKey }: Sides): Octets[] {
  const { answer, client, request } = evidence;
  const head = request ? writeRequestHead(request.head).octets : null;
  const texts = [answer, client].flatMap((strings) => strings?.canonicalRequest?.octets ?? []);
  const found = [
    ...(head ? secretsIn(plain(head)).map(({ octets }) => octets) : []),
    ...texts.flatMap((text) => [
      ...secretRangesInCanonicalText(text).map(({ start, end }) => sliceOctets(text, start, end)),
      ...secretsIn(plain(text)).map(({ octets }) => octets),
    ]),
    ...[...(answer?.details ?? [])].flatMap(([name, value]) => (/token/i.test(name) ? [octetsFromText(value)] : [])),
    ...(secretAccessKey === null ? [] : [secretAccessKey]),
  ];
  return [...new Set(found.flatMap((secret) => [secret, percentDecode(plain(secret)).octets]))];
}

/** Returns the ranges of bytes that differ. */
function overwritten(before: Octets, after: Octets): MaskedRange[] {
  if (before === after) return [];
  const ranges: MaskedRange[] = [];
  for (let at = 0; at < before.length; at++) {
    if (before[at] === after[at]) continue;
    const last = ranges.at(-1);
    if (last?.end === at) ranges[ranges.length - 1] = { ...last, end: at + 1 };
    else ranges.push({ start: at, end: at + 1 });
  }
  return ranges;
}
