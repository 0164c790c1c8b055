/** Other programs and processors: a learner's signer, worker threads, AWS's own signer. */
import type { Problem } from '../../bytes/problem.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import type { SecondOpinion, SecondOpinionInput } from '../../pages/second-opinion/second-opinion.ts';
import type { KnownSecret, VerifierSettings } from '../../verification/known-secrets.ts';

export interface Programs {
  /** Runs a program of somebody else to its end, and no longer than this program. A problem where it cannot be started. */
  readonly runProgram: (order: ProgramOrder) => Promise<ProgramEnd | Problem>;
  /** Answers lines of `verify --jsonl` on every core, for as long as `use` takes. */
  readonly withLineWorkers: (
    settings: VerifierSettings,
    use: (verifier: BatchVerifier) => Promise<number>,
  ) => Promise<number>;
  /** What AWS's own JavaScript signer makes of the same request. Never rejects. */
  readonly secondOpinion: (input: SecondOpinionInput) => Promise<SecondOpinion>;
}

/** A program to run, what it is given, and who hears what it says. */
export interface ProgramOrder {
  /** Its path or name, then its arguments. No shell reads them. */
  readonly words: readonly [string, ...string[]];
  /** All of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its standard input, which ends behind it. */
  readonly input: Uint8Array;
  /** Gets lines of its standard output, as many as came together, and says what they were worth. */
  readonly onLines: (lines: readonly InputLine[]) => LinesWorth;
  /** Its standard error, as it comes; `null`: it is that of this program. */
  readonly onTalk: ((bytes: Uint8Array) => void) | null;
  readonly limits: ProgramLimits;
  readonly signal: AbortSignal;
}

/** `answer`: at least one thing that was asked is answered. `enough`: the program is to be ended. */
export type LinesWorth = 'answer' | 'nothing' | 'enough';

/** How much a program may take; it is ended at the first limit that it reaches. */
export interface ProgramLimits {
  /** For how long it may give no answer, in milliseconds. */
  readonly patience: number;
  /** How long it may run in all. */
  readonly milliseconds: number;
  /** How much it may write to its standard output. */
  readonly bytes: number;
}

/** What a program has taken. */
export type ProgramSpent = Pick<ProgramLimits, 'milliseconds' | 'bytes'>;

export type ProgramEnding =
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: string | null }
  /** It gave no answer for too long, and was ended. */
  | { readonly kind: 'silent' }
  /** It ran for too long, and was ended. */
  | { readonly kind: 'out-of-time' }
  /** It wrote too much, and was ended. */
  | { readonly kind: 'out-of-bytes' }
  /** No more was wanted of it, and it was ended. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'interrupted' };

export type ProgramEnd = ProgramEnding & { readonly spent: ProgramSpent };

/** The answers to lines that came together. */
export interface AnsweredLines {
  /** ASCII, a line each. */
  readonly text: string;
  /** `no` if one of them is. */
  readonly verdict: 'yes' | 'no';
  /** `missing` if one of them names a key whose secret nobody has said. */
  readonly secrets: 'known' | 'missing';
}

/** What answers lines that came together. */
export interface BatchAnswerer {
  /** At once or later. The lines may be overwritten once it has returned. A problem ends everything. */
  readonly answer: (lines: readonly InputLine[]) => AnsweredLines | Promise<AnsweredLines | Problem>;
  /** How many batches may be open: so many that nobody who answers has to wait for the next one. */
  readonly mostOpen: number;
}

/** Answers lines of `verify --jsonl`. */
export interface BatchVerifier extends BatchAnswerer {
  readonly answer: (lines: readonly InputLine[]) => AnsweredLines | Promise<AnsweredLines>;
  /** From the next batch on these are known too. */
  readonly learn: (secrets: readonly KnownSecret[]) => void;
}
