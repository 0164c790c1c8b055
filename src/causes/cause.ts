/** Defines a cause: a reason that a request is refused, how to fix it, and how to prove it. */

import type { Mutation } from '../drafts/mutation.ts';
import type { ServerAnswer } from '../evidence/evidence.ts';
import type { Sides } from '../sides/sides.ts';
import type { Place } from '../sides/transit.ts';
import type { Feature } from './features/feature.ts';
import type { FixLines } from './fix-lines.ts';

/** The stage at which a cause occurs, from the inputs to the response. */
export type CauseStage =
  | 'credentials'
  | 'credential-scope'
  | 'signing-key'
  | 'http-method'
  | 'canonical-uri'
  | 'canonical-query-string'
  | 'canonical-headers'
  | 'signed-headers'
  | 'hashed-payload'
  | 'canonical-request'
  | 'string-to-sign'
  | 'authorization'
  | 'transport';

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
  readonly sign: string;
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
  /** The features of a request that point to this cause if nothing is proved. */
  readonly features: readonly Feature[];
  /** The ways to make this mistake, the most likely first. */
  readonly mutations: readonly Mutation[];
  /**
   * Set if the signer's mistakes are all values that the part can have. If none of them produces the signature, the part
   * did not change in transit either.
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
  /**
   * `symptom` if the server only says what it did not find. `defect` if the bytes of the request show what is wrong with
   * them. A defect explains a symptom, which is then no cause of its own.
   */
  readonly role?: 'symptom' | 'defect';
}

/** For `explains`, everything that is known fits this cause. For `possible`, another cause may fit as well. */
export interface Suspicion extends Statement {
  readonly standing: 'explains' | 'possible';
}
