/** What a signer is given for a vector; every byte says which vector it is from. */
import { type Bytes, given } from '../bytes/bytes.ts';
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
import { octetsOfBody } from './body.ts';
import type { RequestVector, RunnableVector } from './vector.ts';

/** Who signs, when and for what. */
export function signerInput(vector: RunnableVector): SignerInput {
  const { accessKeyId, secretAccessKey, sessionToken } = vector.credentials;
  const from = (text: string) => fromVector(vector, text);
  return {
    algorithm: algorithmNamed((vector.algorithm ?? '') as Octets) ?? ALGORITHMS[0],
    credentials: {
      accessKeyId: from(accessKeyId),
      secretAccessKey: from(secretAccessKey),
      sessionToken: sessionToken === undefined ? null : from(sessionToken),
    },
    timestamp: from(vector.timestamp),
    region: from(vector.region),
    service: from(vector.service),
  };
}

/** All that is needed to sign the request. */
export function signingInput(vector: RequestVector): SigningInput {
  const { request, signedHeaders } = vector;
  const from = (text: string) => fromVector(vector, text);
  const trailers = vector.kind === 'header' ? (vector.trailers ?? []) : [];
  return {
    ...signerInput(vector),
    request: writeRequestHead({
      method: from(request.method),
      target: from(request.target),
      headers: fieldsOf(vector, request.headers),
    }),
    payload: payloadOf(octetsOfBody(request.body)),
    form: formOf(vector),
    signedHeaders: signedHeaders ? { kind: 'exactly', names: signedHeaders.map(from) } : DEFAULT_SELECTION,
    trailers: fieldsOf(vector, trailers).map(({ name }) => name),
    rules: { ...S3_RULES, ...vector.rules, payload: vector.payload ?? 'hashed' },
  };
}

function formOf(vector: RequestVector): SigningForm {
  if (vector.kind === 'header') return { kind: 'header' };
  return { kind: 'query', scheme: 'https', expires: fromVector(vector, String(vector.expires)) };
}

export function payloadOf(body: Octets): Payload {
  return { length: body.length, sha256: sha256Hex(body) };
}

/** Names and values, as they are. */
export function fieldsOf(vector: RunnableVector, fields: readonly (readonly [string, string])[]): HeaderField[] {
  return fields.map(([name, value]) => ({ name: fromVector(vector, name), value: fromVector(vector, value) }));
}

export function fromVector({ name }: RunnableVector, text: string): Bytes {
  return given(octetsFromText(text), `the vector ${name}`);
}
