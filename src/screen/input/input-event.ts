/** Defines what arrives from the terminal: keys, pastes, and the terminal's replies about its background and its cursor. */

/** Red, green, and blue are from 0 to 255. */
export interface TerminalColor {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export type PasteEvent =
  /** Each line ending is a single LF. Bytes that are not UTF-8 are U+FFFD. */
  | { readonly kind: 'paste'; readonly text: string }
  /**
   * A paste that is longer than the limit. The text of the paste is dropped, because a partial request is worse than
   * none.
   */
  | { readonly kind: 'long-paste'; readonly length: number }
  /**
   * A paste whose end did not arrive. The text of the paste is dropped, because a partial request is worse than none.
   * If the rest arrives late, and nothing was typed in the meantime, the whole paste follows as another event.
   */
  | { readonly kind: 'unfinished-paste'; readonly length: number };

/** What arrives besides keys. */
export type ReportEvent =
  | PasteEvent
  | { readonly kind: 'background'; readonly color: TerminalColor }
  /** Where the cursor is; `column` starts at 1. */
  | { readonly kind: 'cursor'; readonly column: number }
  /** The process was stopped by another program and has continued, so the screen must be drawn again. */
  | { readonly kind: 'resumed' }
  /** The terminal is gone, or a signal asks the program to leave. */
  | { readonly kind: 'gone' };

/** `sequence` is what a terminal sends for one key, which Ink reads and names. */
export type InputEvent = { readonly kind: 'key'; readonly sequence: string } | ReportEvent;
