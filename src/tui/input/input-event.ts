/** What comes from the terminal: keys, pastes, the mouse, and the terminal's answers. */

/** Each of red, green and blue from 0 to 255. */
export interface TerminalColour {
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
  /** Which one is not known: a release or a move in an old encoding. */
  | 'none';

/** What the terminal says of itself, mostly because it was asked. */
export type Report =
  | { readonly kind: 'report'; readonly of: 'foreground' | 'background'; readonly colour: TerminalColour }
  /** Where the cursor stands, from 0. */
  | { readonly kind: 'report'; readonly of: 'cursor'; readonly column: number; readonly row: number }
  /** The answer to “what are you?”, which nearly every terminal gives: what was asked before it and is not answered yet never will be. */
  | {
      readonly kind: 'report';
      readonly of: 'primary-attributes' | 'secondary-attributes';
      readonly parameters: readonly number[];
    }
  | { readonly kind: 'report'; readonly of: 'focus'; readonly isFocused: boolean };

export type InputEvent =
  /**
   * `name`: a character as typed (`q`, `Q`, ` `, `é`, a whole grapheme where it came in one piece), or the word of a key
   * that has none, with what is held before it, in this order: `ctrl+`, `alt+`, `meta+`, `shift+` (`ctrl+c`, `alt+x`,
   * `shift+tab`, `ctrl+right`). Shift is not said of characters, which show it themselves.
   */
  | { readonly kind: 'key'; readonly name: string }
  /** Each line end is one LF; what is not UTF-8 is U+FFFD. */
  | { readonly kind: 'paste'; readonly text: string }
  /** A paste of more bytes than are kept: none of it is given, since half a request is worse than none. */
  | { readonly kind: 'long-paste'; readonly length: number }
  /**
   * A paste that began and whose end did not come: none of it is given, for the same reason. If the rest comes late, and
   * nothing was typed meanwhile, the whole paste follows as an event of its own.
   */
  | { readonly kind: 'unfinished-paste'; readonly length: number }
  /** `column` and `row` from 0. A wheel is only pressed; `drag` is a move with a button held, `move` one without. */
  | {
      readonly kind: 'mouse';
      readonly button: MouseButton;
      readonly action: 'press' | 'release' | 'drag' | 'move';
      readonly column: number;
      readonly row: number;
    }
  | Report;

export type MouseEvent = Extract<InputEvent, { readonly kind: 'mouse' }>;
