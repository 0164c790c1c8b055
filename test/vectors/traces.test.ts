/** The traces of vectors: chunks and their lengths, chains without a request, and what cannot be signed. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findValue, type Trace } from '../../src/trace/trace.ts';
import { runGroup } from '../../src/vectors/run.ts';
import { traceVector } from '../../src/vectors/traces.ts';
import type { ChainVector, HeaderVector, RunnableVector } from '../../src/vectors/vector.ts';
import { hmacSignatureOf, stringToSignOf } from '../support/sigv4/independent-signer.ts';
import { RUNNABLE_VECTORS, VECTOR_GROUPS, vectorIn } from '../support/vectors/published-vectors.ts';

const octetsIn = (trace: Trace, id: string): string | undefined => findValue(trace, id)?.bytes.octets;
const idsOf = (trace: Trace) => trace.values.map(({ id }) => id);

function chunked(): HeaderVector {
  const vector = vectorIn('s3-documentation', 'chunked-upload-trailer');
  if (vector.kind !== 'header') throw new Error('The example is a request.');
  return vector;
}

describe('a trace of any vector', () => {
  it.each(RUNNABLE_VECTORS.map((vector) => [vector.name, vector] as const))(
    'of %s is signed, each of its values once and in one of its stages',
    (_name, vector) => {
      const trace = traceVector(vector);
      expect(trace.outcome).toEqual({ kind: 'signed' });
      expect(new Set(idsOf(trace)).size).toBe(trace.values.length);
      const stages = trace.stages.map(({ id }) => id);
      expect(trace.values.map(({ stage }) => stage).filter((stage) => !stages.includes(stage))).toEqual([]);
      expect(trace.values.filter(({ bytes }) => bytes.spans === null)).toEqual([]);
    },
  );
});

/** The body on the wire, from S3's documentation: a line before each chunk, CR LF after it, the last chunk, the trailer. */
function wireLength(vector: HeaderVector, signatureLength: number | null): number {
  const extension = signatureLength === null ? '' : `;chunk-signature=${'0'.repeat(signatureLength)}`;
  const chunk = (size: number) => `${size.toString(16)}${extension}\r\n${'a'.repeat(size)}\r\n`;
  const trailers = vector.trailers ?? [];
  const signed = trailers.length > 0 && signatureLength !== null;
  const fields = [...trailers, ...(signed ? [['x-amz-trailer-signature', '0'.repeat(signatureLength)] as const] : [])];
  const ending = `0${extension}\r\n${fields.map(([name, value]) => `${name}:${value}\r\n`).join('')}\r\n`;
  return [...(vector.chunkSizes ?? []).map(chunk), ending].join('').length;
}

