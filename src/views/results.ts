/** Defines the results of the commands, by kind. The forms of output are made of them, and of nothing else. */

import type { Octets } from '../bytes/octets.ts';
import type { Cause } from '../causes/cause.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { ToldGrade } from '../grading/told.ts';
import type { CapturedExchange } from '../http/relay/captured.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import type { PreparedLesson } from '../lessons/lesson.ts';
import type { LessonForm } from '../lessons/playing/records.ts';
import type { GroupResult } from '../vectors/run.ts';
import type { SentRequest } from '../verification/examine.ts';
import type { KnownSecret } from '../verification/keys.ts';
import type { BrokenFacts, ShownBreak, WalkFacts } from './facts.ts';
import type { Identity } from './identity/identity.ts';
import type { ReportedRequest } from './verification/verification-view.ts';

export interface Results {
  /** A request that was signed here, and its exchange if it was sent. */
  readonly walk: {
    readonly facts: () => WalkFacts;
    /** What the mistakes of `--break` change; `null` if there are none. */
    readonly broken: BrokenFacts | null;
  };
  readonly verification: Walked & {
    readonly reported: ReportedRequest;
    /** The request, the secrets that were known, and the time; `null` if the input is not a request. */
    readonly verified: VerifiedRequest | null;
  };
  readonly diagnosis: Walked & { readonly diagnosis: Diagnosis };
  /** The mistakes that can be made in a request. */
  readonly breaks: { readonly breaks: readonly ShownBreak[] };
  readonly vectors: { readonly groups: readonly GroupResult[] };
  /** What requests would be signed with. */
  readonly identity: { readonly identity: Identity };
  readonly grade: { readonly grade: ToldGrade };
  /** All causes, or one. */
  readonly causes: { readonly causes: readonly Cause[] };
  readonly lesson: {
    readonly lesson: PreparedLesson;
    readonly form: LessonForm;
    /** Whether the answers, and what is for teachers, are included. */
    readonly hasNotes: boolean;
  };
  readonly exchanges: { readonly exchanges: readonly ExportedExchange[]; readonly secrets: readonly Octets[] };
}

interface Walked {
  /** Returns the facts of the walk through the result; `null` if there is no signature to walk through. */
  readonly facts: () => WalkFacts | null;
}

export interface VerifiedRequest {
  readonly request: SentRequest;
  readonly secrets: readonly KnownSecret[];
  /** In milliseconds since 1970. */
  readonly now: number;
}

export interface ExportedExchange {
  readonly request: ClientRequest;
  readonly exchange: CapturedExchange;
  /** In milliseconds since 1970; `null` if it is not known. */
  readonly started: number | null;
}

export type ResultKind = keyof Results;

/** A result of one of these kinds. */
export type Result<Kind extends ResultKind = ResultKind> = {
  readonly [Each in Kind]: { readonly kind: Each } & Results[Each];
}[Kind];
