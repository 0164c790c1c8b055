/** Describes a secret with white space or a byte order mark around it. */
import type { Octets } from '../../bytes/octets.ts';
import { afterWhiteSpace, beforeWhiteSpace, trimmed } from '../../bytes/white-space.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { isSignedAsServerComputes, withOtherSecret } from '../secrets.ts';
import type { Sides } from '../sides.ts';

const BYTE_ORDER_MARK = '\xef\xbb\xbf';
/** U+00A0, U+200B, and U+2060 in UTF-8. Web pages and chat programs add them around copied text. */
const INVISIBLE = ['\xc2\xa0', '\xe2\x80\x8b', '\xe2\x81\xa0'];
const around = (secret: string, marks: readonly string[]) =>
  marks.flatMap((mark) => [secret + mark, mark + secret, mark + secret + mark]);

const dropMark = (secret: string) =>
  secret.startsWith(BYTE_ORDER_MARK) ? secret.slice(BYTE_ORDER_MARK.length) : secret;

export const secretWhitespaceNewline: Cause = {
  id: 'secret-whitespace-newline',
  stage: 'credentials',
  says: 'The secret that signed the request had white space around it.',
  fix: 'Trim the secret where it is read. Check the variable of the CI job, the Kubernetes secret (create it with printf or echo -n, not echo), and the .env file (LF, not CR LF).',
  see: SIGNATURE_ELEMENTS,
  threads: [
    'https://github.com/postmanlabs/postman-app-support/issues/7882',
    'https://github.com/openwpm/openwpm-crawler/issues/41',
    'https://github.com/aws/aws-sdk-js/issues/86',
    'https://github.com/aws-actions/configure-aws-credentials/issues/50',
  ],
  // A NUL byte after the secret is not listed because it changes nothing: HMAC pads the key with NUL bytes (RFC 2104,
  // section 2).
  mutations: [
    withOtherSecret('newline-behind', 'The request was signed with a newline (LF) after the secret.', (secret) => [
      `${secret}\n`,
    ]),
    withOtherSecret('crlf-behind', 'The request was signed with CR LF after the secret.', (secret) => [
      `${secret}\r\n`,
    ]),
    withOtherSecret(
      'cr-behind',
      'The request was signed with a carriage return (CR) after the secret, as a file with CR LF leaves it.',
      (secret) => [`${secret}\r`],
    ),
    withOtherSecret('space-behind', 'The request was signed with a space after the secret.', (secret) => [
      `${secret} `,
      `${secret}  `,
    ]),
    withOtherSecret('space-before', 'The request was signed with a space before the secret.', (secret) => [
      ` ${secret}`,
      `  ${secret}`,
    ]),
    withOtherSecret('spaces-around', 'The request was signed with a space before and after the secret.', (secret) => [
      ` ${secret} `,
    ]),
    withOtherSecret('tab', 'The request was signed with a tab before or after the secret.', (secret) =>
      around(secret, ['\t']),
    ),
    withOtherSecret('newline-before', 'The request was signed with a newline before the secret.', (secret) => [
      ...[`\n${secret}`, `\r\n${secret}`, `\n${secret}\n`, `\r\n${secret}\r\n`],
    ]),
    withOtherSecret(
      'newlines-behind',
      'The request was signed with two newlines, or a space and a newline, after the secret.',
      (secret) => [...[`${secret}\n\n`, `${secret} \n`, `${secret} \r\n`, `${secret}\r\n\r\n`]],
    ),
    withOtherSecret(
      'byte-order-mark',
      'The request was signed with a byte order mark (U+FEFF) before the secret.',
      (secret) => [BYTE_ORDER_MARK + secret],
    ),
    withOtherSecret(
      'invisible',
      'The request was signed with an invisible character (U+00A0, U+200B, or U+2060) around the secret.',
      (secret) => around(secret, INVISIBLE),
    ),
    withOtherSecret(
      'escaped-newline',
      'The request was signed with the two characters \\n after the secret instead of a newline.',
      (secret) => [...[`${secret}\\n`, `${secret}\\r\\n`]],
    ),
    {
      ...withOtherSecret(
        'trimmed',
        'The request was signed without the white space that is around the secret given here.',
        (secret) => [
          ...[trimmed(secret), dropMark(secret), trimmed(dropMark(secret) as Octets)],
          ...[secret.slice(0, beforeWhiteSpace(secret)), secret.slice(afterWhiteSpace(secret))],
        ],
      ),
      fix: 'Remove the white space where the server reads its secret. The client uses the secret without it.',
    },
  ],
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'newline-behind' },
};

function suspects(sides: Sides): Suspicion | null {
  const { secretAccessKey } = sides;
  if (secretAccessKey === null || trimmed(dropMark(secretAccessKey) as Octets) === secretAccessKey) return null;
  if (!saysMismatch(sides.answer) || !isSignedAsServerComputes(sides)) return null;
  return {
    standing: 'explains',
    variant: 'given-with-white-space',
    says: 'The request was signed with the secret that was given here, which has white space around it. The server has a different secret, probably one without the white space.',
  };
}
