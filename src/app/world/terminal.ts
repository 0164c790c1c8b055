/** Results, messages, and the person at the terminal. */
import type { Problem } from '../../bytes/problem.ts';

export interface Terminal {
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
  /** Messages for a person, on standard error. */
  readonly errors: (text: string) => void;
  /** In cells, now: the width of the terminal that messages go to; `null` where they go elsewhere. */
  readonly errorsWidth: () => number | null;
  /**
   * Asks for a secret on the terminal, without showing it; `null` where nothing is given, a problem where somebody
   * interrupts. `null` itself where there is no terminal.
   */
  readonly askSecret: ((question: string) => Promise<string | null | Problem>) | null;
}
