/** Writes tables as CSV (RFC 4180), and a grade as one row of a table. */
import { mistakeName } from '../views/grading/grade-report.ts';
import { shownWord } from '../views/shell.ts';
import type { OutputWriter } from './form.ts';

type Cell = string | number;

/** Writes a table, with a byte order mark, without which Excel does not read it as UTF-8. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${rows.map((row) => `${csvRow(row)}\r\n`).join('')}`;

const csvRow = (row: readonly Cell[]): string => row.map(field).join(',');

/** Writes a cell. A text that a spreadsheet would compute as a formula gets an apostrophe before it. */
function field(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Writes a grade as a row: the command, how many cases are right, how many were asked, what is wrong by its names, and the
 * seconds. There is no title, so that the rows of a class make a table.
 */
export const gradeRow: OutputWriter<'grade'> = ({ grade: { program, cases, mistakes, unknown, faults, ...grade } }) => {
  const wrong = [
    ...mistakes.map(mistakeName).map(({ id, variant }) => `${id}/${variant}`),
    ...(grade.isHeaderFormOnly ? ['header-form-only'] : []),
    ...(unknown.length > 0 ? ['unknown'] : []),
    ...new Set(faults.map(({ code }) => code)),
  ];
  const passed = cases.filter(({ isRight }) => isRight).length;
  const name = program.map(shownWord).join(' ');
  return `${csvRow([name, passed, cases.length, wrong.join('; '), grade.seconds?.toFixed(1) ?? ''])}\n`;
};
