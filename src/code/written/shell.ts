/**
 * Reads scripts of shells (https://www.gnu.org/software/bash/manual, https://docs.openssl.org/master/man1/openssl-dgst): commands become calls, and the output of a
 * command is the object of the next one in a pipe.
 */
import type { Argument, Expression, Statement } from './expressions.ts';

/** A word of a command, and what it is as text without its quotation marks. */
interface Word {
  readonly value: Expression;
  /** The text, if it is known; otherwise its known beginning. */
  readonly text: string;
}

/** Reads a script. */
export function parseShell(text: string): readonly Statement[] {
  return new ShellReader(text, 1).statements();
}

/** The deepest commands and functions in others, and the most commands in a pipe. */
const DEEPEST = 16;
const MOST_COMMANDS = 64;

class ShellReader {
  private at = 0;
  private line: number;
  private readonly text: string;
  private readonly depth: number;

  constructor(text: string, line: number, depth = 0) {
    this.text = text;
    this.line = line;
    this.depth = depth;
  }

  statements(): readonly Statement[] {
    const made: Statement[] = [];
    while (this.at < this.text.length) {
      const before = this.at;
      made.push(...this.statement());
      if (this.at === before) this.at++;
    }
    const last = made.at(-1);
    return last?.is === 'do' ? [...made.slice(0, -1), { ...last, is: 'return' }] : made;
  }

