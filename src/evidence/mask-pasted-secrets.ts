/** Masks secrets in text that has not been parsed, such as a response, a log, or a paste. */
import { plain } from '../bytes/bytes.ts';
import { withoutBackslashes, withoutEntities } from '../bytes/escapes.ts';
import { EMPTY, type Octets, octetsFromHex, sliceOctets } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import { maskOf } from '../trace/masks/mask.ts';
import { type MaskedRange, overwrite } from '../trace/masks/ranges.ts';

/** The minimum length in bytes of a secret that is masked elsewhere too. A shorter text may be an ordinary word. */
const SHORTEST_ELSEWHERE = 16;

/**
 * Replaces each secret with `*`: the secrets that follow a label (`SECRET_ROWS`), and the secrets in `known`. Other
 * occurrences of the same secrets are masked too. Secrets of at least 8 bytes are also masked in encoded form, such as
 * hexadecimal or base64. Lengths never change.
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

/**
 * Returns the secret access keys in a paste: after the name of a key, after an access key ID, or alone on a line. This
 * program may use such keys, because the user provided them.
 */
export function secretAccessKeysIn(text: Octets): Octets[] {
  const named = findSecrets(text).flatMap(({ row, octets }) => (row.isSecretAccessKey ? [octets] : []));
  const alone = [...text.matchAll(ALONE)].map(([secret]) => secret as Octets);
  return [...new Set([...named, ...alone])];
}

/** Matches a line that is only a secret access key: 40 characters of base64 that are not all hexadecimal digits. */
const ALONE = /^(?![0-9a-f]{40}$)[A-Za-z0-9/+]{40}$/gm;

const stars = ({ length }: string): string => '*'.repeat(length);

/** Matches a run of characters that a signature can consist of, in hexadecimal, base64, or percent-encoding. */
const RUN = /[A-Za-z0-9+/=%]+/g;

const isMaskedElsewhere = ({ length }: Octets): boolean => length >= SHORTEST_ELSEWHERE;

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

/** Lists the forms of a secret: the form that was found, and the decoded form. */
function spellingsOf({ octets }: FoundSecret): Octets[] {
  const unescaped = withoutEntities(withoutBackslashes(octets));
  const once = percentDecode(plain(unescaped)).octets;
  return [octets, unescaped, once, percentDecode(plain(once)).octets];
}

/** Decodes hex dumps, in which S3 writes both texts as pairs of hexadecimal digits separated by spaces. */
function hexDumps(text: Octets): Octets[] {
  return [...text.matchAll(/(?:\b[0-9a-f]{2}[ \n]){16,}[0-9a-f]{2}\b/gi)].map(([dump]) =>
    octetsFromHex(dump.replace(/[ \n]/g, '')),
  );
}

/** Matches a quotation mark in any of the ways that logs, strings, and documents escape it. */
const QUOTE = String.raw`(?:\\{0,8}["'${'`'}]|&quot;|&#(?:34|39);|&apos;|%(?:25){0,4}2[27])`;

/**
 * Matches the text that separates a label from its value, such as a colon, an equals sign, the end of a tag, or a comma
 * in a list.
 */
const BETWEEN = [
  String.raw`${QUOTE}?[ \t]{0,8}(?:=>|:=|[:=])[ \t]{0,8}`,
  String.raw`(?:>|&(?:amp;)*gt;|\\{1,8}u003[eE]|%(?:25){0,4}3[eE])`,
  String.raw`${QUOTE}?%(?:25){0,4}3[aAdD](?:%(?:25){0,4}20|\+)?`,
  String.raw`${QUOTE}?\\{1,8}u003[dD]`,
  // A list of pairs, a HAR file, a field of an HTML form, or a part of a multipart form.
  String.raw`${QUOTE}[ \t]{0,8},\s{0,16}(?:${QUOTE}value${QUOTE}[ \t]{0,4}:[ \t]{0,4})?(?=[bu]?${QUOTE})`,
  String.raw`${QUOTE}[ \t]{1,4}value=(?=${QUOTE})`,
  String.raw`${QUOTE}\r?\n\r?\n`,
].join('|');

/** Matches a character of a key, a token, or a signature, in any encoding. Any other character ends the value. */
const CHARACTER = String.raw`(?:[A-Za-z0-9+/=_.~-]|%(?!(?:25){0,4}(?:3[cCeE]|2[0267cC]|0[aAdD]))|\\{1,8}/|\\{1,8}u00(?:2[bBfF]|3[dD])|&#(?:43|47|61|[xX](?:2[bBfF]|3[dD]));)`;

