/** Describes an access key ID that the server does not know. */
import { EXAMPLE_KEYS, SUITE_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { codeOf, hasSessionToken, keyIdOf, wordsOf } from '../answers/answers.ts';
import type { Cause, Statement } from '../cause.ts';
import { type Draft, withScope } from '../draft/draft.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

/** Changes the key ID in the credential, which is also a parameter of a presigned URL. */
const withKeyId = (draft: Draft, accessKeyId: string): Draft =>
  withScope({ ...draft, accessKeyId: octetsFromText(accessKeyId) }, {});

export const unknownAccessKey: Cause = {
  id: 'unknown-access-key',
  stage: 'credentials',
  says: 'The server does not know this access key ID. It did not check the signature.',
  fix: 'Check that the endpoint belongs to the account, Region, partition, or provider that issued the key, and that the key is still active.',
  see: SIGNATURE_ELEMENTS,
  threads: ['https://github.com/peak/s5cmd/issues/269', 'https://github.com/bradenmacdonald/s3-lite-client/issues/50'],
  mutations: [
    signing('example-key', 'The access key ID is from an example in the AWS documentation.', (draft) => [
      withKeyId(draft, SUITE_EXAMPLE_KEY.accessKeyId),
    ]),
    signing('empty', 'The access key ID is empty.', (draft) => [withKeyId(draft, '')]),
    signing('in-lower-case', 'The access key ID is in lowercase.', (draft) => [
      withKeyId(draft, draft.accessKeyId.toLowerCase()),
    ]),
    signing('cut', 'A character of the access key ID was lost, or the ID is in quotation marks.', (draft) =>
      [draft.accessKeyId.slice(0, -1), draft.accessKeyId.slice(1), `"${draft.accessKeyId}"`].map((id) =>
        withKeyId(draft, id),
      ),
    ),
  ],
  states,
  example: {
    kind: 'answer',
    text: '<Error><Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our records.</Message><AWSAccessKeyId>AKIDEXAMPLE</AWSAccessKeyId></Error>',
  },
};

const IN_WORDS =
  /Access Key Id you provided does not exist|Malformed Access Key Id|The key '[^']{0,128}' is not valid|non-empty Access Key \(AKID\) must be provided/i;
const UNKNOWN = /^(?:InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClient)$/;

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  const isStated = IN_WORDS.test(wordsOf(answer)) || UNKNOWN.test(codeOf(answer));
  // If a token was sent, the server may be rejecting the token instead.
  if (!isStated || (codeOf(answer) !== 'InvalidAccessKeyId' && hasSessionToken(sides) === true)) return null;
  if (/non-empty Access Key/.test(wordsOf(answer))) return { says: 'The access key ID is empty.', variant: 'empty' };
  const id = keyIdOf(sides);
  const known = EXAMPLE_KEYS.some(({ accessKeyId }) => accessKeyId === id);
  return {
    says: `The server does not know the access key ID${id === null ? '' : ` ${id}`}${known ? ", which is one of AWS's examples" : ''}. It did not check the signature.`,
    ...(known ? { variant: 'example-key' } : {}),
  };
}
