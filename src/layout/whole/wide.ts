/** Lays out the picture in two columns: the texts on the left, and who asks with the chain of keys on the right. */

import { UNKNOWN } from '../../views/whole/whole.ts';
import { cutMiddle } from '../shortening.ts';
import { glyphsOfWords, type ShownGlyph, says, widthOf } from '../shown-glyphs.ts';
import { type Room, wrapGlyphs } from '../wrapping.ts';
import type { DrawnLine, DrawnPart, DrawnWhole, Picture } from './drawn.ts';
import type { PartRow } from './rows-of-part.ts';
import {
  afterLetters,
  CHAINED,
  drawJoins,
  isAnyOnWay,
  partRows,
  type Results,
  resultsOf,
  type Sketch,
  signedRows,
  sketch,
  type Texts,
} from './sketch.ts';

/** The cells of the right column, with the line before it, at the least. */
const RIGHT = 42;
/** The cells of the right column that shows a secret whole, with its note. */
const WHOLE_RIGHT = 60;
/** The cells of the left column at most: more would lead the lines of the ways too far from the texts. */
const WIDEST_LEFT = 100;
/** The cells that show each hash whole, if the right column has enough. */
const WHOLE_LEFT = 109;
/** The cells before the right column at which the texts meet, and at which an input comes down. */
const TO_RAIL = 12;
const TO_INPUT = 7;
/** The columns at which the texts begin: inputs, lines with numbers, and lines beside the line from the message. */
const INPUT_TEXT = 5;
const TEXT = 8;
const SIGNED_TEXT = 10;
const MOST_ASKED = 4;
const LEAST_LINES = 6;
/** The rows that stay free below the picture, so that the inspector there has room for the seal of the signature. */
const SEAL = 7;

/** The rows of the left column, and the row at which each part of it begins. */
interface Left extends Texts {
  readonly asked: readonly PartRow[];
  readonly results: Results;
  readonly resultsAt: number;
  /** The row of the steps after the signature. */
  readonly nextAt: number;
}

export function widePicture(whole: DrawnWhole, { width, height }: Room): Picture {
  const on = sketch();
  const divider = Math.min(width - RIGHT, Math.max(WIDEST_LEFT, Math.min(width - WHOLE_RIGHT, WHOLE_LEFT)));
  const right = Math.min(width - divider, WHOLE_RIGHT);
  const side = rightSide(whole, right);
  const left = leftSide(whole, height, side.rows.length);
  drawTexts(on, whole, left, divider);
  drawWays(on, whole, left, divider);
  drawResults(on, whole, left, divider);
  drawRight(on, side, left.meetAt, { divider, right });
  return on.picture(left.nextAt + nextRows(whole), divider);
}

function leftSide(whole: DrawnWhole, height: number, sideRows: number): Left {
  const asked = partRows(whole.part('asked'), MOST_ASKED, 2, 0);
  const signed = signedRows(whole);
  const results = resultsOf(whole, ({ isHere }, at, count) => isHere || at === 0 || at === count - 1);
  const linesAt = asked.length === 0 ? 1 : asked.length + 3;
  const others = linesAt + 2 + signed.length + 1 + resultRows(whole, results) + nextRows(whole);
  const lines = partRows(whole.part('message'), Math.max(height - others, LEAST_LINES), 2, 2);
  const joinAt = linesAt + lines.length;
  // The key comes down beside the texts, and meets the last line below itself.
  const leastAt = Math.max(joinAt + 2, sideRows + 2 - signed.length);
  const spare = height - SEAL - (leastAt + signed.length + 1 + resultRows(whole, results) + nextRows(whole));
  const blanks = blankRows(spare, { isApart: leastAt > joinAt + 2, hasNext: nextRows(whole) > 0 });
  const signedAt = leastAt + blanks.signed;
  const meetAt = signedAt + signed.length - 1;
  const resultsAt = meetAt + 2 + blanks.results;
  return {
    asked,
    lines,
    signed,
    results,
    linesAt,
    joinAt,
    signedAt,
    meetAt,
    resultsAt,
    nextAt: resultsAt + resultRows(whole, results) + blanks.next,
  };
}

