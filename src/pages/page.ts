/** The model of a page, which says what to show, not how: its runs have meanings instead of colors. */
import type { AlignedRun, SideName } from '../diagnosis/difference/byte-alignment.ts';
import type { ByteRange } from '../trace/provenance.ts';

/**
 * What a run of text means.
 *
 * - `given`, `copied`, `derived`, `fixed`: bytes, by where they come from; `masked`: bytes of a secret.
 * - `agrees`, `differs`: the result of a check.
 * - `name`: a name; `words`: prose; `aside`: prose that can be skipped.
 * - `command`: a shell command; `link`: an address.
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
  /** The bytes that the text shows, if any. */
  readonly shows?: ShownBytes;
  /** The address that the text links to. It always comes from this program, never from input. */
  readonly opens?: string;
}

/** Bytes of a value of the trace, or bytes from the wire: see `bytesShown`. */
export interface ShownBytes extends ByteRange {
  readonly as: Writing;
}

/**
 * How bytes are written. `text`: with escapes for invisible characters. `digits`: two hexadecimal digits per byte.
 * `pairs`: the same with a space after each pair. `characters`: one character per byte, with a dot for invisible
 * ones.
 */
export type Writing = 'text' | 'digits' | 'pairs' | 'characters';

/** A line that the cursor can be on. */
export interface Line {
  readonly kind: 'line';
  /** The text of the label column; empty if the line continues the previous one. */
  readonly label: string;
  readonly runs: readonly Run[];
  /** A sentence about where the bytes of this line come from, if there is one. */
  readonly origin: string | null;
  /** `hex` for a line of a hex view, which repeats bytes that are shown elsewhere as text. */
  readonly view: 'text' | 'hex';
  /** The walk that enter opens on this line, as an id that the caller of the page understands. */
  readonly leadsTo?: string;
}

/** Any number of bytes as text. A screen reads only its visible window; plain text shows the beginning. */
export interface StoredText {
  readonly kind: 'stored';
  /** An id of `bytesShown`. */
  readonly value: string;
  readonly beginning: readonly Line[];
  /** Says where bytes `start` to `end` (not included) come from. */
  readonly tell: (start: number, end: number) => string;
}

export type Block =
  | Line
  | StoredText
  | { readonly kind: 'heading'; readonly runs: readonly Run[] }
  | { readonly kind: 'prose'; readonly runs: readonly Run[] }
  /** Help about keys, only for the screen. */
  | { readonly kind: 'keys'; readonly runs: readonly Run[] }
  /** Shell commands. Each is a list of words, and a row may end after any word. */
  | { readonly kind: 'command'; readonly says: string; readonly commands: readonly (readonly string[])[] };

export interface Page {
  /** The id of its stage. */
  readonly id: string;
  readonly title: string;
  /** One sentence that explains the stage. */
  readonly says: string;
  /** The address of AWS's documentation. */
  readonly see: string;
  /** The main value: at most four lines, always visible. */
  readonly main: readonly Line[];
  readonly blocks: readonly Block[];
  /** Two aligned texts, shown side by side above the blocks. */
  readonly texts?: TwoTexts;
}

/** Two aligned texts: the server's and the client's. */
export interface TwoTexts {
  readonly sides: Readonly<Record<SideName, TextOfSide>>;
  /** Aligned pairs of lines. */
  readonly lines: readonly Readonly<Record<SideName, Line>>[];
  readonly runs: readonly AlignedRun[];
}

export interface TextOfSide {
  /** The id of its value. If the text is unknown, the trace does not have this value. */
  readonly value: string;
  /** "server, from answer.xml". */
  readonly title: string;
}

export const words = (text: string): Run => ({ text, meaning: 'words' });
/** Makes a link to a page; by default, its text is the address without the scheme. */
export const link = (address: string, text = withoutScheme(address)): Run => ({
  text,
  meaning: 'link',
  opens: address,
});
const withoutScheme = (address: string) => address.replace(/^https:\/\//, '');
/** The label of a line that continues the previous label, with the same indentation. */
export const SAME_LABEL = ' ';

export const aside = (text: string): Run => ({ text, meaning: 'aside' });
/** Makes a heading, optionally with more runs about what is below it. */
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
