/** Causes in which the secret changed on its way to the signer: characters were replaced, lost, or added around it. */
import { base64FromOctets, decodeBase64 } from '../../bytes/base64.ts';
import type { Octets } from '../../bytes/octets.ts';
import { afterWhiteSpace, beforeWhiteSpace, trimmed } from '../../bytes/white-space.ts';
import {
  cutAt,
  decoded,
  encoded,
  escapedInHtml,
  inLowerCase,
  QUOTES,
  unquoted,
} from '../../drafts/spellings/secret-spellings.ts';
import { saysMismatch } from '../../sides/answers/says-mismatch.ts';
import { isSignedAsServerComputes } from '../../sides/secrets.ts';
import { cause, explains } from '../define-cause.ts';
import { ofCredentials } from '../features/credentials.ts';
import { signedWith } from './other-secrets.ts';

const IN_URLS = {
  'percent-encoded': signedWith('with the secret percent-encoded', (secret) => [
    encoded(secret),
    inLowerCase(encoded(secret)),
    encoded(encoded(secret)),
  ]),
  'percent-decoded': signedWith('with the secret percent-decoded', (secret) => [decoded(secret)]),
  'plus-as-space': signedWith('with each + in the secret read as a space', (secret) => [
    secret.replaceAll('+', ' '),
    decoded(secret.replaceAll('+', ' ')),
  ]),
  'space-as-plus': signedWith('with each space in the secret written as +', (secret) => [secret.replaceAll(' ', '+')]),
};

const CUT = {
  'cut-at-slash': signedWith('with the secret cut at a slash, as in a URL', cutAt('/')),
  'cut-at-plus': signedWith('with the secret cut at a plus', cutAt('+')),
  'cut-at-number-sign': signedWith('with the secret cut at a #, where a comment or a fragment begins', cutAt('#')),
  'cut-at-equals': signedWith('with the secret cut at a =, as in an INI file', cutAt('=')),
  'cut-at-dollar': signedWith(
    'with the parts of the secret after a $ replaced, as a shell or Compose file does',
    (secret) => [
      secret.replace(/\$\w+/g, ''),
      secret.replace(/\$\w/g, ''),
      secret.replaceAll('$$', '$'),
      ...cutAt('$')(secret),
    ],
  ),
  'cut-at-percent': signedWith('with the secret cut at a %, or with each % doubled or halved', (secret) => [
    ...cutAt('%')(secret),
    secret.replaceAll('%', '%%'),
    secret.replaceAll('%%', '%'),
    secret.replaceAll('%', ''),
  ]),
  'cut-elsewhere': signedWith(
    'with the secret cut at one of the characters ? & : ; , @ ! or white space',
    cutAt('?&:;,@! \t\n'),
  ),
};

const WRITTEN = {
  'in-quotes': signedWith('with the secret in the quotation marks that are around it in its file', (secret) => [
    ...QUOTES.map((mark) => mark + secret + mark),
    `\xe2\x80\x9c${secret}\xe2\x80\x9d`,
    `\xe2\x80\x98${secret}\xe2\x80\x99`,
    `"${secret}`,
    `${secret}"`,
    `'${secret}`,
    `${secret}'`,
  ]),
  'out-of-quotes': signedWith(
    'with the secret without the quotation marks that are around the secret given here',
    unquoted,
    { fix: 'Remove the quotation marks where the server reads its secret. The client uses the secret without them.' },
  ),
  backslashes: signedWith(
    'with backslashes before special characters of the secret, as in JSON and shells, or without the backslashes of the secret',
    (secret) => [
      secret.replaceAll('/', '\\/'),
      secret.replace(/[^\w]/g, '\\$&'),
      secret.replaceAll('\\', '\\\\'),
      secret.replaceAll('\\', ''),
    ],
  ),
  html: signedWith('with special characters of the secret escaped as in HTML: &#x2F; for a slash', escapedInHtml),
  base64: signedWith('with the secret in base64, as in a Kubernetes manifest', (secret) => [
    base64FromOctets(secret),
    base64FromOctets(`${secret}\n`),
    base64FromOctets(secret).replace(/=+$/, ''),
  ]),
  'base64-decoded': signedWith('with the secret decoded as if it were base64', (secret) => {
    const bytes = decodeBase64(secret);
    return bytes === null ? [] : [bytes];
  }),
  base64url: signedWith('with - and _ instead of the + and / of the secret', (secret) => [
    secret.replaceAll('+', '-').replaceAll('/', '_'),
  ]),
  'left-out': signedWith('without the special characters of the secret', (secret) => [
    secret.replace(/\W/g, ''),
    secret.replaceAll('/', ''),
    secret.replaceAll('+', ''),
    secret.replaceAll('=', ''),
  ]),
  case: signedWith('with the secret in lowercase or in uppercase', (secret) => [
    secret.toLowerCase(),
    secret.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  ]),
};

