/** The redactor for texts that nobody has read yet: an answer, a log, a paste. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromHex, sliceOctets } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import { type MaskedRange, overwrite } from '../trace/redact.ts';
import { maskOf } from '../trace/redact-exchange.ts';
import { SECRET_ROWS } from './logs/secret-labels.ts';
import { withoutBackslashes, withoutEntities } from './repairs/escapes.ts';

/** A shorter one is masked where it is announced, and nowhere else: it may be a word. */
const SHORTEST_ELSEWHERE = 16;

/**
 * Overwrites each secret with `*`: those that something announces (`SECRET_ROWS`), and `known`, of 8 bytes or more,
 * wherever else the text has them, in any spelling, in hexadecimal or in base64. Lengths never change.
 */
export function maskPastedSecrets(text: Octets, known: readonly Octets[]): Octets {
  const ranges = secretRanges(text);
  const found = [...secretsAt(text, ranges), ...hexDumps(text).flatMap((dump) => secretsAt(dump, secretRanges(dump)))];
  const long = found.filter(({ length }) => length >= SHORTEST_ELSEWHERE);
  return maskOf([...known, ...long.flatMap(spellingsOf)])(overwrite(text, ranges));
}

function secretRanges(text: Octets): MaskedRange[] {
  return SECRET_ROWS.flatMap(({ pattern }) =>
    [...text.matchAll(pattern)].map((match) => {
      const secret = match.slice(1).find((group) => group !== undefined) ?? EMPTY;
      const start = match.index + match[0].lastIndexOf(secret);
      return { start, end: start + secret.length };
    }),
  );
}

const secretsAt = (text: Octets, ranges: readonly MaskedRange[]): Octets[] => [
  ...new Set(ranges.map(({ start, end }) => sliceOctets(text, start, end))),
];

/** As it is written where it was found, and as it is. */
function spellingsOf(secret: Octets): Octets[] {
  const unescaped = withoutEntities(withoutBackslashes(secret));
  const once = percentDecode(plain(unescaped)).octets;
  return [...new Set([secret, unescaped, once, percentDecode(plain(once)).octets])];
}

/** S3 writes both texts in hexadecimal too, as pairs of digits with a space between them. */
function hexDumps(text: Octets): Octets[] {
  return [...text.matchAll(/(?:\b[0-9a-f]{2}[ \n]){16,}[0-9a-f]{2}\b/gi)].map(([dump]) =>
    octetsFromHex(dump.replace(/[ \n]/g, '')),
  );
}
