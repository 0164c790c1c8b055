/** Writes a table as CSV (RFC 4180), with a byte order mark, without which Excel does not read it as UTF-8. */

/** Writes the rows. A text that a spreadsheet would compute as a formula gets an apostrophe before it. */
export const csvText = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')}`;

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
