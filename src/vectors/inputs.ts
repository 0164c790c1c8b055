/** Converts a vector to the inputs of a signer. The origin of every byte is the vector. */

import { type Bytes, given } from '../bytes/bytes.ts';
import type { Input, InputId } from '../bytes/input.ts';
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type HeaderField, writeRequestHead } from '../http/message.ts';
import { ALGORITHMS, algorithmNamed } from '../sigv4/algorithms/table.ts';
import { S3_RULES } from '../sigv4/rules.ts';
import {
  DEFAULT_SELECTION,
  type SignerInput,
  type SigningForm,
  type SigningInput,
} from '../sigv4/schemes/signing-input.ts';
import type { Payload } from '../trace/trace.ts';
import { octetsOfBody } from './format.ts';
import type { RequestVector, RunnableVector } from './vector.ts';

/** Returns the inputs for the credentials, the time, the Region, and the service. */
export function signerInput(vector: RunnableVector): SignerInput {
  const { accessKeyId, secretAccessKey, sessionToken } = vector.credentials;
  const from = (id: InputId, text: string) => fromVector(vector, id, text);
  return {
    algorithm: algorithmNamed((vector.algorithm ?? '') as Octets) ?? ALGORITHMS[0],
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

export function signingInput(vector: RequestVector): SigningInput {
  const { request, signedHeaders } = vector;
  const from = (id: InputId, text: string) => fromVector(vector, id, text);
  const trailers = vector.kind === 'header' ? (vector.trailers ?? []) : [];
  return {
    ...signerInput(vector),
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
    rules: { ...S3_RULES, ...vector.rules, payload: vector.payload ?? 'hashed' },
  };
}

function formOf(vector: RequestVector): SigningForm {
  if (vector.kind === 'header') return { kind: 'header' };
  const expires = fromVector(vector, 'expires', String(vector.expires));
  return { kind: 'query', scheme: 'https', expires };
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
