/** Defines the data for the pages of a walk. */

import type { ArrivedLine } from '../breaks/arrived-lines.ts';
import type { Break } from '../breaks/break.ts';
import type { InputSource } from '../bytes/input.ts';
import type { Octets } from '../bytes/octets.ts';
import type { ExpectedAnswer } from '../causes/answers.ts';
import type { ShownDiagnosis, ShownFinding } from '../diagnosis/shown-diagnosis.ts';
import type { RequestBody } from '../http/body/request-body.ts';
import type { Position } from '../trace/provenance.ts';
import type { RedactedTrace, RedactedValue } from '../trace/redact.ts';
import type { RedactedExchange } from '../trace/redact-exchange.ts';
import { findValue, type StageDescription, type ValueDefinition } from '../trace/trace.ts';
import type { Check } from '../vectors/expectations.ts';
import type { VectorCount } from '../vectors/run.ts';
import type { Publisher } from '../vectors/vector.ts';
import type { Notice } from '../verification/notice.ts';
import type { VerifiedRequest } from '../verification/verify-request.ts';

export interface WalkFacts {
  readonly trace: RedactedTrace;
  readonly url: string;
  /** The body on the wire: its first bytes, its length in bytes, and access to the bytes that can be read. */
  readonly body: Pick<RequestBody, 'beginning' | 'length' | 'stored'> & { readonly isMasked: boolean };
  readonly destination: Destination;
  /** Comparisons with the published values of this request. Empty if the request is not published. */
  readonly checks: readonly Check[];
  readonly publisher: Publisher | null;
  /** How many published vectors this build passes. None are counted for a request that is not signed here. */
  readonly vectors: VectorCount;
  /**
   * Whether the request can be sent. `ready` means that the Enter key sends the request. `under-way` means that the
   * request is being sent or the response is being received. `held` means that the latest input cannot be signed, and
   * the walk still shows the previous request.
   */
  readonly delivery: 'ready' | 'under-way' | 'held';
  /** The sent request and its response; `null` until the request is sent. */
  readonly exchange: RedactedExchange | null;
  /** The findings about a request that was signed elsewhere. `null` if the request is signed here. */
  readonly verification: VerificationFacts | null;
  /** The reason that a request was refused. `null` if the walk is not part of a diagnosis. */
  readonly diagnosis: ShownDiagnosis | null;
  /**
   * The inputs as plain data, from which a page computes the walk again. `null` if a secret is in them, or if the request
   * is not planned here.
   */
  readonly inputsForPage: object | null;
  /** The mistakes that were made in the request on purpose. */
  readonly breaks: readonly ShownBreak[];
  /** The lines of the canonical request that arrive different, because a mistake changes the request in transit. */
  readonly arrives: readonly ArrivedLine[];
  /** The signature before the edits or the breaks, if they changed it. A screen sets this member to compare the two. */
  readonly signatureBefore?: Octets;
  /** The mistake that this walk reproduces. `null` if the walk is not a replay. */
  readonly replay: ReplayFacts | null;
}

interface Destination {
  /** The host in the Host header, which is signed. */
  readonly signedFor: string;
  /** `sandbox` for the sandbox inside this program: the request never leaves this machine. */
  readonly goesTo: 'sandbox' | 'network';
  /** The server that the request is sent to, in words. */
  readonly connectsTo: string;
  /** The target on the network; present only if the request leaves this machine. */
  readonly live?: LiveTarget;
}

/** The server to which a request would be sent over the network, and the time at which this plan was made. */
export interface LiveTarget {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** The time on this machine's clock, in milliseconds since 1970. */
  readonly now: number;
}

/** A mistake that can be made in a request on purpose. */
export interface ShownBreak {
  readonly id: string;
  readonly says: string;
  readonly side: Break['side'];
  /** The stage of its cause: its ID, its title, and the ID of the step of a walk. */
  readonly stage: { readonly id: string; readonly title: string; readonly step: string };
  /** The errors that S3 can return, as in `expectedAnswers`. */
  readonly answers: readonly ExpectedAnswer[];
}

export interface BrokenFacts {
  /** The facts of the correct request. */
  readonly right: WalkFacts;
  /** The facts of the broken request, with the server's answer. */
  readonly broken: WalkFacts;
  /** The diagnosis of a refusal; `null` if the server accepted the request. */
  readonly diagnosis: ShownDiagnosis | null;
}

export interface ReplayFacts {
  readonly finding: ShownFinding;
  /** The source of the request. */
  readonly by: InputSource;
  /** The first byte that the mistake changes; `null` if it changes none of the texts. */
  readonly at: Position | null;
}

export interface VerificationFacts extends Pick<VerifiedRequest, 'verdict' | 'comparisons'> {
  readonly notices: readonly Notice[];
  readonly remarks: readonly string[];
  readonly isBodyKnown: boolean;
}

/** Returns what the signature was found to be; `null` if the request is signed here. */
export const verdictKind = ({ verification }: WalkFacts) => verification?.verdict.kind ?? null;

/** Returns the diagnosis. Throws if the walk has no such part. */
export function requireDiagnosis({ diagnosis }: WalkFacts): ShownDiagnosis {
  if (!diagnosis) throw new Error('Nothing was diagnosed.');
  return diagnosis;
}

/** Returns the replay. Throws if the walk has no such part. */
export function requireReplay({ replay }: WalkFacts): ReplayFacts {
  if (!replay) throw new Error('This walk reproduces no mistake.');
  return replay;
}

/** Returns the verification. Throws if the walk has no such part. */
export function requireVerification({ verification }: WalkFacts): VerificationFacts {
  if (!verification) throw new Error('The request is signed here: there is nothing to verify.');
  return verification;
}

/**
 * Returns a value from the trace. Throws if the trace does not have the value, which cannot happen on the page of a
 * stage that was reached.
 */
export function requireValue({ trace }: Pick<WalkFacts, 'trace'>, { id }: ValueDefinition): RedactedValue {
  const value = findValue(trace, id);
  if (!value) throw new Error(`The trace has no value "${id}".`);
  return value;
}

/** Names the step of a stage in this walk, such as "step 3". */
export const stepOf = (facts: Pick<WalkFacts, 'trace'>, stage: Pick<StageDescription, 'id'>): string =>
  `step ${stepNumberOf(facts, stage)}`;

/** Returns the number of the step of a stage in this walk; empty if it has no such step. */
export function stepNumberOf({ trace }: Pick<WalkFacts, 'trace'>, { id }: Pick<StageDescription, 'id'>): string {
  const step = trace.stages.findIndex((stage) => stage.id === id);
  return step < 0 ? '' : String(step + 1);
}
