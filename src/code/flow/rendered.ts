/** Writes the text that code makes, as far as it is known, to see its lines. */
import { LONGEST_TEXT, type Value } from './values.ts';

/** Stands for a value whose text is not known. It has no line ending. */
export const HOLE = '\u0001';

export interface RenderedLine {
  /** The text, in which `HOLE` is what is not known. */
  readonly text: string;
  /** The values in it that are not known as text. */
  readonly values: readonly Value[];
  /** The number of the line of code that makes its beginning, counted from 1. */
  readonly line: number;
}

interface Piece {
  readonly text: string;
  readonly value: Value;
}

/** Returns the lines of a text. Of what is repeated for each item, one item is written. */
export function renderedLines(value: Value): readonly RenderedLine[] {
  const lines: { text: string; values: Value[]; line: number }[] = [{ text: '', values: [], line: value.line }];
  for (const { text, value: from } of piecesOf(value)) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push({ text: '', values: [], line: from.line });
      const last = lines.at(-1);
      if (last === undefined) continue;
      if (last.text === '' && part !== '') last.line = from.line;
      last.text += part;
      if (part === HOLE) last.values.push(from);
    }
  }
  return lines;
}

/** The most joined texts, one in the other, that are written. */
const DEEPEST = 8;

function piecesOf(value: Value, depth = 0): readonly Piece[] {
  const hole = [{ text: HOLE, value }];
  const inner = (one: Value) => (depth > DEEPEST ? [{ text: HOLE, value: one }] : piecesOf(one, depth + 1));
  const repeated = (item: Value) => {
    const pieces = inner(item);
    return pieces.length > 1 ? pieces : hole;
  };
  switch (value.is) {
    case 'literal':
      return [{ text: value.text, value }];
    case 'text':
      return firstOf(value.parts, inner);
    case 'joined': {
      const { of, by } = value;
      if (of.is === 'each') return /^[&;]$/.test(by) ? hole : repeated(of.item);
      if (of.is !== 'list' || of.items.some(({ is }) => is === 'pair')) return hole;
      return firstOf(of.items, (item, index) => [...(index === 0 ? [] : [{ text: by, value }]), ...inner(item)]);
    }
    case 'each':
      return repeated(value.item);
    default:
      return hole;
  }
}

/** Returns the pieces of the first values, up to `LONGEST_TEXT`: joined texts in joined texts have no end. */
function firstOf(values: readonly Value[], write: (value: Value, index: number) => readonly Piece[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let length = 0;
  for (const [index, value] of values.entries()) {
    for (const piece of write(value, index)) {
      pieces.push(piece);
      length += piece.text.length;
    }
    if (length > LONGEST_TEXT) break;
  }
  return pieces;
}
