/** A request as a server looks at it: what it claims, what it should be, and the verdict. */
import { rulesOf } from '../aws/services.ts';
import { given } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { headerValue, type RequestHead } from '../http/message.ts';
import { decodeAwsChunked } from '../http/read-aws-chunked.ts';
import { isBrowserForm, readUploadForm, type UploadForm, valueOfField } from '../http/read-multipart.ts';
import type { BodyOffset } from '../intake/client-request.ts';
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
import { placedInForm, placedInInput } from './place.ts';
import { validityOf } from './times.ts';
import { type Verdict, verdictOf, verdictOfProblem } from './verdict.ts';

/** What came over the wire. */
export interface SentRequest {
  readonly head: RequestHead;
  /** Without HTTP's own transfer coding; `null` where it is not known. */
  readonly body: Octets | null;
  /** Where the body stands in what a person gave, for problems; left out where nobody counts. */
  readonly bodyOffset?: BodyOffset | null;
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
}

/** Everything on the way goes to `record`. Whatever is wrong is in what comes back. */
export function verifyRequest(
  sent: SentRequest,
  verifier: Verifier,
  record: Recorder = unrecorded,
  recordClaim: (claim: Claim) => Claim = (claim) => claim,
): VerifiedRequest {
  const form = formOf(sent);
  if (form && isProblem(form)) return withoutClaim(placedInInput(form, sent), S3_RULES);
  const { claim: read, rules } = claimAndRules(sent, form, verifier);
  if (isProblem(read)) {
    return withoutClaim(form ? placedInForm(read, form.fields, sent) : placedInInput(read, sent), rules);
  }
  const claim = recordClaim(read);
  const verification = verify(claim, verifier.keySource, rules, record);
  const { comparisons, problem } = compareAll({ sent, form, claim, verification }, record);
  return {
    verdict: verdictOf(comparisons, problem && placedInInput(problem, sent), validityOf(claim), verifier.now),
    claim,
    comparisons,
    notices: () => noticesOf(claim, sent.head, rules),
    rules,
  };
}

function withoutClaim(problem: Problem, rules: Rules): VerifiedRequest {
  return { verdict: verdictOfProblem(problem), claim: null, comparisons: [], notices: () => [], rules };
}

/** The form of a browser upload; `null` for anything else. */
function formOf({ head, body }: SentRequest): UploadForm | Problem | null {
  if (body === null || headerValue(head.headers, 'authorization') || !isBrowserForm(head)) return null;
  return readUploadForm(headerValue(head.headers, 'content-type')?.octets ?? EMPTY, body);
}

interface ClaimAndRules {
  readonly claim: Claim | Problem;
  readonly rules: Rules;
}

/** The rules are those of the service, which only the claim names. */
function claimAndRules(sent: SentRequest, form: UploadForm | null, verifier: Verifier): ClaimAndRules {
  const payload = payloadOf(sent.body);
  const read = (rules: Rules): Claim | Problem =>
    form
      ? claimOfForm((name) => {
          const value = valueOfField(form.fields, name);
          return value === null ? null : given(value, `the field ${name} of the form`);
        })
      : readClaim(sent.head, payload, rules);
  const first = { ...S3_RULES, ...verifier.rules };
  const claim = read(first);
  if (isProblem(claim)) return { claim, rules: first };
  // The names of services are ASCII.
  const ofService = rulesOf(claim.scope.service.octets);
  if (ofService === S3_RULES) return { claim, rules: first };
  const rules = { ...ofService, ...verifier.rules };
  return { claim: read(rules), rules };
}

/** Where the body is not known, as if there were none. The hash of one that may be large is for whom it concerns. */
function payloadOf(body: Octets | null): Payload {
  const octets = body ?? EMPTY;
  return {
    length: octets.length,
    get sha256() {
      return sha256Hex(octets);
    },
  };
}

interface Examined {
  readonly sent: SentRequest;
  readonly form: UploadForm | null;
  readonly claim: Claim;
  readonly verification: Verification;
}

interface Compared {
  readonly comparisons: readonly Comparison[];
  /** Why the body cannot be read in the coding that the request says it has. */
  readonly problem: Problem | null;
}

function compareAll(examined: Examined, record: Recorder): Compared {
  const { sent, claim, verification } = examined;
  const kind = kindOfPayload(claim);
  const bodySha256 = () => (sent.body === null ? null : sha256Hex(sent.body));
  const ofClaim = [
    ...compareScope(claim),
    ...comparePayload(claim, kind, bodySha256),
    compareSignature(claim, verification, record),
  ];
  const ofBody = kind && isChunked(kind) ? compareChunked(examined, record) : comparePlain(examined);
  return { comparisons: [...ofClaim, ...ofBody.comparisons], problem: ofBody.problem };
}

function comparePlain({ sent, form }: Examined): Compared {
  if (form === null) return { comparisons: compareChecksums(octetsOf(sent.head), [], sent.body), problem: null };
  return { comparisons: compareChecksums(form.fields, [], form.file?.value ?? null), problem: null };
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
