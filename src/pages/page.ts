/** A page says what to show, never how: blocks whose runs carry meanings, never colours. */
import type { AlignedRun, SideName } from '../diagnosis/difference/byte-alignment.ts';
import type { ByteRange } from '../trace/provenance.ts';

/**
 * What a run of text means.
 *
 * - `given`, `copied`, `derived`, `fixed`: bytes, by where they come from; `masked`: bytes nobody may see.
 * - `agrees`, `differs`: a check.
 * - `name`: what something is called; `words`: prose; `aside`: prose that can be skipped.
 * - `command`: for a shell; `link`: an address.
 */
export type Meaning =
  | 'given'
  | 'copied'
  | 'derived'
  | 'fixed'
  | 'masked'
  | 'agrees'
  | 'differs'
  | 'name'
  | 'words'
  | 'aside'
  | 'command'
  | 'link';

export interface Run {
  readonly text: string;
  readonly meaning: Meaning;
  /** The bytes that the text shows; a run of words has none. */
  readonly shows?: ShownBytes;
  /** The whole address that the text is a part of. Of this program's own: what came from outside is never opened. */
  readonly opens?: string;
}

/** Bytes of a value of the trace, or of what went over the wire: see `bytesShown`. */
export interface ShownBytes extends ByteRange {
  readonly as: Writing;
}

/**
 * How bytes are written: `text`, with what cannot be seen as escapes; `digits`: two hexadecimal ones each; `pairs`: the
 * same with a space behind each; `characters`: one each, a dot for what cannot be seen.
 */
export type Writing = 'text' | 'digits' | 'pairs' | 'characters';

/** A line to put the cursor on. */
export interface Line {
  readonly kind: 'line';
  /** Stands in a column of its own; empty for a line that goes on with the one before. */
  readonly label: string;
  readonly runs: readonly Run[];
  /** Where the bytes of this line come from, in one sentence; `null` where it has none. */
  readonly origin: string | null;
  /** `hex` for a line of a hex view, which shows again what stands elsewhere as text. */
  readonly view: 'text' | 'hex';
  /** The walk to which enter on this line leads, as whoever shows the page knows it. */
  readonly leadsTo?: string;
}

/** Bytes of any number as text: who shows a window of them reads only that, who does not shows their beginning. */
export interface StoredText {
  readonly kind: 'stored';
  /** What `bytesShown` knows them by. */
  readonly value: string;
  readonly beginning: readonly Line[];
  /** Where bytes `start` to `end` (not included) come from. */
  readonly tell: (start: number, end: number) => string;
}

export type Block =
  | Line
  | StoredText
  | { readonly kind: 'heading'; readonly runs: readonly Run[] }
  | { readonly kind: 'prose'; readonly runs: readonly Run[] }
  /** What keys lead to: prose for the screen alone. */
  | { readonly kind: 'keys'; readonly runs: readonly Run[] }
  /** For a shell; each command is a list of words, between which a row may end. */
  | { readonly kind: 'command'; readonly says: string; readonly commands: readonly (readonly string[])[] };

export interface Page {
  /** The id of its stage. */
  readonly id: string;
  readonly title: string;
  /** What it is, in one sentence. */
  readonly says: string;
  /** AWS's page. */
  readonly see: string;
  /** The main value: at most four lines, in sight at all times. */
  readonly main: readonly Line[];
  readonly blocks: readonly Block[];
  /** Two texts in step, each in a pane of its own, above the blocks. */
  readonly texts?: TwoTexts;
}

/** Two texts in step: what one side has beside what the other has. */
export interface TwoTexts {
  readonly sides: Readonly<Record<SideName, TextOfSide>>;
  /** As they stand beside each other. */
  readonly lines: readonly Readonly<Record<SideName, Line>>[];
  readonly runs: readonly AlignedRun[];
}

export interface TextOfSide {
  /** The id of its value; the trace has none where nothing is known of it. */
  readonly value: string;
  /** "server, from answer.xml". */
  readonly title: string;
}

export const words = (text: string): Run => ({ text, meaning: 'words' });
/** The address of a page, without what all of them begin with. */
export const link = (address: string, text = withoutScheme(address)): Run => ({
  text,
  meaning: 'link',
  opens: address,
});
const withoutScheme = (address: string) => address.replace(/^https:\/\//, '');
/** The label of a line that belongs to the label above, indented as that one is. */
export const SAME_LABEL = ' ';

export const aside = (text: string): Run => ({ text, meaning: 'aside' });
/** A heading, and what is to be said of the whole below it. */
export const heading = (text: string, ...more: Run[]): Block => ({
  kind: 'heading',
  runs: [{ text: `${text}  `, meaning: 'name' }, ...more],
});
export const prose = (...runs: Run[]): Block => ({ kind: 'prose', runs });
export const keys = (text: string): Block => ({ kind: 'keys', runs: [words(text)] });

export function line(label: string, runs: readonly Run[], origin: string | null = null): Line {
  return { kind: 'line', label, runs, origin, view: 'text' };
}

export function hexLine(label: string, runs: readonly Run[], origin: string | null): Line {
  return { kind: 'line', label, runs, origin, view: 'hex' };
}
