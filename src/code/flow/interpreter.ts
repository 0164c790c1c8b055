/**
 * Follows values through code without running it: assignments, loops, and calls of functions that are in the code. What
 * a call means is in the table of its language; all other calls have unknown values.
 */

import { type Expression, pathOf, type Statement } from '../written/expressions.ts';
import { callValue } from './call-values.ts';
import {
  argumentOf,
  boundTo,
  type Call,
  changedBy,
  type Definition,
  fullName,
  isPlainItem,
  namesOf,
  type Running,
  rootOf,
} from './calls.ts';
import { chosen, isPoor, isText, repeated, withItem } from './changes.ts';
import type { Meaning } from './meanings.ts';
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

/** The most parts of a name in a table, as in `base64.StdEncoding.EncodeToString`. */
const LONGEST_NAME = 4;

type Frame = Map<string, Value>;

export function flowOf(statements: readonly Statement[], calls: Readonly<Record<string, Meaning>>): Flow {
  return new Interpreter(calls).run(statements);
}

class Interpreter implements Running {
  private readonly definitions = new Map<string, Definition>();
  private readonly called = new Set<Definition['body']>();
  /** The functions that are values. */
  private readonly closures: ValueOf<'function'>[] = [];
  private readonly globals: Frame = new Map();
  private frames: Frame[] = [this.globals];
  private steps = 0;
  readonly values: Value[] = [];
  readonly sent: Value[] = [];
  private readonly calls: Readonly<Record<string, Meaning>>;

  constructor(calls: Readonly<Record<string, Meaning>>) {
    this.calls = calls;
  }

