/**
 * Verifies a request like a server: compares the request's claims with the computed values, and determines the verdict.
 */

import type { Octets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import type { AwsChunkedBody } from '../http/aws-chunked/read.ts';
import { headerValue } from '../http/message.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { isPolicyFault, readPolicy } from '../sigv4/claims/policy-document.ts';
import type { KeySource } from '../sigv4/claims/verify.ts';
import { POST_POLICY } from '../sigv4/documentation.ts';
import { AMZ_HEADERS } from '../sigv4/names.ts';
import type { PayloadKind } from '../sigv4/payload-keywords.ts';
import type { Rules } from '../sigv4/rules.ts';
import { isChunked } from '../sigv4/schemes/signed-headers.ts';
import { type Recorder, unrecorded } from '../trace/trace.ts';
import {
  compareChecksums,
  compareChunks,
  compareDecodedLength,
  compareTrailer,
  compareTrailerNames,
  unknownChunks,
} from './comparison/compare-body.ts';
import { comparePayload, compareScope, compareSignature } from './comparison/compare-claim.ts';
import type { Comparison } from './comparison/comparison.ts';
import {
  type Examination,
  examine,
  type ReadRequest,
  type ReceivedPayload,
  type RuleChoice,
  readSigned,
  type SentRequest,
} from './examine.ts';
import type { Notice } from './notice.ts';
import { noticesOf } from './notices.ts';
import { placedInForm, placedInInput } from './place.ts';
import { type Verdict, validityOf, verdictOf, verdictOfProblem } from './verdict.ts';

/** The settings of the server that verifies a request. */
export interface Verifier extends Pick<RuleChoice, 'rules'> {
  readonly keySource: KeySource;
  /** The server's time, in milliseconds since 1970. */
  readonly now: number;
}

export interface VerifiedRequest {
  readonly verdict: Verdict;
  /** The claim; `null` if the request has no readable claim. */
  readonly claim: Claim | null;
  /** The comparisons, in the order of computation. */
  readonly comparisons: readonly Comparison[];
  readonly notices: () => readonly Notice[];
  readonly rules: Rules;
  readonly payload: ReceivedPayload;
  /** How the payload is signed; `null` if there is no claim, or if the claim does not state a known way. */
  readonly kind: PayloadKind | null;
}

/** Verifies a request and passes intermediate values to `record`. Problems with the request are part of the result. */
export function verifyRequest(
  sent: SentRequest,
  verifier: Verifier,
  record: Recorder = unrecorded,
  recordClaim: (claim: Claim) => Claim = (claim) => claim,
): VerifiedRequest {
  const read = readSigned(sent, { rules: verifier.rules });
  const found = claimOnce(read);
  if (isProblem(found)) return withoutClaim(read, found);
  const examined = examine(read, recordClaim(found), verifier.keySource, record);
  const { claim, kind, rules, payload } = examined;
  const { comparisons, problem } = compareAll(examined, record);
  return {
    verdict: claim.fault
      ? verdictOfProblem(placedInInput(claim.fault, sent))
      : verdictOf(comparisons, problem && placedInInput(problem, sent), validityOf(claim), verifier.now),
    claim,
    comparisons,
    notices: () => noticesOf(claim, sent.head, rules),
    rules,
    payload,
    kind,
  };
}

/** Returns the access key ID of a request without verifying it, or `null` if its claim cannot be read. */
export function accessKeyIdOf(sent: SentRequest): Octets | null {
  const claim = claimOnce(readSigned(sent, { rules: {} }));
  return isProblem(claim) ? null : claim.accessKeyId.octets;
}

/** Returns the claim, or a problem if the request is signed twice. */
const claimOnce = ({ claim, twice }: ReadRequest): Claim | Problem => twice ?? claim;

function withoutClaim({ sent, form, rules, payload }: ReadRequest, problem: Problem): VerifiedRequest {
  const isInField = form !== null && !isProblem(form);
  const placed = isInField ? placedInForm(problem, form.fields, sent) : placedInInput(problem, sent);
  const verdict = verdictOfProblem(placed);
  return { verdict, claim: null, comparisons: [], notices: () => [], rules, payload, kind: null };
}

export interface Compared {
  readonly comparisons: readonly Comparison[];
  /** The problem if the body cannot be decoded as the request states; `null` otherwise. */
  readonly problem: Problem | null;
}

/** Compares everything that a request claims, in the order of computation. */
function compareAll(examined: Examination, record: Recorder): Compared {
  const { sent, payload, claim, kind, verification } = examined;
  const bodySha256 = () => (isHashKnown(sent) ? payload.sha256 : null);
  const ofSignature = compareSignature(claim, verification(), record);
  const ofBody = compareBody(examined);
  const comparisons = [
    ...compareScope(claim),
    ...comparePayload(claim, kind, bodySha256),
    isGuessed(examined) ? unknownIfWrong(ofSignature) : ofSignature,
    ...ofBody.comparisons,
  ];
  return { comparisons, problem: ofBody.problem };
}

const isHashKnown = ({ body, hashedBody }: SentRequest): boolean => body !== null || Boolean(hashedBody);

/** Returns whether the hash of the body is unknown and the canonical request contains a guess at it. */
function isGuessed({ sent, claim: { signed }, kind }: Examination): boolean {
  const isSaid = headerValue(sent.head.headers, AMZ_HEADERS.contentSha256) !== undefined;
  return !isHashKnown(sent) && signed.kind === 'request' && kind?.payload === 'hashed' && !isSaid;
}

const unknownIfWrong = (comparison: Comparison): Comparison =>
  comparison.standing === 'differs'
    ? {
        ...comparison,
        computed: null,
        standing: 'unknown',
        says: 'The body is unknown, and its hash is part of what is signed.',
      }
    : comparison;

function compareBody(examined: Examination): Compared {
  const { claim, kind, content, checksums, sent } = examined;
  const found = content();
  if (isProblem(found)) return { comparisons: [], problem: found };
  if (found?.chunked) return { comparisons: compareChunked(examined, found.payload, found.chunked), problem: null };
  if (kind && isChunked(kind)) return { comparisons: [unknownChunks(claim)], problem: null };
  return {
    comparisons: compareChecksums(checksums(), found?.payload ?? null, sent.head),
    problem: policyProblem(claim.signed),
  };
}

function policyProblem(signed: Claim['signed']): Problem | null {
  const policy = signed.kind === 'policy' ? readPolicy(signed.policy.octets) : null;
  if (policy === null || !isPolicyFault(policy)) return null;
  const fix = 'Write it as JSON with "expiration" and "conditions", encoded in base64.';
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
    ...compareChecksums(checksums(), payload, head),
  ];
}
