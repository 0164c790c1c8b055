/** How text on the screen looks; a theme says in which colours. */
import type { Meaning } from '../../pages/page.ts';

/** Parts of the screen, beside what its text means. */
export type Role =
  | 'title'
  /** The words SIGN and VERIFY. */
  | 'mode-sign'
  | 'mode-verify'
  /** A key in the footer. */
  | 'key'
  /** What another input has changed. */
  | 'changed'
  | 'border'
  | 'focused-border';

export interface Style {
  readonly meaning: Meaning | Role;
  /** The hue of the place that the bytes come from; it comes before the meaning. */
  readonly hue: number | null;
  /** `selection`: the byte of the cursor. */
  readonly ground: 'page' | 'cursor-line' | 'selection';
}

export interface StyledText {
  readonly text: string;
  /** In cells. */
  readonly width: number;
  readonly style: Style;
  /** The address that a click on it opens, where the terminal can. */
  readonly opens?: string;
}

export type ScreenRow = readonly StyledText[];