export const secretSpecialCharsMangled = cause('secret-special-chars-mangled', 'credentials', {
  says: 'The secret was changed on its way to the signer because one of its characters has a special meaning there.',
  symptom: 'Both strings to sign are equal, and the secret contains / + = or another character with a special meaning.',
  fix: 'Give the signer the exact secret. Percent-encode it in a URL, put it in single quotes in a shell, and do not put it in quotation marks in an INI or .env file that keeps them.',
  threads: `
    aloneguid/storage/issues/153 awslabs/aws-sdk-rust/issues/343 cloudyr/aws.s3/issues/423 aws/aws-cli/issues/6751
    kaltura/nginx-aws-auth-module/issues/12 mhart/aws4/issues/22
  `,
  features: [ofCredentials.lineBreakInCredential, ofCredentials.secretThroughEcho, ofCredentials.officialClientOfAws],
  test: 'Create keys until the secret has no / and no +, and try with those.',
  inVersion2: true,
  mutations: { ...IN_URLS, ...CUT, ...WRITTEN },
  suspects(sides) {
    const secret = sides.secretAccessKey;
    if (secret === null || !saysMismatch(sides.answer) || !isSignedAsServerComputes(sides)) return null;
    const what =
      unquoted(secret).length > 0
        ? 'quotation marks around it'
        : decoded(secret) !== secret
          ? 'percent-encoded characters in it'
          : null;
    if (what === null) return null;
    return explains(
      `The request was signed with the secret that was given here, which has ${what}. The server has a different secret, probably one without them.`,
      { variant: 'given-mangled' },
    );
  },
});

const BYTE_ORDER_MARK = '\xef\xbb\xbf';
/** U+00A0, U+200B, and U+2060 in UTF-8. Web pages and chat programs put these characters around copied text. */
const INVISIBLE = ['\xc2\xa0', '\xe2\x80\x8b', '\xe2\x81\xa0'];
const around = (secret: string, marks: readonly string[]) =>
  marks.flatMap((mark) => [secret + mark, mark + secret, mark + secret + mark]);

const dropMark = (secret: string) =>
  secret.startsWith(BYTE_ORDER_MARK) ? secret.slice(BYTE_ORDER_MARK.length) : secret;

