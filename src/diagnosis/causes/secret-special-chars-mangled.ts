/** Describes a secret that a URL, a shell, an INI file, or a template changed because of its special characters. */
import { decodeBase64 } from '../../bytes/base64.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { base64Of } from '../draft/digests.ts';
import type { Mutation } from '../mutation.ts';
import { isSignedAsServerComputes, withOtherSecret } from '../secrets.ts';
import type { Sides } from '../sides.ts';
import {
  cutAt,
  decoded,
  encoded,
  escapedInHtml,
  inLowerCase,
  QUOTES,
  unquoted,
} from '../spellings/secret-spellings.ts';

const IN_URLS: readonly Mutation[] = [
  withOtherSecret('percent-encoded', 'The request was signed with the secret percent-encoded.', (secret) => [
    ...[encoded(secret), inLowerCase(encoded(secret)), encoded(encoded(secret))],
  ]),
  withOtherSecret('percent-decoded', 'The request was signed with the secret percent-decoded.', (secret) => [
    decoded(secret),
  ]),
  withOtherSecret('plus-as-space', 'The request was signed with each + in the secret read as a space.', (secret) => [
    ...[secret.replaceAll('+', ' '), decoded(secret.replaceAll('+', ' '))],
  ]),
  withOtherSecret('space-as-plus', 'The request was signed with each space in the secret written as +.', (secret) => [
    secret.replaceAll(' ', '+'),
  ]),
];

const CUT: readonly Mutation[] = [
  withOtherSecret('cut-at-slash', 'The request was signed with the secret cut at a slash, as in a URL.', cutAt('/')),
  withOtherSecret('cut-at-plus', 'The request was signed with the secret cut at a plus.', cutAt('+')),
  withOtherSecret(
    'cut-at-number-sign',
    'The request was signed with the secret cut at a #, where a comment or a fragment begins.',
    cutAt('#'),
  ),
  withOtherSecret('cut-at-equals', 'The request was signed with the secret cut at a =, as in an INI file.', cutAt('=')),
  withOtherSecret(
    'cut-at-dollar',
    'The request was signed with the parts of the secret after a $ replaced, as a shell or Compose file does.',
    (secret) => [
      ...[
        secret.replace(/\$\w+/g, ''),
        secret.replace(/\$\w/g, ''),
        secret.replaceAll('$$', '$'),
        ...cutAt('$')(secret),
      ],
    ],
  ),
  withOtherSecret(
    'cut-at-percent',
    'The request was signed with the secret cut at a %, or with each % doubled or halved.',
    (secret) => [
      ...[
        ...cutAt('%')(secret),
        secret.replaceAll('%', '%%'),
        secret.replaceAll('%%', '%'),
        secret.replaceAll('%', ''),
      ],
    ],
  ),
  withOtherSecret(
    'cut-elsewhere',
    'The request was signed with the secret cut at one of the characters ? & : ; , @ ! or white space.',
    cutAt('?&:;,@! \t\n'),
  ),
];

const WRITTEN: readonly Mutation[] = [
  withOtherSecret(
    'in-quotes',
    'The request was signed with the secret in the quotation marks that are around it in its file.',
    (secret) => [
      ...QUOTES.map((mark) => mark + secret + mark),
      ...[
        `\xe2\x80\x9c${secret}\xe2\x80\x9d`,
        `\xe2\x80\x98${secret}\xe2\x80\x99`,
        `"${secret}`,
        `${secret}"`,
        `'${secret}`,
        `${secret}'`,
      ],
    ],
  ),
  {
    ...withOtherSecret(
      'out-of-quotes',
      'The request was signed with the secret without the quotation marks that are around the secret given here.',
      unquoted,
    ),
    fix: 'Remove the quotation marks where the server reads its secret. The client uses the secret without them.',
  },
  withOtherSecret(
    'backslashes',
    'The request was signed with backslashes before special characters of the secret, as in JSON and shells, or without the backslashes of the secret.',
    (secret) => [
      ...[
        secret.replaceAll('/', '\\/'),
        secret.replace(/[^\w]/g, '\\$&'),
        secret.replaceAll('\\', '\\\\'),
        secret.replaceAll('\\', ''),
      ],
    ],
  ),
  withOtherSecret(
    'html',
    'The request was signed with special characters of the secret escaped as in HTML: &#x2F; for a slash.',
    escapedInHtml,
  ),
  withOtherSecret(
    'base64',
    'The request was signed with the secret in base64, as in a Kubernetes manifest.',
    (secret) => [...[base64Of(secret), base64Of(`${secret}\n`), base64Of(secret).replace(/=+$/, '')]],
  ),
  withOtherSecret(
    'base64-decoded',
    'The request was signed with the secret decoded as if it were base64.',
    (secret) => {
      const bytes = decodeBase64(secret);
      return bytes === null ? [] : [bytes];
    },
  ),
  withOtherSecret(
    'base64url',
    'The request was signed with - and _ instead of the + and / of the secret.',
    (secret) => [secret.replaceAll('+', '-').replaceAll('/', '_')],
  ),
  withOtherSecret('left-out', 'The request was signed without the special characters of the secret.', (secret) => [
    ...[secret.replace(/\W/g, ''), secret.replaceAll('/', ''), secret.replaceAll('+', ''), secret.replaceAll('=', '')],
  ]),
  withOtherSecret('case', 'The request was signed with the secret in lowercase or in uppercase.', (secret) => [
    ...[secret.toLowerCase(), secret.replace(/[a-z]/g, (letter) => letter.toUpperCase())],
  ]),
];

export const secretSpecialCharsMangled: Cause = {
  id: 'secret-special-chars-mangled',
  stage: 'credentials',
  says: 'The secret was changed on its way to the signer because one of its characters has a special meaning there.',
  fix: 'Give the signer the exact secret. Percent-encode it in a URL, put it in single quotes in a shell, and do not put it in quotation marks in an INI or .env file that keeps them.',
  see: SIGNATURE_ELEMENTS,
  threads: [
    'https://github.com/aloneguid/storage/issues/153',
    'https://github.com/awslabs/aws-sdk-rust/issues/343',
    'https://github.com/cloudyr/aws.s3/issues/423',
    'https://github.com/aws/aws-cli/issues/6751',
    'https://github.com/kaltura/nginx-aws-auth-module/issues/12',
    'https://github.com/mhart/aws4/issues/22',
  ],
  mutations: [...IN_URLS, ...CUT, ...WRITTEN],
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'percent-encoded' },
};

function suspects(sides: Sides): Suspicion | null {
  const secret = sides.secretAccessKey;
  if (secret === null || !saysMismatch(sides.answer) || !isSignedAsServerComputes(sides)) return null;
  const what =
    unquoted(secret).length > 0
      ? 'quotation marks around it'
      : decoded(secret) !== secret
        ? 'percent-encoded characters in it'
        : null;
  if (what === null) return null;
  return {
    standing: 'explains',
    variant: 'given-mangled',
    says: `The request was signed with the secret that was given here, which has ${what}. The server has a different secret, probably one without them.`,
  };
}
