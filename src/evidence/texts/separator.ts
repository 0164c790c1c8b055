/**
 * Finds what a program printed between two lines of a text: a line ending with the prefix of a log, an escaped line
 * ending, the quotation marks and commas between the strings of a list, or anything else that comes back after each
 * line. What it is need not be known: it is what follows the first line, and comes back after the next ones.
 */
import { withoutBackslashes, withoutEntities, withoutPercents } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';

export interface Separator {
  /** The separator after the first line, as it was printed. */
  readonly written: string;
  /** Finds the separator after another line, where the numbers in a prefix may be others. */
  readonly pattern: RegExp;
  /** Decodes a line, which is escaped in the same way as the line endings. */
  readonly decode: (line: Octets) => Octets;
}

/** The maximum distance of the first two lines, in bytes. A prefix has the time, a level, and a name. */
const LONGEST = 240;
const MOST_CANDIDATES = 4;
/** Two line endings are a blank line between all lines. */
const MOST_LINE_ENDINGS = 2;
/** The number of separators that are kept. A log has few. */
const MOST_KEPT = 256;

export interface Separators {
  /**
   * Lists the separators that may follow the first line of a text, the shortest one first. `second` matches the
   * beginning of the second line.
   */
  readonly after: (octets: Octets, end: number, second: RegExp) => Separator[];
  readonly of: (written: string) => Separator;
}

/** Returns a finder of separators. It keeps the ones that it found, because most texts of a log have the same one. */
export function separatorFinder(): Separators {
  const kept = new Map<string, Separator>();
  const of = (written: string): Separator => {
    const found = kept.get(written) ?? {
      written,
      pattern: new RegExp(sourceOf(written), 'g'),
      decode: decoderOf(written),
    };
    if (kept.size < MOST_KEPT) kept.set(written, found);
    return found;
  };
  const after: Separators['after'] = (octets, end, second) => {
    const window = octets.slice(end, end + LONGEST);
    const found: Separator[] = [];
    for (const { index } of window.matchAll(second)) {
      const written = window.slice(0, index);
      if (written.trim() === '' && !written.includes('\n')) return [];
      if (written.split('\n', MOST_LINE_ENDINGS + 2).length > MOST_LINE_ENDINGS + 1) break;
      if (isSeparator(written)) found.push(of(written));
      if (found.length === MOST_CANDIDATES) break;
    }
    return found;
  };
  return { after, of };
}

/**
 * Returns whether a text can separate two lines. Spaces alone are in every sentence; so are words, unless they are
 * in the prefix of a line.
 */
const isSeparator = (written: string): boolean =>
  written.includes('\n') || (/[^ \tA-Za-z0-9]/.test(written) && !/[A-Za-z]{2}.*[ \t]|[ \t][A-Za-z]{2}/.test(written));

/**
 * Returns the pattern of a separator. White space at the end of a line belongs to the line. An empty line may have lost
 * the white space at the end of its prefix.
 */
function sourceOf(written: string): string {
  const parts = written.split(/\r?\n/);
  if (parts.length === 1) return escaped(written);
  const [suffix = '', ...prefixes] = parts;
  const before = suffix.trim() === '' ? '' : `${numbersIn(escaped(suffix.trimEnd()))}[ \\t]*`;
  const after = prefixes.map((prefix, index) => {
    const bare = prefix.trimEnd();
    const space = index < prefixes.length - 1 ? '[ \\t]*' : spaceAfter(prefix.slice(bare.length));
    return `\\r?\\n${numbersIn(escaped(bare))}${space}`;
  });
  return before + after.join('');
}

const spaceAfter = (space: string): string => (space === '' ? '' : `(?:${space}|[ \\t]*(?=\\r?\\n|$))`);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/**
 * Any number may be another one in the prefix of another line, such as a time, but spaces may also fill it. A run of spaces
 * or digits is read once, from its beginning.
 */
const numbersIn = (source: string): string =>
  source.replace(/[ \t]+/g, '(?<![ \\t])[ \\t]+').replace(/\d+/g, '(?<!\\d)\\d+');

/** The maximum number of layers of escaping. Real pastes have fewer. */
const MOST_LAYERS = 6;

function decoderOf(written: string): Separator['decode'] {
  const bare = written.replace(/\r?\n/g, '');
  if (/&(?:amp;)*#/.test(bare)) return withoutEntities;
  if (/%(?:25)*0[aA]/.test(bare)) return withoutPercents;
  const layers = layersIn(bare as Octets);
  return (line) => {
    let text = line;
    for (let layer = 0; layer < layers; layer++) text = withoutBackslashes(text);
    return text;
  };
}

/** Returns how often the backslashes before a line ending are escaped; strings in a list are escaped once. */
function layersIn(separator: Octets): number {
  if (!separator.includes('\\')) return /["']/.test(separator) ? 1 : 0;
  let layers = 0;
  for (let text = separator; layers < MOST_LAYERS && text.includes('\\'); layers++) text = withoutBackslashes(text);
  return layers;
}

const SEAM = /(['"])[^\n'"]{0,8}\r?\n[^\n'"]{0,80}['"]$/;

/**
 * Returns the part of a separator that joins two strings, such as `' +` and `'` on the next line; `null` if the separator
 * has none. A program may also break a string where there is no line ending.
 */
export function seamOf({ written }: Separator): RegExp | null {
  const seam = SEAM.exec(written)?.[0];
  return seam === undefined ? null : new RegExp(sourceOf(seam), 'g');
}
