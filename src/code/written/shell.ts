/**
 * Reads scripts of shells (https://www.gnu.org/software/bash/manual, https://docs.openssl.org/master/man1/openssl-dgst): commands become calls, and the output of a
 * command is the object of the next one in a pipe.
 */
import { call } from './expression-parts.ts';
import type { Expression, Statement } from './expressions.ts';

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
    this.take(/(?:[ \t\r;]|\\\n|#[^\n]*)+/y);
    if (this.take(/\n/y) !== null) return [];
    const { line } = this;
    const defined = this.take(
      /(?:function[ \t]+)?([\w-]+)[ \t]*(?:\([ \t]*\))[ \t\n]*\{|function[ \t]+([\w-]+)[ \t\n]*\{/y,
    );
    if (defined !== null) return [this.definition(/[\w-]+(?=[ \t]*[({])/.exec(defined)?.[0] ?? '', line)];
    this.take(/(?:local|export|declare|readonly|typeset)(?:[ \t]+-\w+)*[ \t]+/y);
    const assigned = this.take(/[A-Za-z_]\w*\+?=(?![=~])/y);
    if (assigned !== null) {
      const value = this.word()?.value ?? textOf([''], line);
      return [
        { is: 'assign', target: assigned.replace(/\+?=$/, ''), key: null, adds: assigned.endsWith('+='), value, line },
      ];
    }
    const value = this.pipeline();
    return value === null ? [] : [{ is: 'do', value, line }];
  }

  private definition(name: string, line: number): Statement {
    const end = /\n[ \t]*\}|;[ \t]*\}/g;
    end.lastIndex = this.at;
    const close = end.exec(this.text)?.index ?? this.text.length;
    const body = this.inner(close);
    return { is: 'define', name, names: ['1', '2', '3', '4', '5'], body, line };
  }

  /** Reads the statements up to this place. */
  private inner(end: number): readonly Statement[] {
    const { line } = this;
    const text = this.text.slice(this.at, end);
    this.moveTo(end);
    return this.depth > DEEPEST ? [] : new ShellReader(text, line, this.depth + 1).statements();
  }

  private moveTo(at: number): void {
    this.line += this.text.slice(this.at, at).split('\n').length - 1;
    this.at = at;
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || found === '') return null;
    this.moveTo(this.at + found.length);
    return found;
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
      this.take(/(?:[ \t\r]|\\\n)+/y);
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
    return {
      value: textOf(parts, line),
      text: typeof first === 'string' ? parts.filter((part) => typeof part === 'string').join('') : '',
    };
  }

  /** Reads a part of a word; `null` if the word ends. */
  private part(): readonly (string | Expression)[] | null {
    const single = this.take(/\$?'(?:[^'\\]|\\[\s\S])*'|'[^']*'/y);
    if (single !== null) return [single.startsWith('$') ? withEscapes(single.slice(2, -1)) : single.slice(1, -1)];
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
        const text = this.take(/(?:[^"$`\\]|\\[\s\S])+|[\s\S]/y) ?? '';
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
    const last = this.inner(end < 0 ? this.text.length : end).at(-1);
    if (end >= 0) this.at++;
    return call('output', null, [last?.is === 'return' ? last.value : { is: 'other', parts: [], line }], line);
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

const textOf = (parts: readonly (string | Expression)[], line: number): Expression => ({ is: 'text', parts, line });

/** Makes a call of a command. Options of openssl, date, and curl are part of what the call means. */
function commandOf([command, ...rest]: readonly Word[], input: Expression | null, line: number): Expression {
  const name = command?.text.replace(/^.*\//, '') ?? '';
  const called = (meant: string, args: readonly Expression[] = []) => call(meant, input, args, line);
  const has = (pattern: RegExp) => rest.some(({ text }) => pattern.test(text));
  const plain = rest.filter(({ text }) => !/^-\w+$/.test(text)).map(({ value }) => value);
  switch (name) {
    case 'openssl':
      return opensslOf(rest, called);
    case 'date': {
      const format = rest.find(({ text }) => text.startsWith('+'))?.value ?? textOf([''], line);
      return called(has(/^-\w*u|^--utc/) ? 'date-utc' : 'date-local', [format]);
    }
    case 'printf':
      return called(name, [...plain.slice(0, 1).map(unescapedText), ...plain.slice(1)]);
    case 'echo': {
      const text = textOf(plain, line);
      const said = has(/^-\w*e/) ? unescapedText(text) : text;
      return called(name, [has(/^-\w*n/) ? said : { is: 'sum', parts: [said, textOf(['\n'], line)], line }]);
    }
    case 'curl': {
      const body = after(rest, /^(?:-d|--data(?:-binary|-raw)?|-T|--upload-file)$/);
      return called(name, body ? [body] : []);
    }
    default:
      return (name === 'xxd' && has(/p/)) || (name === 'od' && has(/x1/)) || name === 'hexdump'
        ? called('to-hex')
        : called(name, plain);
  }
}

const unescapedText = (text: Expression): Expression =>
  text.is === 'text'
    ? { ...text, parts: text.parts.map((part) => (typeof part === 'string' ? withEscapes(part) : unescapedText(part))) }
    : text;

/** Returns the value of an option: the word after it. */
function after(words: readonly Word[], option: RegExp): Expression | undefined {
  const at = words.findIndex(({ text }) => option.test(text));
  return at < 0 ? undefined : words[at + 1]?.value;
}

/** Reads `openssl dgst`, which computes hashes and HMACs of its input. */
function opensslOf(
  words: readonly Word[],
  called: (name: string, args?: readonly Expression[]) => Expression,
): Expression {
  const has = (option: RegExp) => words.some(({ text }) => option.test(text));
  const form = has(/^-binary$/) ? 'bytes' : 'hex';
  const option = after(words, /^-macopt$/);
  const key = option ? called('key-option', [option]) : after(words, /^-hmac$/);
  if (key) return called(`hmac-${form}`, [key]);
  if (has(/^(?:base64|enc)$/)) return called('base64');
  return called(has(/^-?sha256$/) ? `sha256-${form}` : 'openssl');
}
