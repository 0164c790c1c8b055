/**
 * Finds the part of an input that a row shows: the name or the value of a header; the host, the path, or the query of a
 * URL. A field shows only this part as long as its caret is in it.
 */
import { type EditedId, headerIndex } from '../../../app/walks/walk-inputs.ts';
import type { IndexRange } from '../../../layout/shown-glyphs.ts';

export type PartKind = 'name' | 'value' | 'host' | 'path' | 'query' | 'whole';

/** The parts of a URL, by the letters of their places. */
export const PART_OF_LETTER: Readonly<Record<string, PartKind>> = { H: 'host', P: 'path', Q: 'query' };

/** Returns a part of the text of an input, in UTF-16 code units. A text without this part is shown whole. */
export function partOfText(input: EditedId, text: string, kind: PartKind): IndexRange {
  const whole = { start: 0, end: text.length };
  if (headerIndex(input) !== null) {
    const [, name = '', between = ''] = /^([^:]*)(:\s*)/.exec(text) ?? [];
    if (between === '') return whole;
    if (kind === 'name') return { start: 0, end: name.length };
    return kind === 'value' ? { start: name.length + between.length, end: text.length } : whole;
  }
  if (input !== 'url') return whole;
  const found = /^[a-z0-9]+:\/\/(?<host>[^/?#]*)(?<path>[^?#]*)(?:\?(?<query>[^#]*))?/di.exec(text);
  const [start, end] = found?.indices?.groups?.[kind] ?? [0, text.length];
  return { start, end };
}
