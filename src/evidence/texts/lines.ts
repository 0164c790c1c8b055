/**
 * Reads the lines of a canonical request or a string to sign that was printed with a separator between them, one after
 * another.
 */
import type { Octets } from '../../bytes/octets.ts';
import { MASK } from '../shapes.ts';
import { type Separator, seamOf } from './separator.ts';

/** Limits that no real paste reaches. */
const LONGEST_LINE = 65_536;
const LONGEST = 131_072;
const MOST_LINES = 500;

/** The lines of a text, read one after another. */
export class Lines {
  readonly read: Octets[];
  private readonly ends: number[];
  searched = 0;
  private next: number | null;
  private readonly octets: Octets;
  private readonly separator: Separator;
  private readonly seam: RegExp | null;

  constructor(octets: Octets, { start, first, separator }: { start: number; first: string; separator: Separator }) {
    this.octets = octets;
    this.separator = separator;
    this.seam = seamOf(separator);
    this.read = [first as Octets];
    this.ends = [start + first.length];
    this.next = this.afterSeparator();
  }

  /** The offset after the last line that was read. */
  get at(): number {
    return this.ends.at(-1) ?? 0;
  }

  /**
   * Reads a line up to the next separator. Returns `null` if there is none, if the text is too long, or if it is more
   * than one line, because it has a line ending of its own.
   */
  line(): Octets | null {
    const { next, octets, separator } = this;
    if (next === null || this.read.length >= MOST_LINES) return null;
    const limit = Math.min(next + LONGEST_LINE, octets.length);
    separator.pattern.lastIndex = next;
    const part = octets.slice(next, limit);
    separator.pattern.lastIndex = 0;
    const found = separator.pattern.exec(part);
    this.searched += found ? found.index + found[0].length : part.length;
    if (!found || this.searched > LONGEST) return null;
    const written = part.slice(0, found.index);
    const line = this.seam === null ? written : written.replace(this.seam, '');
    return line.includes('\n') ? null : this.keep(line, next + found.index);
  }

  /** Reads a last line that has this form. Returns whether there is one. */
  last(form: RegExp): boolean {
    if (this.next === null) return false;
    form.lastIndex = this.next;
    const found = form.exec(this.octets)?.[0];
    if (found === undefined) return false;
    this.keep(found, this.next + found.length);
    this.next = null;
    return true;
  }

