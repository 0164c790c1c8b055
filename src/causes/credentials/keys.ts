/**
 * Causes that involve the credentials themselves: another secret, another kind of secret, or an unknown access key ID.
 */

import { EXAMPLE_KEYS, S3_EXAMPLE_KEY, SUITE_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { base64FromOctets } from '../../bytes/base64.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { type Draft, withScope } from '../../drafts/draft.ts';
import { mac } from '../../drafts/wrong-operations.ts';
import { headerValue } from '../../http/message.ts';
import { hasSessionToken, keyIdOf, wordsOf } from '../../sides/answers/answers.ts';
import { codeOf } from '../../sides/answers/known-codes.ts';
import { mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { isSilentAnswer, saysMismatch } from '../../sides/answers/says-mismatch.ts';
import { isSignatureChecked } from '../../sides/right-signature.ts';
import { areStringsEqual, isOwnSignatureWrong, isSignedAsServerComputes } from '../../sides/secrets.ts';
import type { Sides } from '../../sides/sides.ts';
import { areDifferent } from '../../sides/texts.ts';
import { clientKindOf } from '../../sides/who.ts';
import { MALFORMED_SCOPE } from '../answers.ts';
import type { Suspicion } from '../cause.ts';
import { cause, explains, possible, signing } from '../define-cause.ts';
import { ofCredentials } from '../features/credentials.ts';
import { COMPARE_SECRETS } from '../words.ts';
import { signedWith, signedWithOneOf, WIDE_SECRETS } from './other-secrets.ts';

/** The texts that programs write for a missing value. */
const NO_VALUES = ['undefined', 'null', 'None', 'nil', 'NULL', '[object Object]', '<nil>'];

/**
 * Example and default secrets, including those from
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html and MinIO.
 */
const DEFAULTS = ['minioadmin', 'minio123', 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY', 'test', 'password'];

export const wrongSecret = cause('wrong-secret', 'credentials', {
  says: 'The secret does not belong to this access key ID: both sides sign the same string with different keys.',
  symptom:
    'Both strings to sign are equal, only the signatures differ, and every request with this access key ID fails.',
  fix: 'Set the secret access key that was created with this access key ID. If it is lost, create a new access key.',
  threads: `
    bitnami/charts/issues/21223 World-Meteorological-Organization/wis2box/issues/500 Exeu/apai-io/issues/69
    minio/minio/issues/13335 mhart/aws4/issues/22
  `,
  features: [ofCredentials.officialClientOfAws],
  variants: {
    'only-the-key-is-unknown': {
      test: 'Give the secret that the client uses: if the signature is right for it, only the secrets differ.',
      why: "The request, the text that the server signed, and the server's secret are known; the client's secret is not.",
    },
  },
  inVersion2: true,
  mutations: {
    'example-secret': signedWithOneOf('with the other of the two example secrets in the AWS documentation', [
      S3_EXAMPLE_KEY.secretAccessKey,
      SUITE_EXAMPLE_KEY.secretAccessKey,
    ]),
    empty: signedWithOneOf('with an empty secret', ['']),
    'no-value': signedWithOneOf('with a word like "undefined" or "None" because no secret was set', NO_VALUES),
    default: signedWithOneOf('with a default secret of a server, or with one from documentation', DEFAULTS),
    'key-id': signing('The request was signed with the access key ID instead of the secret.', (draft) =>
      draft.secretAccessKey === null ? [] : [{ ...draft, secretAccessKey: draft.accessKeyId }],
    ),
    'key-id-and-secret': signing(
      'The request was signed with the access key ID and the secret as one string.',
      ({ ...draft }) => {
        const { accessKeyId, secretAccessKey } = draft;
        if (secretAccessKey === null) return [];
        return [':', ',', '/', ' ', ''].map((between) => ({
          ...draft,
          secretAccessKey: `${accessKeyId}${between}${secretAccessKey}` as typeof secretAccessKey,
        }));
      },
    ),
    ...WIDE_SECRETS,
  },
  suspects(sides) {
    if (isOwnSignatureWrong(sides) && mayBeSignersMistake(sides)) return OWN_SIGNATURE;
    if (!saysMismatch(sides.answer) && !isSilentAnswer(sides)) return null;
    if (isSignedAsServerComputes(sides)) {
      return explains(
        'The signature is right for the secret given here and for the string that the server computed. The server has a different secret for this access key ID.',
        {
          variant: 'server-has-another',
          fix: 'Compare the secret that the server has for this access key ID with yours. Look for white space, quotation marks, and an old key.',
        },
      );
    }
    if (areStringsEqual(sides)) return suspectKey(sides);
    if (isOnlyKeyUnknown(sides)) return CLIENTS_SECRET;
    return isSameText(sides) ? suspectSecret(sides) : null;
  },
});

/**
 * Returns whether this program, as the server, knows everything about a wrong signature except what the client signed
 * with which secret.
 */
const isOnlyKeyUnknown = ({ isServersSecret, client, rightFor }: Sides): boolean =>
  isServersSecret && client.known !== 'quoted' && (rightFor.request === false || rightFor.server === false);

const CLIENTS_SECRET: Suspicion = possible(
  "The client has a different secret than the server: no known mistake that was tried with the server's own secret produces this signature from the request that arrived.",
  {
    variant: 'only-the-key-is-unknown',
    fix: `${COMPARE_SECRETS} If the secrets are equal, the client signed something that no known mistake produces.`,
  },
);

const OWN_SIGNATURE: Suspicion = possible(
  "The secret given here does not make the signature in the client's log from the string to sign in the same log. Either the client has a different secret, or it derives the key incorrectly.",
);

/**
 * Suspects the secret because only the keys can differ. Besides a wrong secret, a wrong key derivation would explain
 * the difference.
 */
const suspectKey = (sides: Sides): Suspicion =>
  possible(
    isSignatureChecked(sides)
      ? 'The client and the server have the same string to sign, and the secret given here does not make the signature. Either the client has a different secret, or it derives the key incorrectly.'
      : "The client and the server have the same string to sign, so the keys differ. Either the client's secret does not belong to this access key ID, or the client derives the key incorrectly.",
  );

/** Returns whether the server computed the client's canonical request, or that of the request as it was sent. */
function isSameText({ server, client, sent }: Sides): boolean {
  const isQuoted = client.known === 'quoted';
  if (server.known !== 'quoted' || (isQuoted && areDifferent(client, server))) return false;
  return (isQuoted || sent?.basis === 'said') && client.hash === server.hash;
}

/**
 * Suspects the secret if nothing changed in transit. An unknown signer is just as likely to have signed the wrong text.
 * A wrong secret is therefore the most likely mistake only if the client's own text is known or an official client
 * signed.
 */
function suspectSecret(sides: Sides): Suspicion | null {
  if (sides.client.known !== 'quoted' && !isOfficialClient(sides)) return null;
  return possible(
    'The server received the request exactly as it was sent, because both hashes are equal. Either the secret is wrong, or the client signed something else.',
  );
}

const isOfficialClient = ({ request }: Sides): boolean =>
  clientKindOf((request && headerValue(request.head.headers, 'user-agent'))?.octets ?? '', '') === 'official';

const SMTP_PASSWORDS = 'https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html#smtp-credentials-convert';

/** Derives the 44-character SMTP password that SES makes from a secret for one Region. */
const deriveSmtpPassword = (secret: string, region: string): Octets => {
  const key = ['11111111', region, 'ses', 'aws4_request', 'SendRawEmail'].reduce<string>(mac, `AWS4${secret}`);
  return base64FromOctets(`\x04${key}`);
};

/** Derives an SMTP password in the form used before 2019, which was the same for all Regions. */
const deriveOldSmtpPassword = (secret: string): Octets => base64FromOctets(`\x02${mac(secret, 'SendRawEmail')}`);

export const wrongKindOfCredential = cause('wrong-kind-of-credential', 'credentials', {
  says: 'The secret is not a secret access key for Signature Version 4 requests.',
  symptom:
    'Both strings to sign are equal. The secret is an SMTP password of SES, an API token, or one of another provider.',
  fix: "Sign with the secret access key from IAM or from your provider's S3 interface. Use an SES SMTP password only for SMTP.",
  see: SMTP_PASSWORDS,
  threads: 'aws/aws-sdk-js/issues/86',
  lesson: 'knock',
  inVersion2: true,
  mutations: {
    'ses-smtp-password': signing(
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
    'hash-of-token': signedWith(
      'with the SHA-256 of the given secret, as Cloudflare R2 derives a secret from an API token',
      (secret) => [sha256Hex(secret)],
    ),
  },
  /** Suspects the given secret if it has the length and the first characters of an SES SMTP password. */
  suspects(sides) {
    const { secretAccessKey } = sides;
    if (!saysMismatch(sides.answer) || !/^B[A-P][A-Za-z0-9+/]{42}$/.test(secretAccessKey ?? '')) return null;
    return possible(
      'The given secret looks like an SES SMTP password, which cannot sign requests. An AWS secret access key has 40 characters.',
      { variant: 'ses-smtp-password' },
    );
  },
  /**
   * Suspects a secret access key where the access key ID should be. An AWS secret has 40 base64 characters, whereas an
   * access key ID has 20 uppercase letters and digits.
   */
  visible({ claim }) {
    const keyId = claim?.accessKeyId.octets ?? '';
    if (!/^[A-Za-z0-9/+]{40}$/.test(keyId) || !/[a-z]/.test(keyId) || !/[A-Z]/.test(keyId)) return null;
    return explains(
      'The access key ID has the form of a secret access key: the two are probably swapped, and the secret was sent.',
      {
        role: 'defect',
        variant: 'secret-as-key-id',
        fix: 'Swap the two settings, and replace this key: its secret was sent in plain text.',
      },
    );
  },
});

/** Changes the key ID in the credential, which is also a parameter of a presigned URL. */
const withKeyId = (draft: Draft, accessKeyId: string): Draft =>
  withScope({ ...draft, accessKeyId: octetsFromText(accessKeyId) }, {});

const EMPTY_ID = {
  says: 'The access key ID is empty.',
  fix: 'Give the client its access key ID: what it reads, such as AWS_ACCESS_KEY_ID or a profile, has none.',
};

export const unknownAccessKey = cause('unknown-access-key', 'credentials', {
  says: 'The server does not know this access key ID. It did not check the signature.',
  symptom: 'The code is InvalidAccessKeyId. The response shows no string to sign, because no signature was computed.',
  fix: 'Check that the endpoint belongs to the account, Region, partition, or provider that issued the key, and that the key is still active.',
  threads: 'peak/s5cmd/issues/269 bradenmacdonald/s3-lite-client/issues/50',
  lesson: 'knock',
  needs: ['answer-before-signature'],
  answers: { any: ['InvalidAccessKeyId'], empty: MALFORMED_SCOPE },
  mutations: {
    'example-key': signing('The access key ID is from an example in the AWS documentation.', (draft) => [
      withKeyId(draft, SUITE_EXAMPLE_KEY.accessKeyId),
    ]),
    empty: signing(EMPTY_ID.says, (draft) => [withKeyId(draft, '')], { fix: EMPTY_ID.fix }),
    'in-lower-case': signing('The access key ID is in lowercase.', (draft) => [
      withKeyId(draft, draft.accessKeyId.toLowerCase()),
    ]),
    cut: signing('A character of the access key ID was lost, or the ID is in quotation marks.', (draft) =>
      [draft.accessKeyId.slice(0, -1), draft.accessKeyId.slice(1), `"${draft.accessKeyId}"`].map((id) =>
        withKeyId(draft, id),
      ),
    ),
  },
  states(answer, sides) {
    const isStated = IN_WORDS.test(wordsOf(answer)) || UNKNOWN.test(codeOf(answer));
    // If a token was sent, the server may be rejecting the token instead.
    if (!isStated || (codeOf(answer) !== 'InvalidAccessKeyId' && hasSessionToken(sides) === true)) return null;
    if (/non-empty Access Key/.test(wordsOf(answer))) return { ...EMPTY_ID, variant: 'empty' };
    const id = keyIdOf(sides);
    if (id !== null && isOfOtherLength(id)) return { ...ofOtherLength(id), variant: 'cut' };
    const known = EXAMPLE_KEYS.some(({ accessKeyId }) => accessKeyId === id);
    return {
      says: `The server does not know the access key ID${id === null ? '' : ` ${id}`}${known ? ", which is one of AWS's examples" : ''}. It did not check the signature.`,
      ...(known ? { variant: 'example-key' } : {}),
    };
  },
});

/**
 * The length of AWS's access key IDs of users and of temporary credentials
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
 */
const LENGTH_OF_ID = 20;

/** Returns whether an access key ID begins as those of AWS do, but has another length. */
const isOfOtherLength = (id: string): boolean => /^A[KS]IA[A-Z0-9]+$/.test(id) && id.length !== LENGTH_OF_ID;

const ofOtherLength = (id: string) => ({
  says: `The server does not know the access key ID ${id}, which has ${id.length} characters: AWS's access key IDs that begin with ${id.slice(0, 4)} have ${LENGTH_OF_ID}. It did not check the signature.`,
  fix: `Copy the access key ID again, with all of its ${LENGTH_OF_ID} characters and nothing after them.`,
});

const IN_WORDS =
  /Access Key Id you provided does not exist|Malformed Access Key Id|The key '[^']{0,128}' is not valid|non-empty Access Key \(AKID\) must be provided/i;
const UNKNOWN = /^(?:InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClient)$/;
