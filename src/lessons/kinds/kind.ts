/**
 * Defines a kind of question, which consists of data and pure functions. Code in higher layers works with pieces,
 * moves, and fields, and never names a kind.
 */
import type * as v from 'valibot';
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { Expected, Option, Shot, Solution } from '../format-parts.ts';
import type { Judgment, LineVerdict } from '../judging/judge-lines.ts';
import type { ShotOutcome, SignedRequests } from '../prepared.ts';

/**
 * A kind of question. `Form` is the answer in the front matter, and `Given` is the learner's answer. The members are
 * methods so that a kind can be assigned to the type for any form. No method uses `this`. `kindOf` ensures that a kind
 * receives only its own form.
 */
export interface Kind<Form, Given> {
  /** The schema of the form. Its `kind` is the kind's name in the table. */
  readonly schema: v.GenericSchema;
  /** The usual source of answers. `sigv4 learn answer` looks for questions that programs answer. */
  readonly answeredBy: 'person' | 'program';
  /** Set if the solution is a command line to run. Any other solution can refer to values of the lesson. */
  readonly solutionForm?: 'command-line';

  /** Returns the parts of the form that other code needs. */
  parts(answer: Form): AnswerParts;

  /** Returns the initial answer, or `null` if there is no initial answer. */
  start(answer: Form): Given | null;
  /** Reads an answer from a pipe. Returns a problem if the answer cannot be read. */
  read(answer: Form, octets: Octets): Submission<Given> | Problem;
  /** Judges an answer. `incomplete` means that something is missing but nothing is wrong. */
  judge(lesson: SignedRequests, answer: Form, given: Given): Judgment;
  /**
   * Converts the solution in the lesson file to an answer. Returns a problem if the solution does not fit the question.
   */
  solve(lesson: SignedRequests, answer: Form, solution: Solution): Given | Problem;
  /** Says how to give the solution. This method is needed only if the solution cannot be filled in for the learner. */
  tell?(answer: Form, solution: Given): string;

  /** Lists the rows that appear below the question on a handout. The rows do not contain the answer. */
  paper(lesson: SignedRequests, answer: Form): readonly Row[];
  /** Lists the rows on which the cursor can be. */
  items?(asked: Asked<Form, Given>): readonly Row[];
  /**
   * Returns the item that the cursor is on when the question opens; -1 if nothing is selected yet. The default is the
   * first item.
   */
  cursor?(asked: Asked<Form, Given>): number;
  /** Returns the answer so far, to be shown above the question. Returns `null` if there is nothing to show. */
  shown?(asked: Asked<Form, Given>, given: Given): Shown | null;
  /** Says in one sentence how to answer. This method is needed only if the footer does not explain how. */
  how?(asked: Asked<Form, Given>): string;

  /** The effect of the Enter key on an item, and the footer's word for this effect. */
  readonly enter: { readonly word: string; press?(asked: Asked<Form, Given>, index: number): Move<Given> | null };
  readonly keys: AnswerKeys<Form, Given>;
  readonly field?: AnswerField<Form, Given>;
  /** Converts pasted text to the whole answer. This method is needed only if there is no field. */
  pasted?(text: string): Given;
  sent?(given: Given | null, shot: string): Given;
  graded?(result: Graded): Given;

  /** Returns the text to begin with, which can be copied. Only for kinds whose answer is a change to a text. */
  begunWith?(lesson: SignedRequests, answer: Form): Octets | null;

  /** Reads a vote, such as `12/9/7`. Only for kinds with options. */
  hands?(answer: Form, text: string): Vote | Problem;

  /** Only for kinds that can be asked as a prediction. */
  readonly prediction?: Predicting<Form, Given>;
}

/** The question that a learner is answering. */
export interface Asked<Form, Given> {
  readonly lesson: SignedRequests;
  readonly answer: Form;
  readonly given: Given | null;
  /** The letters of a prediction that was already made; `null` if there is no such prediction. */
  readonly kept: string | null;
  /** Whether the correct answer can be marked on the screen. */
  readonly right: 'hidden' | 'shown';
  /** The judgment of the last submission; `null` if nothing was submitted, or if the answer has changed since then. */
  readonly judgment: Judgment | null;
  /** The outcomes of shots, by shot ID. */
  readonly outcomes: ReadonlyMap<string, ShotOutcome>;
  /** The votes of a class, in order. */
  readonly hands?: readonly Vote[] | undefined;
}

/** How many people in a class chose each option. */
export type Vote = readonly number[];

export interface AnswerParts {
  readonly options?: readonly Option[];
  readonly shots?: readonly Shot[];
  readonly expected?: Expected;
}

/** A learner's submission: an answer, shots to send first, or a program to grade first. */
export type Submission<Given> =
  | { readonly do: 'hand-in'; readonly given: Given }
  | { readonly do: 'send'; readonly shots: readonly [Shot, ...Shot[]] }
  | { readonly do: 'grade'; readonly command: string };

