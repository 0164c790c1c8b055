/** Defines a cause: a reason that a request is refused, how to fix it, and how to prove it. */

import type { Octets } from '../bytes/octets.ts';
import type { Mutation } from '../drafts/mutation.ts';
import type { ServerAnswer } from '../evidence/evidence.ts';
import type { Violation } from '../evidence/invariants.ts';
import type { Sides } from '../sides/sides.ts';
import type { Place } from '../sides/transit.ts';
import type { LessonName } from '../trace/lesson-names.ts';
import type { ExpectedAnswer } from './answers.ts';
import type { Feature } from './features/feature.ts';
import type { FixLines } from './fix-lines.ts';
import type { NeedId } from './needs.ts';
import type { QuestionId } from './questions.ts';
import type { CauseStage } from './stages.ts';

/** A situation that the program recognizes without a search; the entry of one cause says that it is its own. */
export type Situation = 'authorization-lost' | 'token-missing' | 'link-expired';

/** Another mistake that always, or nearly always, produces the same bytes as one of a cause. */
export interface TwinMistake {
  /** The mistake that is reported, and its twin. */
  readonly variant: string;
  readonly twin: string;
  /** The ID of the cause of the twin, if it is another one. */
  readonly of?: string;
  /**
   * How often the mistakes can be told apart: `never`, or `rarely`, which means that they produce the same bytes in
   * nearly every request.
   */
  readonly apart: 'never' | 'rarely';
  /** An explanation of why the mistakes are twins and how to distinguish them. */
  readonly says: string;
}

export interface Cause {
  /** A stable name, such as `signing-key-not-binary`. */
  readonly id: string;
  readonly stage: CauseStage;
  /** One sentence that describes the cause, for when nothing more exact is known. */
  readonly says: string;
  /**
   * One or two sentences about how to recognize the cause in the request, the response, and the text that the client
   * signed.
   */
  readonly symptom: string;
  /** One sentence about how to fix the cause. */
  readonly fix: string;
  /** Set if the fix begins with what to change in a proxy; otherwise, the fix begins with the client or the server. */
  readonly fixIn?: 'proxy';
  /** The line to write in the configuration or the code of a client or a proxy. */
  readonly lines?: FixLines;
  /** The URL of the page or section that specifies the right behavior. */
  readonly see: string;
  /** Public threads in which people reported this cause. */
  readonly threads: readonly string[];
  /** The lesson that treats the cause. */
  readonly lesson: LessonName;
  /** A sentence about what to try, to find out whether it is this cause. */
  readonly test: string;
  /** A sentence about why it is a suspect even if no feature of the request points to it. */
  readonly why?: string;
  /** The test and the reason for suspicion of variants that have their own. */
  readonly variants?: Readonly<Record<string, { readonly test: string; readonly why: string }>>;
  /** The features of a request that point to this cause if nothing is proved. */
  readonly features: readonly Feature[];
  /** What the cause needs of a request; the first need that is not met rules it out. */
  readonly needs: readonly NeedId[];
  /**
   * The places of a draft in which the cause is, such as `canonicalUri`, in addition to those that its mistakes change.
   * Empty if it can be in any place.
   */
  readonly places: readonly string[];
  /** Returns whether the mistake can be about a header with this lowercase name. Such a header has to be signed. */
  readonly isAbout?: (name: string) => boolean;
  /** The probability that the answer to a question is yes, if it differs from that of the stage. */
  readonly yes: Readonly<Partial<Record<QuestionId, number>>>;
  /**
   * The errors that S3 returns for a mistake on purpose, by its variant, the usual one first; `any` is for all others.
   * Without an entry, it is SignatureDoesNotMatch.
   */
  readonly answers: Readonly<Record<string, readonly ExpectedAnswer[]>>;
  /** The mistake that is made on purpose by changing the body in transit, which changes no draft. */
  readonly inBody?: { readonly variant: string; readonly says: string };
  readonly situation?: Situation;
  readonly twins: readonly TwinMistake[];
  /** The ways to make this mistake, the most likely first. */
  readonly mutations: readonly Mutation[];
  /**
   * Returns the mistake of a program that signs at the time on its clock, which only those know who ran it. `times` are
   * written as `YYYYMMDDTHHMMSSZ`.
   */
  readonly byOwnClock?: (times: readonly Octets[]) => Mutation;
  /**
   * Set if the signer's mistakes are all values that the part can have. If none of them produces the signature, the cause
   * is ruled out, because the part did not change in transit either. Any other cause may have a form that is not known.
   */
  readonly triesAllValues?: boolean;
  /** Returns the server's statement about this cause; `null` if the server's response does not name the cause. */
  readonly states?: (answer: ServerAnswer, sides: Sides) => Statement | null;
  /**
   * Returns why the request and the response suggest this cause, when nothing proves it; `null` if they do not suggest
   * it.
   */
  readonly suspects?: (sides: Sides) => Suspicion | null;
}

/** A finding that is certain because the server reports it. */
export interface Statement {
  readonly says: string;
  readonly fix?: string;
  /** The lines for this finding, to which the cause's own lines do not apply. */
  readonly lines?: FixLines;
  readonly variant?: string;
  /** Where the change happened, if that is known. */
  readonly place?: Place;
  /** `body` if the server states two hashes, and the body that was given shows how they differ. */
  readonly shownBy?: 'body';
  /**
   * `symptom` if the server only says what it did not find. `defect` if the bytes of the request show what is wrong with
   * them. A defect explains a symptom, which is then no cause of its own. `difference` if it only says what differs.
   */
  readonly role?: 'symptom' | 'defect' | 'difference';
  /** The part of the client's text that shows it, which no right signature has. A mistake that makes this part says more. */
  readonly violation?: Violation;
}

/** For `explains`, everything that is known fits this cause. For `possible`, another cause may fit as well. */
export interface Suspicion extends Statement {
  readonly certainty: 'explains' | 'possible';
}
