/** Describes a secret that is not a secret access key, but was derived from one or made for another purpose. */
import type { Octets } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { base64Of, mac } from '../draft/digests.ts';
import { signing } from '../mutation.ts';
import { withOtherSecret } from '../secrets.ts';
import type { Sides } from '../sides.ts';

const SMTP_PASSWORDS = 'https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html#smtp-credentials-convert';

/** Derives the 44-character SMTP password that SES makes from a secret for one Region. */
const deriveSmtpPassword = (secret: string, region: string): Octets => {
  const key = ['11111111', region, 'ses', 'aws4_request', 'SendRawEmail'].reduce<string>(mac, `AWS4${secret}`);
  return base64Of(`\x04${key}`);
};

/** Derives an SMTP password from before 2019. It was the same for all Regions. */
const deriveOldSmtpPassword = (secret: string): Octets => base64Of(`\x02${mac(secret, 'SendRawEmail')}`);

export const wrongKindOfCredential: Cause = {
  id: 'wrong-kind-of-credential',
  stage: 'credentials',
  says: 'The secret is not a secret access key for Signature Version 4 requests.',
  fix: "Sign with the secret access key from IAM or from your provider's S3 interface. Use an SES SMTP password only for SMTP.",
  see: SMTP_PASSWORDS,
  threads: ['https://github.com/aws/aws-sdk-js/issues/86'],
  mutations: [
    signing(
      'ses-smtp-password',
      'The request was signed with the SMTP password that SES derives from the secret.',
      (draft) => {
        const { secretAccessKey, scope } = draft;
        if (secretAccessKey === null) return [];
        const passwords = [...new Set([scope.region, 'us-east-1', 'us-west-2', 'eu-west-1'])].map((region) =>
          deriveSmtpPassword(secretAccessKey, region),
        );
        return [...passwords, deriveOldSmtpPassword(secretAccessKey)].map((password) => ({
          ...draft,
          secretAccessKey: password,
        }));
      },
    ),
    withOtherSecret(
      'hash-of-token',
      'The request was signed with the SHA-256 of the given secret, as Cloudflare R2 derives a secret from an API token.',
      (secret) => [sha256Hex(secret)],
    ),
  ],
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'ses-smtp-password' },
};

/** Suspects the given secret if it has the length and the first characters of an SES SMTP password. */
function suspects(sides: Sides): Suspicion | null {
  const { secretAccessKey } = sides;
  if (!saysMismatch(sides.answer) || !/^B[A-P][A-Za-z0-9+/]{42}$/.test(secretAccessKey ?? '')) return null;
  return {
    standing: 'possible',
    variant: 'ses-smtp-password',
    says: 'The given secret looks like an SES SMTP password, which cannot sign requests. An AWS secret access key has 40 characters.',
  };
}
