/** Writes the text that code makes, as far as it is known, to see its lines. */
import type { Value } from './values.ts';

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

function piecesOf(value: Value): readonly Piece[] {
  switch (value.is) {
    case 'literal':
      return [{ text: value.text, value }];
    case 'text':
      return value.parts.flatMap(piecesOf);
    case 'joined': {
      const { of, by } = value;
      if (of.is === 'each') return piecesOf(of.item).length > 1 && !/^[&;]$/.test(by) ? piecesOf(of.item) : [{ text: HOLE, value }];
      if (of.is !== 'list' || of.items.some(({ is }) => is === 'pair')) return [{ text: HOLE, value }];
      return of.items.flatMap((item, index) => [...(index === 0 ? [] : [{ text: by, value }]), ...piecesOf(item)]);
    }
    case 'each':
      return piecesOf(value.item).length > 1 ? piecesOf(value.item) : [{ text: HOLE, value }];
    default:
      return [{ text: HOLE, value }];
  }
}
