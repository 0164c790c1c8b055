/**
 * What a kind of question consists of. A kind says all of it as data and pure functions; the floors above know pieces,
 * moves and fields, and no kind by its name.
 */
import type * as v from 'valibot';
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { Expected, Option, Shot, Solution } from '../format-parts.ts';
import type { Judgement, LineStanding } from '../judging/judgement.ts';
import type { ShotOutcome, SignedRequests } from '../prepared.ts';

/**
 * `Form`: what the front matter says of the answer. `Given`: what a learner gives. The members are methods, so that a
 * kind can be taken for one of any form: only the form that chose the kind is ever handed to it (`kindOf`). None uses
 * `this`.
 */
export interface Kind<Form, Given> {
  /** Of the form; its `kind` is the name in the table. */
  readonly schema: v.GenericSchema;
  /** Who answers such a question as a rule: `sigv4 learn answer` goes to the questions for programs. */
  readonly answeredBy: 'person' | 'program';
  /** A solution has values of the lesson in it, unless it is a command line that has to be run. */
  readonly solutionForm?: 'command-line';
  /** All items have to be in sight at once, unless they are a list that moves with the cursor. */
  readonly list?: 'moving';

  /** Names what the form has in it that other parts of the lesson refer to. */
  parts(answer: Form): AnswerParts;
  /** Finds what the schema cannot see; fields are those below `answer`: `items.0.in`. */
  slips?(answer: Form): readonly Slip[];

  /** What is given before anything is; `null` where there is nothing to give yet. */
  start(answer: Form): Given | null;
  /** Reads an answer from a pipe; a problem where it does not have the form of one. */
  read(answer: Form, octets: Octets): Submission<Given> | Problem;
  /** Compares an answer with what is computed; `incomplete` where something is missing and nothing is wrong. */
  judge(lesson: SignedRequests, answer: Form, given: Given): Judgement;
  /** Turns the solution of the file into an answer; a problem where it has another form, or names what there is not. */
  solve(lesson: SignedRequests, answer: Form, solution: Solution): Given | Problem;
  /** Says how the solution is given, where it cannot be written in for the learner. */
  tell?(answer: Form, solution: Given): string;

  /** Rows below a question on paper: what there is to choose from, without an answer. */
  paper(lesson: SignedRequests, answer: Form): readonly Row[];
  /** What the cursor can be on; none where there is nothing to choose from. */
  items?(asked: Asked<Form, Given>): readonly Row[];
  /** Where the cursor is when a question is opened; the first item where a kind does not say. */
  cursor?(asked: Asked<Form, Given>): number;
  /** What has been given so far, above the question; `null` where there is nothing to show. */
  shown?(asked: Asked<Form, Given>, given: Given): Shown | null;
  /** One sentence on how to answer, where the footer does not say it. */
  how?(asked: Asked<Form, Given>): string;

  /** What enter does on an item, and the word for it in the footer. */
  readonly enter: { readonly word: string; press?(asked: Asked<Form, Given>, index: number): Move<Given> | null };
  readonly keys: AnswerKeys<Form, Given>;
  /** For an answer that is typed. */
  readonly field?: AnswerField<Form, Given>;
  /** The whole answer as a paste brings it, where nothing is typed. */
  pasted?(text: string): Given;
  /** The answer once one more shot has been sent. */
  sent?(given: Given | null, shot: string): Given;
  /** The answer once a program has been graded. */
  graded?(result: Graded): Given;

  /** For kinds that can be asked before anything is shown. */
  readonly prediction?: Predicting<Form, Given>;
}

/** A question at which a learner is. */
export interface Asked<Form, Given> {
  readonly lesson: SignedRequests;
  readonly answer: Form;
  /** What has been given so far. */
  readonly given: Given | null;
  /** Of a prediction that was made: its letters, as they are kept. */
  readonly kept: string | null;
  /** Whether the right answer may be marked. */
  readonly right: 'hidden' | 'shown';
  /** Of what was handed in last; `null` when something else has been given after it. */
  readonly judgement: Judgement | null;
  /** What came of shots, by their id. */
  readonly outcomes: ReadonlyMap<string, ShotOutcome>;
}

export interface AnswerParts {
  readonly options?: readonly Option[];
  readonly shots?: readonly Shot[];
  readonly expected?: Expected;
  /** What people read, apart from options. */
  readonly words?: readonly string[];
  /** Texts of a request, in which hexadecimal values may begin. */
  readonly texts?: readonly string[];
}

