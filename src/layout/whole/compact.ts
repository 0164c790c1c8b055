/** Lays out the picture in one column, for 80 by 24 cells and more: the texts, and who asks in one row below them. */

import { UNKNOWN } from '../../views/whole/whole.ts';
import { glyphsOfWords, type ShownGlyph, says, widthOf } from '../shown-glyphs.ts';
import { type Room, wrapGlyphs } from '../wrapping.ts';
import type { DrawnLine, DrawnPart, DrawnWhole, Picture } from './drawn.ts';
import type { PartRow } from './rows-of-part.ts';
import { CHAINED, drawJoins, isAnyOnWay, partRows, resultsOf, type Sketch, signedRows, sketch } from './sketch.ts';

/** The cells from the line in which the texts meet to the right edge. The words about the texts are there. */
const WORDS = 18;
/** The column of the texts. The signature needs all cells from there to its title. */
const TEXT = 4;
/** The column of the string to sign, beside the line from the message. */
const SIGNED_TEXT = 8;
const LEAST_LINES = 5;

export function compactPicture(whole: DrawnWhole, { width, height }: Room): Picture {
  const on = sketch();
  const rail = width - WORDS;
  const here = whole.part('chunks')?.lines.find(({ isHere }) => isHere);
  const { signatures, chunks } = resultsOf(whole, ({ isHere }, at, count) => isHere || (!here && at === count - 1));
  const title = whole.part('signature')?.heading ?? '';
  const results = signatures.map((line, at) => (at === 0 ? { ...line, note: title } : line));
  const signed = signedRows(whole);
  const resultRows = Math.max(results.length + chunks.length, 1);
  const room = height - 2 - signed.length - resultRows;
  const lines = partRows(whole.part('message'), Math.max(room - 1, LEAST_LINES), 2, 2);
  // The line of the cursor and its neighbors may need the row of the inputs.
  const inputs = lines.length < room ? inputsOf(whole) : [];
  const linesAt = inputs.length === 0 ? 0 : 1;
  const joinAt = linesAt + lines.length;
  const signedAt = joinAt + 1;
  const keyAt = signedAt + signed.length;
  drawInputs(on, whole, inputs, rail);
  drawText(on, { part: whole.part('message'), lines, at: linesAt, column: TEXT, isBelowTitle: linesAt > 0 }, width);
  drawText(on, { part: whole.part('to-sign'), lines: signed, at: signedAt, column: SIGNED_TEXT }, width);
  drawJoins(on, { lines, signed, linesAt, joinAt, signedAt, meetAt: keyAt }, rail, whole.joins.message);
  drawKey(on, keyAt, rail, whole, isAnyOnWay(signed));
  drawNoted(on, results, keyAt + 1, { from: TEXT, width, hasTitle: true });
  drawNoted(on, chunks, keyAt + 1 + results.length, { from: TEXT + CHAINED, width });
  on.chain(TEXT, keyAt + results.length, chunks);
  if (results.length === 0) on.write(keyAt + 1, TEXT, glyphsOfWords(UNKNOWN.signature ?? []));
  return on.picture(keyAt + 1 + resultRows, null);
}

/** Returns all inputs, which share the row above the texts, because most of them have a line of their own below it. */
const inputsOf = (whole: DrawnWhole): DrawnLine[] =>
  (['asked', 'asking'] as const).flatMap((name) => whole.part(name)?.lines ?? []);

const INPUTS = 'WHAT GOES IN';

/**
 * Draws the title, the inputs with their names, and the one under the cursor with its text. Those that are farthest from it are left
 * out where there is no room.
 */
function drawInputs(on: Sketch, whole: DrawnWhole, inputs: readonly DrawnLine[], rail: number): void {
  const part = whole.part('asked') ?? whole.part('asking');
  if (inputs.length === 0 || !part) return;
  const here = inputs.findIndex(({ isHere }) => isHere);
  on.write(0, rail + 2, says(whole.numbered({ ...part, title: INPUTS }), 'name'));
  const typed = inputs.find(({ isTyped }) => isTyped);
  if (typed) {
    on.line(0, typed, { from: TEXT, to: rail });
    return;
  }
  const widths = inputs.map((line) => inputWidth(line) + (line.isHere ? moreOf(line) : 0));
  const { start, end, left } = around(Math.max(here, 0), widths, rail - 2);
  let column = 0;
  for (const [at, line] of inputs.entries()) {
    if (at < start || at >= end) continue;
    const named = says(line.name, line.isOnWay ? 'name' : 'words');
    const room = line.name.length + (at === here ? moreOf(line) + left : 0);
    const from = column + 2 + lettersWidth(line);
    on.line(0, { ...line, fitted: () => (at === here ? line.fitted(room) : named) }, { from, to: from + room }, column);
    column = from + (at === here ? widthOf(line.fitted(room)) : line.name.length) + 1;
  }
  if (start > 0) on.write(0, 0, says('…'));
  if (end < inputs.length) on.write(0, column, says('…'));
}

