/** A cause of refused requests: what it is, how to fix it, and how it is proved. */
import type { ServerAnswer } from '../evidence/evidence.ts';
import type { Mutation } from './mutation.ts';
import type { Sides } from './sides.ts';

/** Where on the way from the inputs to the answer a cause has its place. */
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
  /** Stable: `signing-key-not-binary`. */
  readonly id: string;
  readonly stage: CauseStage;
  /** The cause in one sentence, where nothing more exact is known. */
  readonly says: string;
  /** In one sentence: how to fix it. */
  readonly fix: string;
  /** The page or section that decides it. */
  readonly see: string;
  /** Public threads in which it was found. */
  readonly threads: readonly string[];
  /** The ways to make this mistake, the likeliest first. */
  readonly mutations: readonly Mutation[];
  /** What the server says, where it says that it was this. */
  readonly states?: (answer: ServerAnswer, sides: Sides) => Statement | null;
  /** Why it could be this, where nothing proves it: seen from the request and the answer. */
  readonly suspects?: (sides: Sides) => Suspicion | null;
  /** How it comes about in full, for the tests and for readers of this file. */
  readonly example: CauseExample;
}

/** What makes a cause certain because the server says it. */
export interface Statement {
  /** One sentence, with the values that the server gives. */
  readonly says: string;
  readonly fix?: string;
  readonly variant?: string;
}

/** `explains` where all that is known is as this cause makes it; `possible` where it may be something else as well. */
export interface Suspicion extends Statement {
  readonly standing: 'explains' | 'possible';
}

/** A variant on a base request, or the answer of a server. */
export type CauseExample =
  | { readonly kind: 'mutation'; readonly base: 'get-range' | 'put-metadata' | 'presigned'; readonly variant: string }
  | { readonly kind: 'answer'; readonly text: string; readonly request?: string };
