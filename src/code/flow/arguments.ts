/** Reads the arguments of a call. */
import type { Call } from './calls.ts';
import { type At, type Form, LAST } from './meanings.ts';
import { NO_VALUE, type Value } from './values.ts';

export function argumentAt({ self, args, named }: Call, place: At | undefined): Value {
  if (place === 'self') return self;
  if (typeof place === 'string') return named.get(place) ?? NO_VALUE;
  if (place === LAST) return args.at(-1) ?? NO_VALUE;
  return (place === undefined ? undefined : args[place]) ?? NO_VALUE;
}

export const nameOf = (value: Value): string =>
  value.is === 'unknown' ? value.name : value.is === 'literal' ? value.text : '';

export const isNothing = (value: Value): boolean => /^(?:nil|null|None)$/.test(nameOf(value)) && value.is === 'unknown';

/** Writes an HMAC or a hash in another form. Other bytes remain what they are. */
export function written(value: Value, form: Form): Value {
  return value.is === 'hmac' || value.is === 'hash' ? { ...value, form } : value;
}