export const secretWhitespaceNewline = cause('secret-whitespace-newline', 'credentials', {
  says: 'The secret that signed the request had white space around it.',
  symptom:
    'Both strings to sign are equal, and every request fails. The secret comes from a file, a variable of a CI job, or a Kubernetes secret.',
  fix: 'Trim the secret where it is read. Check the variable of the CI job, the Kubernetes secret (create it with printf or echo -n, not echo), and the .env file (LF, not CR LF).',
  threads: `
    postmanlabs/postman-app-support/issues/7882 openwpm/openwpm-crawler/issues/41 aws/aws-sdk-js/issues/86
    aws-actions/configure-aws-credentials/issues/50
  `,
  features: [ofCredentials.lineBreakInCredential, ofCredentials.secretThroughEcho, ofCredentials.officialClientOfAws],
  test: 'Print the length of the secret: AWS secrets have 40 characters.',
  inVersion2: true,
  // A NUL byte after the secret is not listed because it changes nothing: HMAC pads the key with NUL bytes (RFC 2104,
  // section 2).
  mutations: {
    'newline-behind': signedWith('with a newline (LF) after the secret', (secret) => [`${secret}\n`]),
    'crlf-behind': signedWith('with CR LF after the secret', (secret) => [`${secret}\r\n`]),
    'cr-behind': signedWith(
      'with a carriage return (CR) after the secret, as a file with CR LF leaves it',
      (secret) => [`${secret}\r`],
    ),
    'space-behind': signedWith('with a space after the secret', (secret) => [`${secret} `, `${secret}  `]),
    'space-before': signedWith('with a space before the secret', (secret) => [` ${secret}`, `  ${secret}`]),
    'spaces-around': signedWith('with a space before and after the secret', (secret) => [` ${secret} `]),
    tab: signedWith('with a tab before or after the secret', (secret) => around(secret, ['\t'])),
    'newline-before': signedWith('with a newline before the secret', (secret) => [
      `\n${secret}`,
      `\r\n${secret}`,
      `\n${secret}\n`,
      `\r\n${secret}\r\n`,
    ]),
    'newlines-behind': signedWith('with two newlines, or a space and a newline, after the secret', (secret) => [
      `${secret}\n\n`,
      `${secret} \n`,
      `${secret} \r\n`,
      `${secret}\r\n\r\n`,
    ]),
    'byte-order-mark': signedWith('with a byte order mark (U+FEFF) before the secret', (secret) => [
      BYTE_ORDER_MARK + secret,
    ]),
    invisible: signedWith('with an invisible character (U+00A0, U+200B, or U+2060) around the secret', (secret) =>
      around(secret, INVISIBLE),
    ),
    'escaped-newline': signedWith('with the two characters \\n after the secret instead of a newline', (secret) => [
      `${secret}\\n`,
      `${secret}\\r\\n`,
    ]),
    trimmed: signedWith(
      'without the white space that is around the secret given here',
      (secret) => [
        trimmed(secret),
        dropMark(secret),
        trimmed(dropMark(secret) as Octets),
        secret.slice(0, beforeWhiteSpace(secret)),
        secret.slice(afterWhiteSpace(secret)),
      ],
      { fix: 'Remove the white space where the server reads its secret. The client uses the secret without it.' },
    ),
  },
  suspects(sides) {
    const { secretAccessKey } = sides;
    if (secretAccessKey === null || trimmed(dropMark(secretAccessKey) as Octets) === secretAccessKey) return null;
    if (!saysMismatch(sides.answer) || !isSignedAsServerComputes(sides)) return null;
    return explains(
      'The request was signed with the secret that was given here, which has white space around it. The server has a different secret, probably one without the white space.',
      { variant: 'given-with-white-space' },
    );
  },
});

const from = (least: number, secret: Octets, cut: (length: number) => string): string[] =>
  Array.from({ length: Math.max(secret.length - least, 0) }, (_, index) => cut(index + least));

export const secretTruncated = cause('secret-truncated', 'credentials', {
  says: 'The secret that signed the request is only a part of the correct secret, or has extra characters.',
  symptom:
    'Both strings to sign are equal, and every request fails. The length of the secret that the client uses is not 40.',
  fix: 'Paste the whole secret again, and end its file with a newline. AWS secrets have 40 characters.',
  threads: 'cloudyr/aws.signature/issues/25',
  inVersion2: true,
  mutations: {
    'last-character-lost': signedWith(
      'without the last character of the secret, as if it came from a file without a newline at its end',
      (secret) => [secret.slice(0, -1)],
    ),
    'first-character-lost': signedWith('without the first character of the secret', (secret) => [secret.slice(1)]),
    twice: signedWith('with the secret pasted twice', (secret) => [
      secret + secret,
      `${secret}\n${secret}`,
      `${secret} ${secret}`,
    ]),
    'end-lost': signedWith('with the beginning of the secret only', (secret) =>
      from(2, secret, (lost) => secret.slice(0, secret.length - lost)),
    ),
    'beginning-lost': signedWith('with the end of the secret only', (secret) =>
      from(2, secret, (lost) => secret.slice(lost)),
    ),
    'last-character-twice': signedWith('with the first or the last character of the secret doubled', (secret) => [
      secret + secret.slice(-1),
      secret.slice(0, 1) + secret,
    ]),
  },
});
