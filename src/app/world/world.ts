/** Everything outside: what a command may do to it, and learn from it, goes through here. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { ReadWatch } from '../../http/body/progress.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import type { Scratch } from '../../http/body/scratch.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { InputLine } from '../../intake/lines/split-lines.ts';
import type { Progress } from '../../lessons/course/progress.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import type { Lesson, PreparedLesson } from '../../lessons/lesson.ts';
import type { LessonForm } from '../../lessons/playing/steps.ts';
import type { PreparedRequest, ShotOutcome } from '../../lessons/prepared.ts';
import type { SecondOpinion, SecondOpinionInput } from '../../pages/second-opinion/second-opinion.ts';
import type { FixtureFiles } from '../../vectors/vector.ts';
import type { KnownSecret, VerifierSettings } from '../../verification/known-secrets.ts';
import type { Connection, Conversation, Listener } from '../../wire/listen.ts';
import type { SendOrder } from '../../wire/send.ts';
import type { ScreenChoice } from '../options/screen-options.ts';
import type { SettingSources } from '../settings/settings.ts';
import type { ShownWalk } from '../walks/shown-walk.ts';

export interface World {
  /** The version of this program. */
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Results. Where they cannot be written, the program ends with exit code 1 and says so, whatever it is doing. */
  readonly output: (text: string) => void;
  /** Results that are bytes; resolves when there is room for more, and never where they cannot be written. */
  readonly outputBytes: (bytes: Uint8Array) => Promise<void>;
  /** Whether standard input is a terminal: nothing comes from it unless somebody types. */
  readonly isInputTerminal: boolean;
  /** Whether results go to a terminal, which must not get control characters. */
  readonly isOutputTerminal: boolean;
  /** In cells: that of the terminal, without a limit where results go elsewhere. */
  readonly outputWidth: number;
  /** Talk. */
  readonly errors: (text: string) => void;
  /** In cells, now: that of the terminal which talk goes to; `null` where it goes elsewhere. */
  readonly errorsWidth: () => number | null;
  readonly now: () => Date;
  /** The bytes of a file, or of standard input for `-`. */
  readonly readFile: (path: string) => Promise<Octets | Problem>;
  /**
   * Standard input as lines: as many at a time as came together, good until the next are asked for. `longest`: the most
   * bytes of a line that is kept. Where the input cannot be read, a problem is the last thing.
   */
  readonly inputLines: (longest: number) => AsyncIterable<readonly InputLine[] | Problem>;
  /** Answers lines of `verify --jsonl` on every core, for as long as `use` takes. */
  readonly withLineWorkers: (
    settings: VerifierSettings,
    use: (verifier: BatchVerifier) => Promise<number>,
  ) => Promise<number>;
  /**
   * Asks for a secret on the terminal, without showing it; `null` where nothing is given, a problem where somebody
   * interrupts. `null` itself where there is no terminal.
   */
  readonly askSecret: ((question: string) => Promise<string | null | Problem>) | null;
  /** A file as the body of a request: hashed now where its hash is signed, read again when it is sent. */
  readonly openBody: (path: string, isHashed: boolean, watch?: ReadWatch | null) => Promise<RequestBody | Problem>;
  /** A file for results. The signal ends the wait for one that cannot be opened yet: a FIFO without a reader. */
  readonly createFile: (path: string, signal: AbortSignal) => Promise<OutputFile | Problem>;
  /** Room for bytes that are too many to keep in memory; nothing of it is left when the program ends. */
  readonly makeScratch: () => Scratch;
  /** The most bytes of an answer that is kept whole, in memory and in a scratch, to be looked at. */
  readonly answerLimit: number;
  /** A profile of AWS's shared files; `null` for the one in use. */
  readonly loadProfile: SettingSources['loadProfile'];
  readonly fixtures: FixtureFiles;
  /** The files in any folder. */
  readonly filesIn: (folder: string) => FixtureFiles;
  readonly send: (order: SendOrder) => Promise<Exchange>;
  readonly listen: (port: number, converse: (connection: Connection) => Conversation) => Promise<Listener>;
  /** What AWS's own JavaScript signer makes of the same request. Never rejects. */
  readonly secondOpinion: (input: SecondOpinionInput) => Promise<SecondOpinion>;
  /** Runs a program of somebody else to its end, and no longer than this program. A problem where it cannot be started. */
  readonly runProgram: (order: ProgramOrder) => Promise<ProgramEnd | Problem>;
  /** Aborted when somebody interrupts (a signal that asks for an end); asking for it takes the interruption upon oneself. */
  readonly interruption: () => AbortSignal;
  /** Resolves when somebody interrupts (a signal that asks for an end). */
  readonly interrupted: () => Promise<void>;
  /** Waits for a walk where it is going to be shown; `null` where there is no terminal. */
  readonly waitOnScreen: ((choice: ScreenChoice) => ScreenWait) | null;
  /** Shows a walk on the screen and resolves with the exit code; `null` where there is no terminal. */
  readonly showWalk: ((walk: ShownWalk, choice: ScreenChoice) => Promise<number>) | null;
  /** The files of the course: `03-ten-lines.md`, `ladder/f0-why.md`. */
  readonly lessons: FixtureFiles;
  /** The path of their folder. */
  readonly lessonsFolder: string;
  /** What was done in the course, as text; empty where nothing was. `file`: in the place of the usual one. */
  readonly readProgress: (file: string | null) => Promise<string | Problem>;
  /** What `change` makes of it is written, whole or not at all; no other process changes it meanwhile. */
  readonly updateProgress: (file: string | null, change: (text: string) => string) => Promise<Problem | null>;
  /** Shows the course on the screen and resolves with the exit code; `null` where there is no terminal. */
  readonly showCourse: ((course: ShownCourse, choice: ScreenChoice) => Promise<number>) | null;
}

