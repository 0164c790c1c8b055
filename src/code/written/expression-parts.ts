/** Makes parts of expressions, and reads the parts that are the same wherever they are. */
import { type Argument, type Expression, pathOf } from './expressions.ts';
import type { Syntax } from './syntax.ts';
import { TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** The most tokens of braces that are looked at to see whether they are a function. */
export const MOST_OF_HEAD = 40;

/** Returns whether a token is only in functions: the names of their parameters, also in a string. */
export const isOfClosure = ({ kind, text, parts }: Token): boolean =>
  kind === 'string'
    ? parts.some((part) => typeof part !== 'string' && part.some(isOfClosure))
    : /^(?:\$0|\$1|it|in|->)$/.test(text);

/** Reads the names of a closure's parameters, such as `|name, value|`, `name, value in`, or `(name, value) ->`. */
export function headOfClosure(inside: TokenReader): readonly string[] {
  inside.skipLines();
  if (inside.takes('|')) return inside.upTo(({ text }) => text === '|').names();
  for (let ahead = 0; ahead < 8; ahead++) {
    const { kind, text } = inside.peek(ahead);
    if (kind === 'line') break;
    if (text === '->' || (kind === 'name' && text === 'in')) {
      const names = inside.part(ahead).names();
      inside.take();
      return names;
    }
  }
  return [];
}

/** Returns the names of parameters without their types and defaults. */
export function parametersIn(inside: TokenReader, { namesBeforeTypes }: Syntax): readonly string[] {
  const names: string[] = [];
  while (!inside.isAtEnd) {
    const one = inside.upTo(({ text }) => text === ',');
    const declared = new TokenReader(one.upTo(({ text }) => text === '=').rest());
    const hasColon = declared.rest().some(({ text }) => text === ':');
    const before = hasColon ? declared.upTo(({ text }) => text === ':').names() : declared.names();
    names.push((namesBeforeTypes ? before[0] : before.at(-1)) ?? '');
  }
  return names;
}

/** Makes pairs of names that are key and value at once, and of `{"Host", host}`, where the other items are pairs. */
export function asPairs(items: readonly Expression[]): readonly Expression[] {
  const isMap = items.some(({ is }) => is === 'pair');
  const areTwos = items.length > 0 && items.every((item) => item.is === 'list' && item.items.length === 2);
  return items.map((item) => {
    const { line } = item;
    if (isMap && item.is === 'name')
      return { is: 'pair', key: { is: 'text', parts: [item.name], line }, value: item, line };
    const [key, value] = item.is === 'list' ? item.items : [];
    return areTwos && key && value ? { is: 'pair', key, value, line } : item;
  });
}

export const isIndexed = (value: Expression): boolean => value.is !== 'list' || value.items.length > 0;
export const isPostfixMark = ({ kind, text }: Token): boolean =>
  kind === 'line' || (kind === 'mark' && /^(?:[.;,)\]}]|\?\.|::)$/.test(text));

export const isOperator = (kind: Token['kind'], text: string): boolean =>
  kind === 'mark'
    ? /^(?:[+*/<>&|^%~.-]|<=|>=|==+|!==?|&&|\.\.\.?)$/.test(text)
    : kind === 'name' && /^(?:and|xor|in)$/.test(text);

export const functionOf = (names: readonly string[], value: Expression, line: number): Expression => ({
  is: 'function',
  names,
  body: [{ is: 'return', value, line }],
  line,
});

export function call(name: string, self: Expression | null, values: readonly Expression[], line: number): Expression {
  return { is: 'call', self, name, args: values.map((value) => ({ name: null, value })), line };
}

export function calling(value: Expression, args: readonly Argument[], line: number): Expression {
  if (value.is === 'member') return { is: 'call', self: value.of, name: value.name, args, line: value.line };
  const path = pathOf(value);
  return path === null
    ? { is: 'call', self: value, name: '()', args, line }
    : { is: 'call', self: null, name: path, args, line: value.line };
}

export function summed(parts: readonly Expression[], isSum: boolean, line: number): Expression {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return isSum ? { is: 'sum', parts, line } : { is: 'other', parts, line };
}
