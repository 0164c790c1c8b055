/** Computes the value of a call from its meaning. */
import type { Call, Interpreter } from './interpreter.ts';
import { type At, type Encoding, type Form, LAST, type Meaning } from './meanings.ts';
import { joinedItems, literal, madeOf, NO_VALUE, orderOf, textOf, unknown, type Value } from './values.ts';

/** Returns the value of a call. */
export function callValue(meaning: Meaning, call: Call, interpreter: Interpreter): Value {
  const { line, self } = call;
  const at = (place: At | undefined): Value => argumentAt(call, place);
  switch (meaning.is) {
    case 'hmac':
      return { is: 'hmac', key: at(meaning.key), of: at(meaning.of), form: formOf(meaning, call), line };
    case 'hash':
      return { is: 'hash', of: at(meaning.of), form: formOf(meaning, call), line };
    case 'key':
      return self.is === 'hmac' ? { ...self, key: at(meaning.key), line } : self;
    case 'feed':
      return fed(self, at(meaning.of));
    case 'finish':
      return finished(self, meaning, call);
    case 'write':
      return written(at(meaning.of), meaning.form);
    case 'read':
      return written(at(meaning.of), 'bytes');
    case 'same':
      return at(meaning.of);
    case 'encode':
      return encoded(at(meaning.of), meaning.as, meaning.safe === undefined ? null : at(meaning.safe), line);
    case 'replace':
      return replaced(self === NO_VALUE ? at(2) : self, at(meaning.old), at(meaning.put));
    case 'cut':
      return { is: 'cut', of: at(meaning.of), line };
    case 'sort':
      return sorted(at(meaning.of), line);
    case 'collection':
      return collection(meaning, meaning.of === undefined ? NO_VALUE : at(meaning.of), line);
    case 'keys':
      return keysOf(at(meaning.of), line);
    case 'add':
      return added(meaning.to === undefined ? self : at(meaning.to), at(meaning.of), line);
    case 'collection-of':
      return { is: 'list', items: meaning.sorted ? sortedItems(call.args) : call.args, order: meaning.sorted ? 'sorted' : 'as-given', line };
    case 'text':
      return literal('', line);
    case 'put':
      return added(self, call.args.length < 2 ? at(meaning.key) : { is: 'pair', key: at(meaning.key), value: at(1), line }, line);
    case 'append':
      return textOf([...(isEmptyObject(self) ? [] : [self]), at(meaning.of)], line);
    case 'each':
      return eachOf(at(meaning.of), at(meaning.by), interpreter);
    case 'join':
      return joined(meaning, call, interpreter);
    case 'format':
      return call.named.has('format') || meaning.template !== 'format'
        ? formatted(at(meaning.template), restOf(call, meaning.template), line)
        : at(0);
    case 'query':
      return { is: 'joined', of: { is: 'encoded', of: at(meaning.of), as: meaning.as, line }, by: '&', line };
    case 'now':
      return { is: 'time', zone: zoneOfNow(meaning, call), pattern: null, line };
    case 'zone':
      return inZone(self, meaning.zone, line);
    case 'formatter':
      return { is: 'time', zone: meaning.zone, pattern: patternOf(at(meaning.pattern)), line };
    case 'pattern':
      return self.is === 'time' ? { ...self, pattern: patternOf(at(meaning.of)) } : self;
    case 'time':
      return timeText(meaning, call);
    case 'send':
      send(meaning, call, interpreter);
      return unknown(call.name, line, call.args);
    case 'key-option':
      return keyOption(at(meaning.of));
  }
}

function argumentAt({ self, args, named }: Call, place: At | undefined): Value {
  if (place === 'self') return self;
  if (typeof place === 'string') return named.get(place) ?? NO_VALUE;
  if (place === LAST) return args.at(-1) ?? NO_VALUE;
  return (place === undefined ? undefined : args[place]) ?? NO_VALUE;
}

const restOf = ({ args }: Call, template: At): readonly Value[] =>
  template === 'self' ? args : args.slice(typeof template === 'number' ? template + 1 : 1);

function formOf(meaning: Extract<Meaning, { readonly is: 'hmac' | 'hash' }>, call: Call): Form {
  if (meaning.bytesIf === undefined) return meaning.form;
  const flag = argumentAt(call, meaning.bytesIf);
  return /^(?:true|1)$/i.test(nameOf(flag)) ? 'bytes' : meaning.form;
}

const nameOf = (value: Value): string => (value.is === 'unknown' ? value.name : value.is === 'literal' ? value.text : '');

const isUtc = (value: Value): boolean => [value, ...madeOf(value)].some((one) => /utc|gmt|offset\.zero|^z$/i.test(nameOf(one)));

