/** Reads the lines of a text that was printed with a separator between them, one after another. */
import type { Octets } from '../../bytes/octets.ts';
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
