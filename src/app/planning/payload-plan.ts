/** Plans how a payload that is sent in chunks is divided, encoded, and signed. */
import { type Bytes, fixed } from '../../bytes/bytes.ts';
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { storedOctets } from '../../bytes/stored-bytes.ts';
import { BEGINNING_LIMIT, type RequestBody } from '../../http/body/request-body.ts';
import {
  type ChainUse,
  type ChunkPlan,
  chunkedLength,
  chunkedPayload,
  type HashedChunks,
  hashChunks,
  signHashedChunks,
  trailerName,
} from '../../sigv4/schemes/chunked-payload.ts';
import type { Signing } from '../../sigv4/sign.ts';
import { ENCODED_LENGTH } from '../../sigv4/stages/chunk-signatures.ts';
import { digitsOf } from '../../sigv4/stages/request.ts';
import { REQUEST_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { type Trace, withValues } from '../../trace/trace.ts';
import type { SigningChoices } from '../options/signing-options.ts';

interface PlannedChunks extends ChunkPlan {
  readonly lengthOf: (length: number) => number;
  readonly trailers: readonly Bytes[];
}

/** Plans the chunks of a payload. Returns `null` if the payload is not sent in chunks. */
export function chunkPlanOf({ rules, algorithm, chunkSize, trailer }: SigningChoices): PlannedChunks | null {
  if (rules.payload === 'hashed' || rules.payload === 'unsigned') return null;
  const signatureLength = rules.payload === 'unsigned-trailer' ? null : algorithm.chunkSignatureLength;
  const plan: ChunkPlan = { chunkSize, signatureLength, checksum: trailer };
  const name = trailer && fixed(trailerName(trailer), { ...TRAILER, says: 'the header after the chunks' });
  return { ...plan, lengthOf: (length) => chunkedLength(length, plan), trailers: name ? [name] : [] };
}

const TRAILER = {
  id: 'trailer-name',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html',
};

/**
 * Returns the body as it is sent. The body is signed again, chunk by chunk, each time it is opened, so it is never
 * stored as a whole.
 */
export async function encodedBody(
  payload: RequestBody,
  { startChain }: Pick<Signing, 'startChain'>,
  plan: PlannedChunks,
): Promise<RequestBody> {
  const use = (): ChainUse => (startChain ? { kind: 'bare', chain: startChain() } : { kind: 'unsigned' });
  const open = () => chunkedPayload(payload.open(), plan, use());
  const beginning = await beginningOf(open());
  return { length: plan.lengthOf(payload.length), sha256: null, beginning, stored: storedOctets(beginning), open };
}

async function beginningOf(pieces: AsyncIterable<Uint8Array>): Promise<Octets> {
  let beginning = '';
  for await (const piece of pieces) {
    beginning += octetsFromArray(piece);
    if (beginning.length >= BEGINNING_LIMIT) break;
  }
  return beginning.slice(0, BEGINNING_LIMIT) as Octets;
}

/**
 * Adds the first chunks, the last chunk, and the trailing headers to the trace. The hashes of the chunks are kept, so
 * that a payload is read only once even if the request is signed repeatedly. A payload with more than `MOST_KEPT`
 * chunks is read each time.
 */
export async function keptChain(
  payload: RequestBody,
  { trace, startRecordedChain }: Signing,
  plan: PlannedChunks,
): Promise<Trace> {
  const bytes = digitsOf(plan.lengthOf(payload.length), 'encoded-length');
  if (!startRecordedChain) return withValues(trace, [{ ...ENCODED_LENGTH, stage: REQUEST_BYTES_STAGE.id, bytes }]);
  const { chain, values } = startRecordedChain();
  if (payload.length / plan.chunkSize > MOST_KEPT) {
    for await (const _ of chunkedPayload(payload.open(), plan, { kind: 'recorded', chain }));
  } else signHashedChunks(await hashedOnce(payload, plan), plan, chain);
  return withValues(trace, [...values, { ...ENCODED_LENGTH, bytes }]);
}

/** The maximum number of chunks whose hashes are kept. The hashes take about ten megabytes. */
const MOST_KEPT = 100_000;

const HASHED = new WeakMap<RequestBody, { readonly key: string; readonly hashed: Promise<HashedChunks> }>();

function hashedOnce(payload: RequestBody, plan: ChunkPlan): Promise<HashedChunks> {
  const { chunkSize, checksum } = plan;
  const key = JSON.stringify([chunkSize, checksum]);
  const known = HASHED.get(payload);
  if (known?.key === key) return known.hashed;
  const hashed = hashChunks(payload.open(), plan);
  HASHED.set(payload, { key, hashed });
  return hashed;
}
