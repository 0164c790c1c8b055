/** Writes the result of running vectors as plain text. */
import { wordGlyphs } from '../../layout/shown-glyphs.ts';
import { wrapGlyphs } from '../../layout/wrapping.ts';
import { printable } from '../../views/characters/visible.ts';
import { textOf } from '../../views/page.ts';
import type { Results } from '../../views/results.ts';
import { type ReportRow, vectorsReport } from '../../views/vectors/vectors-report.ts';

const WIDTH = 80;

export const vectorsText = (result: Results['vectors']): string =>
  vectorsReport(result)
    .map((rows) => `${rows.flatMap(broken).join('\n')}\n`)
    .join('\n');

/** Breaks a text into rows. The first row begins with the label, and the others with as many spaces. */
function broken(row: ReportRow): string[] {
  if (typeof row === 'string') return [row];
  const { label, text } = row;
  const rows = wrapGlyphs(wordGlyphs(printable(text), 'words'), WIDTH - label.length, 'words');
  return rows.map((glyphs, index) => (index === 0 ? label : ' '.repeat(label.length)) + textOf(glyphs));
}
