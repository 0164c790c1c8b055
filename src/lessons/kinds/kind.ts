/**
 * What a kind of question consists of: data and pure functions. The floors above know pieces, moves, and fields, but no
 * kind by its name.
 */
import type * as v from 'valibot';
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { Expected, Option, Shot, Solution } from '../format-parts.ts';
import type { Judgement, LineStanding } from '../judging/judge-lines.ts';
import type { ShotOutcome, SignedRequests } from '../prepared.ts';

/**
 * `Form`: the answer in the front matter. `Given`: what a learner gives. The members are methods so that a kind is assignable
 * to one of any form. `kindOf` makes sure that a kind only gets its own form. No member uses `this`.
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

  /** Lists the parts of the form that other code looks at. */
  parts(answer: Form): AnswerParts;
  /** Finds problems that the schema cannot see. Fields are below `answer`: `items.0.in`. */
  slips?(answer: Form): readonly Slip[];

  /** Returns the answer before the learner has done anything, if there is one. */
  start(answer: Form): Given | null;
  /** Reads an answer from a pipe. */
  read(answer: Form, octets: Octets): Submission<Given> | Problem;
  /** Compares an answer with what is computed. `incomplete`: something is missing, but nothing is wrong. */
  judge(lesson: SignedRequests, answer: Form, given: Given): Judgement;
  /** Converts the solution of the file into an answer. */
  solve(lesson: SignedRequests, answer: Form, solution: Solution): Given | Problem;
  /** Says how to give the solution, if it cannot be filled in for the learner. */
  tell?(answer: Form, solution: Given): string;

  /** Lists the rows below a question on paper, without an answer. */
  paper(lesson: SignedRequests, answer: Form): readonly Row[];
  /** Lists the rows that the cursor can be on. */
  items?(asked: Asked<Form, Given>): readonly Row[];
  /** Returns the item that the cursor is on when a question is opened. The default is the first one. */
  cursor?(asked: Asked<Form, Given>): number;
  /** Returns what is shown of the answer so far, above the question. */
  shown?(asked: Asked<Form, Given>, given: Given): Shown | null;
  /** Says in one sentence how to answer, if the footer does not. */
  how?(asked: Asked<Form, Given>): string;

  /** What enter does on an item, and its word in the footer. */
  readonly enter: { readonly word: string; press?(asked: Asked<Form, Given>, index: number): Move<Given> | null };
  readonly keys: AnswerKeys<Form, Given>;
  readonly field?: AnswerField<Form, Given>;
  /** Makes the whole answer from a paste, if there is no field. */
  pasted?(text: string): Given;
  /** Adds a shot that was sent to the answer. */
  sent?(given: Given | null, shot: string): Given;
  /** Makes the answer from the grade of a program. */
  graded?(result: Graded): Given;

  /** For kinds that can be asked as a prediction. */
  readonly prediction?: Predicting<Form, Given>;
}

/** The question that a learner is answering. */
export interface Asked<Form, Given> {
  readonly lesson: SignedRequests;
  readonly answer: Form;
  readonly given: Given | null;
  /** The letters of a prediction that was made. */
  readonly kept: string | null;
  /** Whether the right answer may be marked. */
  readonly right: 'hidden' | 'shown';
  /** The judgement of the last submission. `null`: the answer was changed after it. */
  readonly judgement: Judgement | null;
  /** The outcomes of shots, by their ids. */
  readonly outcomes: ReadonlyMap<string, ShotOutcome>;
}

export interface AnswerParts {
  readonly options?: readonly Option[];
  readonly shots?: readonly Shot[];
  readonly expected?: Expected;
  /** Text that people read, other than options. */
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

/** A submission: an answer, or shots to send or a program to grade first. */
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
      /** The item that the cursor moves to. */
      readonly index?: number;
      readonly notice?: string | null;
      /** `to-end`: scrolls to what was given last. */
      readonly scroll: 'to-end' | 'stays';
    };

/** Keys that change an answer, other than enter, by their action. */
export interface AnswerKeys<Form, Given> {
  /** A letter. `index`: the item that the cursor is on. */
  option?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** A digit. */
  category?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** Backspace. In a field, only if it is empty. */
  'take-back'?(asked: Asked<Form, Given>, index: number, key: string): Move<Given> | null;
  /** Returns the answer when the learner starts over. */
  again?(answer: Form): Given;
}

/** A line to type in. */
export interface AnswerField<Form, Given> {
  /** What enter does, for the footer. */
  readonly enter: string;
  /** Whether a paste is several lines of the answer, or only one. */
  readonly paste: 'lines' | 'one-line';
  /** Returns the prompt before the line. */
  prompt(asked: Asked<Form, Given>): string;
  /** Returns the text of the field when it is opened. */
  text(given: Given | null): string;
  /** Puts the text of the field into the answer. */
  typed(given: Given | null, text: string): Given;
  /** Says what is wrong with the text while it is being typed. */
  fault?(asked: Asked<Form, Given>): string | null;
  /** Replaces the line that is being typed with one or more lines. */
  ended(asked: Asked<Form, Given>, lines: readonly string[]): Move<Given> | null;
  /** Opens a line again after a wrong answer. */
  reopened?(given: Given, judgement: Judgement): { readonly given: Given; readonly notice: string | null };
}

/** The grade of a learner's program. */
export interface Graded {
  readonly command: string;
  readonly passed: 'yes' | 'no';
  readonly report: readonly string[];
}

export interface Predicting<Form, Given> {
  /** Writes an answer for the progress file: the letter of the option, or one for each item. */
  letters(given: Given): string;
  /** Tells whether letters from the progress file can be an answer. */
  isAnswer(answer: Form, letters: string): boolean;
  /** Returns the answer that was kept as letters, and the right one. */
  recall(answer: Form, letters: string | null): Recalled;
}

/** The answer that was given, if any, and the right one. */
export type Recalled =
  | {
      readonly kind: 'option';
      readonly taken: Option | null;
      readonly right: { readonly letter: string; readonly text: string };
    }
  | { readonly kind: 'items'; readonly items: readonly RecalledItem[] };

/** `taken`: the category that was given. */
export interface RecalledItem {
  readonly text: string;
  readonly category: string;
  readonly taken: string | null;
}

export type Row = readonly Piece[];

/** A piece of a row. `name`: a label. `words` and `aside`: prose. `given`: text to use as it is. `command`: for a shell. */
export interface Piece {
  readonly text: string;
  readonly meaning: 'name' | 'words' | 'aside' | 'given' | 'command';
  /** Set if the text is bytes of a request, which are escaped: all of them, or as much as fits on a line. */
  readonly bytes?: 'all' | 'line';
}

export const words = (text: string): Piece => ({ text, meaning: 'words' });
export const aside = (text: string): Piece => ({ text, meaning: 'aside' });
export const name = (text: string): Piece => ({ text, meaning: 'name' });

/** The answer so far, as it is shown. */
export type Shown =
  | {
      readonly kind: 'lines';
      readonly lines: readonly string[];
      readonly standings: readonly LineStanding[];
      /** What they are compared with. It says how lines are numbered. */
      readonly expected: Expected;
    }
  | { readonly kind: 'outcome'; readonly outcome: ShotOutcome }
  | { readonly kind: 'message'; readonly octets: Octets }
  | { readonly kind: 'report'; readonly lines: readonly string[] };
