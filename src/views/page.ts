/**
 * Defines the model of a page. A page describes what to show, but not how to show it, so its runs have meanings instead
 * of colors.
 */
import type { AlignedRun, SideName } from '../sides/difference/byte-alignment.ts';
import type { ByteRange } from '../trace/provenance.ts';
import type { StageDescription } from '../trace/trace.ts';
import type { ComparedSides } from './diagnosis/compared-sides.ts';

/**
 * The meaning of a run of text.
 *
 * - `given`, `copied`, `derived`, `fixed`: bytes, by origin; `masked`: bytes of a secret.
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
  /** The bytes that the text represents, if any. */
  readonly shows?: ShownBytes;
  /** The hue of the place that the text comes from, if `shows` does not determine it. */
  readonly hue?: number | null;
  /** Set if the text differs from what is right, and is underlined. */
  readonly isDifferent?: true;
  /** The address that the text links to. The address always comes from this program and never from input. */
  readonly opens?: string;
}

/** Joins the texts of runs, glyphs, or the parts of a row. */
export const textOf = (parts: readonly Pick<Run, 'text'>[]): string => parts.map(({ text }) => text).join('');

/** A range of bytes from the trace or from the wire, identified as in `bytesShown`. */
export interface ShownBytes extends ByteRange {
  readonly as: Writing;
}

/**
 * How bytes are written. `text` escapes invisible characters. `digits` is two hexadecimal digits per byte, and `pairs`
 * adds a space after each pair. `characters` is one character per byte, with a dot for any byte that is not printable
 * ASCII.
 */
export type Writing = 'text' | 'digits' | 'pairs' | 'characters';

/** A line on which the cursor can be. */
export interface Line {
  readonly kind: 'line';
  /** The text of the label column; empty if the line continues the previous line. */
  readonly label: string;
  readonly runs: readonly Run[];
  /**
   * A sentence about where the bytes of this line come from; `null` if there is no such sentence. If it is `undefined`, the
   * page of a walk says it of the bytes that the runs show.
   */
  readonly origin: string | null | undefined;
  /** `hex` if the line belongs to a hex view, which repeats bytes that are shown elsewhere as text. */
  readonly view: 'text' | 'hex';
  /** The ID of the walk that the Enter key opens from this line. The caller of the page defines these IDs. */
  readonly leadsTo?: string;
  /** The ID of the value that the line describes without showing its bytes, such as the payload. */
  readonly describes?: string;
  /** The ID of the value that the Enter key opens from this line, such as the string that was signed. */
  readonly madeFrom?: string;
  /**
   * The gutter of a line in a text that is shown as it is signed or sent. On the screen, the label follows the line.
   */
  readonly gutter?: LineGutter;
  /** The text that follows the line on the screen instead of its label. */
  readonly note?: string;
  /** Set if the line is the result of the whole page. The screen shows its mark in reverse video. */
  readonly isVerdict?: true;
  /** The inspector's explanation for all bytes of the line, if the trace has no more specific one. */
  readonly explains?: Explanation;
}

export interface LineGutter {
  /** The number of the line, starting at 1, or the offset of its first byte, starting at 0; `null` to show neither. */
  readonly number: number | null;
  readonly isOffset?: boolean;
  /** Set if the line is not part of a text. If such a line has no label, it begins at the margin of plain text. */
  readonly isAlone?: boolean;
  /** The letter before the line, if its bytes do not determine it. */
  readonly letter?: string;
  /** The end of the line, which only the screen shows. */
  readonly end?: string;
  /** Set if the line differs from what is right, which a mark before it says. */
  readonly isChanged?: true;
  /** Says whether an answer has the right line, in the place of the cursor. */
  readonly mark?: '✓' | '✗';
}

/** The labels of the inspector, in the order in which they are shown. */
export const EXPLANATION_LABELS = ['key', 'message', 'line', 'came as', 'rule', 'why', 'way'] as const;
export type ExplanationLabel = (typeof EXPLANATION_LABELS)[number];
export type Explanation = Readonly<Partial<Record<ExplanationLabel, string | undefined>>> & {
  /** The reason for the bytes of the line that were given. Set if `why` is about other bytes of the line. */
  readonly whyGiven?: string;
};

/** A text of any length. The screen reads only the part that is visible, and plain text shows only the beginning. */
export interface StoredText {
  readonly kind: 'stored';
  /** The ID of the bytes, as in `bytesShown`. */
  readonly value: string;
  readonly beginning: readonly Line[];
  /** The first byte's offset in the message. The gutter shows this offset. */
  readonly offset: number;
  /** Describes where bytes `start` to `end` (exclusive) come from. */
  readonly tell: (start: number, end: number) => string;
  readonly body?: StoredBody;
}

/** The body of a message, which is bold, unlike the head before it. */
export interface StoredBody {
  /** The offset of its first byte in the stored text. */
  readonly start: number;
  /** The note after its first line. */
  readonly note: string;
}

