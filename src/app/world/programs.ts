/** Defines access to other programs and threads: a learner's signer, and worker threads. */
import type { Problem } from '../../bytes/problem.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import type { KnownSecret, VerifierSettings } from '../../verification/keys.ts';

export interface Programs {
  /**
   * Runs another program, which ends no later than this program. Resolves with a problem if the program cannot be
   * started.
   */
  readonly runProgram: (order: ProgramOrder) => Promise<ProgramEnd | Problem>;
  /** Runs `use` with workers on every core, which answer lines of `verify --jsonl`. */
  readonly withLineWorkers: (
    settings: VerifierSettings,
    use: (verifier: BatchVerifier) => Promise<number>,
  ) => Promise<number>;
}

export interface ProgramOrder {
  /** The path or name of the program, then its arguments. No shell reads them. */
  readonly words: readonly [string, ...string[]];
  /** All environment variables of the program. */
  readonly environment: Readonly<Record<string, string>>;
  readonly input: Uint8Array;
  /** Receives a batch of lines from standard output and rates them. */
  readonly onLines: (lines: readonly InputLine[]) => LinesWorth;
  /** Receives standard error as it arrives. */
  readonly onTalk: (bytes: Uint8Array) => void;
  readonly limits: ProgramLimits;
  readonly signal: AbortSignal;
}

/**
 * The rating of a batch of lines: `answer` means that the batch answers at least one question, and `enough` means that
 * the program can be ended.
 */
export type LinesWorth = 'answer' | 'nothing' | 'enough';

/** The limits of a program. The program is ended when it reaches one of these limits. */
interface ProgramLimits {
  /**
   * The maximum time between answers, in milliseconds. Where the system tells how long a program has computed, that time
   * counts, because a program waits for its turn when the machine is busy. A program that does not compute may wait for
   * the same time on the clock.
   */
  readonly patience: number;
  /** The maximum total time, in milliseconds. */
  readonly milliseconds: number;
  /** The maximum number of bytes on standard output. More of standard error than this is not passed on. */
  readonly bytes: number;
}

type ProgramSpent = Pick<ProgramLimits, 'milliseconds' | 'bytes'>;

export type Silence = 'computing' | 'waiting' | 'clock';

export type ProgramEnding =
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: string | null }
  /**
   * The program gave no answer within its patience. It computed for that time, or waited for that time, or the clock
   * decided, because the machine was so busy that neither could be seen.
   */
  | { readonly kind: 'silent'; readonly by: Silence }
  | { readonly kind: 'out-of-time' }
  | { readonly kind: 'out-of-bytes' }
  /** The program was ended because nothing more was needed from it. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'interrupted' };

export type ProgramEnd = ProgramEnding & { readonly spent: ProgramSpent };

export interface AnsweredLines {
  /** The answers in ASCII, one on each line. */
  readonly text: string;
  /** The verdict, which is `no` if any of the answers is `no`. */
  readonly verdict: 'yes' | 'no';
  /** The value is `missing` if a line names a key whose secret is unknown. */
  readonly secrets: 'known' | 'missing';
}

export interface BatchAnswerer {
  /**
   * Answers a batch immediately or later. The bytes of the lines may be overwritten after the call. A problem ends the
   * whole command.
   */
  readonly answer: (lines: readonly InputLine[]) => AnsweredLines | Promise<AnsweredLines | Problem>;
  /** The maximum number of batches in progress. With fewer batches, workers would have to wait for the next batch. */
  readonly mostOpen: number;
}

export interface BatchVerifier extends BatchAnswerer {
  readonly answer: (lines: readonly InputLine[]) => AnsweredLines | Promise<AnsweredLines>;
  /** Adds secrets, which are used from the next batch on. */
  readonly learn: (secrets: readonly KnownSecret[]) => void;
}
