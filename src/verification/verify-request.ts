/** A request as a server looks at it: what it claims, what it should be, and the verdict. */
import { rulesOf } from '../aws/services.ts';
import { given } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { headerValue, type RequestHead } from '../http/message.ts';
import { decodeAwsChunked } from '../http/read-aws-chunked.ts';
import { type FormField, isBrowserForm, readForm, valueOfField } from '../http/read-multipart.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { kindOfPayload } from '../sigv4/claims/payload-kind.ts';
import { claimOfForm } from '../sigv4/claims/policy-claim.ts';
import { readClaim } from '../sigv4/claims/read-claim.ts';
import type { SentField } from '../sigv4/claims/sent-checksums.ts';
import { type KeySource, type Verification, verify } from '../sigv4/claims/verify.ts';
import { walkChain } from '../sigv4/claims/walk-chain.ts';
import { type Rules, S3_RULES } from '../sigv4/rules.ts';
import { isChunked } from '../sigv4/schemes/added-headers.ts';
import { type Payload, type Recorder, unrecorded } from '../trace/trace.ts';
import {
  compareChecksums,
  compareChunks,
  compareDecodedLength,
  compareTrailer,
  compareTrailerNames,
} from './compare-body.ts';
import { comparePayload, compareScope, compareSignature } from './compare-claim.ts';
import type { Comparison } from './comparison.ts';
import { type Notice, noticesOf } from './notices.ts';
import { placedInInput } from './place.ts';
import { validityOf } from './times.ts';
import { type Verdict, verdictOf, verdictOfProblem } from './verdict.ts';

/** What came over the wire. */
export interface SentRequest {
  readonly head: RequestHead;
  /** Without HTTP's own transfer coding; `null` where it is not known. */
  readonly body: Octets | null;
}

/** The server that looks at it. */
export interface Verifier {
  readonly keySource: KeySource;
  /** Its clock, in milliseconds since 1970. */
  readonly now: number;
  /** Choices in the place of those of the service. */
  readonly rules: Partial<Rules>;
}

export interface VerifiedRequest {
  readonly verdict: Verdict;
  /** `null` where there is none that can be read. */
  readonly claim: Claim | null;
  /** In the order in which the values are made. */
  readonly comparisons: readonly Comparison[];
  /** Computed for whoever asks. */
  readonly notices: () => readonly Notice[];
  /** Those that it was verified by. */
  readonly rules: Rules;
  /** The body as the stages see it; its hash is computed once, for whoever asks first. */
  readonly payload: Payload;
}

/** Everything on the way goes to `record`. Whatever is wrong is in what comes back. */
export function verifyRequest(
  sent: SentRequest,
  verifier: Verifier,
  record: Recorder = unrecorded,
  recordClaim: (claim: Claim) => Claim = (claim) => claim,
): VerifiedRequest {
  const fields = formFieldsOf(sent);
  const payload = payloadOf(sent.body);
  if (isProblem(fields)) return withoutClaim(fields, S3_RULES, payload);
  const { claim: read, rules } = claimAndRules({ sent, fields, payload }, verifier.rules);
  if (isProblem(read)) return withoutClaim(placedInInput(read, sent.head), rules, payload);
  const claim = recordClaim(read);
  const verification = verify(claim, verifier.keySource, rules, record);
  const { comparisons, problem } = compareAll({ sent, fields, payload, claim, verification }, record);
  return {
    verdict: verdictOf(comparisons, problem, validityOf(claim), verifier.now),
    claim,
    comparisons,
    notices: () => noticesOf(claim, sent.head, rules),
    rules,
    payload,
  };
}

/** Of the key that a request names, without verifying anything; `null` where its claim cannot be read. */
export function accessKeyIdOf(sent: SentRequest): Octets | null {
  const fields = formFieldsOf(sent);
  if (isProblem(fields)) return null;
  const { claim } = claimAndRules({ sent, fields, payload: payloadOf(null) }, {});
  return isProblem(claim) ? null : claim.accessKeyId.octets;
}

function withoutClaim(problem: Problem, rules: Rules, payload: Payload): VerifiedRequest {
  return { verdict: verdictOfProblem(problem), claim: null, comparisons: [], notices: () => [], rules, payload };
}

/** The fields of a browser upload; `null` for anything else. */
function formFieldsOf({ head, body }: SentRequest): readonly FormField[] | Problem | null {
  if (body === null || headerValue(head.headers, 'authorization') || !isBrowserForm(head)) return null;
  const form = readForm(headerValue(head.headers, 'content-type')?.octets ?? EMPTY, body);
  return isProblem(form) ? form : form.fields;
}

interface ClaimAndRules {
  readonly claim: Claim | Problem;
  readonly rules: Rules;
}

/** The rules are those of the service, which only the claim names. */
function claimAndRules({ sent, fields, payload }: Read, choices: Partial<Rules>): ClaimAndRules {
  const read = (rules: Rules): Claim | Problem =>
    fields
      ? claimOfForm((name) => {
          const value = valueOfField(fields, name);
          return value === null ? null : given(value, `the field ${name} of the form`);
        })
      : readClaim(sent.head, payload, rules);
  const first = { ...S3_RULES, ...choices };
  const claim = read(first);
  if (isProblem(claim)) return { claim, rules: first };
  // The names of services are ASCII.
  const ofService = rulesOf(claim.scope.service.octets);
  if (ofService === S3_RULES) return { claim, rules: first };
  const rules = { ...ofService, ...choices };
  return { claim: read(rules), rules };
}

/** Where the body is not known, as if there were none. The hash of one that may be large is for whom it concerns. */
function payloadOf(body: Octets | null): Payload {
  const octets = body ?? EMPTY;
  let hash: Octets | null = null;
  return {
    length: octets.length,
    get sha256() {
      hash ??= sha256Hex(octets);
      return hash;
    },
  };
}

interface Read {
  readonly sent: SentRequest;
  readonly fields: readonly FormField[] | null;
  readonly payload: Payload;
}

interface Examined extends Read {
  readonly claim: Claim;
  readonly verification: Verification;
}

interface Compared {
  readonly comparisons: readonly Comparison[];
  /** Why the body cannot be read in the coding that the request says it has. */
  readonly problem: Problem | null;
}

function compareAll(examined: Examined, record: Recorder): Compared {
  const { sent, payload, claim, verification } = examined;
  const kind = kindOfPayload(claim);
  const bodySha256 = () => (sent.body === null ? null : payload.sha256);
  const ofClaim = [
    ...compareScope(claim),
    ...comparePayload(claim, kind, bodySha256),
    compareSignature(claim, verification, record),
  ];
  const ofBody = kind && isChunked(kind) ? compareChunked(examined, record) : comparePlain(examined);
  return { comparisons: [...ofClaim, ...ofBody.comparisons], problem: ofBody.problem };
}

function comparePlain({ sent, fields }: Examined): Compared {
  if (fields === null) return { comparisons: compareChecksums(octetsOf(sent.head), [], sent.body), problem: null };
  const file = valueOfField(fields, 'file');
  return { comparisons: compareChecksums(fields, [], file), problem: null };
}

function compareChunked({ sent, claim, verification }: Examined, record: Recorder): Compared {
  const { head, body } = sent;
  if (body === null) return { comparisons: [], problem: null };
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
      ...compareChecksums(octetsOf(head), chunked.trailers.fields, payload),
    ],
    problem: null,
  };
}

const octetsOf = ({ headers }: RequestHead): SentField[] =>
  headers.map(({ name, value }) => ({ name: name.octets, value: value.octets }));