/** The effect of a key press or a paste. */
export type Move<Given> =
  | Submission<Given>
  /** Says why the Enter key has no effect yet. */
  | { readonly do: 'say'; readonly notice: string }
  /** Only moves the cursor. */
  | { readonly do: 'point'; readonly index: number }
  | {
      readonly do: 'give';
      readonly given: Given;
      /** The new position of the cursor. */
      readonly index?: number;
      readonly notice?: string | null;
      /** Whether the screen scrolls to the latest input (`to-end`) or stays where it is. */
      readonly scroll: 'to-end' | 'stays';
    };

/** Keys that change an answer, by action. The Enter key is not included. */
export interface AnswerKeys<Form, Given> {
  /** Handles a letter key. `index` is the item that the cursor is on. */
  option?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** Handles a digit key. */
  category?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** Handles the Backspace key. In a field, this method is called only if the field is empty. */
  'take-back'?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** Returns the answer to start over with. */
  again?(answer: Form): Given;
}

export interface AnswerField<Form, Given> {
  /** The effect of the Enter key, in the words of the footer. */
  readonly enter: string;
  /** Whether pasted text can be more than one line of the answer. */
  readonly paste: 'lines' | 'one-line';
  prompt(asked: Asked<Form, Given>): string;
  /** Returns the text that the field contains when it opens. */
  text(given: Given | null): string;
  typed(given: Given | null, text: string): Given;
  /** Explains the problem with the text while it is being typed. Returns `null` if nothing is wrong. */
  fault?(asked: Asked<Form, Given>): string | null;
  /** Replaces the line being typed with one or more finished lines. */
  ended(asked: Asked<Form, Given>, lines: readonly string[]): Move<Given> | null;
  /** Opens a line again after a wrong answer. */
  reopened?(given: Given, judgment: Judgment): { readonly given: Given; readonly notice: string | null };
}

export interface Graded {
  readonly command: string;
  readonly passed: 'yes' | 'no';
  readonly report: readonly string[];
}

export interface Predicting<Form, Given> {
  /** Writes an answer for the progress file. The result is the letter of the option, or one letter for each item. */
  letters(given: Given): string;
  /** Returns whether letters from the progress file can be an answer. */
  isAnswer(answer: Form, letters: string): boolean;
  /** Reads an answer from its letters and returns it together with the correct answer. */
  recall(answer: Form, letters: string | null): Recalled;
}

/** The given answer and the correct answer. The given answer is `null` if no answer was given. */
export type Recalled =
  | {
      readonly kind: 'option';
      readonly taken: Option | null;
      readonly right: { readonly letter: string; readonly text: string };
    }
  | { readonly kind: 'items'; readonly items: readonly RecalledItem[] };

/**
 * An item of a recalled answer. `category` is the right category, `says` is the reason for it, and `taken` is the given
 * category or `null`.
 */
export interface RecalledItem {
  readonly text: string;
  readonly category: string;
  readonly says: string;
  readonly taken: string | null;
}

export type Row = readonly Piece[];

/**
 * A piece of a row. `name` is a label, `words` and `aside` are prose, `given` is text to use exactly as it is, and
 * `command` is a shell command.
 */
export interface Piece {
  readonly text: string;
  readonly meaning: 'name' | 'words' | 'aside' | 'given' | 'command';
  /**
   * Set if the text consists of bytes of a request. Such bytes are escaped. `all` shows all bytes, and `line` shows as
   * many bytes as fit on a line.
   */
  readonly bytes?: 'all' | 'line';
}

/** A line to write on, on paper. */
export const BLANK = '_'.repeat(60);
/** A box to tick, on paper. */
export const BOX = '[ ] ';
/** Returns lines to write on. They have the numbers of the lines if there is more than one. */
export const blankLines = (count: number, first = 1): Row[] =>
  Array.from({ length: count }, (_, at) => [
    name(count === 1 ? '' : `line ${first + at}`.padEnd(9)),
    { text: BLANK, meaning: 'aside' },
  ]);

export const words = (text: string): Piece => ({ text, meaning: 'words' });
export const aside = (text: string): Piece => ({ text, meaning: 'aside' });
export const name = (text: string): Piece => ({ text, meaning: 'name' });

/** The answer so far, in the form in which it is shown. */
export type Shown =
  | {
      readonly kind: 'lines';
      readonly lines: readonly string[];
      readonly verdicts: readonly LineVerdict[];
      /** The text with which the lines are compared. The text also determines the numbering of the lines. */
      readonly expected: Expected;
    }
  | { readonly kind: 'outcome'; readonly outcome: ShotOutcome }
  | { readonly kind: 'message'; readonly octets: Octets }
  | { readonly kind: 'report'; readonly lines: readonly string[] };
