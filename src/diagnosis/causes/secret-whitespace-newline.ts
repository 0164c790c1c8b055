/** White space or a byte order mark around the secret. */

import type { Octets } from '../../bytes/octets.ts';
import { afterWhiteSpace, beforeWhiteSpace, trimmed } from '../../bytes/white-space.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { isSignedAsServerComputes, withOtherSecret } from '../secrets.ts';
import type { Sides } from '../sides.ts';

const BYTE_ORDER_MARK = '\xef\xbb\xbf';
/** U+00A0, U+200B and U+2060 in UTF-8: what web pages and chats put around a copied text. */
const INVISIBLE = ['\xc2\xa0', '\xe2\x80\x8b', '\xe2\x81\xa0'];
const around = (secret: string, marks: readonly string[]) =>
  marks.flatMap((mark) => [secret + mark, mark + secret, mark + secret + mark]);

/** Without the byte order mark in front of it. */
const unmarked = (secret: string) =>
  secret.startsWith(BYTE_ORDER_MARK) ? secret.slice(BYTE_ORDER_MARK.length) : secret;

export const secretWhitespaceNewline: Cause = {
  id: 'secret-whitespace-newline',
  stage: 'credentials',
  says: 'White space stood around the secret when the request was signed.',
  fix: 'Trim the secret where it is read: in the variable of the CI job, the Kubernetes secret (made with printf or echo -n, not echo), the .env file with CR LF.',
  see: SIGNATURE_ELEMENTS,
  threads: [
    'https://github.com/postmanlabs/postman-app-support/issues/7882',
    'https://github.com/openwpm/openwpm-crawler/issues/41',
    'https://github.com/aws/aws-sdk-js/issues/86',
    'https://github.com/aws-actions/configure-aws-credentials/issues/50',
  ],
  // A NUL byte behind it changes nothing: HMAC fills the key up with them (RFC 2104, section 2).
  mutations: [
    withOtherSecret('newline-behind', 'The request was signed with a newline (LF) behind the secret.', (secret) => [
      `${secret}\n`,
    ]),
    withOtherSecret('crlf-behind', 'The request was signed with CR LF behind the secret.', (secret) => [
      `${secret}\r\n`,
    ]),
    withOtherSecret(
      'cr-behind',
      'The request was signed with a carriage return (CR) behind the secret, as a file with CR LF leaves it.',
      (secret) => [`${secret}\r`],
    ),
    withOtherSecret('space-behind', 'The request was signed with a space behind the secret.', (secret) => [
      `${secret} `,
      `${secret}  `,
    ]),
    withOtherSecret('space-before', 'The request was signed with a space before the secret.', (secret) => [
      ` ${secret}`,
      `  ${secret}`,
    ]),
    withOtherSecret('spaces-around', 'The request was signed with a space before and behind the secret.', (secret) => [
      ` ${secret} `,
    ]),
    withOtherSecret('tab', 'The request was signed with a tab before or behind the secret.', (secret) =>
      around(secret, ['\t']),
    ),
    withOtherSecret('newline-before', 'The request was signed with a newline before the secret.', (secret) => [
      ...[`\n${secret}`, `\r\n${secret}`, `\n${secret}\n`, `\r\n${secret}\r\n`],
    ]),
    withOtherSecret(
      'newlines-behind',
      'The request was signed with two newlines, or a space and a newline, behind the secret.',
      (secret) => [...[`${secret}\n\n`, `${secret} \n`, `${secret} \r\n`, `${secret}\r\n\r\n`]],
    ),
    withOtherSecret(
      'byte-order-mark',
      'The request was signed with a byte order mark (U+FEFF) before the secret.',
      (secret) => [BYTE_ORDER_MARK + secret],
    ),
    withOtherSecret(
      'invisible',
      'The request was signed with an invisible character (U+00A0, U+200B or U+2060) around the secret.',
      (secret) => around(secret, INVISIBLE),
    ),
    withOtherSecret(
      'escaped-newline',
      'The request was signed with the two characters \\n behind the secret, where a newline was meant.',
      (secret) => [...[`${secret}\\n`, `${secret}\\r\\n`]],
    ),
    {
      ...withOtherSecret(
        'trimmed',
        'The request was signed with the secret without the white space that is around the one given here.',
        (secret) => [
          ...[trimmed(secret), unmarked(secret), trimmed(unmarked(secret) as Octets)],
          ...[secret.slice(0, beforeWhiteSpace(secret)), secret.slice(afterWhiteSpace(secret))],
        ],
      ),
      fix: 'Take the white space away where the server has its secret from: the client has it without.',
    },
  ],
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'newline-behind' },
};

/** The secret of the person has it, and so had that of the client. */
function suspects(sides: Sides): Suspicion | null {
  const { secretAccessKey } = sides;
  if (secretAccessKey === null || trimmed(unmarked(secretAccessKey) as Octets) === secretAccessKey) return null;
  if (!saysMismatch(sides.answer) || !isSignedAsServerComputes(sides)) return null;
  return {
    standing: 'explains',
    variant: 'given-with-white-space',
    says: 'The request was signed with the secret that was given here, which has white space around it; the server has another, probably the one without.',
  };
}
