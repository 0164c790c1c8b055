/** Causes that involve a browser upload's policy. */
import { base64FromOctets, decodeBase64 } from '../../bytes/base64.ts';
import { asText, type Octets } from '../../bytes/octets.ts';
import { hexOf, mac, sha256Of } from '../../drafts/wrong-operations.ts';
import type { Sides } from '../../sides/sides.ts';
import { POST_FORM, POST_POLICY } from '../../sigv4/documentation.ts';
import { cause, explains } from '../define-cause.ts';
import { ofCredentials } from '../features/credentials.ts';

export const postPolicyEncoding = cause('post-policy-encoding', 'string-to-sign', {
  says: 'The signed policy is not identical, byte for byte, to the policy field that was sent.',
  symptom: 'The StringToSign in the response is the base64 of a policy, and the form was sent by a browser.',
  fix: 'Encode the policy in base64 once, without line breaks, and sign exactly the string that you put into the field.',
  see: POST_POLICY,
  threads: 'aws/aws-sdk-ruby/pull/7 aws/aws-sdk-net/issues/556',
  features: [ofCredentials.formOfVersion2],
  lesson: 'in-the-url',
  needs: ['form-upload', 's3'],
  yes: { 'used-elsewhere': 0.9, 'form-upload': 0.95 },
  suspects(sides) {
    const field = sides.answer?.stringToSign?.octets ?? null;
    const json = field === null ? null : policyOf(field);
    if (field === null || json === null) return null;
    const signed = findWay(sides, field, json);
    if (signed) return { certainty: 'explains', ...signed };
    return /\s/.test(field)
      ? explains(
          'The policy field has white space in its base64, and the client may have signed it without the white space.',
          { variant: 'line-breaks' },
        )
      : null;
  },
});

/** Decodes a base64 policy that may contain white space. Returns `null` if the string is not a policy. */
function policyOf(field: Octets): Octets | null {
  if (field.startsWith('AWS4-')) return null;
  const json = decodeBase64(field.replace(/[\t-\r ]/g, '') as Octets);
  return json && /^\s{0,9}\{/.test(json) && json.includes('"conditions"') ? json : null;
}

/** Uses the secret to determine which form of the policy was signed. */
function findWay({ signature, secretAccessKey }: Sides, field: Octets, json: Octets) {
  const scope = scopeIn(json);
  if (signature === null || secretAccessKey === null || scope === null) return null;
  const key = scope.reduce<string>(mac, `AWS4${secretAccessKey}`);
  const isOf = (text: string) => hexOf(mac(key, text)) === signature;
  return isOf(field) ? null : (WAYS.find(({ make }) => make(field, json).some(isOf)) ?? null);
}

/** Reads the four parts of the scope from the policy's condition on x-amz-credential. */
function scopeIn(json: Octets): readonly string[] | null {
  const credential = /"\$?x-amz-credential"\s{0,9}[:,]\s{0,9}"([^"]{1,400})"/i.exec(asText(json))?.[1];
  const parts = credential?.replace(/\/$/, '').split('/').slice(-4);
  return parts?.length === 4 ? parts : null;
}

const breakLines = (base64: string, length: number, end: string) =>
  (base64.match(new RegExp(`.{1,${length}}`, 'g')) ?? []).join(end);

/** The texts that clients sign instead of the value of the policy field. */
const WAYS: readonly {
  readonly variant: string;
  readonly says: string;
  readonly make: (field: Octets, json: Octets) => readonly string[];
}[] = [
  {
    variant: 'line-breaks',
    says: 'The policy was signed with different line breaks in its base64 than it was sent with.',
    make: (field) => {
      const one = field.replace(/[\t-\r ]/g, '');
      const lines = ['\n', '\r\n'].flatMap((end) =>
        [60, 64, 76].flatMap((length) => [breakLines(one, length, end), breakLines(one, length, end) + end]),
      );
      return [one, `${one}\n`, `${one}\r\n`, ...lines];
    },
  },
  {
    variant: 'not-in-base64',
    says: 'The policy was signed as JSON, not as the base64 that was sent.',
    make: (_field, json) => [json, json.trim()],
  },
  {
    variant: 'base64-twice',
    says: 'The policy was encoded in base64 twice before it was signed.',
    make: (field) => [base64FromOctets(field)],
  },
  {
    variant: 'base64url',
    says: 'The policy was signed in base64 with - and _ but sent with + and /.',
    make: (field) => [
      field.replaceAll('+', '-').replaceAll('/', '_'),
      field.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    ],
  },
  {
    variant: 'without-padding',
    says: 'The policy was signed without the = at the end of its base64.',
    make: (field) => [field.replace(/=+$/, '')],
  },
  {
    variant: 'hashed',
    says: 'The hash of the policy was signed, as in the string to sign of a request.',
    make: (field, json) => [hexOf(sha256Of(field)), hexOf(sha256Of(json))],
  },
];

export const postFormVersion2Fields = cause('post-form-v2-fields-v4-signature', 'authorization', {
  says: 'The form has a Version 4 signature in Version 2 fields, so S3 checks it as Version 2.',
  symptom: 'The form has the fields AWSAccessKeyId and signature, and the signature has 64 hexadecimal digits.',
  fix: 'Use the fields x-amz-algorithm, x-amz-credential, x-amz-date, and x-amz-signature in place of AWSAccessKeyId and signature.',
  see: POST_FORM,
  threads: 'SwingDev/s3-browser-direct-upload/issues/4',
  features: [ofCredentials.formOfVersion2],
  needs: ['form-upload'],
  yes: { 'used-elsewhere': 0.9, 'form-upload': 0.95 },
});
