/** Joins lines that a terminal, an editor, or an email broke at a fixed width. */
import type { Octets } from '../../bytes/octets.ts';
import { AWS4 } from '../../sigv4/dialects/aws4.ts';

/**
 * Words that occur only in signatures. A line ending inside such a word shows that the line was broken there, and
 * reveals the width.
 */
const WORDS = [
  'Credential=',
  'SignedHeaders=',
  'Signature=',
  AWS4.parameters.signedHeaders,
  AWS4.parameters.credential,
  AWS4.terminator,
];
const BROKEN = new RegExp(WORDS.map((word) => brokenAnywhere(word)).join('|'), 'g');
/** Matches a hash or a signature that is split across two lines. Both have a fixed length. */
const BROKEN_HEX = /(?<![0-9a-f])[0-9a-f]{8,63}\r?\n[ \t]{0,8}[0-9a-f]{1,56}(?![0-9a-f])/g;

function brokenAnywhere(word: string): string {
  const escaped = [...word].map((letter) => letter.replace(/[=-]/g, '\\$&'));
  return escaped
    .slice(1)
    .map((_, index) => `${escaped.slice(0, index + 1).join('')}\\r?\\n${escaped.slice(index + 1).join('')}`)
    .join('|');
}

/** The minimum width of a terminal or an email. */
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

/** Returns the width at which lines were broken, or `null` if no line was broken. */
function widthOf(octets: Octets): number | null {
  const widths = [...octets.matchAll(BROKEN)].map((match) => lineLength(octets, match.index + match[0].indexOf('\n')));
  const [width] = widths.length > 0 ? widths : hexWidths(octets);
  return width !== undefined && width >= NARROWEST ? width : null;
}

/** Returns the widths at which hashes were broken. Two lines of digits count only if they have 64 digits in total. */
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