  private statement(): readonly Statement[] {
    this.skip(/(?:[ \t\r;]|\\\n|#[^\n]*)+/y);
    if (this.take(/\n/y) !== null) {
      this.line++;
      return [];
    }
    const { line } = this;
    const defined = this.take(
      /(?:function[ \t]+)?([\w-]+)[ \t]*(?:\([ \t]*\))[ \t\n]*\{|function[ \t]+([\w-]+)[ \t\n]*\{/y,
    );
    if (defined !== null) return [this.definition(/[\w-]+(?=[ \t]*[({])/.exec(defined)?.[0] ?? '', defined, line)];
    this.take(/(?:local|export|declare|readonly|typeset)(?:[ \t]+-\w+)*[ \t]+/y);
    const assigned = this.take(/[A-Za-z_]\w*\+?=(?![=~])/y);
    if (assigned !== null) {
      const value = this.word()?.value ?? { is: 'text', parts: [''], line };
      return [
        { is: 'assign', target: assigned.replace(/\+?=$/, ''), key: null, adds: assigned.endsWith('+='), value, line },
      ];
    }
    const value = this.pipeline();
    return value === null ? [] : [{ is: 'do', value, line }];
  }

  private definition(name: string, head: string, line: number): Statement {
    this.line += head.split('\n').length - 1;
    const end = /\n[ \t]*\}|;[ \t]*\}/g;
    end.lastIndex = this.at;
    const close = end.exec(this.text)?.index ?? this.text.length;
    const inner = this.text.slice(this.at, close);
    const isTooDeep = this.depth > DEEPEST;
    const body = isTooDeep ? [] : new ShellReader(inner, this.line, this.depth + 1).statements();
    this.line += inner.split('\n').length - 1;
    this.at = close;
    return { is: 'define', name, names: ['1', '2', '3', '4', '5'], body, line };
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || found === '') return null;
    this.at += found.length;
    return found;
  }

  private skip(pattern: RegExp): void {
    const found = this.take(pattern);
    if (found !== null) this.line += found.split('\n').length - 1;
  }

  private pipeline(): Expression | null {
    let value: Expression | null = null;
    let count = 0;
    do {
      const { line } = this;
      const words = this.words();
      value = words.length === 0 ? value : commandOf(words, value, line);
    } while (count++ < MOST_COMMANDS && this.take(/\|(?!\|)[ \t]*(?:\\?\n[ \t]*)?/y) !== null);
    this.take(/\|\||&&|&/y);
    return value;
  }

  private words(): readonly Word[] {
    const words: Word[] = [];
    for (;;) {
      this.skip(/(?:[ \t\r]|\\\n)+/y);
      if (this.take(/\d?>+(?:&\d|[ \t]*[^\s;|)]+)?|<(?![<(])[ \t]*\S+/y) !== null) continue;
      const word = this.word();
      if (word === null) return words;
      words.push(word);
    }
  }

  private word(): Word | null {
    const { line } = this;
    const parts: (string | Expression)[] = [];
    for (;;) {
      const part = this.part();
      if (part === null) break;
      parts.push(...part);
    }
    if (parts.length === 0) return null;
    const [first = ''] = parts;
    const value: Expression = { is: 'text', parts, line };
    return { value, text: typeof first === 'string' ? parts.filter((part) => typeof part === 'string').join('') : '' };
  }

  /** Reads a part of a word; `null` if the word ends. */
  private part(): readonly (string | Expression)[] | null {
    const single = this.take(/\$?'(?:[^'\\]|\\[\s\S])*'|'[^']*'/y);
    if (single !== null) {
      this.line += single.split('\n').length - 1;
      return [single.startsWith('$') ? withEscapes(single.slice(2, -1)) : single.slice(1, -1)];
    }
    if (this.take(/"/y) !== null) return this.quoted();
    const substituted = this.substitution();
    if (substituted !== null) return [substituted];
    const plain = this.take(/(?:[^\s'"`$\\|&;()<>]|\\[^\n])+/y);
    if (plain !== null) return [plain.replace(/\\(.)/g, '$1')];
    return this.take(/\$(?=["\s])/y) === null ? null : [];
  }

  private quoted(): readonly (string | Expression)[] {
    const parts: (string | Expression)[] = [''];
    while (this.at < this.text.length && this.take(/"/y) === null) {
      const substituted = this.substitution();
      if (substituted !== null) parts.push(substituted);
      else {
        const text = this.take(/(?:[^"$`\\]|\\[\s\S])+|\$/y) ?? this.text.charAt(this.at++);
        this.line += text.split('\n').length - 1;
        parts.push(text.replace(/\\(["$`\\])/g, '$1').replace(/\\\n/g, ''));
      }
    }
    return parts;
  }

  /** Reads a variable or the output of commands. */
  private substitution(): Expression | null {
    const { line } = this;
    const variable = this.take(/\$(?:[A-Za-z_]\w*|\d)/y);
    if (variable !== null) return { is: 'name', name: variable.slice(1), line };
    const braces = this.take(/\$\{[^{}]*\}/y);
    if (braces !== null) return inBraces(braces.slice(2, -1), line);
    const start = this.at;
    if (this.depth > DEEPEST) return null;
    if (this.take(/\$\(/y) === null && this.take(/`/y) === null) return null;
    const isTick = this.text.charAt(start) === '`';
    const end = isTick ? this.text.indexOf('`', this.at) : closingIn(this.text, this.at);
    const inner = this.text.slice(this.at, end < 0 ? this.text.length : end);
    const body = new ShellReader(inner, this.line, this.depth + 1).statements();
    this.line += inner.split('\n').length - 1;
    this.at = end < 0 ? this.text.length : end + 1;
    const last = body.at(-1);
    const value = last?.is === 'return' ? last.value : ({ is: 'other', parts: [], line } as const);
    return { is: 'call', self: null, name: 'output', args: [{ name: null, value }], line };
  }
}

const inBraces = (inner: string, line: number): Expression => {
  const name = /^\w+/.exec(inner)?.[0] ?? '';
  const value: Expression = { is: 'name', name, line };
  return /^\w+:\d/.test(inner) ? { is: 'index', of: value, at: [], line } : value;
};

function closingIn(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === "'") at = Math.max(at, text.indexOf("'", at + 1));
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at;
  }
  return -1;
}

const withEscapes = (text: string): string =>
  text
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t')
    .replace(/\\(['\\])/g, '$1');

const argument = (value: Expression): Argument => ({ name: null, value });

/** Makes a call of a command. Options of openssl, date, and curl are part of what the call means. */
function commandOf(words: readonly Word[], input: Expression | null, line: number): Expression {
  const [command, ...rest] = words;
  const name = command?.text.replace(/^.*\//, '') ?? '';
  const call = (called: string, args: readonly Expression[]): Expression => ({
    is: 'call',
    self: input,
    name: called,
    args: args.map(argument),
    line,
  });
  const has = (pattern: RegExp) => rest.some(({ text }) => pattern.test(text));
  const plain = rest.filter(({ text }) => !/^-\w+$/.test(text)).map(({ value }) => value);
  if (name === 'openssl') return opensslOf(rest, input, line);
  if (name === 'date') {
    const format = rest.find(({ text }) => text.startsWith('+'))?.value ?? { is: 'text' as const, parts: [''], line };
    return call(has(/^-\w*u|^--utc/) ? 'date-utc' : 'date-local', [format]);
  }
  if (name === 'printf' && rest[0]) {
    const [template, ...values] = plain;
    const read = template?.is === 'text' ? unescapedText(template) : template;
    return call(
      'printf',
      [read, ...values].flatMap((one) => one ?? []),
    );
  }
  if (name === 'echo') {
    const text: Expression = { is: 'text', parts: plain, line };
    const said = has(/^-\w*e/) ? unescapedText(text) : text;
    return call('echo', [
      has(/^-\w*n/) ? said : { is: 'sum', parts: [said, { is: 'text', parts: ['\n'], line }], line },
    ]);
  }
  if (name === 'curl') {
    const at = rest.findIndex(({ text }) => /^(?:-d|--data(?:-binary|-raw)?|-T|--upload-file)$/.test(text));
    return call(
      'curl',
      rest.slice(at + 1, at < 0 ? 0 : at + 2).map(({ value }) => value),
    );
  }
  if ((name === 'xxd' && has(/p/)) || (name === 'od' && has(/x1/)) || name === 'hexdump') return call('to-hex', []);
  return call(name, plain);
}

const unescapedText = (text: Expression): Expression =>
  text.is === 'text'
    ? { ...text, parts: text.parts.map((part) => (typeof part === 'string' ? withEscapes(part) : unescapedText(part))) }
    : text;

/** Reads `openssl dgst`, which computes hashes and HMACs of its input. */
function opensslOf(words: readonly Word[], input: Expression | null, line: number): Expression {
  const form = words.some(({ text }) => text === '-binary') ? 'bytes' : 'hex';
  const after = (option: RegExp) => words[words.findIndex(({ text }) => option.test(text)) + 1]?.value;
  const has = (option: RegExp) => words.some(({ text }) => option.test(text));
  const call = (name: string, args: readonly Expression[]): Expression => ({
    is: 'call',
    self: input,
    name,
    args: args.map(argument),
    line,
  });
  const option = has(/^-macopt$/) ? after(/^-macopt$/) : null;
  if (option) return call(`hmac-${form}`, [call('key-option', [option])]);
  const key = has(/^-hmac$/) ? after(/^-hmac$/) : null;
  if (key) return call(`hmac-${form}`, [key]);
  if (has(/^(?:base64|enc)$/)) return call('base64', []);
  return has(/^-?sha256$/) ? call(`sha256-${form}`, []) : call('openssl', []);
}
