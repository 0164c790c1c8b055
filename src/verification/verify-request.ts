/** A request as a server looks at it: what it claims, what it should be, and the verdict. */
import type { Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import type { KeySource } from '../sigv4/claims/verify.ts';
import type { PayloadKind } from '../sigv4/payload-words.ts';
import type { Rules } from '../sigv4/rules.ts';
import { type Recorder, unrecorded } from '../trace/trace.ts';
import { compareAll } from './comparison/compare-all.ts';
import type { Comparison } from './comparison/comparison.ts';
import { examine, type ReadRequest, type ReceivedPayload, type RuleChoice, readSigned } from './examine.ts';
import { type Notice, noticesOf } from './notices.ts';
import { placedInForm, placedInInput } from './place.ts';
import type { SentRequest } from './sent-request.ts';
import { validityOf } from './times.ts';
import { type Verdict, verdictOf, verdictOfProblem } from './verdict.ts';

/** The server that looks at it. */
export interface Verifier extends Pick<RuleChoice, 'rules'> {
  readonly keySource: KeySource;
  /** Its clock, in milliseconds since 1970. */
  readonly now: number;
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
  readonly payload: ReceivedPayload;
  /** What the claim says of the payload; `null` where that is nothing that is known, or there is no claim. */
  readonly kind: PayloadKind | null;
}

/** Everything on the way goes to `record`. Whatever is wrong is in what comes back. */
export function verifyRequest(
  sent: SentRequest,
  verifier: Verifier,
  record: Recorder = unrecorded,
  recordClaim: (claim: Claim) => Claim = (claim) => claim,
): VerifiedRequest {
  const read = readSigned(sent, { rules: verifier.rules });
  const found = claimOnce(read);
  if (isProblem(found)) return withoutClaim(read, found);
  const examined = examine({ ...read, claim: recordClaim(found) }, verifier.keySource, record);
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

/** Of the key that a request names, without verifying anything; `null` where its claim cannot be read. */
export function accessKeyIdOf(sent: SentRequest): Octets | null {
  const claim = claimOnce(readSigned(sent, { rules: {} }));
  return isProblem(claim) ? null : claim.accessKeyId.octets;
}

/** The claim, or why there is none to verify: a request may be signed once only. */
const claimOnce = ({ claim, twice }: ReadRequest): Claim | Problem => twice ?? claim;

function withoutClaim({ sent, form, rules, payload }: ReadRequest, problem: Problem): VerifiedRequest {
  const isInField = form !== null && !isProblem(form);
  const placed = isInField ? placedInForm(problem, form.fields, sent) : placedInInput(problem, sent);
  const verdict = verdictOfProblem(placed);
  return { verdict, claim: null, comparisons: [], notices: () => [], rules, payload, kind: null };
}
