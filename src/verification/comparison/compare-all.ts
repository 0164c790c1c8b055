/** Everything that a request claims, beside what a server computes. */
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { decodeAwsChunked } from '../../http/aws-chunked/read.ts';
import type { UploadForm } from '../../http/forms/read-multipart.ts';
import { type HeaderField, headerValue } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { headersInEffect } from '../../sigv4/claims/hoisted-headers.ts';
import { kindOfPayload, type PayloadKind } from '../../sigv4/claims/payload-kind.ts';
import { isPolicyFault, readPolicy } from '../../sigv4/claims/policy/policy-document.ts';
import { type ChecksumPlaces, sentField } from '../../sigv4/claims/sent-checksums.ts';
import type { Verification } from '../../sigv4/claims/verify.ts';
import { walkChain } from '../../sigv4/claims/walk-chain.ts';
import { POST_POLICY } from '../../sigv4/documentation.ts';
import type { Rules } from '../../sigv4/rules.ts';
import { isChunked } from '../../sigv4/schemes/added-headers.ts';
import type { Payload, Recorder } from '../../trace/trace.ts';
import type { SentRequest } from '../sent-request.ts';
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

export interface Examined {
  readonly sent: SentRequest;
  /** Of a browser upload; `null` for anything else. */
  readonly form: UploadForm | null;
  /** The body as the stages see it. */
  readonly payload: Payload;
  readonly claim: Claim;
  readonly verification: Verification;
  /** Those that it is verified by. */
  readonly rules: Rules;
}

export interface Compared {
  readonly comparisons: readonly Comparison[];
  /** Why the body cannot be read in the coding that the request says it has. */
  readonly problem: Problem | null;
}

/** In the order in which the values are made. */
export function compareAll(examined: Examined, record: Recorder): Compared {
  const { sent, payload, claim, verification } = examined;
  const kind = kindOfPayload(claim);
  const bodySha256 = () => (sent.body === null ? null : payload.sha256);
  const ofSignature = compareSignature(claim, verification, record);
  const ofClaim = [
    ...compareScope(claim),
    ...comparePayload(claim, kind, bodySha256),
    isGuessed(examined, kind) ? unknownIfWrong(ofSignature) : ofSignature,
  ];
  const ofBody = kind && isChunked(kind) ? compareChunked(examined, record) : comparePlain(examined);
  return { comparisons: [...ofClaim, ...ofBody.comparisons], problem: ofBody.problem };
}

/** Whether the hash of a body that nobody knows had to be put into the canonical request. */
function isGuessed({ sent, claim: { signed } }: Examined, kind: PayloadKind | null): boolean {
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

function comparePlain(examined: Examined): Compared {
  const { sent, form, claim } = examined;
  const payload = form === null ? sent.body : (form.file?.value ?? null);
  return { comparisons: compareChecksums(checksumPlaces(examined, []), payload), problem: policyProblem(claim.signed) };
}

function checksumPlaces({ sent, form, claim, rules }: Examined, trailers: readonly HeaderField[]): ChecksumPlaces {
  return {
    fields: form?.fields ?? sent.head.headers.map(sentField),
    inQuery: headersInEffect(claim, rules).map(sentField),
    trailers: trailers.map(sentField),
  };
}

function policyProblem(signed: Claim['signed']): Problem | null {
  const policy = signed.kind === 'policy' ? readPolicy(signed.policy.octets) : null;
  if (policy === null || !isPolicyFault(policy)) return null;
  const mend = 'Write it as JSON with "expiration" and "conditions", then in base64.';
  return problem('policy', policy.says, mend, { see: POST_POLICY });
}

function compareChunked(examined: Examined, record: Recorder): Compared {
  const { sent, claim, verification } = examined;
  const { head, body } = sent;
  if (body === null) return { comparisons: [unknownChunks(claim)], problem: null };
  const chunked = decodeAwsChunked(body);
  if (isProblem(chunked)) return { comparisons: [], problem: chunked };
  const isSigned = kindOfPayload(claim)?.algorithm !== null;
  const chain = isSigned && verification.startChain ? walkChain(chunked, claim, verification.startChain(record)) : null;
  const payload = chunked.chunks.map(({ data }) => data).join('') as Octets;
  return {
    comparisons: [
      ...(isSigned ? compareChunks(chunked, chain) : []),
      ...(chain ? compareTrailer(chain) : []),
      ...compareTrailerNames(head.headers, chunked),
      compareDecodedLength(head.headers, payload),
      ...compareChecksums(checksumPlaces(examined, chunked.trailers.fields), payload),
    ],
    problem: null,
  };
}
