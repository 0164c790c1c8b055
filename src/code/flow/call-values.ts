/** Computes the value of a call from its meaning. */

import { argumentAt, isNothing, nameOf, written } from './arguments.ts';
import type { Call, Running } from './calls.ts';
import { added, collection, eachOf, isEmptyObject, joined, keysOf, sorted, sortedItems } from './collections.ts';
import { encoded, formatted, replaced } from './formats.ts';
import type { At, Form, Meaning, MeaningOf } from './meanings.ts';
import { timeOf } from './times.ts';
import { literal, NO_VALUE, textOf, unknown, type Value } from './values.ts';

/** Returns the value of a call. */
export function callValue(meaning: Meaning, call: Call, running: Running): Value {
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
      return {
        is: 'list',
        items: meaning.sorted ? sortedItems(call.args) : call.args,
        order: meaning.sorted ? 'sorted' : 'as-given',
        line,
      };
    case 'text':
      return literal('', line);
    case 'put':
      return added(
        self,
        call.args.length < 2 ? at(meaning.key) : { is: 'pair', key: at(meaning.key), value: at(1), line },
        line,
      );
    case 'append':
      return textOf([...(isEmptyObject(self) ? [] : [self]), at(meaning.of)], line);
    case 'each':
      return eachOf(at(meaning.of), at(meaning.by), running);
    case 'join':
      return joined(meaning, call, running);
    case 'format':
      return call.named.has('format') || meaning.template !== 'format'
        ? formatted(at(meaning.template), restOf(call, meaning.template), line)
        : at(0);
    case 'query':
      return { is: 'joined', of: { is: 'encoded', of: at(meaning.of), as: meaning.as, line }, by: '&', line };
    case 'send':
      send(meaning, call, running);
      return unknown(call.name, line, call.args);
    case 'key-option':
      return keyOption(at(meaning.of));
    default:
      return timeOf(meaning, call);
  }
}

const restOf = ({ args }: Call, template: At): readonly Value[] =>
  template === 'self' ? args : args.slice(typeof template === 'number' ? template + 1 : 1);

function formOf(meaning: MeaningOf<'hmac' | 'hash'>, call: Call): Form {
  if (meaning.bytesIf === undefined) return meaning.form;
  const flag = argumentAt(call, meaning.bytesIf);
  return /^(?:true|1)$/i.test(nameOf(flag)) ? 'bytes' : meaning.form;
}

function fed(self: Value, message: Value): Value {
  if (self.is !== 'hmac' && self.is !== 'hash') return self;
  return { ...self, of: self.of === NO_VALUE ? message : textOf([self.of, message], message.line) };
}

function finished(self: Value, { of, form, formAt }: MeaningOf<'finish'>, call: Call): Value {
  const message = argumentAt(call, of);
  const whole = of === undefined || message === NO_VALUE || isNothing(message) ? self : fed(self, message);
  const named = FORMS[nameOf(argumentAt(call, formAt)).toLowerCase()];
  return written(whole, named ?? form);
}

/** The forms by the names that Node.js and CryptoJS give them. */
const FORMS: Readonly<Record<string, Form>> = {
  hex: 'hex',
  base64: 'base64',
  binary: 'latin-1',
  latin1: 'latin-1',
  'crypto.enc.hex': 'hex',
};

/** Notes what is sent. Options of a request have the body by name. */
function send({ body, option }: MeaningOf<'send'>, call: Call, { sent }: Running): void {
  if (option !== undefined && !call.args.some((value) => nameOf(value) === option)) return;
  const value = argumentAt(call, body);
  const named =
    value.is === 'list'
      ? value.items.find((item) => item.is === 'pair' && /^(?:body|data)$/.test(nameOf(item.key)))
      : null;
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
