/** Defines access to other programs, such as a learner's signer. */
import type { Problem } from '../../bytes/problem.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';

export interface Programs {
  /**
   * Runs another program, which ends no later than this program. Resolves with a problem if the program cannot be
   * started.
   */
  readonly runProgram: (order: ProgramOrder) => Promise<ProgramEnd | Problem>;
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
  /** The maximum time between answers, in milliseconds. */
  readonly patience: number;
  /** The maximum total time, in milliseconds. */
  readonly milliseconds: number;
  /** The maximum number of bytes on standard output. More of standard error than this is not passed on. */
  readonly bytes: number;
}

type ProgramSpent = Pick<ProgramLimits, 'milliseconds' | 'bytes'>;

export type ProgramEnding =
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: string | null }
  /** The program gave no answer within its patience. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'out-of-time' }
  | { readonly kind: 'out-of-bytes' }
  /** The program was ended because nothing more was needed from it. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'interrupted' };

export type ProgramEnd = ProgramEnding & { readonly spent: ProgramSpent };
