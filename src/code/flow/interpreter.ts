/**
 * Follows values through code without running it: assignments, loops, and calls of functions that are in the code. What
 * a call means is in the table of its language; all other calls have unknown values.
 */

import {
  type Expression,
  type ExpressionOf,
  pathOf,
  type Statement,
  type StatementOf,
} from '../written/expressions.ts';
import { callValue } from './call-values.ts';
import {
  type Body,
  boundTo,
  type Call,
  changedBy,
  type Definition,
  fullName,
  namesOf,
  ownerIn,
  type Running,
  rootOf,
} from './calls.ts';
import { chosen, isHashed, isPoor, isText, repeated, withItem } from './changes.ts';
import { type Calls, type Meaning, meaningsIn } from './meanings.ts';
import { literal, NO_VALUE, orderOf, textOf, unknown, type Value, type ValueOf } from './values.ts';

/** What code computes. */
export interface Flow {
  /** The values of all assignments, arguments, and calls, in the order of the code. */
  readonly values: readonly Value[];
  /** The bodies that are sent. */
  readonly sent: readonly Value[];
}

const DEEPEST = 16;
/** The most steps, which no real signer reaches. */
const MOST_STEPS = 30_000;

type Frame = Map<string, Value>;

export function flowOf(statements: readonly Statement[], calls: Calls): Flow {
  return new Interpreter(calls).run(statements);
}

class Interpreter implements Running {
  private readonly definitions = new Map<string, Definition>();
  private readonly called = new Set<Definition['body']>();
  /** The functions that are values. */
  private readonly closures: ValueOf<'function'>[] = [];
  private readonly globals: Frame = new Map();
  /** The names of the function that runs. */
  private frame = this.globals;
  private depth = 0;
  private steps = 0;
  readonly values: Value[] = [];
  readonly sent: Value[] = [];
  private readonly meaningOf: (name: string) => Meaning | undefined;

  constructor(calls: Calls) {
    this.meaningOf = meaningsIn(calls);
  }

  run(statements: readonly Statement[]): Flow {
    this.define(statements);
    this.runAll(statements);
    // What nothing calls is run too, the last definitions first: they call the others.
    for (const one of [...this.definitions.values(), ...this.closures].toReversed()) {
      const args = one.names.map((name) => unknown(name, one.line, [], true));
      if (!this.called.has(one.body)) this.apply(one, args);
    }
    return { values: this.values, sent: this.sent };
  }

