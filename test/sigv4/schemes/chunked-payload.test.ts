/** A body in the coding aws-chunked (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsFromArray } from '../../../src/bytes/octets.ts';
import { CHECKSUM_NAMES } from '../../../src/crypto/checksums.ts';
import { decodeAwsChunked } from '../../../src/http/aws-chunked/read.ts';
import { AWS4_ECDSA_P256_SHA256 } from '../../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256 } from '../../../src/sigv4/algorithms/hmac-sha256.ts';
import {
  type ChainUse,
  type ChunkPlan,
  chunkedLength,
  chunkedPayload,
  hashChunks,
  signHashedChunks,
} from '../../../src/sigv4/schemes/chunked-payload.ts';
import { beginSigning, type RecordedChain } from '../../../src/sigv4/sign.ts';
import { givenOf, octetsOf } from '../../support/octets-of.ts';
import { sound } from '../../support/problems.ts';
import { inputOf } from '../../support/sigv4/signing.ts';
import { cut } from '../../support/wire/feeding.ts';

const HEAD = 'PUT / HTTP/1.1\r\nHost: h\r\n\r\n';

/** A chain from its first link on, each time it is called. */
function chainOf(algorithm: typeof AWS4_HMAC_SHA256): () => ChainUse {
  const { startChain } = beginSigning(inputOf({ head: HEAD, algorithm, rules: { payload: 'streaming' } }));
  if (!startChain) throw new Error('Chunks are not signed.');
  return () => ({ kind: 'bare', chain: startChain() });
}

const HMAC = chainOf(AWS4_HMAC_SHA256);
const ECDSA = chainOf(AWS4_ECDSA_P256_SHA256);

async function onTheWire(pieces: readonly Uint8Array[], plan: ChunkPlan, use: ChainUse) {
  const out: Uint8Array[] = [];
  for await (const piece of chunkedPayload(pieces, plan, use)) out.push(piece);
  return octetsFromArray(Buffer.concat(out));
}

const plans = fc.record({
  chunkSize: fc.integer({ min: 1, max: 70 }),
  signatureLength: fc.constantFrom(null, 64),
  checksum: fc.constantFrom(null, ...CHECKSUM_NAMES),
});
const useOf = ({ signatureLength }: ChunkPlan): ChainUse => (signatureLength === null ? { kind: 'unsigned' } : HMAC());
const payloads = fc.uint8Array({ maxLength: 300 });

describe('a body in chunks', () => {
  it('is the same however its bytes arrive, and as long as was said before', async () => {
    const cuts = fc.array(fc.nat(300), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(payloads, cuts, plans, async (payload, offsets, plan) => {
        const whole = await onTheWire([payload], plan, useOf(plan));
        expect(await onTheWire(cut(octetsFromArray(payload), offsets), plan, useOf(plan))).toBe(whole);
        expect(whole.length).toBe(chunkedLength(payload.length, plan));
      }),
    );
  });

  it('is read back: the same bytes, every chunk full but the last', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, plans, async (payload, plan) => {
        const read = sound(decodeAwsChunked(await onTheWire([payload], plan, useOf(plan))));
        expect(read.chunks.map(({ data }) => data).join('')).toBe(octetsFromArray(payload));
        expect(read.chunks.slice(0, -1).every(({ data }) => data.length === plan.chunkSize)).toBe(true);
        expect(read.chunks.every(({ signature }) => signature?.length === (plan.signatureLength ?? undefined))).toBe(
          true,
        );
        expect(read.trailers.fields.map(({ name }) => name.octets)).toEqual(
          plan.checksum ? [`x-amz-checksum-${plan.checksum}`] : [],
        );
      }),
    );
  });

  it('has signatures of one length with ECDSA too, filled up with asterisks', async () => {
    const plan = { chunkSize: 8, signatureLength: 144, checksum: 'crc32' } as const;
    const whole = await onTheWire([Buffer.from('three chunks of it')], plan, ECDSA());
    expect(whole.length).toBe(chunkedLength(18, plan));
    const { chunks, lastSignature, trailers } = sound(decodeAwsChunked(whole));
    for (const signature of [...chunks.map((chunk) => chunk.signature), lastSignature, trailers.signature]) {
      expect(signature).toMatch(/^30[0-9a-f]{134,142}\**$/);
      expect(signature).toHaveLength(144);
    }
  });

  it('of no bytes is the last chunk alone', async () => {
    const plan = { chunkSize: 8192, signatureLength: null, checksum: null };
    expect(await onTheWire([], plan, { kind: 'unsigned' })).toBe('0\r\n\r\n');
  });
});

describe('a body whose chunks are hashed once', () => {
  function recordedChain(): RecordedChain {
    const { startRecordedChain } = beginSigning(inputOf({ head: HEAD, rules: { payload: 'streaming' } }, givenOf));
    if (!startRecordedChain) throw new Error('Chunks are not signed.');
    return startRecordedChain();
  }

  it('is signed as one that goes over the wire, as often as one likes', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, plans, async (payload, anyPlan) => {
        const plan = { ...anyPlan, signatureLength: 64 };
        const { chain, values } = recordedChain();
        await onTheWire([payload], plan, { kind: 'recorded', chain });
        const hashed = await hashChunks([payload], plan);
        for (const _time of [1, 2]) {
          const again = recordedChain();
          signHashedChunks(hashed, plan, again.chain);
          expect(again.values).toEqual(values);
        }
        expect(values.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a body that does not fit in memory', () => {
  /** A million bytes a piece, made when it is asked for; `most` says how many were out at once. */
  function source(pieces: number) {
    const state = { made: 0, ahead: 0, taken: 0 };
    async function* open() {
      for (; state.made < pieces; ) {
        state.made += 1;
        state.ahead = Math.max(state.ahead, state.made - state.taken);
        yield Buffer.alloc(1_000_000, state.made);
      }
    }
    return { open, state };
  }

  it('is never read further ahead than one chunk', async () => {
    const { open, state } = source(40);
    const plan = { chunkSize: 2_000_000, signatureLength: 64, checksum: 'crc32c' } as const;
    let length = 0;
    for await (const piece of chunkedPayload(open(), plan, HMAC())) {
      length += piece.length;
      state.taken = Math.floor(length / 1_000_000);
    }
    expect(length).toBe(chunkedLength(40_000_000, plan));
    expect(state.ahead).toBeLessThanOrEqual(3);
  });

  it('passes a piece on without copying it where it is a chunk already', async () => {
    const piece = Buffer.from(octetsOf('a'.repeat(64)), 'latin1');
    const plan = { chunkSize: 64, signatureLength: null, checksum: null };
    const out: Uint8Array[] = [];
    for await (const each of chunkedPayload([piece], plan, { kind: 'unsigned' })) out.push(each);
    expect(out.some(({ buffer, byteOffset }) => buffer === piece.buffer && byteOffset === piece.byteOffset)).toBe(true);
  });
});