/** Returns the time zone of now: another one than UTC that is named is not known. */
function zoneOfNow({ zone, utcIf }: Extract<Meaning, { readonly is: 'now' }>, call: Call): 'utc' | 'local' | 'unknown' {
  const named = argumentAt(call, utcIf);
  return named === NO_VALUE ? zone : isUtc(named) ? 'utc' : 'unknown';
}

function fed(self: Value, message: Value): Value {
  if (self.is !== 'hmac' && self.is !== 'hash') return self;
  return { ...self, of: self.of === NO_VALUE ? message : textOf([self.of, message], message.line) };
}

function finished(self: Value, { of, form, formAt }: Extract<Meaning, { readonly is: 'finish' }>, call: Call): Value {
  const message = argumentAt(call, of);
  const whole = of === undefined || message === NO_VALUE || isNothing(message) ? self : fed(self, message);
  const named = FORMS[nameOf(argumentAt(call, formAt)).toLowerCase()];
  return written(whole, named ?? form);
}

const isNothing = (value: Value): boolean => /^(?:nil|null|None)$/.test(nameOf(value)) && value.is === 'unknown';

/** The forms by the names that Node.js and CryptoJS give them. */
const FORMS: Readonly<Record<string, Form>> = {
  hex: 'hex',
  base64: 'base64',
  binary: 'latin-1',
  latin1: 'latin-1',
  'crypto.enc.hex': 'hex',
};

/** Writes an HMAC or a hash in another form. Other bytes remain what they are. */
function written(value: Value, form: Form): Value {
  return value.is === 'hmac' || value.is === 'hash' ? { ...value, form } : value;
}

function encoded(of: Value, as: Encoding, safe: Value | null, line: number): Value {
  if (of.is === 'literal' && /^[\w.~-]*$/.test(of.text)) return of;
  const isSlashSafe = safe === null || safe === NO_VALUE || (safe.is === 'literal' && safe.text.includes('/'));
  return { is: 'encoded', of, as: as === 'keeps-slash' && !isSlashSafe ? 'right' : as, line };
}

/** Follows the usual corrections of what an encoder leaves wrong. */
function replaced(value: Value, old: Value, put: Value): Value {
  const [from, to] = [nameOf(old), nameOf(put)];
  if (value.is !== 'encoded') {
    return value.is === 'literal' && old.is === 'literal' && put.is === 'literal'
      ? literal(value.text.replaceAll(from, to), value.line)
      : value;
  }
  if (value.as === 'form' && /\+/.test(from) && /%20/.test(to)) return { ...value, as: 'right' };
  // A pattern or a function for ! ' ( ) * corrects what a component leaves.
  return value.as === 'component' || value.as === 'form' ? { ...value, as: value.as === 'component' ? 'right' : value.as } : value;
}

function sorted(value: Value, line: number): Value {
  if (value.is === 'list') return { ...value, items: sortedItems(value.items), order: 'sorted' };
  if (value.is === 'each') return { ...value, order: 'sorted' };
  return { is: 'each', of: value, item: { is: 'item', of: value, line }, order: 'sorted', line };
}

const keyText = (item: Value): string => {
  const [first = item] = item.is === 'pair' ? [item.key] : item.is === 'text' || item.is === 'list' ? madeOf(item) : [item];
  return nameOf(first);
};

const sortedItems = (items: readonly Value[]): readonly Value[] =>
  items.toSorted((one, other) => (keyText(one) < keyText(other) ? -1 : keyText(one) > keyText(other) ? 1 : 0));

function collection({ sorted: isSorted }: Extract<Meaning, { readonly is: 'collection' }>, of: Value, line: number): Value {
  if (of === NO_VALUE) return { is: 'list', items: [], order: isSorted ? 'sorted' : 'as-given', line };
  return isSorted ? sorted(of, line) : of;
}

function keysOf(of: Value, line: number): Value {
  if (of.is === 'list' && of.items.length > 0 && of.items.every((item) => item.is === 'pair')) {
    return { ...of, items: of.items.flatMap((item) => (item.is === 'pair' ? [item.key] : [])) };
  }
  return { is: 'each', of, item: { is: 'item', of, line }, order: orderOf(of), line };
}

function added(self: Value, item: Value, line: number): Value {
  if (self.is === 'list') {
    const items = [...self.items, item];
    return { ...self, items: self.order === 'sorted' ? sortedItems(items) : items };
  }
  if (self.is === 'literal' || self.is === 'text') return textOf([self, item], line);
  return self.is === 'each' ? self : { is: 'list', items: [item], order: 'unknown', line };
}

const isEmptyObject = (value: Value): boolean => value.is === 'list' || (value.is === 'literal' && value.text === '');

function eachOf(of: Value, by: Value, interpreter: Interpreter): Value {
  return by.is === 'function' ? interpreter.each(of, by.names, by.body) : of;
}

