/** Other programs and threads: a learner's signer, worker threads, and AWS's own signer. */
import type { Problem } from '../../bytes/problem.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import type { SecondOpinion, SecondOpinionInput } from '../../pages/second-opinion/second-opinion.ts';
import type { KnownSecret, VerifierSettings } from '../../verification/keys.ts';

export interface Programs {
  /** Runs another program, which ends with this program at the latest. Resolves with a problem if it cannot start. */
  readonly runProgram: (order: ProgramOrder) => Promise<ProgramEnd | Problem>;
  /** Provides workers that answer lines of `verify --jsonl` on every core, for as long as `use` takes. */
  readonly withLineWorkers: (
    settings: VerifierSettings,
    use: (verifier: BatchVerifier) => Promise<number>,
  ) => Promise<number>;
  /** Signs the same request with AWS's own JavaScript signer. Never rejects. */
  readonly secondOpinion: (input: SecondOpinionInput) => Promise<SecondOpinion>;
}

/** A program to run, its input, and where its output goes. */
export interface ProgramOrder {
  /** The path or name, then the arguments. No shell reads them. */
  readonly words: readonly [string, ...string[]];
  /** The complete environment of the program. */
  readonly environment: Readonly<Record<string, string>>;
  /** The whole standard input. */
  readonly input: Uint8Array;
  /** Takes a batch of lines of standard output, and rates it. */
  readonly onLines: (lines: readonly InputLine[]) => LinesWorth;
  /** Takes standard error as it comes; with `null`, it goes to this program's standard error. */
  readonly onTalk: ((bytes: Uint8Array) => void) | null;
  readonly limits: ProgramLimits;
  readonly signal: AbortSignal;
}

/** `answer`: at least one question is answered. `enough`: the program is to be ended. */
export type LinesWorth = 'answer' | 'nothing' | 'enough';

/** The limits of a program, which is ended at the first one that it reaches. */
export interface ProgramLimits {
  /** The longest time without an answer, in milliseconds. */
  readonly patience: number;
  /** The longest time in all. */
  readonly milliseconds: number;
  /** The most bytes on standard output. */
  readonly bytes: number;
}

export type ProgramSpent = Pick<ProgramLimits, 'milliseconds' | 'bytes'>;

export type ProgramEnding =
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: 'silent' }
  | { readonly kind: 'out-of-time' }
  | { readonly kind: 'out-of-bytes' }
  /** It was ended because nothing more was needed from it. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'interrupted' };

export type ProgramEnd = ProgramEnding & { readonly spent: ProgramSpent };

/** The answers to a batch of lines. */
export interface AnsweredLines {
  /** ASCII, one line for each answer. */
  readonly text: string;
  /** `no` if one of them is. */
  readonly verdict: 'yes' | 'no';
  /** `missing` if one of them names a key whose secret is not known. */
  readonly secrets: 'known' | 'missing';
}

/** Something that answers batches of lines. */
export interface BatchAnswerer {
  /** Answers at once or later. The lines may be overwritten after it returns. A problem ends everything. */
  readonly answer: (lines: readonly InputLine[]) => AnsweredLines | Promise<AnsweredLines | Problem>;
  /** How many batches may be open. With fewer, workers would wait for the next one. */
  readonly mostOpen: number;
}

/** Answers lines of `verify --jsonl`. */
export interface BatchVerifier extends BatchAnswerer {
  readonly answer: (lines: readonly InputLine[]) => AnsweredLines | Promise<AnsweredLines>;
  /** Adds secrets that are known from the next batch on. */
  readonly learn: (secrets: readonly KnownSecret[]) => void;
}
