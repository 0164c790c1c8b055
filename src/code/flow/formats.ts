/** Computes the values of calls that fill templates, percent-encode, and replace. */
import { nameOf, written } from './arguments.ts';
import type { Encoding } from './meanings.ts';
import { LONGEST_TEXT, literal, madeOf, NO_VALUE, textOf, unknown, type Value } from './values.ts';

const PLACE = /%(?:\d+\$)?[-+ 0]*\d*(?:\.\d+)?[sdvxX@q]|\{(\w*)(?::[^{}]*)?\}/g;

/** Fills a template. Two digits for each byte are the bytes in hexadecimal. */
export function formatted(template: Value, args: readonly Value[], line: number): Value {
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
  return textOf(
    parts.flatMap((part) => (part.is === 'literal' ? fill(part.text) : [part])),
    line,
  );
}

/** Returns bytes, or one byte of them, in hexadecimal digits. */
function hexOf(value: Value): Value {
  const [of] = value.is === 'item' || value.is === 'unknown' ? madeOf(value) : [value];
  return of?.is === 'hmac' || of?.is === 'hash' ? written(of, 'hex') : value;
}

export function encoded(of: Value, as: Encoding, safe: Value | null, line: number): Value {
  if (of.is === 'literal' && /^[\w.~-]*$/.test(of.text)) return of;
  const isSlashSafe = safe === null || safe === NO_VALUE || (safe.is === 'literal' && safe.text.includes('/'));
  return { is: 'encoded', of, as: as === 'keeps-slash' && !isSlashSafe ? 'right' : as, line };
}

/** Follows the usual corrections of what an encoder leaves wrong. */
export function replaced(value: Value, old: Value, put: Value): Value {
  const [from, to] = [nameOf(old), nameOf(put)];
  if (value.is !== 'encoded') {
    if (value.is !== 'literal' || old.is !== 'literal' || put.is !== 'literal') return value;
    const most = value.text.length + value.text.split(from).length * to.length;
    return most > LONGEST_TEXT ? unknown('', value.line) : literal(value.text.replaceAll(from, to), value.line);
  }
  if (value.as === 'form' && /\+/.test(from) && /%20/.test(to)) return { ...value, as: 'right' };
  // A pattern or a function for ! ' ( ) * corrects what a component leaves.
  return value.as === 'component' || value.as === 'form'
    ? { ...value, as: value.as === 'component' ? 'right' : value.as }
    : value;
}
