/** A secret whose special characters mean something to what it went through: a URL, a shell, an ini file, a template. */

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
  withOtherSecret('plus-as-space', 'The request was signed with each + of the secret read as a space.', (secret) => [
    ...[secret.replaceAll('+', ' '), decoded(secret.replaceAll('+', ' '))],
  ]),
  withOtherSecret('space-as-plus', 'The request was signed with each space of the secret written as +.', (secret) => [
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
  withOtherSecret('cut-at-equals', 'The request was signed with the secret cut at a =, as in an ini file.', cutAt('=')),
  withOtherSecret(
    'cut-at-dollar',
    'The request was signed with what begins with $ in the secret replaced, as a shell or compose file does.',
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
    'The request was signed with the secret in the quotation marks that stand around it in the file.',
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
      'The request was signed with the secret without the quotation marks that are around the one given here.',
      unquoted,
    ),
    fix: 'Take the quotation marks away where the server has its secret from: the client has it without.',
  },
  withOtherSecret(
    'backslashes',
    'The request was signed with backslashes before special characters of the secret, as JSON and shells write them, or without those that it has.',
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
    'The request was signed with special characters of the secret written as HTML does: &#x2F; for a slash.',
    escapedInHtml,
  ),
  withOtherSecret(
    'base64',
    'The request was signed with the secret in base64, as a Kubernetes manifest has it.',
    (secret) => [...[base64Of(secret), base64Of(`${secret}\n`), base64Of(secret).replace(/=+$/, '')]],
  ),
  withOtherSecret(
    'base64-decoded',
    'The request was signed with the secret taken for base64 and decoded.',
    (secret) => {
      const bytes = decodeBase64(secret);
      return bytes === null ? [] : [bytes];
    },
  ),
  withOtherSecret('base64url', 'The request was signed with - and _ for the + and / of the secret.', (secret) => [
    secret.replaceAll('+', '-').replaceAll('/', '_'),
  ]),
  withOtherSecret('left-out', 'The request was signed without the special characters of the secret.', (secret) => [
    ...[secret.replace(/\W/g, ''), secret.replaceAll('/', ''), secret.replaceAll('+', ''), secret.replaceAll('=', '')],
  ]),
  withOtherSecret('case', 'The request was signed with the secret in lower case, or in capitals.', (secret) => [
    ...[secret.toLowerCase(), secret.replace(/[a-z]/g, (letter) => letter.toUpperCase())],
  ]),
];

export const secretSpecialCharsMangled: Cause = {
  id: 'secret-special-chars-mangled',
  stage: 'credentials',
  says: 'The secret was changed on its way to the signer: a special character of it means something there.',
  fix: 'Hand the secret over as it is: percent-encode it in a URL, put it in single quotes in a shell, and take no quotation marks into an ini or .env file that keeps them.',
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

/** The secret of the person has it, and so had that of the client. */
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
    says: `The request was signed with the secret that was given here, which has ${what}; the server has another, probably the one without.`,
  };
}
