/**
 * Defines what a kind of question consists of: data and pure functions. The floors above know pieces, moves, and
 * fields, but no kind by name.
 */
import type * as v from 'valibot';
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { Expected, Option, Shot, Solution } from '../format-parts.ts';
import type { Judgement, LineStanding } from '../judging/judge-lines.ts';
import type { ShotOutcome, SignedRequests } from '../prepared.ts';

/**
 * A kind of question. `Form` is the answer in the front matter, and `Given` is what a learner gives. The members are
 * methods, which makes a kind assignable to a kind of any form; `kindOf` makes sure that it only gets its own form.
 * No member uses `this`.
 */
export interface Kind<Form, Given> {
  /** The schema of the form. Its `kind` is the name in the table. */
  readonly schema: v.GenericSchema;
  /** Who usually answers. `sigv4 learn answer` selects questions for programs. */
  readonly answeredBy: 'person' | 'program';
  /** Set if the solution is a command line to run. Otherwise it may contain values of the lesson. */
  readonly solutionForm?: 'command-line';
  /** Set if the items are a list that scrolls with the cursor. Otherwise all items must fit on the screen. */
  readonly list?: 'moving';

  /** Lists the parts of the form that other code needs. */
  parts(answer: Form): AnswerParts;
  /** Finds problems that the schema cannot detect. Fields are relative to `answer`: `items.0.in`. */
  slips?(answer: Form): readonly Slip[];

  /** Returns the initial answer, if there is one. */
  start(answer: Form): Given | null;
  /** Reads an answer from a pipe. */
  read(answer: Form, octets: Octets): Submission<Given> | Problem;
  /** Compares an answer with the computed one. `incomplete`: something is missing, but nothing is wrong. */
  judge(lesson: SignedRequests, answer: Form, given: Given): Judgement;
  /** Converts the solution in the file to an answer. */
  solve(lesson: SignedRequests, answer: Form, solution: Solution): Given | Problem;
  /** Says how to give the solution, if it cannot be filled in for the learner. */
  tell?(answer: Form, solution: Given): string;

  /** Lists the rows below a question on paper, without the answer. */
  paper(lesson: SignedRequests, answer: Form): readonly Row[];
  /** Lists the rows that the cursor can be on. */
  items?(asked: Asked<Form, Given>): readonly Row[];
  /** Returns the item that the cursor is on when a question is opened; by default, the first one. */
  cursor?(asked: Asked<Form, Given>): number;
  /** Returns the answer so far, to show above the question. */
  shown?(asked: Asked<Form, Given>, given: Given): Shown | null;
  /** Says in one sentence how to answer, if the footer does not. */
  how?(asked: Asked<Form, Given>): string;

  /** What enter does on an item, and the word for it in the footer. */
  readonly enter: { readonly word: string; press?(asked: Asked<Form, Given>, index: number): Move<Given> | null };
  readonly keys: AnswerKeys<Form, Given>;
  readonly field?: AnswerField<Form, Given>;
  /** Makes the whole answer from a paste, if there is no field. */
  pasted?(text: string): Given;
  sent?(given: Given | null, shot: string): Given;
  graded?(result: Graded): Given;

  /** For kinds that can be asked as a prediction. */
  readonly prediction?: Predicting<Form, Given>;
}

/** The question that a learner is answering. */
export interface Asked<Form, Given> {
  readonly lesson: SignedRequests;
  readonly answer: Form;
  readonly given: Given | null;
  /** The letters of a prediction that was already made. */
  readonly kept: string | null;
  /** Whether the right answer may be marked. */
  readonly right: 'hidden' | 'shown';
  /** The judgement of the last submission; `null` if the answer has changed since. */
  readonly judgement: Judgement | null;
  /** The outcomes of shots, by id. */
  readonly outcomes: ReadonlyMap<string, ShotOutcome>;
}

export interface AnswerParts {
  readonly options?: readonly Option[];
  readonly shots?: readonly Shot[];
  readonly expected?: Expected;
  /** Texts to read, other than options. */
  readonly words?: readonly string[];
  /** Texts of a request, which may contain hexadecimal values. */
  readonly texts?: readonly string[];
}

