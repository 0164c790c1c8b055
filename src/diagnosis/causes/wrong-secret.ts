/** Another secret than the one that belongs to the access key ID. */
import { S3_EXAMPLE_KEY, SUITE_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { signing } from '../mutation.ts';
import { isSignedAsServerComputes, withOneOfSecrets } from '../secrets.ts';
import type { Sides } from '../sides.ts';

/** What programs write for a value that is not there. */
const NO_VALUES = ['undefined', 'null', 'None', 'nil', 'NULL', '[object Object]', '<nil>'];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html and MinIO's documentation. */
const DEFAULTS = ['minioadmin', 'minio123', 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY', 'test', 'password'];

export const wrongSecret: Cause = {
  id: 'wrong-secret',
  stage: 'credentials',
  says: 'Both sides sign the same string with different keys: the secret is not the one that belongs to this access key ID.',
  fix: 'Set the secret access key that was made together with this access key ID; if nobody has it any more, make a new pair.',
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
      'The request was signed with the other one of the two secrets that AWS prints in its examples.',
      [S3_EXAMPLE_KEY.secretAccessKey, SUITE_EXAMPLE_KEY.secretAccessKey],
    ),
    withOneOfSecrets('empty', 'The request was signed with an empty secret.', ['']),
    withOneOfSecrets(
      'no-value',
      'The request was signed with a word like "undefined" or "None" for a secret that was not set.',
      NO_VALUES,
    ),
    withOneOfSecrets(
      'default',
      'The request was signed with a secret that a server has by default, or that stands in documents.',
      DEFAULTS,
    ),
    signing('key-id', 'The request was signed with the access key ID in place of the secret.', (draft) =>
      draft.secretAccessKey === null ? [] : [{ ...draft, secretAccessKey: draft.accessKeyId }],
    ),
    signing(
      'key-id-and-secret',
      'The request was signed with the access key ID and the secret in one.',
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

function suspects(sides: Sides): Suspicion | null {
  if (!saysMismatch(sides.answer)) return null;
  if (isSignedAsServerComputes(sides)) {
    return {
      standing: 'explains',
      variant: 'server-has-another',
      says: 'The signature is right for the secret that was given here, of the very string that the server computed: the server has another secret for this access key ID.',
      fix: 'Compare the secret that the server has for this access key ID with yours: for white space, quotation marks, and an old key.',
    };
  }
  // That the key is another is what the verdict says.
  return null;
}