/** What is wrong with a field, and how to fix it. */
export interface Slip {
  readonly field: string;
  readonly says: string;
  readonly fix: string;
}

/** An answer that is ready: handed in, or made outside first, by sending shots or grading a program. */
export type Submission<Given> =
  | { readonly do: 'hand-in'; readonly given: Given }
  | { readonly do: 'send'; readonly shots: readonly [Shot, ...Shot[]] }
  | { readonly do: 'grade'; readonly command: string };

/** What a key or a paste comes to. */
export type Move<Given> =
  | Submission<Given>
  /** Only the cursor moves. */
  | { readonly do: 'point'; readonly index: number }
  | {
      readonly do: 'give';
      readonly given: Given;
      /** The item that the cursor goes to. */
      readonly index?: number;
      readonly notice?: string | null;
      /** `to-end`: what was given last comes into sight. */
      readonly scroll: 'to-end' | 'stays';
    };

/** Keys beside enter that change an answer, by their action. */
export interface AnswerKeys<Form, Given> {
  /** A letter. `index`: of the item that the cursor is on. */
  option?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** A digit. */
  category?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** Backspace; in a field only where nothing is typed. */
  'take-back'?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** What is given when the answer begins anew. */
  again?(answer: Form): Given;
}

/** A line that is typed. */
export interface AnswerField<Form, Given> {
  /** What enter does, in the footer. */
  readonly enter: string;
  /** Whether each line of a paste is one of the answer, or all of them are one. */
  readonly paste: 'lines' | 'one-line';
  /** What is in front of the line. */
  prompt(asked: Asked<Form, Given>): string;
  /** What is in the field when it is opened. */
  text(given: Given | null): string;
  /** The answer with each key. */
  typed(given: Given | null, text: string): Given;
  /** What is wrong with what is typed, while it is typed. */
  fault?(asked: Asked<Form, Given>): string | null;
  /** Enter: lines in the place of the one that is typed. */
  ended(asked: Asked<Form, Given>, lines: readonly string[]): Move<Given> | null;
  /** What is open again after an answer that did not pass. */
  reopened?(given: Given, judgement: Judgement): { readonly given: Given; readonly notice: string | null };
}

/** What became of a learner's program. */
export interface Graded {
  readonly command: string;
  readonly passed: 'yes' | 'no';
  readonly report: readonly string[];
}

/** What a prediction adds to a question. */
export interface Predicting<Form, Given> {
  /** Writes an answer as it is kept: the letter of the option, or one for each item. */
  letters(given: Given): string;
  /** Whether letters that were kept can be an answer. */
  isAnswer(answer: Form, letters: string): boolean;
  /** What was taken, by the letters that are kept, and what is so. */
  recall(answer: Form, letters: string | null): Recalled;
}

/** What was taken, if anything, and what is so. */
export type Recalled =
  | {
      readonly kind: 'option';
      readonly taken: Option | null;
      readonly right: { readonly letter: string; readonly text: string };
    }
  | { readonly kind: 'items'; readonly items: readonly RecalledItem[] };

/** `taken`: the category that was given; `null` for none. */
export interface RecalledItem {
  readonly text: string;
  readonly category: string;
  readonly taken: string | null;
}

export type Row = readonly Piece[];

/**
 * A piece of a row: `name` what something is called, `words` and `aside` prose, `given` what is to be used as it is,
 * `command` for a shell.
 */
export interface Piece {
  readonly text: string;
  readonly meaning: 'name' | 'words' | 'aside' | 'given' | 'command';
  /** Where the text is bytes of a request, it is escaped: all of it, or the beginning of a line that is too long. */
  readonly bytes?: 'all' | 'line';
}

export const words = (text: string): Piece => ({ text, meaning: 'words' });
export const aside = (text: string): Piece => ({ text, meaning: 'aside' });
export const name = (text: string): Piece => ({ text, meaning: 'name' });

/** What has been given so far. */
export type Shown =
  | {
      readonly kind: 'lines';
      readonly lines: readonly string[];
      readonly standings: readonly LineStanding[];
      /** What they are compared with, by which lines are numbered. */
      readonly expected: Expected;
    }
  | { readonly kind: 'outcome'; readonly outcome: ShotOutcome }
  /** A whole request. */
  | { readonly kind: 'message'; readonly octets: Octets }
  | { readonly kind: 'report'; readonly lines: readonly string[] };
