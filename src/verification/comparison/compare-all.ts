/** Everything that a request claims, beside what a server computes. */
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { AwsChunkedBody } from '../../http/aws-chunked/read.ts';
import { headerValue } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { isPolicyFault, readPolicy } from '../../sigv4/claims/policy-document.ts';
import { POST_POLICY } from '../../sigv4/documentation.ts';
import { isChunked } from '../../sigv4/schemes/signed-headers.ts';
import type { Recorder } from '../../trace/trace.ts';
import type { Examination } from '../examine.ts';
import {
  compareChecksums,
  compareChunks,
  compareDecodedLength,
  compareTrailer,
  compareTrailerNames,
  unknownChunks,
} from './compare-body.ts';
import { comparePayload, compareScope, compareSignature } from './compare-claim.ts';
import type { Comparison } from './comparison.ts';

export interface Compared {
  readonly comparisons: readonly Comparison[];
  /** Why the body cannot be read in the coding that the request says it has. */
  readonly problem: Problem | null;
}

/** In the order in which the values are made. */
export function compareAll(examined: Examination, record: Recorder): Compared {
  const { sent, payload, claim, kind, verification } = examined;
  const bodySha256 = () => (sent.body === null ? null : payload.sha256);
  const ofSignature = compareSignature(claim, verification(), record);
  const ofClaim = [
    ...compareScope(claim),
    ...comparePayload(claim, kind, bodySha256),
    isGuessed(examined) ? unknownIfWrong(ofSignature) : ofSignature,
  ];
  const ofBody = compareBody(examined);
  return { comparisons: [...ofClaim, ...ofBody.comparisons], problem: ofBody.problem };
}

/** Whether the hash of a body that nobody knows had to be put into the canonical request. */
function isGuessed({ sent, claim: { signed }, kind }: Examination): boolean {
  const isSaid = headerValue(sent.head.headers, 'x-amz-content-sha256') !== undefined;
  return sent.body === null && signed.kind === 'request' && kind?.payload === 'hashed' && !isSaid;
}

const unknownIfWrong = (comparison: Comparison): Comparison =>
  comparison.standing === 'differs'
    ? {
        ...comparison,
        computed: null,
        standing: 'unknown',
        says: 'The body is not known, and its hash is part of what is signed.',
      }
    : comparison;

function compareBody(examined: Examination): Compared {
  const { claim, kind, content, checksums } = examined;
  const found = content();
  if (found !== null && isProblem(found)) return { comparisons: [], problem: found };
  if (found?.chunked) return { comparisons: compareChunked(examined, found.payload, found.chunked), problem: null };
  if (kind && isChunked(kind)) return { comparisons: [unknownChunks(claim)], problem: null };
  return {
    comparisons: compareChecksums(checksums(), found?.payload ?? null),
    problem: policyProblem(claim.signed),
  };
}

function policyProblem(signed: Claim['signed']): Problem | null {
  const policy = signed.kind === 'policy' ? readPolicy(signed.policy.octets) : null;
  if (policy === null || !isPolicyFault(policy)) return null;
  const fix = 'Write it as JSON with "expiration" and "conditions", then in base64.';
  return problem('policy', policy.says, fix, { see: POST_POLICY });
}

function compareChunked(
  { sent: { head }, kind, chain, checksums }: Examination,
  payload: Octets,
  chunked: AwsChunkedBody,
): Comparison[] {
  const walked = chain();
  return [
    ...(kind?.algorithm ? compareChunks(chunked, walked) : []),
    ...(walked ? compareTrailer(walked) : []),
    ...compareTrailerNames(head.headers, chunked),
    compareDecodedLength(head.headers, payload),
    ...compareChecksums(checksums(), payload),
  ];
}
