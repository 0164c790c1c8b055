/** Events from the terminal: keys, pastes, the mouse, and its answer about the background. */

/** Each of red, green and blue from 0 to 255. */
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
  /** Unknown: a release or a move in an old encoding. */
  | 'none';

export type InputEvent =
  /**
   * `name`: a character as typed (`q`, `Q`, ` `, `é`, a whole grapheme if it came in one piece), or the word for a key
   * without a character. The modifiers come first, in this order: `ctrl+`, `alt+`, `meta+`, `shift+` (`ctrl+c`, `alt+x`,
   * `shift+tab`, `ctrl+right`). Characters show Shift themselves.
   */
  | { readonly kind: 'key'; readonly name: string }
  /** Each line ending is one LF; bytes that are not UTF-8 are U+FFFD. */
  | { readonly kind: 'paste'; readonly text: string }
  /** A paste of more bytes than are kept. Its text is dropped, because half a request is worse than none. */
  | { readonly kind: 'long-paste'; readonly length: number }
  /**
   * A paste whose end did not come. Its text is dropped for the same reason. If the rest comes late, and nothing was
   * typed meanwhile, the whole paste follows as an event of its own.
   */
  | { readonly kind: 'unfinished-paste'; readonly length: number }
  /** `column` and `row` from 0. A wheel only has presses. A `drag` is a move with a button down, a `move` one without. */
  | {
      readonly kind: 'mouse';
      readonly button: MouseButton;
      readonly action: 'press' | 'release' | 'drag' | 'move';
      readonly column: number;
      readonly row: number;
    }
  | { readonly kind: 'background'; readonly color: TerminalColor };

export type MouseEvent = Extract<InputEvent, { readonly kind: 'mouse' }>;
