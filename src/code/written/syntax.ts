/** Defines what the reader of code knows of a language: how it is written, and what its calls mean. */
import type { Calls } from '../flow/meanings.ts';

/** How a language is written, as far as it differs from the others. */
export interface Syntax {
  /** How many of the lines that only this language has are in a text. */
  readonly marks: RegExp;
  /** Whether a hash sign begins a comment. */
  readonly hashComments: boolean;
  /** `braces`, or what takes their place: `indents` in Python and `ends` in Ruby. */
  readonly blocks: 'braces' | 'indents' | 'ends';
  /** Whether the last value of a function is what it returns, as in Rust. */
  readonly returnsLast: boolean;
  /** Whether a type follows the name of a parameter without a colon, as in Go. */
  readonly namesBeforeTypes: boolean;
  /** Matches the operators that join texts. */
  readonly joins: RegExp;
  /** Matches the operators between an object and its member. */
  readonly members: RegExp;
  /** Matches the opening marks, with their prefixes, of strings in which a backslash is only a backslash. */
  readonly raw: RegExp;
  /** Matches the opening marks, with their prefixes, of strings that have expressions in them. */
  readonly filled: RegExp;
  /** Matches the beginning of an expression in a string; the group `name` has it if it is only a name. */
  readonly hole: RegExp;
}

/** A language, with its documented calls. */
export interface Language {
  readonly name: string;
  readonly syntax: Syntax;
  readonly calls: Calls;
}

const NEVER = /(?!)/y;

/** The syntax of Java, from which that of the other languages differs. */
export const LIKE_JAVA: Omit<Syntax, 'marks'> = {
  hashComments: false,
  blocks: 'braces',
  returnsLast: false,
  namesBeforeTypes: false,
  joins: /^\+$/,
  members: /^(?:\??\.|::|!!?\.)$/,
  raw: NEVER,
  filled: NEVER,
  hole: NEVER,
};