/** The blank rows above a part. */
type BlankRows = Readonly<Record<'signed' | 'results' | 'next', 0 | 1>>;

/**
 * Puts a blank row above the signature, the string to sign, and the steps after them, in this order, while there are
 * rows to spare. `isApart` if the string to sign has one already.
 */
function blankRows(
  spare: number,
  { isApart, hasNext }: { readonly isApart: boolean; readonly hasNext: boolean },
): BlankRows {
  const wanted = [
    'results',
    ...(isApart ? [] : (['signed'] as const)),
    ...(hasNext ? (['next'] as const) : []),
  ] as const;
  const given = wanted.slice(0, Math.max(spare, 0));
  const above = (part: keyof BlankRows) => (given.includes(part) ? 1 : 0);
  return { signed: above('signed'), results: above('results'), next: above('next') };
}

/** The steps after the signature share a row. */
const nextRows = ({ next }: DrawnWhole): number => Math.min(next.length, 1);

/** Returns the rows of the result. A signature by itself has a note, which is below it if the heading says more already. */
const resultRows = (whole: DrawnWhole, { signatures, chunks }: Results): number =>
  Math.max(signatures.length + chunks.length, isNoteBelow(whole) ? 2 : 1);

const isNoteBelow = (whole: DrawnWhole): boolean => (whole.part('signature')?.says ?? '') !== '';

function drawTexts(on: Sketch, whole: DrawnWhole, left: Left, divider: number): void {
  const rail = divider - TO_RAIL;
  drawHeading(on, 0, left.asked.length === 0 ? undefined : whole.part('asked'));
  left.asked.forEach((line, at) => {
    on.line(1 + at, line, { from: INPUT_TEXT, to: divider - TO_INPUT - 2 });
  });
  drawHeading(on, left.linesAt - 1, whole.part('message'));
  left.lines.forEach((line, at) => {
    on.line(left.linesAt + at, line, { from: TEXT, to: rail - 2 });
    on.wordsBefore(left.linesAt + at, TEXT - 1, line.number === null ? '' : String(line.number));
  });
  drawHeading(on, left.signedAt - 1, whole.part('to-sign'));
  left.signed.forEach((line, at) => {
    on.line(left.signedAt + at, line, { from: SIGNED_TEXT, to: rail - 2 });
    on.wordsBefore(left.signedAt + at, SIGNED_TEXT - 1, line.number === null ? '' : String(line.number));
  });
  whole.part('to-sign')?.lines.forEach(({ resultOf, number, note }) => {
    const at = left.signed.findIndex((row) => row.number === number);
    if (resultOf === null || at < 0) return;
    on.write(
      left.signedAt + at,
      rail + 2,
      says(whole.numbered({ stage: resultOf, title: note.toUpperCase() }), 'name'),
    );
  });
  drawHeading(on, left.resultsAt - 1, whole.part('signature'));
}

/** What a part is, after its heading. */
const saysAfter = (text: string): ShownGlyph[] => (text === '' ? [] : [...says(' · '), ...says(text, 'words')]);

function drawHeading(on: Sketch, row: number, part: DrawnPart | undefined): void {
  if (part) on.write(row, 1, [...says(part.heading, 'name'), ...saysAfter(part.says)]);
}

function drawWays(on: Sketch, { joins }: DrawnWhole, left: Left, divider: number): void {
  const { signed, meetAt } = left;
  const rail = divider - TO_RAIL;
  drawJoins(on, left, rail, joins.message);
  drawInput(on, left, divider);
  on.across(meetAt, rail, divider, isAnyOnWay(signed));
  on.label(meetAt, rail + 2, 'message', isAnyOnWay(signed));
}

