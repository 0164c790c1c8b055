/** JSON in ASCII, with a newline at its end: what it quotes from a server cannot command a terminal. */
export function jsonText(document: unknown): string {
  const text = JSON.stringify(document, null, 2);
  return `${text.replace(/[\u007f-\uffff]/g, escapeUnit)}\n`;
}

/** The same on one line, for programs that read line by line. */
export function jsonLine(document: unknown): string {
  return `${JSON.stringify(document).replace(/[\u007f-\uffff]/g, escapeUnit)}\n`;
}

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