/** What is wrong with a field, and how to fix it. */
export interface Slip {
  readonly field: string;
  readonly says: string;
  readonly fix: string;
}

/** A submission: an answer, or first shots to send or a program to grade. */
export type Submission<Given> =
  | { readonly do: 'hand-in'; readonly given: Given }
  | { readonly do: 'send'; readonly shots: readonly [Shot, ...Shot[]] }
  | { readonly do: 'grade'; readonly command: string };

/** The effect of a key or a paste. */
export type Move<Given> =
  | Submission<Given>
  /** Moves only the cursor. */
  | { readonly do: 'point'; readonly index: number }
  | {
      readonly do: 'give';
      readonly given: Given;
      /** The new position of the cursor. */
      readonly index?: number;
      readonly notice?: string | null;
      /** `to-end` scrolls to the latest input. */
      readonly scroll: 'to-end' | 'stays';
    };

/** Keys other than enter that change an answer, by action. */
export interface AnswerKeys<Form, Given> {
  /** A letter; `index` is the item that the cursor is on. */
  option?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** A digit. */
  category?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** Backspace; in a field, only if the field is empty. */
  'take-back'?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** Returns the answer for a fresh start. */
  again?(answer: Form): Given;
}

/** A line to type in. */
export interface AnswerField<Form, Given> {
  /** What enter does, for the footer. */
  readonly enter: string;
  /** Whether a paste can be several lines of the answer. */
  readonly paste: 'lines' | 'one-line';
  prompt(asked: Asked<Form, Given>): string;
  /** Returns the text of the field when it is opened. */
  text(given: Given | null): string;
  typed(given: Given | null, text: string): Given;
  /** Says what is wrong with the text as it is typed. */
  fault?(asked: Asked<Form, Given>): string | null;
  /** Replaces the line being typed with one or more lines. */
  ended(asked: Asked<Form, Given>, lines: readonly string[]): Move<Given> | null;
  /** Opens a line again after a wrong answer. */
  reopened?(given: Given, judgement: Judgement): { readonly given: Given; readonly notice: string | null };
}

export interface Graded {
  readonly command: string;
  readonly passed: 'yes' | 'no';
  readonly report: readonly string[];
}

export interface Predicting<Form, Given> {
  /** Writes an answer for the progress file: the letter of the option, or one letter for each item. */
  letters(given: Given): string;
  /** Tells whether letters from the progress file can be an answer. */
  isAnswer(answer: Form, letters: string): boolean;
  /** Reads an answer from its letters, beside the right one. */
  recall(answer: Form, letters: string | null): Recalled;
}

/** The given answer, if any, and the right one. */
export type Recalled =
  | {
      readonly kind: 'option';
      readonly taken: Option | null;
      readonly right: { readonly letter: string; readonly text: string };
    }
  | { readonly kind: 'items'; readonly items: readonly RecalledItem[] };

/** `taken` is the category that was given. */
export interface RecalledItem {
  readonly text: string;
  readonly category: string;
  readonly taken: string | null;
}

export type Row = readonly Piece[];

/**
 * A piece of a row. `name`: a label. `words` and `aside`: prose. `given`: text to use exactly as it is. `command`: a
 * shell command.
 */
export interface Piece {
  readonly text: string;
  readonly meaning: 'name' | 'words' | 'aside' | 'given' | 'command';
  /** Set if the text is bytes of a request, which are escaped: all of them, or as many as fit on a line. */
  readonly bytes?: 'all' | 'line';
}

export const words = (text: string): Piece => ({ text, meaning: 'words' });
export const aside = (text: string): Piece => ({ text, meaning: 'aside' });
export const name = (text: string): Piece => ({ text, meaning: 'name' });

/** The answer so far, as shown. */
export type Shown =
  | {
      readonly kind: 'lines';
      readonly lines: readonly string[];
      readonly standings: readonly LineStanding[];
      /** The text that they are compared with, which decides how lines are numbered. */
      readonly expected: Expected;
    }
  | { readonly kind: 'outcome'; readonly outcome: ShotOutcome }
  | { readonly kind: 'message'; readonly octets: Octets }
  | { readonly kind: 'report'; readonly lines: readonly string[] };