/** Joins the items of a list, or the arguments after the first. */
function joined(
  { of, by, each, rest }: Extract<Meaning, { readonly is: 'join' }>,
  call: Call,
  interpreter: Interpreter,
): Value {
  const { line } = call;
  const given = rest && call.args.length > 2 ? { is: 'list' as const, items: call.args.slice(1), order: 'as-given' as const, line } : argumentAt(call, of);
  const list = each === undefined ? given : eachOf(given, argumentAt(call, each), interpreter);
  const separator = argumentAt(call, by);
  if (separator.is !== 'literal' && separator !== NO_VALUE) return unknown(call.name, line, [list]);
  const text = separator.is === 'literal' ? separator.text : '';
  if (list.is === 'list' && list.items.length > 0 && !list.items.some(({ is }) => is === 'pair')) {
    return list.items.length > 1 && /^[;&]$/.test(text)
      ? { is: 'joined', of: list, by: text, line }
      : textOf(list.items.flatMap((item, index) => (index === 0 ? [item] : [literal(text, line), item])), line);
  }
  return joinedItems(list, text, line);
}

const PLACE = /%(?:\d+\$)?[-+ 0]*\d*(?:\.\d+)?[sdvxX@q]|\{(\w*)(?::[^{}]*)?\}/g;

/** Fills a template. Two digits for each byte are the bytes in hexadecimal. */
function formatted(template: Value, args: readonly Value[], line: number): Value {
  if (template.is !== 'literal' && template.is !== 'text') return unknown('', line, [template, ...args]);
  let next = 0;
  const fill = (text: string): readonly Value[] => {
    const parts: Value[] = [];
    let from = 0;
    for (const found of text.matchAll(PLACE)) {
      const at = /^\d+$/.test(found[1] ?? '') ? Number(found[1]) : next++;
      const value = args[at] ?? unknown(found[1] ?? '', line);
      const isHex = /[xX]/.test(found[0].slice(1));
      parts.push(literal(text.slice(from, found.index), line), isHex ? hexOf(value) : value);
      from = found.index + found[0].length;
    }
    return [...parts, literal(text.slice(from), line)];
  };
  const parts = template.is === 'text' ? template.parts : [template];
  return textOf(parts.flatMap((part) => (part.is === 'literal' ? fill(part.text) : [part])), line);
}

/** Returns bytes, or one byte of them, in hexadecimal digits. */
function hexOf(value: Value): Value {
  const [of] = value.is === 'item' || value.is === 'unknown' ? madeOf(value) : [value];
  return of?.is === 'hmac' || of?.is === 'hash' ? written(of, 'hex') : value;
}

function inZone(self: Value, zone: 'utc' | 'local' | 'unknown', line: number): Value {
  return { is: 'time', zone, pattern: self.is === 'time' ? self.pattern : null, line };
}

const patternOf = (value: Value): string | null =>
  value.is === 'literal' ? value.text : value.is === 'time' ? value.pattern : null;

/** Writes a time with a pattern. In Java, the time can be the object or the argument, and the other one formats it. */
function timeText({ of, pattern, zone }: Extract<Meaning, { readonly is: 'time' }>, call: Call): Value {
  const { self, line } = call;
  if (self.is === 'literal' || self.is === 'text') return formatted(self, call.args, line);
  const times = [argumentAt(call, of), self, argumentAt(call, pattern)].filter((value) => value.is === 'time');
  const formatter = times.find((time) => time.pattern !== null);
  const time = times.find((one) => one !== formatter) ?? formatter;
  const written = patternOf(argumentAt(call, pattern)) ?? formatter?.pattern ?? null;
  const isFixed = formatter !== undefined && formatter.zone !== 'unknown';
  return { is: 'time', zone: zone ?? (isFixed ? formatter.zone : (time?.zone ?? 'unknown')), pattern: written, line };
}

/** Notes what is sent. Options of a request have the body by name. */
function send({ body, option }: Extract<Meaning, { readonly is: 'send' }>, call: Call, { sent }: Interpreter): void {
  if (option !== undefined && !call.args.some((value) => nameOf(value) === option)) return;
  const value = argumentAt(call, body);
  const named = value.is === 'list' ? value.items.find((item) => item.is === 'pair' && /^(?:body|data)$/.test(nameOf(item.key))) : null;
  if (named?.is === 'pair') sent.push(named.value);
  else if (value.is !== 'list' && value !== NO_VALUE && !isNothing(value)) sent.push(value);
}

/** Reads the key of an option of openssl. */
function keyOption(value: Value): Value {
  const [first, ...rest] = value.is === 'text' ? value.parts : [value];
  const [, kind, text = ''] = /^(key|hexkey):([\s\S]*)$/.exec(first?.is === 'literal' ? first.text : '') ?? [];
  if (kind === undefined || first === undefined) return unknown('', value.line, [value]);
  const key = textOf([literal(text, value.line), ...rest], value.line);
  return kind === 'hexkey' ? written(key, 'bytes') : key;
}
