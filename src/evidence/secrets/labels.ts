/**
 * Lists what is a secret in text that has not been parsed, such as a response, a log, or a paste. Most secrets follow a
 * label: a name that ends with a word such as `secret`, `password`, or `token`.
 */
import { hasFormOfSecret } from '../../aws/secret-form.ts';
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { secretParts } from '../../sigv4/secrets/secret-parts.ts';

export interface SecretRow {
  readonly says: string;
  /** Matches any text with such a secret, and is faster than the patterns. */
  readonly sign: RegExp;
  /** Each pattern matches text that ends with the secret, which is the group `secret`. */
  readonly patterns: readonly RegExp[];
  /**
   * How other occurrences of the secret are masked. Keys and tokens are few, but servers quote them in any encoding.
   * Signatures may be many, but servers quote them literally.
   */
  readonly elsewhere: 'in-any-spelling' | 'as-it-is';
  /** Whether the secret is a secret access key, as opposed to a token, a signature, or a password. */
  readonly isSecretAccessKey?: true;
  /** Returns whether what a pattern matches is a secret. If omitted, it always is. */
  readonly isSecret?: (octets: Octets) => boolean;
  /** Returns the parts of the secret that are secrets of their own. */
  readonly parts?: (octets: Octets) => readonly Octets[];
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

/** Matches a label and a value of at least `shortest` characters that are in every key, token, and signature of AWS. */
const labelled = (names: string, shortest: number): RegExp =>
  new RegExp(`(?:${names})(?:${BETWEEN})[bu]?[[({]{0,2}${QUOTE}?(?<secret>${CHARACTER}{${shortest},})`, 'gi');

/** The fields, and in any case the parameters, in which AWS and other vendors send a signature. */
const SIGNATURES = 'x-(?:amz|goog|oss|tos)-signature';

/**
 * Matches a label and a value of at least `shortest` characters of any kind, because it is clear where the value ends: in
 * quotation marks, in an element, in a part of a form, or on a line. A `word` has no white space.
 */
function delimited(names: string, shortest: number, kind: 'word' | 'words'): readonly RegExp[] {
  const any = kind === 'word' ? String.raw`[^\s\x00-\x1f]` : String.raw`[^\x00-\x08\x0a-\x1f]`;
  const secret = (character: string) => `(?<secret>(?:${character}){${shortest},})`;
  return [
    `(?:${names})(?:${BETWEEN})[bu]?[[({]{0,2}(?<mark>${QUOTE})${secret(String.raw`(?!\k<mark>)(?:\\[^\r\n]|${any})`)}(?=\\k<mark>)`,
    `(?:${names})>${secret(`(?!<)${any}`)}(?=<)`,
    // The same in HTML that shows XML.
    `(?:${names})&(?:amp;)*gt;${secret(`(?!&(?:amp;)*lt;)${any}`)}(?=&(?:amp;)*lt;)`,
    String.raw`(?:${names})${QUOTE}\r?\n\r?\n${secret(any)}(?=\r?$)`,
    String.raw`^[-<>* \t]{0,16}[\w.-]{0,64}(?:${names})[ \t]{0,8}:[ \t]{0,8}(?!${QUOTE})${secret(any)}(?=\r?$)`,
  ].map((source) => new RegExp(source, 'gim'));
}

/** Matches a label and a value of at least `shortest` characters of any kind, up to white space or a separator. */
const undelimited = (names: string, shortest: number): RegExp =>
  new RegExp(`(?:${names})(?:${BETWEEN})(?!${QUOTE})(?<secret>(?:(?!${QUOTE})[^\\s&,;<]){${shortest},})`, 'gi');

/** Matches a name whose words may be joined or separated, such as `aws_session_token` or `SessionToken`. */
const named = (...words: readonly string[]): string => words.join('[-_ ]?');

const SECRET_ACCESS_KEY = [
  named('secret', 'access', 'key'),
  named('secret', 'key'),
  'secret',
  named('root', 'password'),
].join('|');

/** Matches a key that is written into code up to the end of its string. Names in braces and names of algorithms are no keys. */
const IN_CODE = String.raw`(?![-_](?:HMAC|ECDSA|request)|[{$#%<\\])(?<secret>(?:(?!${QUOTE})[^\s]){8,128})(?=${QUOTE})`;

/** S3 pages lists with tokens that are not secrets. */
const TOKEN = String.raw`(?<!continuation[-_ ]?|next[-_ ]?|page[-_ ]?|marker[-_ ]?)token(?:-\d)?`;

/** Returns the parts of a cookie, or of the credentials after `Basic`, that are secrets of their own. */
const partsOf =
  (header: string, before = '') =>
  (octets: Octets): readonly Octets[] =>
    secretParts(header, plain((before + octets) as Octets)).map((part) => part.octets);

/** The secrets that an error or a log can contain (https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html). */
export const SECRET_ROWS: readonly SecretRow[] = [
  {
    says: 'a secret access key after its name',
    sign: /secret|root/i,
    elsewhere: 'in-any-spelling',
    isSecretAccessKey: true,
    patterns: [labelled(SECRET_ACCESS_KEY, 8), ...delimited(SECRET_ACCESS_KEY, 8, 'word')],
  },
  {
    says: 'a secret access key in the code of a signer: after AWS4 in the same string, or in the next one',
    sign: /AWS4/,
    elsewhere: 'in-any-spelling',
    patterns: [
      new RegExp(`${QUOTE}AWS4${IN_CODE}`, 'g'),
      new RegExp(
        String.raw`${QUOTE}AWS4${QUOTE}[ \t)]{0,8}(?:\+|\.{1,2}|,|<>|&|\|\|)\s{0,16}[A-Za-z@]{0,2}${QUOTE}${IN_CODE}`,
        'g',
      ),
    ],
  },
  {
    says: 'a password, or the secret of something else, after its name',
    sign: /passw|passphrase|secret/i,
    elsewhere: 'in-any-spelling',
    patterns: [
      ...delimited('password|passwd|passphrase', 1, 'words'),
      undelimited('password|passwd|passphrase', 1),
      undelimited('secret', 8),
    ],
  },
  {
    says: 'a session token, or any other token, after the name of a header, a parameter, a field, or an element',
    sign: /token/i,
    elsewhere: 'in-any-spelling',
    patterns: [labelled(TOKEN, 16), ...delimited(TOKEN, 16, 'word')],
  },
  {
    says: 'a session token without a label, recognized by how tokens of AWS STS begin',
    sign: /IQoJ|GZXIvYXdz|AQoDYXdz|AQoEXAMPLE/,
    elsewhere: 'in-any-spelling',
    patterns: [
      new RegExp(
        `(?<![A-Za-z0-9+/=])(?<secret>(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz|AQoDYXdz|AQoEXAMPLE)${CHARACTER}{24,})`,
        'g',
      ),
    ],
  },
  {
    says: 'a secret access key that follows its access key ID: curl --user, a file of keys',
    sign: /AKIA|ASIA/,
    elsewhere: 'in-any-spelling',
    isSecretAccessKey: true,
    patterns: [
      new RegExp(
        String.raw`(?:AKIA|ASIA)[A-Z0-9]{12,28}${QUOTE}?[ \t]{0,4}[:,;\t ][ \t]{0,4}${QUOTE}?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
        'g',
      ),
    ],
  },
  {
    // A line that follows the method is a path.
    says: 'a secret access key alone on a line: 40 characters of base64 that are not all hexadecimal digits',
    sign: /^[A-Za-z0-9/+]{40}\r?$/m,
    elsewhere: 'in-any-spelling',
    isSecretAccessKey: true,
    patterns: [/(?<!^[A-Z]{3,7}\r?\n)^(?![0-9a-f]{40}\r?$)(?<secret>[A-Za-z0-9/+]{40})(?=\r?$)/gm],
  },
  {
    says: 'a secret access key in the place of its access key ID, because the two are swapped',
    sign: /credential|access|AWS[ \t+%]/i,
    elsewhere: 'in-any-spelling',
    patterns: [
      new RegExp(
        String.raw`credential(?:${BETWEEN})${QUOTE}?(?<secret>${CHARACTER}{40,400}?)(?=(?:/|%(?:25){0,4}2F)\d{8}(?:/|%(?:25){0,4}2F))`,
        'gi',
      ),
      labelled(`${named('access', 'key')}(?:${named('', 'id')})?`, 40),
      // Authorization of Signature Version 2.
      new RegExp(
        String.raw`\bAWS(?:[ \t+]|%(?:25){0,4}20){1,4}(?<secret>${CHARACTER}{40,400}?)(?=:|%(?:25){0,4}3[aA])`,
        'g',
      ),
    ],
    isSecret: (octets) => hasFormOfSecret(percentDecode(plain(octets)).octets),
  },
  {
    says: 'the password or the secret after a user: curl --user, or a URL',
    sign: /-u|user|:\/\//,
    elsewhere: 'in-any-spelling',
    patterns: [
      /(?:--(?:proxy-)?user|\s-u)[ \t=]{1,4}["']?[^\s:"']{1,200}:(?<secret>[^\s"']+)/g,
      /:\/\/[^/\s:@"'<>]{0,200}:(?<secret>[^/\s@"'<>]+)(?=@)/g,
    ],
  },
  {
    says: 'a signing key after its name: anyone can sign with it for its day, Region, and service',
    sign: /signing/i,
    elsewhere: 'in-any-spelling',
    patterns: [labelled(`${named('signing', 'key')}(?:[-_ ]?hex)?`, 16)],
  },
  {
    says: 'the key of SSE-C after its name',
    sign: /customer/i,
    elsewhere: 'in-any-spelling',
    patterns: [labelled(named('customer', 'key'), 16)],
  },
  {
    says: 'the signature of a presigned URL or a form: anyone can use them until they expire',
    sign: new RegExp(SIGNATURES, 'i'),
    elsewhere: 'as-it-is',
    patterns: [labelled(SIGNATURES, 16)],
  },
  {
    says: 'the signature of a presigned URL of Signature Version 2',
    sign: /Signature/,
    elsewhere: 'as-it-is',
    patterns: [
      new RegExp(
        String.raw`(?:[?&]|&(?:amp;)+|\\{1,8}u0026|%(?:25){0,4}26)Signature(?:=|%(?:25){0,4}3[dD])(?<secret>${CHARACTER}{16,})`,
        'g',
      ),
    ],
  },
  {
    says: 'the credentials of other kinds of authentication',
    sign: /authorization/i,
    elsewhere: 'in-any-spelling',
    patterns: [
      new RegExp(
        String.raw`authorization(?:${BETWEEN})[bu]?[[({]{0,2}${QUOTE}?(?:Bearer|Negotiate|Token)[ \t]{1,4}(?<secret>${CHARACTER}{4,})`,
        'gi',
      ),
    ],
  },
  {
    says: 'a user and a password in base64',
    sign: /authorization/i,
    elsewhere: 'in-any-spelling',
    patterns: [
      new RegExp(
        String.raw`authorization(?:${BETWEEN})[bu]?[[({]{0,2}${QUOTE}?Basic[ \t]{1,4}(?<secret>${CHARACTER}{4,})`,
        'gi',
      ),
    ],
    parts: partsOf('authorization', 'Basic '),
  },
  {
    says: 'a cookie',
    sign: /cookie/i,
    elsewhere: 'in-any-spelling',
    patterns: [/(?:^|[^\w-])(?:set-)?cookie["']?[ \t]{0,4}:[ \t]{0,4}["']?(?<secret>[^\s"'][^\r\n"']*)/gi],
    parts: partsOf('cookie'),
  },
];
