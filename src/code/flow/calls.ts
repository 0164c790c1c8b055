/** Says of a call what it is called, what it is given, and what it changes. */
import { type Expression, type ExpressionOf, pathOf, type StatementOf } from '../written/expressions.ts';
import type { Meaning } from './meanings.ts';
import { NO_VALUE, unknown, type Value, type ValueOf } from './values.ts';

/** The definition of a function. */
export type Definition = StatementOf<'define'>;

/** The parameters of a function, and what it does. */
export type Body = Pick<ValueOf<'function'>, 'names' | 'body'>;

/** What a call needs of the code that runs. */
export interface Running {
  /** Applies a function to the items of a value, which keep their order. */
  readonly each: (source: Value, by: Body) => Value;
  readonly sent: Value[];
}

/** A call with the values that it is given. */
export interface Call {
  readonly self: Value;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly name: string;
  readonly line: number;
}

export const fullName = ({ self, name }: ExpressionOf<'call'>): string => {
  const path = self === null ? null : pathOf(self);
  return path === null ? name : `${path}.${name}`;
};

/** Returns the object in the full name of a call, such as `mac` in `mac.doFinal`; empty if there is none. */
export const ownerIn = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));

/** Arguments by name take the place of their parameter. */
export function boundTo(
  { names }: Definition,
  given: ExpressionOf<'call'>['args'],
  args: readonly Value[],
): readonly Value[] {
  const bound: Value[] = [...args, ...names.slice(args.length).map(() => NO_VALUE)];
  for (const [index, { name }] of given.entries()) {
    const at = name === null ? -1 : names.indexOf(name);
    if (at >= 0) bound[at] = args[index] ?? NO_VALUE;
  }
  // The object of a method is its own first parameter in Python.
  return /^(?:self|cls)$/.test(names[0] ?? '') ? [NO_VALUE, ...bound] : bound;
}

/** Names the parameters, and those of closures that have no names for them. */
export const namesOf = (names: readonly string[], args: readonly Value[]): readonly (readonly [string, Value])[] =>
  names.length > 0
    ? names.map((name, index) => [name, args[index] ?? unknown(name, 0, [], true)] as const)
    : args.flatMap((value, index) => [[`$${index}`, value] as const, ...(index === 0 ? [['it', value] as const] : [])]);

/** Returns what a statement changes: the object of a method, or the argument that is sorted. */
export function changedBy(meaning: Meaning, { self, name, args }: ExpressionOf<'call'>): Expression | null {
  const changes = /^(?:key|feed|add|put|append|sort|zone|finish)$/.test(meaning.is);
  if (!changes) return null;
  if ('of' in meaning && typeof meaning.of === 'number' && meaning.is === 'sort')
    return args[meaning.of]?.value ?? null;
  const owner = ownerIn(name);
  return self ?? (owner === '' ? null : { is: 'name', name: owner, line: 0 });
}

/** Returns the object at the beginning of calls that follow each other, such as `text.append(a).append(b)`. */
export function rootOf(expression: Expression): Expression {
  if (expression.is !== 'call') return expression;
  if (expression.self !== null) return rootOf(expression.self);
  return { is: 'name', name: ownerIn(expression.name), line: expression.line };
}
