/** Defines the expressions and the statements of code, in one form for all languages. */

interface OnLine {
  /** The number of the line, counted from 1. */
  readonly line: number;
}

export interface Argument {
  /** The name of an argument that is given by name. */
  readonly name: string | null;
  readonly value: Expression;
}

export type Expression = OnLine &
  (
    | { readonly is: 'text'; readonly parts: readonly (string | Expression)[] }
    | { readonly is: 'name'; readonly name: string }
    | { readonly is: 'member'; readonly of: Expression; readonly name: string }
    | {
        readonly is: 'call';
        readonly self: Expression | null;
        readonly name: string;
        readonly args: readonly Argument[];
      }
    /** The text within brackets shows whether it is a part of a text, such as `[0:8]`. */
    | { readonly is: 'index'; readonly of: Expression; readonly at: readonly Expression[] }
    | { readonly is: 'list'; readonly items: readonly Expression[] }
    | { readonly is: 'pair'; readonly key: Expression; readonly value: Expression }
    | { readonly is: 'sum'; readonly parts: readonly Expression[] }
    /** One of several values. */
    | { readonly is: 'choice'; readonly of: readonly Expression[] }
    /** A value for each item, such as `[f(x) for x in items]`. */
    | { readonly is: 'each'; readonly of: Expression; readonly names: readonly string[]; readonly item: Expression }
    | { readonly is: 'function'; readonly names: readonly string[]; readonly body: readonly Statement[] }
    | { readonly is: 'other'; readonly parts: readonly Expression[] }
  );

export type Statement = OnLine &
  (
    | {
        readonly is: 'define';
        readonly name: string;
        readonly names: readonly string[];
        readonly body: readonly Statement[];
      }
    | {
        readonly is: 'assign';
        readonly target: string;
        /** The key in the target, as in `headers["Host"] = host`. */
        readonly key: Expression | null;
        readonly adds: boolean;
        readonly value: Expression;
      }
    | { readonly is: 'do'; readonly value: Expression }
    | { readonly is: 'return'; readonly value: Expression }
    | {
        readonly is: 'loop';
        readonly names: readonly string[];
        readonly of: Expression;
        readonly body: readonly Statement[];
      }
  );

export type ExpressionOf<Kind extends Expression['is']> = Extract<Expression, { readonly is: Kind }>;
export type StatementOf<Kind extends Statement['is']> = Extract<Statement, { readonly is: Kind }>;

/** Returns a name with the names of the objects that it is a member of, such as `hmac.new`. */
export function pathOf(expression: Expression): string | null {
  if (expression.is === 'name') return expression.name;
  if (expression.is !== 'member') return null;
  const of = pathOf(expression.of);
  return of === null ? null : `${of}.${expression.name}`;
}
