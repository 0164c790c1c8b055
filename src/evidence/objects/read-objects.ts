/**
 * Reads objects, calls, and pairs in any language with one scanner, in a single pass. The scanner is tolerant: it skips
 * unknown text, does not require matching brackets, and accepts text that begins and ends anywhere.
 */
import type { Octets } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { entryOfGroup } from './entry-of-group.ts';
import { literalReader, type ReadLiteral } from './literal.ts';
import type { Entry, Group, Item } from './objects.ts';
import {
  AUTHORIZED,
  BARE,
  CLOSES,
  KEY_BEFORE_STRING,
  LABEL,
  NAME,
  OBJECT_IN_STRING,
  OPENS,
  OTHER,
  PREFIXED,
  REQUEST_LINE,
  SEPARATOR,
  SKIPPED,
} from './tokens.ts';

interface Open {
  readonly key: string | null;
  readonly call: string | null;
  readonly bracket: string;
  readonly start: number;
  readonly entries: Entry[];
  readonly items: Item[];
  readonly groups: Group[];
}

interface Last extends Item {
  readonly start: number;
  readonly end: number;
}

interface Key {
  readonly name: string;
  readonly start: number;
  /** Whether the key is a call, as in `get_hostname(b): h`. A program printed its value, which is no variable. */
  readonly isCall?: boolean;
}

/** Limits that no real paste reaches. */
const DEEPEST = 64;
const MOST_TOKENS = 200_000;

/** Reads text as a group. Its `entries` are the pairs outside all brackets. */
export function readObjects(octets: Octets): Group {
  return new Scanner(octets).read();
}

/** The state of one pass. */
class Scanner {
  private at = 0;
  private readonly stack: Open[] = [opened(null, null, '', 0)];
  private last: Last | null = null;
  private key: Key | null = null;

  private readonly octets: Octets;
  private readonly readLiteral: ReadLiteral;

  constructor(octets: Octets) {
    this.octets = octets;
    this.readLiteral = literalReader(octets);
  }

  read(): Group {
    for (let tokens = 0; this.at < this.octets.length && tokens < MOST_TOKENS; tokens++) this.step();
    this.flush();
    while (this.stack.length > 1) this.close();
    return { ...this.top, bracketed: false, end: this.octets.length };
  }

  private get top(): Open {
    return this.stack.at(-1) ?? opened(null, null, '', 0);
  }

