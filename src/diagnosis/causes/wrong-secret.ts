/** Describes a secret that does not belong to the access key ID. */
import { S3_EXAMPLE_KEY, SUITE_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { areDifferent } from '../certainty/hit.ts';
import { isSignatureChecked } from '../certainty/right-signature.ts';
import { signing } from '../mutation.ts';
import { areStringsEqual, isSignedAsServerComputes, withOneOfSecrets } from '../secrets.ts';
import type { Sides } from '../sides.ts';

/** Lists the texts that programs write for a missing value. */
const NO_VALUES = ['undefined', 'null', 'None', 'nil', 'NULL', '[object Object]', '<nil>'];

/**
 * Lists example and default secrets, including those from
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html and MinIO.
 */
const DEFAULTS = ['minioadmin', 'minio123', 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY', 'test', 'password'];

export const wrongSecret: Cause = {
  id: 'wrong-secret',
  stage: 'credentials',
  says: 'The secret does not belong to this access key ID: both sides sign the same string with different keys.',
  fix: 'Set the secret access key that was created with this access key ID. If it is lost, create a new access key.',
  see: SIGNATURE_ELEMENTS,
  threads: [
    'https://github.com/bitnami/charts/issues/21223',
    'https://github.com/World-Meteorological-Organization/wis2box/issues/500',
    'https://github.com/Exeu/apai-io/issues/69',
    'https://github.com/minio/minio/issues/13335',
    'https://github.com/mhart/aws4/issues/22',
  ],
  mutations: [
    withOneOfSecrets(
      'example-secret',
      'The request was signed with the other of the two example secrets in the AWS documentation.',
      [S3_EXAMPLE_KEY.secretAccessKey, SUITE_EXAMPLE_KEY.secretAccessKey],
    ),
    withOneOfSecrets('empty', 'The request was signed with an empty secret.', ['']),
    withOneOfSecrets(
      'no-value',
      'The request was signed with a word like "undefined" or "None" because no secret was set.',
      NO_VALUES,
    ),
    withOneOfSecrets(
      'default',
      'The request was signed with a default secret of a server, or with one from documentation.',
      DEFAULTS,
    ),
    signing('key-id', 'The request was signed with the access key ID instead of the secret.', (draft) =>
      draft.secretAccessKey === null ? [] : [{ ...draft, secretAccessKey: draft.accessKeyId }],
    ),
    signing(
      'key-id-and-secret',
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
  ],
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'example-secret' },
};

/** Suspects the secret if nothing changed in transit. */
function suspectSecret(sides: Sides): Suspicion | null {
  const { server, client, sent } = sides;
  const isQuoted = client.known === 'quoted';
  if (server.known !== 'quoted' || (isQuoted && areDifferent(client, server))) return null;
  if (!(isQuoted || sent?.standing === 'said') || client.hash !== server.hash) return null;
  return {
    standing: 'possible',
    says: 'The server received the request exactly as it was sent, because both hashes are equal. Either the secret is wrong, or the client signed something else.',
  };
}

function suspects(sides: Sides): Suspicion | null {
  if (!saysMismatch(sides.answer)) return null;
  if (isSignedAsServerComputes(sides)) {
    return {
      standing: 'explains',
      variant: 'server-has-another',
      says: 'The signature is right for the secret given here and for the string that the server computed. The server has a different secret for this access key ID.',
      fix: 'Compare the secret that the server has for this access key ID with yours. Look for white space, quotation marks, and an old key.',
    };
  }
  // Where the signature was computed, the verdict already says whether the secret makes it.
  if (isSignatureChecked(sides)) return null;
  if (!areStringsEqual(sides)) return suspectSecret(sides);
  return {
    // The key also differs if it is derived in another way.
    standing: 'possible',
    says: "The client and the server have the same string to sign, so the keys differ. Either the client's secret does not belong to this access key ID, or the client derives the key in the wrong way.",
  };
}