describe('the length of the encoded body', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 70_000 }), { maxLength: 6 });
  const trailers = fc.array(fc.constantFrom<[string, string]>(['a', ''], ['x-amz-checksum-crc32', 'AAAAAA==']), {
    maxLength: 2,
  });
  const modes = fc.constantFrom(
    ['streaming', 'AWS4-HMAC-SHA256', 64] as const,
    ['streaming-trailer', 'AWS4-HMAC-SHA256', 64] as const,
    ['streaming-trailer', 'AWS4-ECDSA-P256-SHA256', 144] as const,
    ['unsigned-trailer', 'AWS4-HMAC-SHA256', null] as const,
  );

  it('is that of the wire, for chunks of any sizes', () => {
    fc.assert(
      fc.property(sizes, trailers, modes, (chunkSizes, fields, [payload, algorithm, signatureLength]) => {
        const count = chunkSizes.reduce((sum, size) => sum + size, 0);
        const request = { ...chunked().request, headers: [], body: { repeat: 'a', count } };
        const { signedHeaders: _, ...rest } = chunked();
        const vector: HeaderVector = { ...rest, request, chunkSizes, trailers: fields, payload, algorithm };
        const length = octetsIn(traceVector(vector), 'encoded-length');
        expect(length).toBe(String(wireLength(vector, signatureLength)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('chunks', () => {
  it('are in the trace only if the vector says how the body is cut', () => {
    const { chunkSizes: _, ...vector } = chunked();
    expect(idsOf(traceVector(vector)).filter((id) => id.includes('/') || id === 'encoded-length')).toEqual([]);
  });

  it('without signatures have a length and nothing else', () => {
    const headers = chunked().request.headers.filter(([name]) => name !== 'x-amz-content-sha256');
    const vector: HeaderVector = {
      ...chunked(),
      payload: 'unsigned-trailer',
      request: { ...chunked().request, headers },
    };
    const trace = traceVector(vector);
    expect(idsOf(trace).filter((id) => id.includes('/'))).toEqual([]);
    expect(idsOf(trace)).toContain('encoded-length');
    expect(octetsIn(trace, 'hashed-payload')).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
  });

  it('without their request have the same signatures as with it, from the same seed', () => {
    const { request, chunkSizes = [], trailers = [], ...vector } = chunked();
    const { credentials, timestamp, region, service, name, published } = vector;
    const chain: ChainVector = {
      ...{ kind: 'chain', credentials, timestamp, region, service, name, published, body: request.body },
      ...{ chunkSizes, trailers, previousSignature: String(published.signature) },
    };
    const trace = traceVector(chain);
    expect(trace.scheme).toBe('chunks');
    expect(trace.stages.map(({ id }) => id)).toEqual([
      ...['request', 'credential-scope', 'signing-key', 'chunk-signatures'],
    ]);
    expect(octetsIn(trace, 'previous-signature')).toBe(published.signature);
    for (const id of ['chunk-1/signature', 'chunk-3/signature', 'trailer/signature']) {
      expect([id, octetsIn(trace, id)]).toEqual([id, published[id]]);
    }
  });
});

describe('an event of an event stream', () => {
  const vector = vectorIn('aws-c-auth', 'event-stream');
  if (vector.kind !== 'events') throw new Error('It is a chain of events.');

  it('signs its headers and its payload, at its own time and for its own day', () => {
    const [first] = vector.events;
    if (!first) throw new Error('It has events.');
    const timestamp = '19810117T000000Z';
    const trace = traceVector({ ...vector, events: [{ ...first, timestamp }] });
    const hashOf = (hex: string) => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
    const scope = ['19810117', vector.region, vector.service, 'aws4_request'];
    const tail = [vector.previousSignature, hashOf(first.headersHex), hashOf(first.payloadHex)];
    const stringToSign = stringToSignOf('AWS4-HMAC-SHA256-PAYLOAD', { timestamp, scope }, ...tail);
    expect(octetsIn(trace, 'event-1/string-to-sign')).toBe(stringToSign);
    const signature = hmacSignatureOf(stringToSign, { secret: vector.credentials.secretAccessKey, scope });
    expect(octetsIn(trace, 'event-1/signature')).toBe(signature);
  });

  it('signs the event before it', () => {
    const trace = traceVector(vector);
    const lines = octetsIn(trace, 'event-2/string-to-sign')?.split('\n') ?? [];
    expect(lines[3]).toBe(octetsIn(trace, 'event-1/signature'));
  });
});

describe('what cannot be signed', () => {
  const CASES: readonly (readonly [string, RunnableVector])[] = [
    ['timestamp', { ...vectorIn('aws-c-auth', 'event-stream'), timestamp: 'now' }],
    ['timestamp', { ...vectorIn('aws-c-auth', 'chunks-and-three-trailers'), timestamp: 'now' }],
    ['timestamp', { ...vectorIn('s3-documentation', 'post-policy'), timestamp: 'now' }],
    ['signed-header', { ...chunked(), signedHeaders: ['x-nowhere'] }],
    ['authorization', { ...chunked(), request: { ...chunked().request, headers: [['Authorization', 'x']] } }],
  ];

  it.each(CASES)('for its %s gives a trace that says why, and differences', (code, vector) => {
    const trace = traceVector(vector);
    expect(trace.outcome).toMatchObject({ kind: 'malformed', problem: { code } });
    const [group] = VECTOR_GROUPS;
    if (!group) throw new Error('There are no vectors.');
    const [result] = runGroup({ ...group, runnable: [vector] }).results;
    expect(result?.firstDifference).toMatchObject({ actual: null, stage: 'unreached' });
  });
});
