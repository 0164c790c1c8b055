/** Finds secrets in text that has not been parsed. */
import { plain } from '../../bytes/bytes.ts';
import { withoutBackslashes, withoutEntities } from '../../bytes/escapes.ts';
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { encodedReadings } from '../../trace/masks/encodings.ts';
import type { Range } from '../../trace/ranges.ts';
import { SECRET_ROWS, type SecretRow } from './labels.ts';

export interface FoundSecret {
  readonly row: SecretRow;
  readonly octets: Octets;
  readonly range: Range;
}

/** Finds the secrets that a text shows as such, with where they are in it. */
export function findSecrets(text: Octets): FoundSecret[] {
  return SECRET_ROWS.filter(({ sign }) => sign.test(text)).flatMap((row) =>
    row.patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const end = match.index + match[0].length;
        const start = end - (match.groups?.secret?.length ?? 0);
        const octets = sliceOctets(text, start, end);
        return row.isSecret?.(octets) === false ? [] : [{ row, octets, range: { start, end } }];
      }),
    ),
  );
}

/**
 * Finds the secrets that a text contains in encoded text, such as in the hexadecimal digits of what a server quotes, or
 * in the base64 of a policy.
 */
export function findEncodedSecrets(text: Octets, depth = MOST_ENCODINGS): FoundSecret[] {
  if (depth === 0) return [];
  return encodedReadings(text, SHORTEST_LABELLED).flatMap(({ octets }) => [
    ...(MAY_LABEL.test(octets) ? findSecrets(octets) : []),
    ...findEncodedSecrets(octets, depth - 1),
  ]);
}

/** A server quotes a policy as hexadecimal digits of base64. */
const MOST_ENCODINGS = 2;
/** The length in bytes of the shortest text with a label and a secret. */
const SHORTEST_LABELLED = 12;
/** Matches a word of every label that is in quoted texts and policies. Nothing else in them is a secret. */
const MAY_LABEL = /token|secret|customer-key|cookie|authorization|signature/i;

/** Lists the forms of a secret: the form that was found, and the decoded forms. */
export function spellingsOf({ octets }: FoundSecret): Octets[] {
  const unescaped = withoutEntities(withoutBackslashes(octets));
  const once = percentDecode(plain(unescaped)).octets;
  return [octets, unescaped, once, percentDecode(plain(once)).octets];
}

/**
 * Returns the secret access keys in a paste: after the name of a key, after an access key ID, or alone on a line. This
 * program may use such keys, because the user provided them.
 */
export function secretAccessKeysIn(text: Octets): Octets[] {
  return [...new Set(findSecrets(text).flatMap(({ row, octets }) => (row.isSecretAccessKey ? [octets] : [])))];
}