  private define(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.is !== 'define') continue;
      this.definitions.set(statement.name, statement);
      this.define(statement.body);
    }
  }

  /** Runs statements, and returns the value that is returned first. */
  private runAll(statements: readonly Statement[]): Value | null {
    let returned: Value | null = null;
    for (const statement of statements) {
      if (this.steps++ > MOST_STEPS) break;
      const value = this.runOne(statement);
      // After `if`, another value may be returned; the first that is known counts.
      if (value !== null && (returned === null || isPoor(returned))) returned = value;
    }
    return returned;
  }

  private runOne(statement: Statement): Value | null {
    switch (statement.is) {
      case 'define':
        return null;
      case 'return':
        return this.keep(this.valueOf(statement.value));
      case 'do':
        this.change(statement.value);
        return null;
      case 'assign':
        this.assign(statement);
        return null;
      case 'loop':
        return this.loop(statement);
    }
  }

  private keep(value: Value): Value {
    if (value.is === 'function') this.closures.push(value);
    else this.values.push(value);
    return value;
  }

  private assign({ target, key, adds, value: given, line }: StatementOf<'assign'>): void {
    const value = this.keep(this.valueOf(given));
    const before = this.lookUp(target) ?? NO_VALUE;
    const item = key === null ? value : ({ is: 'pair', key: this.valueOf(key), value, line } as const);
    const isItem = key !== null || (adds && before.is === 'list');
    this.frame.set(target, isItem ? withItem(before, item) : adds ? textOf([before, value], line) : value);
    // A property may change its object, or be what is sent.
    const owner = ownerIn(target);
    const meaning = owner === '' ? undefined : this.meaningOf(`${target.slice(owner.length + 1)}=`);
    if (meaning === undefined) return;
    const self = this.lookUp(owner) ?? NO_VALUE;
    const made = callValue(meaning, { self, args: [value], named: new Map(), name: owner, line }, this);
    if (meaning.is !== 'send') this.frame.set(owner, made);
  }

  /** Runs a call for what it changes: the object that it belongs to, or its first argument. */
  private change(expression: Expression): void {
    const value = this.keep(this.valueOf(expression));
    if (expression.is !== 'call') return;
    const meaning = this.meaningOf(fullName(expression));
    const changed = meaning === undefined ? null : changedBy(meaning, expression);
    const target = changed && pathOf(rootOf(changed));
    if (target) this.frame.set(target, value);
  }

  private loop({ names, of, body, line }: StatementOf<'loop'>): Value | null {
    const source = this.valueOf(of);
    const before = new Map(this.frame);
    const item = source.is === 'each' ? source.item : source;
    const isWhole = source.is === 'each' && names.length === 1;
    for (const name of names) this.frame.set(name, isWhole ? item : { is: 'item', of: item, line: source.line });
    const returned = this.runAll(body);
    // What a loop adds to a text or a list, it adds for each item.
    for (const [name, after] of this.frame) {
      const old = before.get(name);
      if (old !== undefined && old !== after) this.frame.set(name, repeated(old, after, source, line));
    }
    return returned;
  }

  private lookUp(name: string): Value | null {
    return this.frame.get(name) ?? this.globals.get(name) ?? null;
  }

  private valuesOf(expressions: readonly Expression[]): readonly Value[] {
    return expressions.map((one) => this.valueOf(one));
  }

  private valueOf(expression: Expression): Value {
    const { line } = expression;
    if (this.steps++ > MOST_STEPS) return unknown('', line);
    switch (expression.is) {
      case 'text':
        return textOf(
          expression.parts.map((part) => (typeof part === 'string' ? literal(part, line) : this.valueOf(part))),
          line,
        );
      case 'sum':
        return textOf(this.valuesOf(expression.parts), line);
      case 'name':
        return this.lookUp(expression.name) ?? unknown(expression.name, line);
      case 'member':
        return this.memberOf(expression);
      case 'call':
        return this.call(expression);
      case 'index':
        return this.indexOf(expression);
      case 'list':
        return { is: 'list', items: this.valuesOf(expression.items), order: 'as-given', line };
      case 'pair':
        return { is: 'pair', key: this.keyOf(expression.key), value: this.valueOf(expression.value), line };
      case 'choice':
        return chosen(this.valuesOf(expression.of), line);
      case 'each': {
        const { of, names, item } = expression;
        return this.each(this.valueOf(of), { names, body: [{ is: 'return', value: item, line }] });
      }
      case 'function':
        return expression;
      case 'other':
        return unknown('', line, this.valuesOf(expression.parts));
    }
  }

  private keyOf(key: Expression): Value {
    return key.is === 'name' && this.lookUp(key.name) === null ? literal(key.name, key.line) : this.valueOf(key);
  }

  private memberOf(expression: ExpressionOf<'member'>): Value {
    const { name, line } = expression;
    const path = pathOf(expression);
    const known = path === null ? null : this.lookUp(path);
    if (known !== null) return known;
    const meaning = this.meaningOf(path ?? name);
    const self = this.valueOf(expression.of);
    return meaning === undefined
      ? unknown(name, line, [self])
      : callValue(meaning, { self, args: [], named: new Map(), name, line }, this);
  }

  private indexOf({ of, at, line }: ExpressionOf<'index'>): Value {
    const value = this.valueOf(of);
    const [key] = this.valuesOf(at);
    if (value.is === 'list' && key?.is === 'literal') {
      const found = value.items.find(
        (item) => item.is === 'pair' && item.key.is === 'literal' && item.key.text === key.text,
      );
      if (found?.is === 'pair') return found.value;
    }
    if (isHashed(value)) return value;
    return isText(value)
      ? { is: 'cut', of: value, line }
      : unknown(key?.is === 'literal' ? key.text : '', line, [value]);
  }

  private call(expression: ExpressionOf<'call'>): Value {
    const { line, args: given } = expression;
    const name = fullName(expression);
    const self = expression.self === null ? this.ownerOf(expression.name) : this.valueOf(expression.self);
    const args = given.map(({ value }) => this.valueOf(value));
    const named = new Map(
      given.flatMap(({ name: key }, index) => (key === null ? [] : [[key, args[index] ?? NO_VALUE] as const])),
    );
    this.values.push(...[...args, self].filter(isHashed));
    const last = name.split('.').at(-1) ?? name;
    // A method of a library may have the name of a function of the code, such as `URLEncoder.encode` in `encode`.
    const isKnown = name.includes('.') && this.meaningOf(name) !== undefined;
    const definition = isKnown ? undefined : this.definitions.get(last);
    const closure = this.lookUp(expression.name);
    if (closure?.is === 'function') return throughCall(this.apply(closure, args), line);
    const value =
      definition === undefined
        ? this.meant(name, { self, args, named, name: last, line })
        : throughCall(this.apply({ ...definition, line }, boundTo(definition, given, args), last), line);
    if (isHashed(value) || value.is === 'joined' || value.is === 'time') this.values.push(value);
    return value;
  }

  /** Returns the object of a call by its full name, such as `mac` of `mac.doFinal`. */
  private ownerOf(name: string): Value {
    const owner = ownerIn(name);
    return owner === '' ? NO_VALUE : (this.lookUp(owner) ?? unknown(owner, 0));
  }

  private meant(name: string, call: Call): Value {
    const meaning = this.meaningOf(name);
    if (meaning !== undefined) return callValue(meaning, call, this);
    const [first] = call.args;
    // A function whose code is missing says with its name that it writes bytes as hexadecimal digits.
    if (/hex/i.test(call.name) && !/from|decode|parse|un|tobytes/i.test(call.name) && first?.is === 'hmac') {
      return { ...first, form: 'hex' };
    }
    return unknown(call.name, call.line, [call.self, ...call.args]);
  }

  /** Applies a function. Its own names are known only in it. */
  private apply({ names, body, line }: Body & { readonly line: number }, args: readonly Value[], name = ''): Value {
    this.called.add(body);
    if (this.depth >= DEEPEST) return unknown(name, line, args);
    const outer = this.frame;
    const around = name === '' && outer !== this.globals ? outer : [];
    this.frame = new Map([...around, ...namesOf(names, args)]);
    this.depth++;
    const returned = this.runAll(body);
    this.depth--;
    this.frame = outer;
    return returned ?? unknown(name, line, args);
  }

  /** Applies a function to the items of a value, which keep their order. */
  each(source: Value, by: Body): Value {
    const { line } = source;
    const closure = { ...by, line };
    if (source.is === 'list' && source.items.length > 0 && source.items.every(({ is }) => is !== 'pair')) {
      return { ...source, items: source.items.map((item) => this.apply(closure, [item])) };
    }
    const item: Value = source.is === 'each' ? source.item : { is: 'item', of: source, line };
    const made = this.apply(closure, by.names.length > 1 ? by.names.map(() => item) : [item]);
    return { is: 'each', of: source, item: made, order: orderOf(source), line };
  }
}

/** Records the line of the call that returned an HMAC. */
const throughCall = (value: Value, line: number): Value =>
  value.is === 'hmac' ? { ...value, through: [...(value.through ?? []), line] } : value;
