/**
 * The Authorization header contains the signature. It also states who signed, the scope of the signature, and the
 * headers that it covers:
 *
 *     AWS4-HMAC-SHA256 Credential=AKID/SCOPE, SignedHeaders=host;x-amz-date, Signature=f0e8bdb8...
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { type Recorder, textValuesOf } from '../../trace/trace.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';
import type { Stage } from './stage.ts';

export const AUTHORIZATION_STAGE: Stage = {
  id: 'authorization',
  title: 'Authorization',
  says: 'The signature goes into a header, with everything that the server needs to verify it.',
  see: AUTHORIZATION_HEADER,
  lesson: 'authorization-header',
  when: ({ purpose, scheme }) => purpose === 'sign' && scheme === 'header',
};

const value = textValuesOf(AUTHORIZATION_STAGE);

export const SIGNATURE = value('signature', 'Signature');
export const AUTHORIZATION = value('authorization', 'Authorization');

/** The names of the parts of an Authorization header, in order. */
export const PART_NAMES = ['Credential', 'SignedHeaders', 'Signature'] as const;

const part = (words: string): Bytes =>
  fixed(words, {
    id: 'authorization-part',
    says: 'the Authorization header names its parts Credential, SignedHeaders, and Signature',
    see: AUTHORIZATION_HEADER,
  });
const CREDENTIAL_PART = part(' Credential=');
const SLASH = part('/');
const SIGNED_HEADERS_PART = part(', SignedHeaders=');
const SIGNATURE_PART = part(', Signature=');

interface AuthorizationInput {
  /** The name of the algorithm. */
  readonly algorithm: Bytes;
  readonly accessKeyId: Bytes;
  readonly credentialScope: Bytes;
  readonly signedHeaders: Bytes;
  readonly signature: Bytes;
}

/** Writes the value of the Authorization header. */
export function authorization(input: AuthorizationInput, record: Recorder): Bytes {
  const { algorithm, accessKeyId, credentialScope, signedHeaders, signature } = input;
  return record(
    AUTHORIZATION,
    join([
      algorithm,
      CREDENTIAL_PART,
      accessKeyId,
      SLASH,
      credentialScope,
      SIGNED_HEADERS_PART,
      signedHeaders,
      SIGNATURE_PART,
      signature,
    ]),
  );
}
