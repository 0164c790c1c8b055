/** All that the pages of a walk are made of. */
import type { InputSource } from '../bytes/input.ts';
import type { ShownDiagnosis, ShownFinding } from '../diagnosis/shown-diagnosis.ts';
import type { RequestBody } from '../http/body/request-body.ts';
import type { Disagreement } from '../sigv4/rules.ts';
import type { RedactedTrace, RedactedValue } from '../trace/redact.ts';
import type { RedactedExchange } from '../trace/redact-exchange.ts';
import { findValue, type StageDescription, type ValueDefinition } from '../trace/trace.ts';
import type { Check } from '../vectors/expectations.ts';
import type { VectorCount } from '../vectors/run.ts';
import type { Publisher } from '../vectors/vector.ts';
import type { Notice } from '../verification/notices.ts';
import type { VerifiedRequest } from '../verification/verify-request.ts';
import type { SecondOpinion } from './second-opinion/second-opinion.ts';

export interface WalkFacts {
  readonly trace: RedactedTrace;
  readonly url: string;
  /** The body on the wire: its first bytes, how many it has, and those that can be read. */
  readonly body: Pick<RequestBody, 'beginning' | 'length' | 'stored'> & { readonly isMasked: boolean };
  /** Where the bytes go, whatever host they were signed for. */
  readonly destination: { readonly signedFor: string; readonly connectsTo: string };
  /** What was published of this very request; none for a request that nobody published. */
  readonly checks: readonly Check[];
  readonly publisher: Publisher | null;
  /** How many published vectors this build passes; `null` until they are run. */
  readonly vectors: VectorCount | null;
  /** Rules that sources disagree on and that make a difference for this request. */
  readonly disagreements: readonly Disagreement[];
  /** `null` where nobody was asked. */
  readonly opinion: SecondOpinion | null;
  /**
   * `ready`: enter sends it. `under-way`: it is being sent, or its answer is coming. `held`: what is typed by now cannot
   * be signed, and this is what could be before.
   */
  readonly delivery: 'ready' | 'under-way' | 'held';
  /** `null` until the request is sent. */
  readonly exchange: RedactedExchange | null;
  /** What was found out of a request that somebody else signed; `null` for one that is signed here. */
  readonly verification: VerificationFacts | null;
  /** Why a request was refused; `null` where nobody asks. */
  readonly diagnosis: ShownDiagnosis | null;
  /** A mistake that was made again; `null` for any other walk. */
  readonly replay: ReplayFacts | null;
}

export interface ReplayFacts {
  readonly finding: ShownFinding;
  /** What it was made of. */
  readonly by: InputSource;
}

export interface VerificationFacts extends Pick<VerifiedRequest, 'verdict' | 'comparisons'> {
  readonly notices: readonly Notice[];
  /** On how the input was read. */
  readonly remarks: readonly string[];
  readonly isBodyKnown: boolean;
}

/** Of a page that only a diagnosis has. */
export function requireDiagnosis({ diagnosis }: WalkFacts): ShownDiagnosis {
  if (!diagnosis) throw new Error('Nothing was diagnosed.');
  return diagnosis;
}

/** Of a page that only a replay has. */
export function requireReplay({ replay }: WalkFacts): ReplayFacts {
  if (!replay) throw new Error('No mistake was made again.');
  return replay;
}

/** Of a page that only verifying has. */
export function requireVerification({ verification }: WalkFacts): VerificationFacts {
  if (!verification) throw new Error('The request is signed here: there is nothing to verify.');
  return verification;
}

/** The value, which the trace must have got to: a page is only made of a trace that got to its stage. */
export function requireValue({ trace }: Pick<WalkFacts, 'trace'>, { id }: ValueDefinition): RedactedValue {
  const value = findValue(trace, id);
  if (!value) throw new Error(`The trace has no value "${id}".`);
  return value;
}

/** "step 3": where in this walk the stage stands. */
export function stepOf({ trace }: Pick<WalkFacts, 'trace'>, { id }: Pick<StageDescription, 'id'>): string {
  return `step ${trace.stages.findIndex((stage) => stage.id === id) + 1}`;
}
