/** The Authorization header: who signed, for what, which headers, and the signature. */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import type { Recorder, StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';

export const AUTHORIZATION_STAGE: StageDescription = {
  id: 'authorization',
  title: 'Authorization',
  says: 'The signature of the string to sign goes into a header with all that the server needs to check it.',
  see: AUTHORIZATION_HEADER,
};

const text = { stage: AUTHORIZATION_STAGE.id, form: 'text', secrecy: 'public' } as const;

export const SIGNATURE: ValueDefinition = { ...text, id: 'signature', name: 'Signature' };
export const AUTHORIZATION: ValueDefinition = { ...text, id: 'authorization', name: 'Authorization' };

const part = (words: string) =>
  fixed(words, {
    id: 'authorization-part',
    says: 'the Authorization header names its parts Credential, SignedHeaders and Signature',
    see: AUTHORIZATION_HEADER,
  });
const CREDENTIAL = part(' Credential=');
const SLASH = part('/');
const SIGNED_HEADERS = part(', SignedHeaders=');
const SIGNATURE_PART = part(', Signature=');

interface AuthorizationInput {
  readonly algorithm: Bytes;
  readonly accessKeyId: Bytes;
  readonly credentialScope: Bytes;
  readonly signedHeaders: Bytes;
  readonly signature: Bytes;
}

export function authorization(input: AuthorizationInput, record: Recorder): Bytes {
  const { algorithm, accessKeyId, credentialScope, signedHeaders, signature } = input;
  return record(
    AUTHORIZATION,
    join([
      algorithm,
      CREDENTIAL,
      accessKeyId,
      SLASH,
      credentialScope,
      SIGNED_HEADERS,
      signedHeaders,
      SIGNATURE_PART,
      signature,
    ]),
  );
}
