/** Produces the trace of a vector by signing its request, chunks, events, or policy again. */

import { given } from '../bytes/bytes.ts';
import type { InputSource } from '../bytes/input.ts';
import { type Octets, octetsFromHex, octetsFromText, sliceOctets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { encodedLength } from '../http/aws-chunked/write.ts';
import type { HeaderField } from '../http/message.ts';
import { stagesOf } from '../sigv4/line-of-stages.ts';
import { beginChainAlone, type SigningChain, signingChain } from '../sigv4/schemes/chain.ts';
import { eventChain } from '../sigv4/schemes/event-chain.ts';
import type { SignerInput } from '../sigv4/schemes/signing-input.ts';
import { beginSigning, traceForm } from '../sigv4/sign.ts';
import { ENCODED_LENGTH, hashedChunk } from '../sigv4/stages/chunk-signatures.ts';
import { digitsOf } from '../sigv4/stages/request.ts';
import { REQUEST_BYTES_STAGE } from '../sigv4/stages/signed-request.ts';
import { type Payload, type Recorder, recording, type Trace, type Value, withValues } from '../trace/trace.ts';
import { octetsOfBody } from './format.ts';
import { fieldsOf, fromVector, payloadOf, signerInput, signingInput } from './inputs.ts';
import type { ChainVector, EventsVector, HeaderVector, PolicyVector, QueryVector, RunnableVector } from './vector.ts';

export function traceVector(vector: RunnableVector): Trace {
  switch (vector.kind) {
    case 'header':
      return traceHeader(vector);
    case 'query':
      return traceQuery(vector);
    case 'chain':
      return traceChain(vector);
    case 'events':
      return traceEvents(vector);
    case 'policy':
      return tracePolicy(vector);
  }
}

/** Signs a request. If the vector has chunk sizes, also signs the chunks of its body. */
function traceHeader(vector: HeaderVector): Trace {
  const input = signingInput(vector);
  const { trace, startRecordedChain } = beginSigning(input);
  const { chunkSizes } = vector;
  if (trace.outcome.kind !== 'signed' || chunkSizes === undefined) return trace;
  const chunked = chunkedBody(vector, octetsOfBody(vector.request.body), chunkSizes);
  if (!startRecordedChain) return withValues(trace, [{ ...encodedLengthOf(chunked, null), stage: UNSIGNED_STAGE }]);
  const { chain, values } = startRecordedChain();
  signChunks(chain, chunked);
  return withValues(trace, [...values, encodedLengthOf(chunked, input.algorithm.chunkSignatureLength)]);
}

/** The stage for the length of a body in unsigned chunks. Such chunks have no stage of their own. */
const UNSIGNED_STAGE = REQUEST_BYTES_STAGE.id;

function traceQuery(vector: QueryVector): Trace {
  return beginSigning(signingInput(vector)).trace;
}

function traceChain(vector: ChainVector): Trace {
  const input = signerInput(vector);
  const body = octetsOfBody(vector.body);
  return traceChunks(input, payloadOf(body), (record) => {
    const start = beginChainAlone(input, fromVector(vector, 'previous-signature', vector.previousSignature), record);
    if (isProblem(start)) return start;
    const chain = signingChain(start, record);
    if (vector.chunkSizes) signChunks(chain, chunkedBody(vector, body, vector.chunkSizes));
    else chain.signTrailer(fieldsOf(vector, 'trailer', vector.trailers ?? []));
    return null;
  });
}

function traceEvents(vector: EventsVector): Trace {
  const input = signerInput(vector);
  const source: InputSource = { kind: 'vector', name: vector.name };
  const fromHex = (index: number, hex: string) => given(octetsFromHex(hex), { id: `event/${index}`, source });
  const payload = octetsFromHex(vector.events.map(({ payloadHex }) => payloadHex).join(''));
  return traceChunks(input, payloadOf(payload), (record) => {
    const start = beginChainAlone(input, fromVector(vector, 'previous-signature', vector.previousSignature), record);
    if (isProblem(start)) return start;
    const sign = eventChain(start, record);
    for (const [index, { timestamp, headersHex, payloadHex }] of vector.events.entries()) {
      sign({
        timestamp: fromVector(vector, 'date', timestamp),
        headers: fromHex(index, headersHex),
        payload: fromHex(index, payloadHex),
      });
    }
    return null;
  });
}

/** Returns the trace of chunks without their request. `sign` returns a problem if signing cannot begin. */
function traceChunks({ algorithm }: SignerInput, payload: Payload, sign: (record: Recorder) => Problem | null): Trace {
  const { record, values } = recording();
  const failure = sign(record);
  return {
    purpose: 'sign',
    scheme: 'chunks',
    algorithm: algorithm.names.request.octets,
    rules: {},
    stages: stagesOf('chunks', algorithm, 'streaming'),
    values,
    payload,
    outcome: failure ? { kind: 'malformed', problem: failure } : { kind: 'signed' },
  };
}

function tracePolicy(vector: PolicyVector): Trace {
  const policy = given(policyOctets(vector.policy), { id: 'policy', source: { kind: 'vector', name: vector.name } });
  const input = { ...signerInput(vector), policy, missing: [], missingAt: 0 };
  // The payload is empty, because the file is not signed.
  return traceForm(input, payloadOf('' as Octets), () => null).trace;
}

function policyOctets(policy: PolicyVector['policy']): Octets {
  if (typeof policy === 'string') return octetsFromText(policy);
  if ('base64' in policy) return Buffer.from(policy.base64, 'base64').toString('latin1') as Octets;
  return octetsFromText(policy.join('\r\n'));
}

function chunkedBody(vector: HeaderVector | ChainVector, body: Octets, chunkSizes: readonly number[]): ChunkedBody {
  return { body, chunkSizes, trailers: fieldsOf(vector, 'trailer', vector.trailers ?? []) };
}

function encodedLengthOf(chunked: ChunkedBody, signatureLength: number | null): Value {
  const bytes = digitsOf(lengthOfChunks(chunked, signatureLength), 'encoded-length');
  return { ...ENCODED_LENGTH, bytes };
}

interface ChunkedBody {
  readonly body: Octets;
  /** The chunk sizes in bytes, not counting the empty last chunk. */
  readonly chunkSizes: readonly number[];
  readonly trailers: readonly HeaderField[];
}

/** Signs every chunk in order, including the empty last chunk. If there are trailing headers, also signs them. */
function signChunks(chain: SigningChain, { body, chunkSizes, trailers }: ChunkedBody): void {
  let start = 0;
  for (const length of chunkSizes) {
    chain.sign(hashedChunk({ start, length, sha256: sha256Hex(sliceOctets(body, start, start + length)) }));
    start += length;
  }
  chain.signLast();
  if (trailers.length > 0) chain.signTrailer(trailers);
}

/**
 * Returns the Content-Length of the encoded body, whose chunks can have different sizes. `signatureLength` has the same
 * meaning as in `encodedLength`.
 */
function lengthOfChunks({ chunkSizes, trailers }: ChunkedBody, signatureLength: number | null): number {
  const lengthOf = (length: number, fields: readonly HeaderField[]) =>
    encodedLength({
      length,
      chunkSize: Math.max(length, 1),
      signatureLength,
      trailers: fields.map(({ name, value }) => [name.octets.length, value.octets.length]),
    });
  // Each length is computed for a whole body, whose ending must be subtracted.
  const chunks = chunkSizes.map((size) => lengthOf(size, []) - lengthOf(0, []));
  return chunks.reduce((sum, length) => sum + length, lengthOf(0, trailers));
}
