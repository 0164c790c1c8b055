/** Reads an expression. What it does not understand becomes an expression of unknown meaning. */

import {
  asPairs,
  call,
  calling,
  functionOf,
  headOfClosure,
  isIndexed,
  isOfClosure,
  isOperator,
  isPostfixMark,
  MOST_OF_HEAD,
  parametersIn,
  summed,
} from './expression-parts.ts';
import type { Argument, Expression, Statement } from './expressions.ts';
import type { Syntax } from './syntax.ts';
import { TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** The most calls that follow each other, as in `a.b().c()`. */
const MOST_CALLS = 128;
/** Words before an expression that do not change its value. */
const BEFORE = /^(?:new|await|try!?|mut|ref|return|yield|throw|in|async|not|typeof|echo|puts|print)$/;
const NOTHING_MARKS = /^(?:&|\*|!|-|~|\.\.\.|\.\.|@)$/;

/** A syntax, with what reads the body of a function in an expression. */
export interface Grammar extends Syntax {
  readonly blockOf: (reader: TokenReader, endsWithValue?: boolean) => readonly Statement[];
}

/** Reads one expression, and leaves the rest. */
export function parseExpression(reader: TokenReader, syntax: Grammar): Expression {
  return new ExpressionReader(reader, syntax).expression();
}

class ExpressionReader {
  private readonly reader: TokenReader;
  private readonly syntax: Grammar;
  /** Whether a colon ends the expression, as it does in `condition ? this : other`. */
  private readonly isBeforeColon: boolean;

  constructor(reader: TokenReader, syntax: Grammar, isBeforeColon = false) {
    this.reader = reader;
    this.syntax = syntax;
    this.isBeforeColon = isBeforeColon;
  }

  expression(): Expression {
    const { line } = this.reader.peek();
    return this.reader.nested(() => this.sum(line), { is: 'other', parts: [], line });
  }

  private sum(line: number): Expression {
    const { reader } = this;
    const parts = [this.unary()];
    let isSum = true;
    for (;;) {
      const { kind, text } = reader.peek();
      const isJoin = kind === 'mark' && this.syntax.joins.test(text);
      const last = parts.at(-1);
      if (reader.isAtEnd || kind === 'line') return summed(parts, isSum, line);
      if (text === '%' && last?.is === 'text') {
        reader.take();
        const given = this.unary();
        parts.splice(-1, 1, call('%', last, given.is === 'list' ? given.items : [given], line));
      } else if (isJoin || isOperator(kind, text)) {
        reader.take();
        isSum &&= isJoin;
        parts.push(this.unary());
      } else if (reader.takesName(/^(?:as|is|instanceof)$/)) this.unary();
      else return this.after(summed(parts, isSum, line), line);
    }
  }

  /** Returns a value with the other one that it is an alternative to, or that it is the key of. */
  private after(value: Expression, line: number): Expression {
    const { reader, syntax } = this;
    const { text } = reader.peek();
    if (reader.takes('?')) {
      const first = new ExpressionReader(reader, syntax, true).expression();
      reader.takes(':');
      return { is: 'choice', of: [first, this.expression()], line };
    }
    const isCondition = reader.takesName(/^if$/);
    if (isCondition) this.expression();
    if (isCondition ? reader.takesName(/^else$/) : reader.takesMark(/^(?:\?\?|\|\||\?:)$/) || reader.takesName(/^or$/))
      return { is: 'choice', of: [value, this.expression()], line };
    // An item of a dictionary in C#: `["Host"] = host`.
    const [key] = value.is === 'list' && value.items.length === 1 && reader.isMark('=') ? value.items : [];
    const isKey =
      text === ':' ? !this.isBeforeColon && syntax.blocks !== 'ends' : text === '=>' || reader.isName(/^to$/);
    if (isCondition || (key === undefined && !isKey)) return value;
    reader.take();
    return { is: 'pair', key: key ?? value, value: this.expression(), line };
  }

  private unary(): Expression {
    const { reader } = this;
    while (reader.isName(BEFORE) || (reader.peek().kind === 'mark' && NOTHING_MARKS.test(reader.peek().text))) {
      if (reader.isMark('(', 1) && reader.isName(/^print|echo|puts|not$/)) break;
      reader.take();
    }
    return this.postfix(this.primary());
  }

  private primary(): Expression {
    const { reader } = this;
    const { kind, text, line, parts } = reader.peek();
    if (kind === 'string') {
      reader.take();
      return this.text(parts, line);
    }
    if (kind === 'number') {
      reader.take();
      return { is: 'text', parts: [text], line };
    }
    if (kind === 'name') return this.named(text, line);
    if (text === '(') return this.parenthesis(line);
    if (text === '[') return this.list(line);
    if (text === '{') return this.braces(line);
    if (text === '|' || text === '||') return this.closureOfBars(line);
    if (!reader.isAtEnd && kind === 'mark' && !/^[)}\],;:]$/.test(text)) reader.take();
    return { is: 'other', parts: [], line };
  }

  /** Joins strings that follow each other, as in Python. */
  private text(parts: Token['parts'], line: number): Expression {
    const { reader, syntax } = this;
    const all = [...parts];
    while (reader.peek().kind === 'string') all.push(...reader.take().parts);
    return {
      is: 'text',
      parts: all.map((part) => (typeof part === 'string' ? part : parseExpression(new TokenReader(part), syntax))),
      line,
    };
  }

  private named(text: string, line: number): Expression {
    const { reader, syntax } = this;
    if (/^(?:function|func|fn)$/.test(text) && reader.isMark('(', 1)) return this.closureOfWord(line);
    reader.take();
    if (text === 'lambda') {
      const names = reader.upTo((token) => token.text === ':').names();
      return functionOf(names, this.expression(), line);
    }
    const isArrow = reader.isMark('=>')
      ? !syntax.joins.test('.') && syntax.blocks !== 'ends'
      : reader.isMark('->') && !syntax.members.test('->') && reader.peek(1).kind !== 'line';
    if (!isArrow) return { is: 'name', name: text, line };
    reader.take();
    return this.body([text], line);
  }

  private closureOfWord(line: number): Expression {
    const { reader } = this;
    reader.take();
    const names = parametersIn(reader.inBrackets(), this.syntax);
    if (reader.takes('=>')) return functionOf(names, this.expression(), line);
    while (!reader.isAtEnd && !reader.isMark('{') && reader.peek().kind !== 'line') reader.take();
    return { is: 'function', names, body: this.syntax.blockOf(reader), line };
  }

  private closureOfBars(line: number): Expression {
    const { reader } = this;
    const names = reader.take().text === '||' ? [] : reader.upTo(({ text }) => text === '|').names();
    return this.body(names, line);
  }

  /** Returns a function whose body is a block or an expression. */
  private body(names: readonly string[], line: number): Expression {
    return this.reader.isMark('{')
      ? { is: 'function', names, body: this.syntax.blockOf(this.reader), line }
      : functionOf(names, this.expression(), line);
  }

  private parenthesis(line: number): Expression {
    const { reader } = this;
    const end = reader.closing() ?? 0;
    const isArrow = reader.isMark('=>', end + 1) || (reader.isMark('->', end + 1) && !this.syntax.members.test('->'));
    const inside = reader.inBrackets();
    if (isArrow) {
      reader.take();
      return this.body(parametersIn(inside, this.syntax), line);
    }
    const items = this.items(inside);
    const [only] = items;
    return only !== undefined && items.length === 1 ? only : { is: 'list', items, line };
  }

  private list(line: number): Expression {
    const items = this.items(this.reader.inBrackets());
    const [only] = items;
    return only?.is === 'each' ? only : { is: 'list', items, line };
  }

  private braces(line: number): Expression {
    return { is: 'list', items: asPairs(this.items(this.reader.inBrackets())), line };
  }

  /** Reads values between commas. */
  private items(inside: TokenReader): readonly Expression[] {
    const items: Expression[] = [];
    const inner = new ExpressionReader(inside, this.syntax);
    while (!inside.isAtEnd) {
      inside.skipLines();
      if (inside.takes(',') || inside.takes(';') || inside.isAtEnd) continue;
      const before = inside.left;
      const item = inner.expression();
      if (inside.takesName(/^for$/)) return [inner.comprehension(item)];
      items.push(item);
      if (inside.left === before) inside.take();
    }
    return items;
  }

  private comprehension(item: Expression): Expression {
    const { reader } = this;
    const names = reader.upTo(({ text }) => text === 'in').names();
    return { is: 'each', of: this.expression(), names, item, line: item.line };
  }

  private postfix(first: Expression): Expression {
    const { reader, syntax } = this;
    let value = first;
    for (let calls = 0; calls < MOST_CALLS; calls++) {
      const { kind, text, line } = reader.peek();
      if (kind !== 'mark' && !(kind === 'line' && (value.is === 'call' || value.is === 'name') && this.areItems()))
        return value;
      if (syntax.members.test(text) && reader.peek(1).kind === 'name') {
        reader.take();
        value = { is: 'member', of: value, name: reader.take().text, line };
      } else if (text === '(') value = calling(value, this.args(reader.inBrackets()), line);
      else if (text === '[' && isIndexed(value)) {
        value = { is: 'index', of: value, at: this.items(reader.inBrackets()), line };
      } else if (text === '{' && this.isTrailing(value)) value = this.withClosure(value, line);
      else if ((value.is === 'call' || value.is === 'name') && this.areItems()) {
        reader.skipLines();
        const items = [{ name: null, value: this.braces(line) }];
        value = value.is === 'call' ? { ...value, args: items } : calling(value, items, line);
      } else if ((text === '?' || text === '!') && isPostfixMark(reader.peek(1))) reader.take();
      else return value;
    }
    return value;
  }

  private args(inside: TokenReader): readonly Argument[] {
    const args: Argument[] = [];
    const inner = new ExpressionReader(inside, this.syntax);
    while (!inside.isAtEnd) {
      inside.skipLines();
      if (inside.takes(',') || inside.isAtEnd) continue;
      const isNamed = inside.peek().kind === 'name' && (inside.isMark('=', 1) || inside.isMark(':', 1));
      const name = isNamed ? inside.take().text : null;
      if (isNamed) inside.take();
      const before = inside.left;
      const value = inner.expression();
      args.push({ name, value: inside.takesName(/^for$/) ? inner.comprehension(value) : value });
      if (inside.left === before) inside.take();
    }
    return args;
  }

  /** Returns whether braces after a value are a function that it is given, as in Swift, Kotlin, and Ruby. */
  private isTrailing(value: Expression): boolean {
    const { reader } = this;
    if (value.is !== 'call' && value.is !== 'member') return false;
    const isRuby = this.syntax.blocks === 'ends' && (reader.isMark('|', 1) || value.is === 'member');
    const end = Math.min(reader.closing() ?? 0, MOST_OF_HEAD);
    const inside = Array.from({ length: end }, (_, index) => reader.peek(index));
    return isRuby || inside.some(isOfClosure);
  }

  /** Returns whether the items of a new collection follow in braces, as in C#. */
  private areItems(): boolean {
    const { reader } = this;
    const at = reader.peek().kind === 'line' ? 1 : 0;
    const first = reader.peek(at + 1).kind === 'line' ? at + 2 : at + 1;
    return reader.isMark('{', at) && (reader.isMark('[', first) || reader.isMark('{', first));
  }

  private withClosure(value: Expression, line: number): Expression {
    const { reader, syntax } = this;
    const inside = reader.inBrackets();
    const names = headOfClosure(inside);
    const body = syntax.blockOf(inside, true);
    const closure: Argument = { name: null, value: { is: 'function', names, body, line } };
    return value.is === 'call' ? { ...value, args: [...value.args, closure] } : calling(value, [closure], line);
  }
}