/** Draws the way of an input of the request to its lines in the message. */
function drawInput(on: Sketch, { asked, lines, linesAt }: Left, divider: number): void {
  const column = divider - TO_INPUT;
  const from = 1 + asked.findIndex(({ isHere }) => isHere);
  const to = lines.flatMap(({ isOnWay }, at) => (isOnWay ? [linesAt + at] : []));
  const input = asked[from - 1];
  const end = to.at(-1);
  if (!input || end === undefined) return;
  const text = afterLetters(input.letter, INPUT_TEXT);
  on.across(from, text + widthOf(input.fitted(column - 2 - text)) + 1, column, true);
  on.down(column, from, end, true);
  for (const row of to) on.across(row, divider - TO_RAIL, column, true);
}

/** The cells for the arrow to a signature. */
const ARROW = 5;

function drawResults(
  on: Sketch,
  whole: DrawnWhole,
  { results, resultsAt, meetAt, nextAt }: Left,
  divider: number,
): void {
  const isHeavy = isAnyOnWay(whole.part('to-sign')?.lines) || isAnyOnWay(whole.part('key')?.lines);
  const { signatures, chunks } = results;
  const [signature] = signatures;
  const end = INPUT_TEXT + widthOf(signature?.fitted(divider - INPUT_TEXT - ARROW) ?? []) + 1;
  signatures.forEach((line, at) => {
    on.line(resultsAt + at, line, { from: INPUT_TEXT, to: divider - (at === 0 ? ARROW : line.note.length + 2) });
    if (at > 0) on.wordsBefore(resultsAt + at, divider - 1, line.note);
  });
  const chunksAt = resultsAt + signatures.length;
  chunks.forEach((line, at) => {
    on.line(chunksAt + at, line, { from: INPUT_TEXT + CHAINED, to: divider - line.note.length - 2 });
    on.wordsBefore(chunksAt + at, divider - 1, line.note);
  });
  on.chain(INPUT_TEXT, chunksAt - 1, chunks);
  if (!signature) on.write(resultsAt, INPUT_TEXT, glyphsOfWords(UNKNOWN.signature ?? []));
  else if (signatures.length + chunks.length === 1) drawNote(on, whole, resultsAt, signature.note, divider);
  on.down(divider, 0, meetAt, false);
  on.down(divider, meetAt, resultsAt, isHeavy);
  on.down(divider, resultsAt, nextAt + nextRows(whole), false);
  on.write(meetAt + 1, divider + 2, says(joinInWords(whole), isHeavy ? 'name' : 'aside'));
  on.write(nextAt, 1, nextGlyphs(whole));
  if (!signature) return;
  on.write(resultsAt, end, says('◂', isHeavy ? 'name' : 'aside'));
  on.across(resultsAt, end + 1, divider, isHeavy);
}

/** Says which two steps meet in the signature, such as `HMAC-SHA256 of 5, with the key of 3`. */
function joinInWords({ part, joins, numbered }: DrawnWhole): string {
  const [text = '', key = ''] = [part('to-sign'), part('key')].map((of) => of && numbered({ ...of, title: '' }));
  return text === '' || key === '' ? joins.signature : `${joins.signature} of ${text}, with the key of ${key}`;
}

/** Names the steps after the signature, each with what happens there. */
const nextGlyphs = ({ next, numbered }: DrawnWhole): ShownGlyph[] =>
  next.flatMap((step, at) => [
    ...says(at === 0 ? '' : ' → '),
    ...says(numbered(step), 'name'),
    ...saysAfter(step.says),
  ]);

/** Writes the note of a signature by itself, after its heading or below it. */
function drawNote(on: Sketch, whole: DrawnWhole, resultsAt: number, note: string, divider: number): void {
  if (note === '') return;
  const heading = whole.part('signature')?.heading ?? '';
  const [row, from] = isNoteBelow(whole) ? [resultsAt + 1, INPUT_TEXT] : [resultsAt - 1, heading.length + 3];
  on.write(row, from, cutMiddle(says(note, note.startsWith('✗') ? 'differs' : 'agrees'), divider - from - 1));
}

