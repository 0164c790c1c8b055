/** A request as a server looks at it: what it claims, what it should be, and the verdict. */
import { rulesOf } from '../aws/services.ts';
import { given } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { isBrowserForm, readUploadForm, type UploadForm, valueOfField } from '../http/forms/read-multipart.ts';
import { headerValue, type RequestHead } from '../http/message.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { claimOfForm } from '../sigv4/claims/policy/policy-claim.ts';
import { readClaim } from '../sigv4/claims/read-claim.ts';
import { type KeySource, verify } from '../sigv4/claims/verify.ts';
import { type Rules, S3_RULES } from '../sigv4/rules.ts';
import { type Payload, type Recorder, unrecorded } from '../trace/trace.ts';
import { compareAll } from './comparison/compare-all.ts';
import type { Comparison } from './comparison/comparison.ts';
import { type Notice, noticesOf } from './notices.ts';
import { placedInForm, placedInInput } from './place.ts';
import type { SentRequest } from './sent-request.ts';
import { validityOf } from './times.ts';
import { type Verdict, verdictOf, verdictOfProblem } from './verdict.ts';

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
  const payload = payloadOf(sent.body);
  const { claim: read, rules, form } = readSent(sent, payload, verifier.rules);
  if (isProblem(read)) {
    return withoutClaim(form ? placedInForm(read, form.fields, sent) : placedInInput(read, sent), rules, payload);
  }
  const claim = recordClaim(read);
  const verification = verify(claim, verifier.keySource, rules, record);
  const { comparisons, problem } = compareAll({ sent, form, payload, claim, verification, rules }, record);
  return {
    verdict: claim.fault
      ? verdictOfProblem(placedInInput(claim.fault, sent))
      : verdictOf(comparisons, problem && placedInInput(problem, sent), validityOf(claim), verifier.now),
    claim,
    comparisons,
    notices: () => noticesOf(claim, sent.head, rules),
    rules,
    payload,
  };
}

/** Of the key that a request names, without verifying anything; `null` where its claim cannot be read. */
export function accessKeyIdOf(sent: SentRequest): Octets | null {
  const { claim } = readSent(sent, payloadOf(null), {});
  return isProblem(claim) ? null : claim.accessKeyId.octets;
}

function withoutClaim(problem: Problem, rules: Rules, payload: Payload): VerifiedRequest {
  return { verdict: verdictOfProblem(problem), claim: null, comparisons: [], notices: () => [], rules, payload };
}

interface ReadRequest {
  readonly claim: Claim | Problem;
  readonly rules: Rules;
  /** Of a browser upload; `null` for anything else. */
  readonly form: UploadForm | null;
}

/** The rules are those of the service, which only the claim names. */
function readSent({ head, body }: SentRequest, payload: Payload, choices: Partial<Rules>): ReadRequest {
  const first = { ...S3_RULES, ...choices };
  const claim = readClaim(head, payload, first);
  if (isProblem(claim)) {
    // A form may be signed in its fields, where its head has no signature.
    const isForm = claim.code === 'unsigned' && body !== null && isBrowserForm(head);
    return { ...(isForm ? claimInForm(head, body) : { claim, form: null }), rules: first };
  }
  // The names of services are ASCII.
  const ofService = rulesOf(claim.scope.service.octets);
  if (ofService === S3_RULES) return { claim, rules: first, form: null };
  const rules = { ...ofService, ...choices };
  return { claim: readClaim(head, payload, rules), rules, form: null };
}

function claimInForm({ headers }: RequestHead, body: Octets): Pick<ReadRequest, 'claim' | 'form'> {
  const form = readUploadForm(headerValue(headers, 'content-type')?.octets ?? EMPTY, body);
  if (isProblem(form)) return { claim: form, form: null };
  const claim = claimOfForm((name) => {
    const value = valueOfField(form.fields, name);
    return value === null ? null : given(value, { id: `field/${name}`, source: { kind: 'form' } });
  });
  return { claim, form };
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
