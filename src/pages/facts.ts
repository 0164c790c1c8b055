/** The data for the pages of a walk. */
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
  /** The body on the wire: its first bytes, its length, and the bytes that can be read. */
  readonly body: Pick<RequestBody, 'beginning' | 'length' | 'stored'> & { readonly isMasked: boolean };
  /** The host that is signed, and the host that the bytes go to. */
  readonly destination: { readonly signedFor: string; readonly connectsTo: string };
  /** Comparisons with the published values of this request; empty for an unpublished request. */
  readonly checks: readonly Check[];
  readonly publisher: Publisher | null;
  /** How many published vectors this build passes; `null` before they have run. */
  readonly vectors: VectorCount | null;
  /** Rules that matter for this request and that sources disagree about. */
  readonly disagreements: readonly Disagreement[];
  /** `null` if there is no second opinion. */
  readonly opinion: SecondOpinion | null;
  /**
   * `ready`: enter sends it. `under-way`: it is being sent, or the response is being received. `held`: the latest
   * input cannot be signed, so this is the last request that could be.
   */
  readonly delivery: 'ready' | 'under-way' | 'held';
  /** `null` until the request is sent. */
  readonly exchange: RedactedExchange | null;
  /** The findings about a request that was signed elsewhere; `null` if it is signed here. */
  readonly verification: VerificationFacts | null;
  /** Why a request was refused; `null` if the walk is not part of a diagnosis. */
  readonly diagnosis: ShownDiagnosis | null;
  /** The mistake that this walk makes again; `null` for any other walk. */
  readonly replay: ReplayFacts | null;
}

export interface ReplayFacts {
  readonly finding: ShownFinding;
  /** The source of the request. */
  readonly by: InputSource;
}

export interface VerificationFacts extends Pick<VerifiedRequest, 'verdict' | 'comparisons'> {
  readonly notices: readonly Notice[];
  /** Remarks about how the input was read. */
  readonly remarks: readonly string[];
  readonly isBodyKnown: boolean;
}

/** Returns the diagnosis; throws on a walk without one. */
export function requireDiagnosis({ diagnosis }: WalkFacts): ShownDiagnosis {
  if (!diagnosis) throw new Error('Nothing was diagnosed.');
  return diagnosis;
}

/** Returns the replay; throws on a walk without one. */
export function requireReplay({ replay }: WalkFacts): ReplayFacts {
  if (!replay) throw new Error('This walk reproduces no mistake.');
  return replay;
}

/** Returns the verification; throws on a walk without one. */
export function requireVerification({ verification }: WalkFacts): VerificationFacts {
  if (!verification) throw new Error('The request is signed here: there is nothing to verify.');
  return verification;
}

/** Returns a value; throws if the trace does not have it. Only stages that were reached have pages. */
export function requireValue({ trace }: Pick<WalkFacts, 'trace'>, { id }: ValueDefinition): RedactedValue {
  const value = findValue(trace, id);
  if (!value) throw new Error(`The trace has no value "${id}".`);
  return value;
}

/** Names the step of a stage in this walk: "step 3". */
export function stepOf({ trace }: Pick<WalkFacts, 'trace'>, { id }: Pick<StageDescription, 'id'>): string {
  return `step ${trace.stages.findIndex((stage) => stage.id === id) + 1}`;
}
