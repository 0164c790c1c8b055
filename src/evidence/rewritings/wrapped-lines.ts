/** Joins lines that a terminal, an editor, or an email broke at a fixed width. */
import type { Octets } from '../../bytes/octets.ts';

/** Words that only signatures have. A line end within one shows that a line was broken there, and at which width. */
const WORDS = [
  'Credential=',
  'SignedHeaders=',
  'Signature=',
  'X-Amz-SignedHeaders',
  'X-Amz-Credential',
  'aws4_request',
];
const BROKEN = new RegExp(WORDS.map((word) => brokenAnywhere(word)).join('|'), 'g');
/** A value of which a signature has a fixed number: a hash or a signature on two lines. */
const BROKEN_HEX = /(?<![0-9a-f])[0-9a-f]{8,63}\r?\n[ \t]{0,8}[0-9a-f]{1,56}(?![0-9a-f])/g;

function brokenAnywhere(word: string): string {
  const escaped = [...word].map((letter) => letter.replace(/[=-]/g, '\\$&'));
  return escaped
    .slice(1)
    .map((_, index) => `${escaped.slice(0, index + 1).join('')}\\r?\\n${escaped.slice(index + 1).join('')}`)
    .join('|');
}

/** The least width of a terminal or an email. */
const NARROWEST = 40;

export function unwrapped(octets: Octets): Octets {
  const width = widthOf(octets);
  if (width === null) return octets;
  const lines = octets.split('\n');
  const joined = lines.map((line, index) => {
    const isFull = line.replace(/\r$/, '').length === width && index < lines.length - 1;
    return isFull ? line.replace(/\r$/, '') : `${line}${index < lines.length - 1 ? '\n' : ''}`;
  });
  return joined.join('') as Octets;
}

/** Returns the length of the lines that were broken, or `null` if none was. */
function widthOf(octets: Octets): number | null {
  const widths = [...octets.matchAll(BROKEN)].map((match) => lineLength(octets, match.index + match[0].indexOf('\n')));
  const [width] = widths.length > 0 ? widths : hexWidths(octets);
  return width !== undefined && width >= NARROWEST ? width : null;
}

/** Two lines of the hash's digits count only if together they have 64. */
function hexWidths(octets: Octets): number[] {
  return [...octets.matchAll(BROKEN_HEX)]
    .filter(([text]) => text.replace(/\s/g, '').length === 64)
    .map((match) => lineLength(octets, match.index + match[0].indexOf('\n')))
    .filter((width) => width >= NARROWEST);
}

function lineLength(octets: Octets, newline: number): number {
  const start = octets.lastIndexOf('\n', newline - 1) + 1;
  return octets.slice(start, newline).replace(/\r$/, '').length;
}