  private step(): void {
    const skipped = this.match(SKIPPED);
    if (skipped !== null) {
      if (skipped.includes('\n')) this.endLine(skipped);
      return;
    }
    if (this.string()) return;
    const open = this.match(OPENS);
    const mark = this.octets.charAt(this.at);
    if (open !== null) this.open(open);
    else if (mark === '}' || mark === ']' || mark === ')') this.closeAt(mark);
    else if (mark === ',' || mark === ';') this.endItem();
    else if (!this.separator()) this.word();
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.octets)?.[0];
    if (found === undefined || found === '') return null;
    this.at += found.length;
    return found;
  }

  /** Handles a line ending, which ends a value but does not end a key whose value is on the next line. */
  private endLine(skipped: string): void {
    if (this.last !== null) this.flush();
    if (!/\n[ \t\r]*\n/.test(skipped)) return;
    this.key = null;
    while (this.top.bracket === '(' && this.top.call === null) this.close();
  }

  private string(): boolean {
    const start = this.at;
    PREFIXED.lastIndex = start;
    const from = start + (PREFIXED.exec(this.octets)?.[0].length ?? 0);
    const mark = this.octets.charAt(from);
    if (mark !== '"' && mark !== "'" && mark !== '`') return false;
    // An apostrophe inside a word does not open a string.
    if (mark === "'" && /[A-Za-z0-9]/.test(this.octets.charAt(start - 1))) return this.skip(from + 1);
    const literal = this.readLiteral(from);
    if (!literal) return this.skip(from + 1);
    this.at = literal.end;
    this.take({ value: literal.value, kind: 'quoted', start, end: literal.end });
    if (OBJECT_IN_STRING.test(literal.value)) this.takeObjectIn(literal.value, start, literal.end);
    return true;
  }

  /** Adds an object that is written as a string. Everything in it is at the place of the string. */
  private takeObjectIn(value: Octets, start: number, end: number): void {
    const at = (group: Group): Group => ({
      ...group,
      start,
      end,
      entries: group.entries.map((entry) => ({ ...entry, start, end })),
      groups: group.groups.map(at),
    });
    for (const group of readObjects(value).groups) this.top.groups.push({ ...at(group), key: this.key?.name ?? null });
  }

  private skip(to: number): boolean {
    this.at = to;
    return true;
  }

  private separator(): boolean {
    const before = this.last;
    SEPARATOR.lastIndex = this.at;
    const found = SEPARATOR.exec(this.octets)?.[0];
    if (found === undefined) return false;
    this.at += found.length;
    const groupKey = before === null ? this.keyOfBrackets() : null;
    this.last = null;
    if (before !== null) this.key = { name: plainKey(before.value), start: before.start };
    else if (groupKey !== null) this.key = groupKey;
    return true;
  }

  /** Returns the key of `["key"] =` or of `call(argument): `, which was read as a group with one value. */
  private keyOfBrackets(): Key | null {
    const group = this.top.groups.at(-1);
    const [item] = group?.items ?? [];
    if (!group || !item || group.items.length !== 1 || group.entries.length > 0) return null;
    if (trimmed(this.octets.slice(group.end, this.at)).length > 2) return null;
    if (this.octets.charAt(group.start) === '[') return { name: plainKey(item.value), start: this.at };
    return group.call === null ? null : { name: group.call, start: group.start, isCall: true };
  }

  private word(): void {
    const start = this.at;
    const authorization = this.match(AUTHORIZED);
    if (authorization !== null) {
      this.take({ value: authorization as Octets, kind: 'bare', start, end: this.at });
      return;
    }
    const line = this.match(REQUEST_LINE);
    if (line !== null) {
      this.takeRequestLine(line, start);
      return;
    }
    const isValue = this.key !== null && this.last === null;
    const found = isValue ? (this.match(LABEL) ?? this.match(BARE)) : this.match(NAME);
    if (found === null) return void this.match(OTHER);
    const name = isValue ? KEY_BEFORE_STRING.exec(found) : null;
    if (name && name.index > 0 && /["']/.test(this.octets.charAt(this.at))) this.at -= name[0].length;
    const value = trimmed(this.octets.slice(start, this.at)) as Octets;
    const isNumber = /^-?\d[\d.]*$/.test(value);
    // In maps printed by Java and Swift, texts have no quotation marks.
    const isBare = isNumber || (isValue && /^(?:[a-z0-9.+-]+\/|\d{8}T|[0-9a-f]{32,}$|https?:)/.test(value));
    this.take({ value, kind: isBare ? 'bare' : 'word', start, end: this.at });
  }

  /** Handles the method and the URL that consoles print before an object. */
  private takeRequestLine(line: string, start: number): void {
    const [method = '', url = ''] = line.split(/[ \t]+/, 2);
    this.take({ value: method as Octets, kind: 'quoted', start, end: this.at });
    this.flush();
    this.take({ value: url.replace(/:$/, '') as Octets, kind: 'bare', start, end: this.at });
    this.flush();
  }

  /** Handles a value. A name that begins with a dash is a PowerShell parameter. */
  private take(token: Last): void {
    const before = this.last;
    if (before && this.key === null && before.kind === 'word' && /^-[A-Za-z]/.test(before.value)) {
      this.key = { name: plainKey(before.value), start: before.start };
    } else if (before) this.flush();
    this.last = token;
  }

  private endItem(): void {
    this.at++;
    this.flush();
    this.key = null;
  }

  /** Stores the last value, along with its key, if any. */
  private flush(): void {
    const { last, key } = this;
    if (last && key) {
      this.top.entries.push({
        key: key.name,
        value: last.value,
        kind: key.isCall ? 'bare' : last.kind,
        start: key.start,
        end: last.end,
      });
      this.key = null;
    } else if (last) this.top.items.push({ value: last.value, kind: last.kind });
    this.last = null;
  }

  private open(bracket: string): void {
    if (bracket === '<<') return;
    const { last } = this;
    const start = this.at - 1;
    const isCall = last?.kind === 'word' && last.end >= start - 1;
    const dashed = last && this.key === null && /^-[A-Za-z]/.test(last.value) ? plainKey(last.value) : null;
    if (!isCall && dashed === null) this.flush();
    const { key } = this;
    this.last = null;
    this.key = null;
    if (this.stack.length >= DEEPEST) return;
    const name = key?.name ?? dashed ?? (isCall ? plainKey(last.value) : null);
    this.stack.push(opened(name, isCall ? last.value : null, bracket.slice(-1), start));
  }

  private closeAt(mark: string): void {
    this.at++;
    this.flush();
    this.key = null;
    const depth = this.stack.findLastIndex(({ bracket }) => CLOSES[bracket] === mark);
    if (depth <= 0) return;
    while (this.stack.length > depth) this.close();
  }

  /**
   * Returns the entry for a value in brackets without quotation marks, the form that Java and Go print:
   * `Range=[bytes=0-9]`.
   */
  private entryOfList({ key, start, end }: Group): Entry | null {
    const written = this.octets.slice(start + 1, end - 1);
    if (key === null || this.octets.charAt(start) !== '[' || !/^[^"'`[\]{}\n]{1,4096}$/.test(written)) return null;
    return { key, value: trimmed(written) as Octets, kind: 'bare', start, end };
  }

  private close(): void {
    const open = this.stack.pop();
    if (!open) return;
    const group: Group = { ...open, bracketed: true, end: this.at };
    this.top.groups.push(group);
    const entry = entryOfGroup(group);
    // A name counts as the value only if nothing else is between the brackets.
    const isPart = entry?.kind === 'word' && entry.value !== trimmed(this.octets.slice(group.start + 1, group.end - 1));
    const found = entry && !isPart ? entry : (this.entryOfList(group) ?? entry);
    if (found) this.top.entries.push(found);
    else for (const one of this.entriesOfList(group)) this.top.entries.push(one);
  }

  /** Returns an entry for each of several values of a header, the form that Go prints: `"Via": ["1", "2"]`. */
  private entriesOfList({ key, entries, groups, items, start, end }: Group): Entry[] {
    const isList = key !== null && this.octets.charAt(start) === '[' && entries.length + groups.length === 0;
    return isList && items.every(({ kind }) => kind === 'quoted')
      ? items.map(({ value, kind }) => ({ key, value, kind, start, end }))
      : [];
  }
}

const opened = (key: string | null, call: string | null, bracket: string, start: number): Open => ({
  key,
  call,
  bracket,
  start,
  entries: [],
  items: [],
  groups: [],
});

const plainKey = (octets: Octets): string => trimmed(octets.replace(/^[:\-$@]+/, ''));
