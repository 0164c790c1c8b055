/** Converts a vector to the inputs of a signer. The origin of every byte is the vector. */

import { type Bytes, given } from '../bytes/bytes.ts';
import type { Input, InputId } from '../bytes/input.ts';
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type HeaderField, writeRequestHead } from '../http/message.ts';
import type { Algorithm } from '../sigv4/algorithms/algorithm.ts';
import { AWS_ALGORITHMS, algorithmNamed, algorithmOf } from '../sigv4/algorithms/table.ts';
import { S3_RULES, usualPayload } from '../sigv4/rules.ts';
import {
  DEFAULT_SELECTION,
  type SignerInput,
  type SigningForm,
  type SigningInput,
} from '../sigv4/schemes/signing-input.ts';
import type { Payload } from '../trace/trace.ts';
import { octetsOfBody } from './format.ts';
import { varied } from './variations.ts';
import type { RequestVector, RunnableVector } from './vector.ts';

/** Returns the inputs for the credentials, the time, the Region, and the service. */
export function signerInput(vector: RunnableVector): SignerInput {
  const { accessKeyId, secretAccessKey, sessionToken } = vector.credentials;
  const from = (id: InputId, text: string) => fromVector(vector, id, text);
  return {
    algorithm: algorithmOfVector(vector),
    credentials: {
      accessKeyId: from('access-key-id', accessKeyId),
      secretAccessKey: from('secret-access-key', secretAccessKey),
      sessionToken: sessionToken === undefined ? null : from('session-token', sessionToken),
    },
    timestamp: from('date', vector.timestamp),
    region: from('region', vector.region),
    service: from('service', vector.service),
  };
}

/** Returns the algorithm as the publisher uses it. One whose private key is unknown signs with what was published. */
function algorithmOfVector(vector: RunnableVector): Algorithm {
  const known = algorithmNamed((vector.algorithm ?? '') as Octets) ?? AWS_ALGORITHMS[0];
  const record = known.dialect.signsWith.find(({ id }) => id === known.id);
  const algorithm =
    vector.variation === undefined || record === undefined
      ? known
      : algorithmOf(varied(known.dialect, vector.variation), record);
  if (algorithm.keyKind !== 'rsa') return algorithm;
  const { signature } = { ...vector.computed, ...vector.published };
  const held = fromVector(vector, 'value/signature', typeof signature === 'string' ? signature : '');
  return {
    ...algorithm,
    deriveKey: (input, record) => ({ ...algorithm.deriveKey(input, record), sign: () => held }),
  };
}

export function signingInput(vector: RequestVector): SigningInput {
  const { request, signedHeaders } = vector;
  const from = (id: InputId, text: string) => fromVector(vector, id, text);
  const trailers = vector.kind === 'header' ? (vector.trailers ?? []) : [];
  const signer = signerInput(vector);
  const usual = signer.algorithm.dialect.rules ?? S3_RULES;
  const payload = vector.payload ?? (signer.algorithm.dialect.rules ? usualPayload(usual, vector.kind) : 'hashed');
  return {
    ...signer,
    request: writeRequestHead({
      method: from('method', request.method),
      target: from('url', request.target),
      headers: fieldsOf(vector, 'header', request.headers),
    }),
    payload: payloadOf(octetsOfBody(request.body)),
    form: formOf(vector),
    signedHeaders: signedHeaders
      ? { kind: 'exactly', names: signedHeaders.map((name) => from('signed-headers', name)) }
      : DEFAULT_SELECTION,
    trailers: fieldsOf(vector, 'trailer', trailers).map(({ name }) => name),
    rules: { ...usual, ...vector.rules, payload },
  };
}

function formOf(vector: RequestVector): SigningForm {
  if (vector.kind === 'header') return { kind: 'header' };
  const expires = fromVector(vector, 'expires', String(vector.expires));
  const { scheme = 'https', lifetime } = vector;
  return { kind: 'query', scheme, expires, ...(lifetime && { lifetime }) };
}

export function payloadOf(body: Octets): Payload {
  return { length: body.length, sha256: sha256Hex(body) };
}

/** Returns headers or trailing headers with the vector as their origin. */
export function fieldsOf(
  { name: vector }: RunnableVector,
  kind: 'header' | 'trailer',
  fields: readonly (readonly [string, string])[],
): HeaderField[] {
  return fields.map(([name, value], index) => {
    const input: Input = { id: `${kind}/${index}`, name, source: { kind: 'vector', name: vector } };
    return { name: given(octetsFromText(name), input), value: given(octetsFromText(value), { ...input }) };
  });
}

export function fromVector({ name }: RunnableVector, id: InputId, text: string): Bytes {
  return given(octetsFromText(text), { id, source: { kind: 'vector', name } });
}