/** Two texts line by line: next to each other, or one below the other where there is too little room. */
export interface BesideTexts {
  readonly kind: 'beside';
  readonly titles: readonly [left: string, right: string];
  /** The lines of both texts with the same number; `null` if a text has fewer lines. */
  readonly lines: readonly (readonly [left: readonly Run[] | null, right: readonly Run[] | null])[];
  /** What the screen shows before each pair of lines. */
  readonly gutters: readonly LineGutter[];
}

/** Two lines, one below the other, with a mark below each piece that differs. */
export interface ComparedLines {
  readonly kind: 'compared';
  readonly labels: readonly [first: string, second: string];
  /** The pieces of both lines in their order. The texts of a piece are equal, unless it differs. */
  readonly pieces: readonly (readonly [first: string, second: string])[];
  /** What the screen shows before the first line; absent if the lines are not of a text. */
  readonly gutter?: LineGutter;
}

/** What both sides of a refused request have, joined where they agree and broken where they differ. */
export interface Rail {
  readonly kind: 'rail';
  readonly comparison: ComparedSides;
}

export type Block =
  | Line
  | Rail
  | StoredText
  | BesideTexts
  | ComparedLines
  | { readonly kind: 'heading'; readonly runs: readonly Run[] }
  /** A paragraph. `hanging` is the indent of its rows after the first, such as those of a list item. */
  | { readonly kind: 'prose'; readonly runs: readonly Run[]; readonly hanging?: number }
  /** Help about keys, which is shown only on the screen. */
  | { readonly kind: 'keys'; readonly runs: readonly Run[] }
  /** Shell commands. Each command is a list of words, and a row can end after any word. */
  | { readonly kind: 'command'; readonly says: string; readonly commands: readonly (readonly string[])[] };

export interface PageContent {
  /** What is said of the stage on this page, and the page about it, if they are not those of the stage itself. */
  readonly says?: string;
  readonly see?: string;
  /** The main value of the stage. The request page has no main value, because its blocks are the inputs. */
  readonly main: readonly Line[];
  readonly blocks: readonly Block[];
  readonly texts?: TwoTexts;
}

/** The page of a stage. */
export type Page = PageContent & Pick<StageDescription, 'id' | 'title' | 'says' | 'see'>;

/** A report: a title, if it has one, and what is below it. */
export interface Report {
  readonly title?: Run;
  readonly blocks: readonly Block[];
}

/** The server's text and the client's text, aligned with each other. */
export interface TwoTexts {
  readonly sides: Readonly<Record<SideName, TextOfSide>>;
  readonly lines: readonly Readonly<Record<SideName, Line>>[];
  readonly runs: readonly AlignedRun[];
}

export interface TextOfSide {
  /** The ID of the text's value. If the text is unknown, the trace does not have this value. */
  readonly value: string;
  /** The title above the text, such as "server, from answer.xml". */
  readonly title: string;
}

export const words = (text: string): Run => ({ text, meaning: 'words' });
export const named = (text: string): Run => ({ text, meaning: 'name' });
export const agrees = (text: string): Run => ({ text, meaning: 'agrees' });
export const differs = (text: string): Run => ({ text, meaning: 'differs' });
/** Creates a link. By default, the link's text is the address without the scheme. */
export const link = (address: string, text = withoutScheme(address)): Run => ({
  text,
  meaning: 'link',
  opens: address,
});
const withoutScheme = (address: string) => address.replace(/^https:\/\//, '');
export const aside = (text: string): Run => ({ text, meaning: 'aside' });
/** What a block says: runs, or sentences, which are words. */
type Said = Run | string;
const runOf = (said: Said): Run => (typeof said === 'string' ? words(said) : said);

/** Creates a heading. `more` follows the heading on the same line. */
export const heading = (text: string, ...more: Said[]): Block => ({
  kind: 'heading',
  runs: [named(`${text}  `), ...more.map(runOf)],
});
/** Puts a heading before blocks, if there are any. */
export const headed = (title: string, blocks: readonly Block[]): Block[] =>
  blocks.length === 0 ? [] : [heading(title), ...blocks];
export const prose = (...said: Said[]): Block => ({ kind: 'prose', runs: said.map(runOf) });
export const keys = (text: string): Block => ({ kind: 'keys', runs: [words(text)] });

export function line(label: string, said: Said | readonly Said[], origin?: string | null): Line {
  return { kind: 'line', label, runs: [said].flat().map(runOf), origin, view: 'text' };
}

/**
 * Keeps a hash on one row of the screen. The line's label follows the hash there, so that 64 digits fit into 80
 * columns. A hash that follows other text and does not fit is shortened in the middle.
 */
export const inOneRow = (of: Line, note = of.label): Line => ({ ...of, gutter: { number: null, isAlone: true }, note });

export function hexLine(label: string, runs: readonly Run[], origin?: string): Line {
  return { kind: 'line', label, runs, origin, view: 'hex' };
}
