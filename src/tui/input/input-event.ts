/** Defines events from the terminal: keys, pastes, mouse events, and the terminal's reply about its background. */

/** Red, green, and blue are from 0 to 255. */
export interface TerminalColor {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export type MouseButton =
  | 'left'
  | 'middle'
  | 'right'
  | 'wheel-up'
  | 'wheel-down'
  | 'wheel-left'
  | 'wheel-right'
  /** The button is unknown, which is the case for a release or a move in an old encoding. */
  | 'none';

export type InputEvent =
  /**
   * `name` is the character as typed (`q`, `Q`, ` `, `é`, or a whole grapheme if it arrived in one piece), or a word
   * for a key without a character. Modifiers come first, in the order `ctrl+`, `alt+`, `meta+`, `shift+` (`ctrl+c`,
   * `alt+x`, `shift+tab`, `ctrl+right`). Characters have no `shift+`, because the character itself already shows the
   * effect of Shift.
   */
  | { readonly kind: 'key'; readonly name: string }
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
  | { readonly kind: 'unfinished-paste'; readonly length: number }
  /**
   * `column` and `row` start at 0. The wheel reports only presses. A `drag` is a move with a button pressed, and a
   * `move` is a move with no button pressed.
   */
  | {
      readonly kind: 'mouse';
      readonly button: MouseButton;
      readonly action: 'press' | 'release' | 'drag' | 'move';
      readonly column: number;
      readonly row: number;
    }
  | { readonly kind: 'background'; readonly color: TerminalColor };

export type MouseEvent = Extract<InputEvent, { readonly kind: 'mouse' }>;
