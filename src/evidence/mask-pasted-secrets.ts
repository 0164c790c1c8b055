/** The redactor for texts that have not been read yet: an answer, a log, a paste. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromHex, sliceOctets } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import { type MaskedRange, overwrite } from '../trace/redact.ts';
import { maskOf } from '../trace/redact-exchange.ts';
import { SECRET_ROWS, type SecretRow } from './logs/secret-labels.ts';
import { withoutBackslashes, withoutEntities } from './repairs/escapes.ts';

/** A shorter one is masked where it is announced, and nowhere else: it may be a word. A longer one is no secret. */
const LENGTHS_ELSEWHERE = { shortest: 16, longest: 4096 };

/**
 * Overwrites each secret with `*`: those that something announces (`SECRET_ROWS`) and those that are `known`, also
 * wherever else the text has them; those of 8 bytes or more in any spelling, in hexadecimal and in base64 too. Lengths
 * never change.
 */
export function maskPastedSecrets(text: Octets, known: readonly Octets[]): Octets {
  const announced = findSecrets(text);
  const found = [...announced, ...hexDumps(text).flatMap(findSecrets)];
  const elsewhere = (how: SecretRow['elsewhere']) =>
    found.filter(({ row, octets }) => row.elsewhere === how && isMaskedElsewhere(octets)).flatMap(spellingsOf);
  const isSecret = new Set<string>(elsewhere('as-it-is'));
  const ranges = announced.map(({ range }) => range);
  const masked = overwrite(text, ranges).replace(RUN, (run) => (isSecret.has(run) ? stars(run) : run));
  const withoutKnown = known
    .filter((secret) => secret !== EMPTY)
    .reduce((rest, secret) => rest.replaceAll(secret, stars(secret)), masked);
  return maskOf([...known, ...elsewhere('in-any-spelling')])(withoutKnown as Octets);
}

const stars = ({ length }: string): string => '*'.repeat(length);

/** What a signature is made of, in hexadecimal, in base64, percent-encoded. */
const RUN = /[A-Za-z0-9+/=%]+/g;

const isMaskedElsewhere = ({ length }: Octets): boolean =>
  length >= LENGTHS_ELSEWHERE.shortest && length <= LENGTHS_ELSEWHERE.longest;

interface FoundSecret {
  readonly row: SecretRow;
  readonly octets: Octets;
  readonly range: MaskedRange;
}

function findSecrets(text: Octets): FoundSecret[] {
  return SECRET_ROWS.flatMap((row) =>
    [...text.matchAll(row.pattern)].map((match) => {
      const secret = match.slice(1).find((group) => group !== undefined) ?? EMPTY;
      const end = match.index + match[0].length;
      const range = { start: end - secret.length, end };
      return { row, octets: sliceOctets(text, range.start, range.end), range };
    }),
  );
}

/** As it is written where it was found, and as it is. */
function spellingsOf({ octets }: FoundSecret): Octets[] {
  const unescaped = withoutEntities(withoutBackslashes(octets));
  const once = percentDecode(plain(unescaped)).octets;
  return [octets, unescaped, once, percentDecode(plain(once)).octets];
}

/** S3 writes both texts in hexadecimal too, as pairs of digits with a space between them. */
function hexDumps(text: Octets): Octets[] {
  return [...text.matchAll(/(?:\b[0-9a-f]{2}[ \n]){16,}[0-9a-f]{2}\b/gi)].map(([dump]) =>
    octetsFromHex(dump.replace(/[ \n]/g, '')),
  );
}
