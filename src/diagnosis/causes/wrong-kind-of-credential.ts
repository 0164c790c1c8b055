/** The secret is one for AWS's API, not one that is made of it, or of it made, for something else. */
import type { Octets } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { base64Of, mac } from '../draft/digests.ts';
import { signing } from '../mutation.ts';
import { withOtherSecret } from '../secrets.ts';
import type { Sides } from '../sides.ts';

const SMTP_PASSWORDS = 'https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html#smtp-credentials-convert';

/** The password for SMTP that SES makes of a secret for one region: 44 characters. */
const smtpPassword = (secret: string, region: string): Octets => {
  const key = ['11111111', region, 'ses', 'aws4_request', 'SendRawEmail'].reduce<string>(mac, `AWS4${secret}`);
  return base64Of(`\x04${key}`);
};

/** The same before 2019, for all regions. */
const oldSmtpPassword = (secret: string): Octets => base64Of(`\x02${mac(secret, 'SendRawEmail')}`);

export const wrongKindOfCredential: Cause = {
  id: 'wrong-kind-of-credential',
  stage: 'credentials',
  says: 'The secret is one for something else than requests that are signed with Signature Version 4.',
  fix: "Sign with the secret access key of IAM, or of the provider's S3 interface, and use SES's SMTP password for SMTP only.",
  see: SMTP_PASSWORDS,
  threads: ['https://github.com/aws/aws-sdk-js/issues/86'],
  mutations: [
    signing(
      'ses-smtp-password',
      'The request was signed with the SMTP password that SES makes of the secret.',
      (draft) => {
        const { secretAccessKey, scope } = draft;
        if (secretAccessKey === null) return [];
        const passwords = [...new Set([scope.region, 'us-east-1', 'us-west-2', 'eu-west-1'])].map((region) =>
          smtpPassword(secretAccessKey, region),
        );
        return [...passwords, oldSmtpPassword(secretAccessKey)].map((password) => ({
          ...draft,
          secretAccessKey: password,
        }));
      },
    ),
    withOtherSecret(
      'hash-of-token',
      'The request was signed with the SHA-256 of what was given, as Cloudflare R2 makes a secret of an API token.',
      (secret) => [sha256Hex(secret)],
    ),
  ],
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'ses-smtp-password' },
};

/** By its length and its beginning, which are those of a SMTP password of SES. */
function suspects(sides: Sides): Suspicion | null {
  const { secretAccessKey } = sides;
  if (!saysMismatch(sides.answer) || !/^B[A-P][A-Za-z0-9+/]{42}$/.test(secretAccessKey ?? '')) return null;
  return {
    standing: 'possible',
    variant: 'ses-smtp-password',
    says: 'The secret that was given is of the form of an SMTP password of SES, which signs no requests: a secret access key of AWS has 40 characters.',
  };
}