/** The course for the screen. */
export interface ShownCourse {
  /** In order, the rungs of the ladder behind the lessons. */
  readonly lessons: readonly Lesson[];
  readonly progress: Progress;
  /** Where it opens; `null` for the list. */
  readonly opens: { readonly lesson: Lesson; readonly form: LessonForm } | null;
  /** With its requests signed. Rejects where the lesson is damaged. */
  readonly prepare: (lesson: Lesson) => Promise<PreparedLesson>;
  /** Over a socket, to a sandbox of its own. */
  readonly send: (lesson: PreparedLesson, shot: Shot) => Promise<ShotOutcome | Problem>;
  /** The walk of a request of the lesson. */
  readonly walk: (lesson: PreparedLesson, request: PreparedRequest) => ShownWalk;
  /** Grades a program, until the signal; `says`: the report as lines. */
  readonly grade: (
    command: string,
    signal: AbortSignal,
  ) => Promise<{ readonly passed: 'yes' | 'no'; readonly says: readonly string[] }>;
  /** Keeps what was done; a problem where that cannot be. */
  readonly keep: (progress: Progress) => Promise<Problem | null>;
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

/** Somebody at the screen, before there is a walk on it. */
export interface ScreenWait {
  /** Opens the screen where files take long to read, and shows there how far they are. */
  readonly watch: ReadWatch;
  /** The exit code with which the person has left; `null` for one who waits. */
  readonly leftWith: () => number | null;
  /** Gives the terminal back, where there is no walk to show. */
  readonly close: () => Promise<void>;
}

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

/** A file for results. Wherever it can be replaced, its old content stays until all of the new one is there. */
export interface OutputFile {
  /** Resolves when the bytes are written; a problem where they cannot be. */
  readonly write: (bytes: Uint8Array) => Promise<Problem | null>;
  /** All has come: it is the content now. A problem where it cannot be. */
  readonly finish: () => Promise<Problem | null>;
  /** The rest will not come, or cannot be written. If nothing was written, all is as before. */
  readonly abandon: () => Promise<Leftover | null>;
}

/** What was written of an output that is not whole. */
export interface Leftover {
  /** The file itself, where it was written in place; otherwise one beside it whose name says that it is not whole. */
  readonly path: string;
  /** In bytes, more than 0. */
  readonly length: number;
}