  run(statements: readonly Statement[]): Flow {
    this.define(statements);
    this.runAll(statements);
    // What nothing calls is run too, the last definitions first: they call the others.
    for (const closure of this.closures.toReversed()) {
      if (!this.called.has(closure.body)) this.apply(closure, closure.names.map(argumentOf(closure)));
    }
    for (const definition of [...this.definitions.values()].toReversed()) {
      if (!this.called.has(definition.body))
        this.runDefinition(definition, definition.names.map(argumentOf(definition)));
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

  private assign({ target, key, adds, value: given, line }: Extract<Statement, { readonly is: 'assign' }>): void {
    const value = this.keep(this.valueOf(given));
    const before = this.lookUp(target) ?? NO_VALUE;
    if (key !== null) this.set(target, withItem(before, { is: 'pair', key: this.valueOf(key), value, line }));
    else if (adds) this.set(target, before.is === 'list' ? withItem(before, value) : textOf([before, value], line));
    else this.set(target, value);
    const [, property] = /\.(\w+)$/.exec(target) ?? [];
    const meaning = property === undefined ? undefined : this.meaningOf(`${property}=`);
    if (meaning !== undefined) this.property(target.slice(0, -1 - (property ?? '').length), meaning, value, line);
  }

  /** Sets a property that changes its object, or that is sent. */
  private property(target: string, meaning: Meaning, value: Value, line: number): void {
    const self = this.lookUp(target) ?? NO_VALUE;
    const made = callValue(meaning, { self, args: [value], named: new Map(), name: target, line }, this);
    if (meaning.is !== 'send') this.set(target, made);
  }

  /** Runs a call for what it changes: the object that it belongs to, or its first argument. */
  private change(expression: Expression): void {
    const value = this.keep(this.valueOf(expression));
    if (expression.is !== 'call') return;
    const meaning = this.meaningOf(fullName(expression));
    const changed = meaning === undefined ? null : changedBy(meaning, expression);
    const target = changed && pathOf(rootOf(changed));
    if (target) this.set(target, value);
  }

  private loop({ names, of, body, line }: Extract<Statement, { readonly is: 'loop' }>): Value | null {
    const source = this.valueOf(of);
    const known = this.frames.at(-1) ?? this.globals;
    const before = new Map(known);
    this.bindItem(names, source);
    const returned = this.runAll(body);
    // What a loop adds to a text or a list, it adds for each item.
    for (const [name, after] of known) {
      const old = before.get(name);
      if (old !== undefined && old !== after) known.set(name, repeated(old, after, source, line));
    }
    return returned;
  }

  private bindItem(names: readonly string[], source: Value): void {
    const items = source.is === 'each' ? source.item : source;
    const [first = ''] = names;
    const item: Value = source.is === 'each' ? items : { is: 'item', of: source, line: source.line };
    if (names.length === 1) this.bind(first, item);
    else
      for (const name of names)
        this.bind(name, { is: 'item', of: source.is === 'each' ? item : source, line: source.line });
  }

  private set(name: string, value: Value): void {
    const frame = this.frames.at(-1) ?? this.globals;
    frame.set(name, value);
  }

  private bind(name: string, value: Value): void {
    this.set(name, value);
  }

  private lookUp(name: string): Value | null {
    return this.frames.at(-1)?.get(name) ?? this.globals.get(name) ?? null;
  }

  valueOf(expression: Expression): Value {
    const { line } = expression;
    if (this.steps++ > MOST_STEPS) return unknown('', line);
    switch (expression.is) {
      case 'text':
        return textOf(
          expression.parts.map((part) => (typeof part === 'string' ? literal(part, line) : this.valueOf(part))),
          line,
        );
      case 'sum':
        return textOf(
          expression.parts.map((part) => this.valueOf(part)),
          line,
        );
      case 'name':
        return this.lookUp(expression.name) ?? unknown(expression.name, line);
      case 'member':
        return this.memberOf(expression);
      case 'call':
        return this.call(expression);
      case 'index':
        return this.indexOf(expression);
      case 'list':
        return { is: 'list', items: expression.items.map((item) => this.valueOf(item)), order: 'as-given', line };
      case 'pair':
        return { is: 'pair', key: this.keyOf(expression.key), value: this.valueOf(expression.value), line };
      case 'choice':
        return chosen(
          expression.of.map((one) => this.valueOf(one)),
          line,
        );
      case 'each':
        return this.each(this.valueOf(expression.of), expression.names, [
          { is: 'return', value: expression.item, line },
        ]);
      case 'function':
        return { is: 'function', names: expression.names, body: expression.body, line };
      case 'other':
        return unknown(
          '',
          line,
          expression.parts.map((part) => this.valueOf(part)),
        );
    }
  }

  private keyOf(key: Expression): Value {
    return key.is === 'name' && this.lookUp(key.name) === null ? literal(key.name, key.line) : this.valueOf(key);
  }

  private memberOf(expression: Extract<Expression, { readonly is: 'member' }>): Value {
    const path = pathOf(expression);
    const known = path === null ? null : this.lookUp(path);
    if (known !== null) return known;
    const meaning = this.meaningOf(path ?? expression.name);
    const self = this.valueOf(expression.of);
    if (meaning !== undefined) {
      return callValue(
        meaning,
        { self, args: [], named: new Map(), name: expression.name, line: expression.line },
        this,
      );
    }
    return unknown(expression.name, expression.line, [self]);
  }

  private indexOf({ of, at, line }: Extract<Expression, { readonly is: 'index' }>): Value {
    const value = this.valueOf(of);
    const [key] = at.map((one) => this.valueOf(one));
    if (value.is === 'list' && key?.is === 'literal') {
      const found = value.items.find(
        (item) => item.is === 'pair' && item.key.is === 'literal' && item.key.text === key.text,
      );
      if (found?.is === 'pair') return found.value;
    }
    if (value.is === 'hmac' || value.is === 'hash') return value;
    return isText(value)
      ? { is: 'cut', of: value, line }
      : unknown(key?.is === 'literal' ? key.text : '', line, [value]);
  }

  private call(expression: Extract<Expression, { readonly is: 'call' }>): Value {
    const { line, args: given } = expression;
    const name = fullName(expression);
    const self = expression.self === null ? this.ownerOf(expression.name) : this.valueOf(expression.self);
    const args = given.map(({ value }) => this.valueOf(value));
    const named = new Map(
      given.flatMap(({ name: key }, index) => (key === null ? [] : [[key, args[index] ?? NO_VALUE] as const])),
    );
    for (const value of [...args, self]) if (value.is === 'hmac' || value.is === 'hash') this.values.push(value);
    const last = name.split('.').at(-1) ?? name;
    // A method of a library may have the name of a function of the code, such as `URLEncoder.encode` in `encode`.
    const isKnown = name.includes('.') && this.meaningOf(name) !== undefined;
    const definition = isKnown ? undefined : this.definitions.get(last);
    const closure = this.lookUp(expression.name);
    if (closure?.is === 'function') return this.apply(closure, args);
    const value =
      definition === undefined
        ? this.meant(name, { self, args, named, name: last, line })
        : this.runDefinition(definition, boundTo(definition, given, args), line);
    return this.keepHash(value);
  }

  private keepHash(value: Value): Value {
    if (value.is === 'hmac' || value.is === 'hash' || value.is === 'joined' || value.is === 'time')
      this.values.push(value);
    return value;
  }

  /** Returns the object of a call by its full name, such as `mac` of `mac.doFinal`. */
  private ownerOf(name: string): Value {
    const owner = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
    return owner === '' ? NO_VALUE : (this.lookUp(owner) ?? unknown(owner, 0));
  }

  private meant(name: string, call: Call): Value {
    const meaning = this.meaningOf(name);
    if (meaning !== undefined) return callValue(meaning, call, this);
    const of = [call.self, ...call.args];
    const [first] = call.args;
    // A function whose code is missing says with its name that it writes bytes as hexadecimal digits.
    if (/hex/i.test(call.name) && !/from|decode|parse|un|tobytes/i.test(call.name) && first?.is === 'hmac') {
      return { ...first, form: 'hex' };
    }
    return unknown(call.name, call.line, of);
  }

  /** Returns the meaning by the longest end of the name that the table has. */
  private meaningOf(name: string): Meaning | undefined {
    const parts = name.split('.').slice(-LONGEST_NAME);
    for (let from = 0; from < parts.length; from++) {
      const key = parts.slice(from).join('.');
      if (Object.hasOwn(this.calls, key)) return this.calls[key];
    }
    return undefined;
  }

  private runDefinition(definition: Definition, args: readonly Value[], line = definition.line): Value {
    return this.apply({ is: 'function', names: definition.names, body: definition.body, line }, args, definition.name);
  }

  /** Applies a function. Its own names are known only in it. */
  apply({ names, body, line }: ValueOf<'function'>, args: readonly Value[], name = ''): Value {
    this.called.add(body);
    if (this.frames.length > DEEPEST) return unknown(name, line, args);
    const outer = this.frames.at(-1) ?? this.globals;
    const around = name === '' && outer !== this.globals ? outer : [];
    this.frames.push(new Map([...around, ...namesOf(names, args)]));
    const returned = this.runAll(body);
    this.frames.pop();
    return returned ?? unknown(name, line, args);
  }

  /** Applies a function to the items of a value, which keep their order. */
  each(source: Value, names: readonly string[], body: readonly Statement[]): Value {
    const { line } = source;
    const closure = { is: 'function', names, body, line } as const;
    if (source.is === 'list' && source.items.length > 0 && source.items.every(isPlainItem)) {
      return { ...source, items: source.items.map((item) => this.apply(closure, [item])) };
    }
    const item: Value = source.is === 'each' ? source.item : { is: 'item', of: source, line };
    const made = this.apply(closure, names.length > 1 ? names.map(() => item) : [item]);
    return { is: 'each', of: source, item: made, order: orderOf(source), line };
  }
}