const lettersWidth = ({ letter }: DrawnLine): number => letter?.text.length ?? 0;
/** The cells of an input: the mark of the cursor, its letters, its name, and the spaces around the name. */
const inputWidth = (line: DrawnLine): number => 3 + lettersWidth(line) + line.name.length;

/** The cells that the text of an input needs besides those of its name, up to a limit. */
const moreOf = (line: DrawnLine): number => Math.max(widthOf(line.fitted(MOST_TEXT)) - line.name.length, 0);
const MOST_TEXT = 30;

/** Returns as many neighbors of an item as have room, nearest first, and the room that is left. */
function around(here: number, widths: readonly number[], room: number): { start: number; end: number; left: number } {
  let [start, end, left] = [here, here + 1, room - (widths[here] ?? 0)];
  for (;;) {
    const [before, after] = [widths[start - 1] ?? Number.POSITIVE_INFINITY, widths[end] ?? Number.POSITIVE_INFINITY];
    const isBefore = before <= left && (here - start < end - 1 - here || after > left);
    if (isBefore) [start, left] = [start - 1, left - before];
    else if (after <= left) [end, left] = [end + 1, left - after];
    else return { start, end, left };
  }
}

function drawNoted(
  on: Sketch,
  lines: readonly DrawnLine[],
  at: number,
  { from, width, hasTitle = false }: { readonly from: number; readonly width: number; readonly hasTitle?: boolean },
): void {
  lines.forEach((line, index) => {
    on.line(at + index, line, { from, to: width - line.note.length - 1 });
    on.wordsBefore(at + index, width, line.note, index === 0 && hasTitle ? 'name' : 'aside');
  });
}

interface Text {
  readonly part: DrawnPart | undefined;
  readonly lines: readonly PartRow[];
  readonly at: number;
  readonly column: number;
  /** Whether the row above has a title too, from which that of the text is a row apart, if it has rows enough. */
  readonly isBelowTitle?: boolean;
}

/** Draws the rows of a text and, beside them, its title and what it is. */
function drawText(on: Sketch, { part, lines, at, column, isBelowTitle = false }: Text, width: number): void {
  const rail = width - WORDS;
  lines.forEach((line, index) => {
    on.line(at + index, line, { from: column, to: rail - 2 });
  });
  if (!part) return;
  const broken = (glyphs: readonly ShownGlyph[]) => wrapGlyphs(glyphs, WORDS - 2, 'words');
  const words = [...broken(says(part.heading, 'name')), ...(part.says === '' ? [] : broken(says(part.says, 'words')))];
  const wordsAt = isBelowTitle && words.length < lines.length ? at + 1 : at;
  words.slice(0, lines.length).forEach((glyphs, index) => {
    on.write(wordsAt + index, rail + 2, glyphs);
  });
}

const SECRET = 'secret';
/** The glyphs of the beginning of a key, of two digits each: with more of them, the last key would touch the line. */
const KEY = 3;

/** Draws the chain of keys: the secret, and the letter of each message before the first digits of the key it makes. */
function drawKey(on: Sketch, row: number, rail: number, whole: DrawnWhole, isSigned: boolean): void {
  const [secret, ...chain] = whole.part('key')?.lines ?? [];
  if (!secret) {
    on.write(row, TEXT, glyphsOfWords(UNKNOWN.key ?? []));
    return;
  }
  const fitted = () => says(SECRET, secret.isOnWay ? 'name' : 'words');
  on.line(row, { ...secret, fitted }, { from: TEXT, to: rail });
  let at = TEXT + SECRET.length;
  let isHeavy = secret.isOnWay;
  for (const line of chain) {
    isHeavy ||= line.isOnWay;
    if (line.isHere) on.line(row, { ...line, isChanged: false, letter: null, fitted: () => [] }, { from: 0, to: 0 });
    const isMessage = line.link === 'message';
    const glyphs = isMessage ? [] : line.glyphs.slice(0, KEY);
    on.across(row, at + 1, isMessage ? at + 3 : at, isHeavy);
    if (isMessage) on.letter(row, at + 2, line.letter);
    else on.write(row, at + 1, glyphs);
    if (!isMessage && line.isChanged) on.write(row, at, says('~', 'name'));
    at += isMessage ? 4 : 1 + widthOf(glyphs);
  }
  if (at < rail) on.across(row, at + 1, rail, isHeavy);
  on.across(row, rail, rail + 1, isHeavy || isSigned);
  const { shortSignature } = whole.joins;
  on.write(row, rail + 3, [...says(`${shortSignature}  `), ...says(titleOfKey(whole), 'name')]);
}

function titleOfKey(whole: DrawnWhole): string {
  const part = whole.part('key');
  return part ? whole.numbered({ ...part, title: 'KEY' }) : '';
}
