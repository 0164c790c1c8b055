/** Lays out the picture in one column, for 80 by 24 cells and more: the texts, and who asks in one row below them. */
import { UNKNOWN } from '../../views/whole/whole.ts';
import { glyphsOfWords, type ShownGlyph, widthOf } from '../shown-glyphs.ts';
import { type Room, wrapGlyphs } from '../wrapping.ts';
import type { DrawnLine, DrawnPart, DrawnWhole, Picture } from './drawn.ts';
import type { PartRow } from './rows-of-part.ts';
import { drawJoins, isAnyOnWay, partRows, resultLines, type Sketch, says, signedRows, sketch } from './sketch.ts';

/** The cells from the line in which the texts meet to the right edge. The words about the texts are there. */
const WORDS = 18;
const TEXT = 5;
/** The column of the string to sign, beside the line from the message. */
const SIGNED_TEXT = 8;
const LEAST_LINES = 5;

export function compactPicture(whole: DrawnWhole, { width, height }: Room): Picture {
  const on = sketch();
  const rail = width - WORDS;
  const inputs = inputRows(whole);
  const here = whole.part('chunks')?.lines.find(({ isHere }) => isHere);
  const results = resultLines(whole, ({ isHere }, at, count) => isHere || (!here && at === count - 1)).map(
    (line, at) => (at === 0 ? { ...line, note: 'SIGNATURE' } : line),
  );
  const signed = signedRows(whole);
  const room = height - inputs.length - 2 - signed.length - Math.max(results.length, 1);
  const lines = partRows(whole.part('message'), Math.max(room, LEAST_LINES), 2, 2);
  const linesAt = inputs.length;
  const joinAt = linesAt + lines.length;
  const signedAt = joinAt + 1;
  const keyAt = signedAt + signed.length;
  drawNoted(on, inputs, 0, width);
  drawText(on, { part: whole.part('message'), lines, at: linesAt, column: TEXT }, width);
  drawText(on, { part: whole.part('to-sign'), lines: signed, at: signedAt, column: SIGNED_TEXT }, width);
  drawJoins(on, { lines, signed, linesAt, joinAt, signedAt, meetAt: keyAt }, rail, whole.joins.message);
  drawKey(on, keyAt, rail, whole, isAnyOnWay(signed));
  drawNoted(on, results, keyAt + 1, width);
  if (results.length === 0) on.write(keyAt + 1, TEXT, glyphsOfWords(UNKNOWN.signature ?? []));
  return on.picture(keyAt + 1 + Math.max(results.length, 1), null);
}

/** Returns the input under the cursor, which is above the texts, because it has no line of its own in them. */
const inputRows = (whole: DrawnWhole): DrawnLine[] =>
  (['asked', 'asking'] as const).flatMap((name) => {
    const { lines = [], title = '' } = whole.part(name) ?? {};
    return lines.filter(({ isHere }) => isHere).map((line) => ({ ...line, note: `${line.note} ${title}`.trim() }));
  });

function drawNoted(on: Sketch, lines: readonly DrawnLine[], at: number, width: number): void {
  lines.forEach((line, index) => {
    on.line(at + index, line, { from: TEXT, to: width - line.note.length - 2 });
    on.wordsBefore(at + index, width - 1, line.note);
  });
}

interface Text {
  readonly part: DrawnPart | undefined;
  readonly lines: readonly PartRow[];
  readonly at: number;
  readonly column: number;
}

/** Draws the rows of a text and, beside them, its title and what it is. */
function drawText(on: Sketch, { part, lines, at, column }: Text, width: number): void {
  const rail = width - WORDS;
  lines.forEach((line, index) => {
    on.line(at + index, line, { from: column, to: rail - 2 });
  });
  if (!part) return;
  const broken = (glyphs: readonly ShownGlyph[]) => wrapGlyphs(glyphs, WORDS - 2, 'words');
  const words = [...broken(says(part.title, 'name')), ...(part.says === '' ? [] : broken(says(part.says)))];
  words.slice(0, lines.length).forEach((glyphs, index) => {
    on.write(at + index, rail + 2, glyphs);
  });
}

const SECRET = 'secret';
const SECRET_COLUMN = 4;
/** The glyphs of the beginning of a key, of two digits each. */
const KEY = 4;

/** Draws the chain of keys: the secret, and the letter of each message before the first digits of the key it makes. */
function drawKey(on: Sketch, row: number, rail: number, whole: DrawnWhole, isSigned: boolean): void {
  const [secret, ...chain] = whole.part('key')?.lines ?? [];
  if (!secret) {
    on.write(row, TEXT, glyphsOfWords(UNKNOWN.key ?? []));
    return;
  }
  const fitted = () => says(SECRET, secret.isOnWay ? 'name' : 'words');
  on.line(row, { ...secret, fitted }, { from: SECRET_COLUMN, to: rail });
  let at = SECRET_COLUMN + SECRET.length;
  let isHeavy = secret.isOnWay;
  for (const line of chain) {
    isHeavy ||= line.isOnWay;
    if (line.isHere) on.line(row, { ...line, letter: null, fitted: () => [] }, { from: 0, to: 0 });
    const isMessage = line.link === 'message';
    const glyphs = isMessage ? [] : line.glyphs.slice(0, KEY);
    on.across(row, at + 1, isMessage ? at + 3 : at, isHeavy);
    if (isMessage) on.letter(row, at + 2, line.letter);
    else on.write(row, at + 1, glyphs);
    at += isMessage ? 4 : 1 + widthOf(glyphs);
  }
  if (at < rail) on.across(row, at + 1, rail, isHeavy);
  on.across(row, rail, rail + 1, isHeavy || isSigned);
  on.write(row, rail + 3, says(`${whole.joins.shortSignature}  KEY`));
}
