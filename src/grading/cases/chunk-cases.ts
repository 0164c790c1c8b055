/**
 * Creates cases from the chunks of a published chain of signatures. Each case includes the right previous signature.
 */
import { base64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, hexFromOctets, type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { type Draft, NO_PARTS } from '../../drafts/draft.ts';
import { RIGHT_STEPS } from '../../drafts/steps.ts';
import { AWS4_HMAC_SHA256 } from '../../sigv4/algorithms/hmac-sha256.ts';
import { TERMINATOR_NAME } from '../../sigv4/names.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import {
  chunkSignature,
  chunkStringToSign,
  PREVIOUS_SIGNATURE,
  TRAILER_SIGNATURE,
  TRAILER_STRING_TO_SIGN,
} from '../../sigv4/stages/chunk-signatures.ts';
import { SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { findValue, type Trace, type ValueDefinition } from '../../trace/trace.ts';
import { octetsOfBody } from '../../vectors/format.ts';
import { traceVector } from '../../vectors/traces.ts';
import type { ChainVector, HeaderVector } from '../../vectors/vector.ts';
import type { GradedCase } from './graded-case.ts';
import type { LeftOut } from './groups.ts';
import { isPublishedSecret } from './groups.ts';

type ChunkedVector = HeaderVector | ChainVector;

/**
 * Creates the cases for a vector, in order. Returns an empty list if the vector's chunks are not signed, and the reason
 * if the vector is not used.
 */
export function chunkCases(publisher: string, vector: ChunkedVector): readonly GradedCase[] | LeftOut {
  if (!isPublishedSecret(vector.credentials.secretAccessKey)) return 'secret';
  const trace = traceVector(vector);
  if (trace.algorithm !== AWS4_HMAC_SHA256.names.request.octets) return 'sigv4a';
  return linksOf(vector, trace).map((link) => linkCase(publisher, vector, trace, link));
}

interface Link {
  readonly name: string;
  /** The members of `chunk`, excluding the previous signature. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly previous: Octets;
  readonly stringToSign: Octets;
  readonly signature: Octets;
}

function linksOf(vector: ChunkedVector, trace: Trace): Link[] {
  let previous = octetsOf(trace, vector.kind === 'chain' ? PREVIOUS_SIGNATURE : SIGNATURE);
  const link = (name: string, members: Link['members'], stringToSign: ValueDefinition, signature: ValueDefinition) => {
    const made = octetsOf(trace, signature);
    const before = previous;
    previous = made;
    return { name, members, previous: before, stringToSign: octetsOf(trace, stringToSign), signature: made };
  };
  const links = chunksOf(vector)
    .filter((_data, index) => findValue(trace, chunkSignature(index + 1).id))
    .map((data, index) =>
      link(
        `chunk-${index + 1}`,
        { bodyBase64: base64(plain(data)).octets },
        chunkStringToSign(index + 1),
        chunkSignature(index + 1),
      ),
    );
  if (!findValue(trace, TRAILER_SIGNATURE.id)) return links;
  return [...links, link('trailer', { trailers: vector.trailers ?? [] }, TRAILER_STRING_TO_SIGN, TRAILER_SIGNATURE)];
}

const octetsOf = (trace: Trace, { id }: ValueDefinition): Octets => findValue(trace, id)?.bytes.octets ?? EMPTY;

/** Splits the body into chunks. The empty chunk at the end is included. */
function chunksOf(vector: ChunkedVector): Octets[] {
  const body = octetsOfBody(vector.kind === 'chain' ? vector.body : vector.request.body);
  let start = 0;
  const chunks = (vector.chunkSizes ?? []).map((size) => {
    start += size;
    return sliceOctets(body, start - size, start);
  });
  return vector.chunkSizes === undefined ? [] : [...chunks, EMPTY];
}

function linkCase(publisher: string, vector: ChunkedVector, trace: Trace, link: Link): GradedCase {
  const { timestamp, region, service, credentials } = vector;
  const id = `${publisher}/${vector.name}/${link.name}`;
  return {
    id,
    publisher,
    needs: ['chunked'],
    line: {
      id,
      chunk: { previousSignature: link.previous, ...link.members },
      time: timestamp,
      region,
      service,
      accessKeyId: credentials.accessKeyId,
      secret: credentials.secretAccessKey,
    },
    expected: {
      kind: 'values',
      values: {
        stringToSign: link.stringToSign,
        signingKeyHex: octetsFromText(hexFromOctets(octetsOf(trace, SIGNING_KEY))),
        signature: link.signature,
      },
      model: {
        draft: draftOfLink(vector, link),
        around: { head: null, body: null, scheme: 'header', other: null },
      },
    },
  };
}

/**
 * Creates the draft to which mistakes are applied. Only the key and the last HMAC can be wrong because the string to
 * sign is fixed.
 */
function draftOfLink({ timestamp, region, service, credentials }: ChunkedVector, { stringToSign }: Link): Draft {
  return {
    ...NO_PARTS,
    algorithm: AWS4_HMAC_SHA256.names.chunk.octets,
    timestamp: octetsFromText(timestamp),
    scope: {
      date: octetsFromText(timestamp.slice(0, 8)),
      region: octetsFromText(region),
      service: octetsFromText(service),
      terminator: octetsFromText(TERMINATOR_NAME),
    },
    accessKeyId: octetsFromText(credentials.accessKeyId),
    secretAccessKey: octetsFromText(credentials.secretAccessKey),
    steps: { ...RIGHT_STEPS, stringToSign: () => plain(stringToSign) },
  };
}
