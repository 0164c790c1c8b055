/** A header as one line that a person types, in the spelling of -H. */

/** "Name: value" or, of an empty one, "Name;". Of a line that is no header the name is empty, and the value the line. */
export function headerOfLine(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  const value = line.slice(colon + 1).trim();
  if (colon > 0 && value !== '') return [line.slice(0, colon), value];
  return colon < 0 && line.length > 1 && line.endsWith(';') ? [line.slice(0, -1), ''] : ['', line];
}

/** The line that is such a header. */
export function lineOfHeader([name, value]: readonly [name: string, value: string]): string {
  if (name === '') return value;
  return value.trim() === '' ? `${name};` : `${name}: ${value}`;
}
