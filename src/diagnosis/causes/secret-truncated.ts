/** Describes a secret in which characters were lost or doubled. */
import type { Octets } from '../../bytes/octets.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { withOtherSecret } from '../secrets.ts';

const from = (least: number, secret: Octets, cut: (length: number) => string): string[] =>
  Array.from({ length: Math.max(secret.length - least, 0) }, (_, index) => cut(index + least));

export const secretTruncated: Cause = {
  id: 'secret-truncated',
  stage: 'credentials',
  says: 'The secret that signed the request is only a part of the correct secret, or has extra characters.',
  fix: 'Paste the whole secret again, and end its file with a newline. AWS secrets have 40 characters.',
  see: SIGNATURE_ELEMENTS,
  threads: ['https://github.com/cloudyr/aws.signature/issues/25'],
  mutations: [
    withOtherSecret(
      'last-character-lost',
      'The request was signed without the last character of the secret, as if it came from a file without a newline at its end.',
      (secret) => [secret.slice(0, -1)],
    ),
    withOtherSecret(
      'first-character-lost',
      'The request was signed without the first character of the secret.',
      (secret) => [secret.slice(1)],
    ),
    withOtherSecret('twice', 'The request was signed with the secret pasted twice.', (secret) => [
      secret + secret,
      `${secret}\n${secret}`,
      `${secret} ${secret}`,
    ]),
    withOtherSecret('end-lost', 'The request was signed with the beginning of the secret only.', (secret) =>
      from(2, secret, (lost) => secret.slice(0, secret.length - lost)),
    ),
    withOtherSecret('beginning-lost', 'The request was signed with the end of the secret only.', (secret) =>
      from(2, secret, (lost) => secret.slice(lost)),
    ),
    withOtherSecret(
      'last-character-twice',
      'The request was signed with the first or the last character of the secret doubled.',
      (secret) => [...[secret + secret.slice(-1), secret.slice(0, 1) + secret]],
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'last-character-lost' },
};