  /** Reads what is left of a line that was cut off. */
  rest(): void {
    if (this.next === null) return;
    const rest = /^[^\r\n"'\\<]*/.exec(this.octets.slice(this.next, this.next + LONGEST_LINE))?.[0] ?? '';
    if (rest.trim() !== '') this.keep(rest, this.next + rest.length);
    this.next = null;
  }

  /** Returns the text of all lines that were read. */
  text(): Octets {
    return this.read.join('\n') as Octets;
  }

  /** Leaves out the last lines. */
  drop(count: number): void {
    this.read.length -= count;
    this.ends.length -= count;
    if (count > 0) this.next = null;
  }

  private keep(written: string, end: number): Octets {
    const line = this.separator.decode(written as Octets);
    this.read.push(line);
    this.ends.push(end);
    this.next = this.afterSeparator();
    return line;
  }

  private afterSeparator(): number | null {
    const { pattern } = this.separator;
    const part = this.octets.slice(this.at, this.at + 512);
    pattern.lastIndex = 0;
    const found = pattern.exec(part);
    return found?.index === 0 ? this.at + found[0].length : null;
  }
}

/** Returns a text whose line endings became spaces. Anything else of this form is a line of a log. */
export function flatText(octets: Octets, start: number, form: RegExp): Octets | null {
  form.lastIndex = start;
  const text = form.exec(octets)?.[0];
  return text === undefined || / HTTP\/\d/.test(text) ? null : (text as Octets);
}

export const METHOD = '(?:GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS)';
export const HASH =
  '(?:[0-9A-Fa-f]{32,128}(?![0-9A-Za-z])|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]{1,60}|[A-Za-z0-9+/]{43}=)';
/** Matches a line that is a scope, of which a part may be wrong. */
export const SCOPE = /^\d{8}\/|_request$/;
export const NAME = String.raw`[!#$%&'*+.^_\x60|~0-9A-Za-z-]`;

const FINAL = new RegExp(HASH, 'y');
/** Matches the last line where a list of headers comes before it, which may hold anything else by mistake, or a mask. */
const FINAL_WORD = /(?:[A-Za-z0-9+/=._*#-]|<[^<>/\s]{1,40}>){1,128}/y;
const FIELD = new RegExp(`^${NAME}{1,200}[ \\t]*:(?!//)`);
const LIST = new RegExp(`^${NAME}{1,200}(?:;${NAME}{1,200})*;?$`);
const LIST_HERE = new RegExp(`${NAME}{1,200}(?:;(?:(?!')${NAME}){1,200})+`, 'y');

/**
 * Reads the lines after the method. Any line may be missing or wrong, because the text may be what is wrong with the
 * request. A text that was cut off ends with the last of them. Without its end, prose may have the same form, so a path, or
 * a header that every request has, must show what it is.
 */
export function readCanonicalRequest(lines: Lines): boolean {
  const names = new Set<string>();
  const first = lines.read.length;
  if (lines.line() === null) return false;
  for (;;) {
    if ((names.size > 0 || isWithoutFields(lines.read.slice(first))) && lines.last(FINAL)) return true;
    const isAfterGap = lines.read.at(-1) === '';
    const line = lines.line();
    const name = line === null || (isAfterGap && names.size > 0) ? null : FIELD.exec(line)?.[0].slice(0, -1);
    if (name) names.add(name.trim().toLowerCase());
    else if (names.size === 0) {
      const before = lines.read.slice(first);
      if (line === null || (before.length > MOST_BEFORE_FIELDS && !isWithoutFields(before))) return false;
    } else if (line === null || (line.trim() !== '' && !isListOf(line.trim(), names))) {
      if (line === null && lines.last(LIST_HERE)) return true;
      return isOfRequest(lines.read.slice(first), names) && cutOff(lines, line === null ? 0 : 1);
    } else if (line.trim() !== '') return lines.last(FINAL) || lines.last(FINAL_WORD) || true;
  }
}

const TARGET = /^(?:\/|%2F|https?:\/\/)/i;
const OF_SIGNATURE = /^(?:host$|x-)/;

const isOfRequest = ([path = '']: readonly string[], names: ReadonlySet<string>): boolean =>
  TARGET.test(path) || [...names].some((name) => OF_SIGNATURE.test(name));

/** The path, the query, and a line that should not be there. */
const MOST_BEFORE_FIELDS = 3;

/**
 * Returns whether the lines after the method are all of a canonical request but its last one, although it has no header: a
 * path, a query or an empty line in its place, an empty line, and perhaps a list of names.
 */
function isWithoutFields([path = '', query = '', ...rest]: readonly string[]): boolean {
  const isTarget = path.startsWith('/') && /^(?:[^\s:]*=[^\s:]*)?$/.test(query);
  return isTarget && rest[0] === '' && rest.slice(1).every((line) => LIST.test(line) || line === '');
}

/** Returns whether a line lists the names of headers. A single word is one only if it is the name of a header. */
const isListOf = (line: string, names: ReadonlySet<string>): boolean =>
  LIST.test(line) && (line.includes(';') || names.has(line.toLowerCase()));

/** Ends a text whose end is missing. The last lines, which belong to something else, are left out. */
function cutOff(lines: Lines, others: number): boolean {
  if (others === 0) lines.rest();
  lines.drop(others);
  while (lines.read.at(-1) === '') lines.drop(1);
  return true;
}

/** Matches a hash of which a mask, an ellipsis, or the end of a text hides a part, and after which its line ends. */
const HIDDEN_HASH = new RegExp(
  `(?!</)(?:[0-9a-f]{0,63}(?:${MASK.source}|\\.{2,3})[0-9a-f]{0,63}|(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,63})(?![ \\t]*[^\\s"'\x60<\\\\,)\\]}|])`,
  'y',
);
const LAST_SCOPE = /\d{8}\/[^\s"'<>\\]{1,300}_request(?!\w)/y;

/**
 * Reads the lines after the algorithm: the time, the scope, and the hash, of which one may be missing or wrong. Instead of
 * its hash, a signer may have put the canonical request itself there. After a scope, the hash may be masked or cut off.
 */
export function readStringToSign(lines: Lines): boolean {
  let hasScope = false;
  for (let count = 0; count < 3; count++) {
    if (lines.last(FINAL)) return count > 0;
    if (hasScope && lines.last(HIDDEN_HASH)) return true;
    const line = lines.line();
    if (line === null) return count === 1 && lines.last(LAST_SCOPE);
    if (line.length > LONGEST_SCOPE) return false;
    if (hasScope && line.trim() === '') return cutOff(lines, 1);
    if (hasScope) return METHOD_ALONE.test(line.trim()) && readCanonicalRequest(lines);
    hasScope = SCOPE.test(line.trim());
    if (!hasScope && count > 0) return false;
  }
  return lines.last(FINAL);
}

const LONGEST_SCOPE = 400;
const METHOD_ALONE = new RegExp(`^${METHOD}$`, 'i');