type SideRow =
  | { readonly kind: 'words'; readonly glyphs: readonly ShownGlyph[] }
  | { readonly kind: 'input' | 'message' | 'key'; readonly line: DrawnLine };

interface Side {
  readonly rows: readonly SideRow[];
  /** The row of the secret, from which the chain comes down; `null` if the secret is not known. */
  readonly secretAt: number | null;
}

const lineRow = (line: DrawnLine): SideRow => ({ kind: line.link ?? 'input', line });
const wordRow = (glyphs: readonly ShownGlyph[]): SideRow => ({ kind: 'words', glyphs });

function rightSide(whole: DrawnWhole, right: number): Side {
  const asking = whole.part('asking');
  const key = whole.part('key');
  const title = key ? [...says(key.heading, 'name'), ...saysAfter(key.says)] : [];
  const [secret, ...chain] = key?.lines ?? [];
  const before: SideRow[] = [
    ...(asking ? [wordRow(says(asking.heading, 'name'))] : []),
    ...(asking?.lines ?? []).map(lineRow),
    wordRow([]),
    ...wrapGlyphs(title, right - 3, 'words').map(wordRow),
  ];
  if (!secret) return { rows: [...before, wordRow(glyphsOfWords(UNKNOWN.key ?? []))], secretAt: null };
  const links = chain.map(lineRow);
  return { rows: [...before, lineRow(secret), wordRow([]), ...links], secretAt: before.length };
}

/** The columns of the right side, from its left edge. The line of the chain goes by each key, down to the signature. */
const CHAIN = 6;
const SIDE_TEXT = { input: 4, message: CHAIN + 3, key: CHAIN + 3 } as const;
/** The cells for the beginning and the end of a key. */
const KEY = 15;
/** The columns of the notes; those of inputs end at the right edge. */
const NOTES = { input: null, message: SIDE_TEXT.message + KEY, key: SIDE_TEXT.key + KEY + 2 } as const;

function drawRight(
  on: Sketch,
  { rows, secretAt }: Side,
  meetAt: number,
  { divider, right }: Readonly<Record<'divider' | 'right', number>>,
): void {
  const edge = divider + 2;
  for (const [row, drawn] of rows.entries()) {
    if (drawn.kind === 'words') {
      on.write(row, edge, drawn.glyphs);
      continue;
    }
    const { kind, line } = drawn;
    const noteAt = NOTES[kind] ?? right - 2 - line.note.length;
    const end = line.note === '' ? right - 2 : noteAt - 1;
    const most = kind === 'key' ? SIDE_TEXT.key + KEY : end;
    const fitted = (width: number) => (kind === 'key' ? cutMiddle(line.glyphs, width) : line.fitted(width));
    on.line(row, { ...line, fitted }, { from: edge + SIDE_TEXT[kind], to: edge + most }, edge - 1);
    on.write(row, edge + noteAt, says(line.note));
  }
  if (secretAt !== null) drawChain(on, rows, secretAt, meetAt, divider);
}

function drawChain(on: Sketch, rows: readonly SideRow[], secretAt: number, meetAt: number, divider: number): void {
  const column = divider + 2 + CHAIN;
  const isOnWay = (row: SideRow | undefined) => row !== undefined && row.kind !== 'words' && row.line.isOnWay;
  rows.forEach((row, at) => {
    if (row.kind === 'message') on.across(at, column, column + 1, isOnWay(row));
    if (at > secretAt) on.down(column, at - 1, at, rows.slice(secretAt, at).some(isOnWay));
  });
  const isHeavy = rows.slice(secretAt).some(isOnWay);
  on.down(column, rows.length - 1, meetAt, isHeavy);
  on.across(meetAt, divider, column, isHeavy);
  on.label(meetAt, divider + 2, 'key', isHeavy);
}