/** Matches a label and a value of at least `shortest` characters. */
const labelled = (names: string, shortest: number): RegExp =>
  new RegExp(`(?:${names})(?:${BETWEEN})[bu]?[[({]{0,2}${QUOTE}?(${CHARACTER}{${shortest},})`, 'gi');

interface SecretRow {
  readonly says: string;
  /** Matches text that ends with the secret. The secret is in a group. */
  readonly pattern: RegExp;
  /**
   * How other occurrences of the secret are masked. Keys and tokens are few, but servers quote them in any encoding.
   * Signatures may be many, but servers quote them literally.
   */
  readonly elsewhere: 'in-any-spelling' | 'as-it-is';
  /** Whether the secret is a secret access key, as opposed to a token, a signature, or a password. */
  readonly isSecretAccessKey?: true;
}

/** Matches a name whose words may be joined or separated, such as `aws_session_token` or `SessionToken`. */
const named = (...words: readonly string[]): string => words.join('[-_ ]?');

/** The secrets that an error or a log can contain (https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html). */
const SECRET_ROWS: readonly SecretRow[] = [
  {
    says: 'a secret access key after its name',
    elsewhere: 'in-any-spelling',
    isSecretAccessKey: true,
    pattern: labelled(`${named('secret', 'access', 'key')}|${named('secret', 'key')}`, 8),
  },
  {
    says: 'a session token after the name of a header, a parameter, a field, or an element',
    elsewhere: 'in-any-spelling',
    pattern: labelled(
      [named('session', 'token'), named('security', 'token'), named('metadata', 'token'), String.raw`token-\d`].join(
        '|',
      ),
      16,
    ),
  },
  {
    says: 'a session token without a label, recognized by how tokens of AWS STS begin',
    elsewhere: 'in-any-spelling',
    pattern: new RegExp(
      `(?<![A-Za-z0-9+/=])((?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz|AQoDYXdz|AQoEXAMPLE)${CHARACTER}{24,})`,
      'g',
    ),
  },
  {
    says: 'a secret access key that follows its access key ID: curl --user, a file of keys',
    elsewhere: 'in-any-spelling',
    isSecretAccessKey: true,
    pattern: new RegExp(
      String.raw`(?:AKIA|ASIA)[A-Z0-9]{12,28}${QUOTE}?[ \t]{0,4}[:,;\t ][ \t]{0,4}${QUOTE}?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
      'g',
    ),
  },
  {
    says: 'the password or the secret after a user: curl --user, or a URL',
    elsewhere: 'in-any-spelling',
    pattern:
      /(?:--(?:proxy-)?user|\s-u)[ \t=]{1,4}["']?[^\s:"']{1,200}:([^\s"']{1,200})|:\/\/[^/\s:@"'<>]{0,200}:([^/\s@"'<>]{1,200})(?=@)/g,
  },
  {
    says: 'a signing key after its name: anyone can sign with it for its day, Region, and service',
    elsewhere: 'in-any-spelling',
    pattern: labelled(`${named('signing', 'key')}(?:[-_ ]?hex)?`, 16),
  },
  {
    says: 'the key of SSE-C after its name',
    elsewhere: 'in-any-spelling',
    pattern: labelled(`${named('customer', 'key')}`, 16),
  },
  {
    says: 'the signature of a presigned URL or a form: anyone can use them until they expire',
    elsewhere: 'as-it-is',
    pattern: labelled('x-amz-signature', 16),
  },
  {
    says: 'the signature of a presigned URL of Signature Version 2',
    elsewhere: 'as-it-is',
    pattern: new RegExp(
      String.raw`(?:[?&]|&(?:amp;)+|\\{1,8}u0026|%(?:25){0,4}26)Signature(?:=|%(?:25){0,4}3[dD])(${CHARACTER}{16,})`,
      'g',
    ),
  },
  {
    says: 'the credentials of other kinds of authentication',
    elsewhere: 'in-any-spelling',
    pattern: new RegExp(
      String.raw`authorization(?:${BETWEEN})[bu]?[[({]{0,2}${QUOTE}?(?:Basic|Bearer|Negotiate|Token)[ \t]{1,4}(${CHARACTER}{4,})`,
      'gi',
    ),
  },
  {
    says: 'a cookie',
    elsewhere: 'in-any-spelling',
    pattern: /(?:^|[^\w-])(?:set-)?cookie["']?[ \t]{0,4}:[ \t]{0,4}["']?([^\s"'][^\r\n"']*)/gi,
  },
];
