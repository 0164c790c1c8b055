/** Defines the terminal, or what stands for it: results go to standard output, messages to standard error. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { NameOfOption } from '../../views/input-words.ts';

export interface Terminal {
  /** Writes results to standard output. If writing fails, the program reports the failure and ends with exit code 1. */
  readonly output: (text: string) => void;
  /**
   * Writes results as bytes. Resolves when they are written, and their memory may be used again. If the bytes cannot be
   * written, the promise never resolves.
   */
  readonly outputBytes: (bytes: Uint8Array) => Promise<void>;
  /** Whether standard input is a terminal, which has no input until the user types. */
  readonly isInputTerminal: boolean;
  /** Whether results go to a terminal, which must not receive control characters. */
  readonly isOutputTerminal: boolean;
  /** The width of the terminal in cells, or infinity if results do not go to a terminal. */
  readonly outputWidth: number;
  /** The height of the terminal in rows, or infinity if results do not go to a terminal. */
  readonly outputHeight: number;
  /** Writes messages to standard error. What a label in them shows as a secret is masked up to the end of the line. */
  readonly errors: (text: string) => void;
  /**
   * Writes rows to standard error. A row is made of values that are already masked, so no label in it is looked for; it
   * would mask what follows the value.
   */
  readonly rows: (text: string) => void;
  /**
   * Returns a text with the secrets masked that came from outside, as `output` and `errors` mask them. Everything else
   * that is written for people, such as a page in a file, goes through it.
   */
  readonly masked: TextMask;
  /**
   * Returns those secrets. They are masked in the bytes of a trace too, because a page can break them into rows and into
   * the words of a command.
   */
  readonly secrets: () => readonly Octets[];
  /** Keeps a value that this program computed and is not to show. From now on, it is masked as a secret is. */
  readonly conceal: (value: Octets) => void;
  /**
   * Returns the current width, in cells, of the terminal to which messages go, or `null` if messages do not go to a
   * terminal.
   */
  readonly errorsWidth: () => number | null;
  /** Returns what the reader calls an option, for the sentences that name one. */
  readonly nameOfOption: NameOfOption;
  /**
   * Asks for a secret at the terminal without showing it. Resolves with `null` if nothing is typed, and with a problem
   * if the user interrupts. The member itself is `null` if there is no terminal.
   */
  readonly askSecret: ((question: string) => Promise<string | null | Problem>) | null;
  /**
   * Asks for a line at the terminal, which echoes the line. Resolves with `null` if the line is empty. The member
   * itself is `null` if questions or results do not appear on a terminal.
   */
  readonly askLine: ((question: string) => Promise<string | null>) | null;
}

/** Overwrites each character of each secret with `*`. The number of characters does not change. */
export type TextMask = (text: string) => string;
