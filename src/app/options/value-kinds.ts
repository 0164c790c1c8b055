/** What the values of options can be. Each reads a text, and says what is wrong with it. */
import type { Sourced } from '../../bytes/input.ts';
import { joined } from '../../bytes/joined.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { insteadOf } from './gone.ts';
import type { ValueKind } from './option-values.ts';

/**
 * A value that `read` makes of a text, or `null` of a text that is none. In the problem, `what` follows "is not", `fix` says
 * how to write it, and `see` is the page that says so.
 */
export function valueKind<Value>(
  read: (text: string) => Value | null,
  what: string,
  fix: string,
  see: string | null = null,
): ValueKind<Value> {
  return {
    read: (text, option) =>
      read(text) ?? problem('option', `${option} ${JSON.stringify(text)} is not ${what}.`, fix, { see }),
  };
}

/** A text that a function finds right. */
export const textThat = (isRight: (text: string) => boolean, what: string, fix: string): ValueKind<string> =>
  valueKind((text) => (isRight(text) ? text : null), what, fix);

/** A value that is checked, but kept as the user wrote it and with its source, because it can be edited on the screen. */
export const sourced = ({ read }: ValueKind<unknown>): ValueKind<Sourced<string>> => ({
  read: (text, option) => {
    const value = read(text, option);
    return isProblem(value) ? value : { value: text, source: { kind: 'option', name: option } };
  },
});

/** One of a list of words. */
export function choice<const Word extends string>(words: readonly Word[]): ValueKind<Word> {
  return {
    completes: words,
    read: (text, option) => words.find((word) => word === text) ?? unknownWord(option, text, words),
  };
}

/** Returns the problem of a word that is not one of those. */
export function unknownWord(name: string, text: string, words: readonly string[]): Problem {
  const instead = insteadOf(`${name} ${text}`);
  const says = `${name} ${JSON.stringify(text)} is ${instead === null ? 'not known' : 'gone'}.`;
  return problem('option', says, instead ?? `Use ${joined(words, 'or')}.`);
}

/** Values of one kind, separated by commas. */
export const listed = <Value>({ read }: ValueKind<Value>): ValueKind<readonly Value[]> => ({
  read: (text, option) => {
    const values: Value[] = [];
    for (const part of text.split(',')) {
      const value = read(part.trim(), option);
      if (isProblem(value)) return value;
      values.push(value);
    }
    return values;
  },
});

/** Numbers are written in ASCII decimal digits, without a sign, an exponent, or a leading zero. */
const WHOLE = /^(?:0|[1-9][0-9]*)$/;
const DECIMAL = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

type Limits = readonly [least: number, most: number];

const inRange = (text: string, form: RegExp, [least, most]: Limits): number | null =>
  form.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null;

/** A whole number. Both limits are inclusive. */
export function wholeNumber(what: string, limits: Limits, see?: string): ValueKind<number> {
  const [least, most] = limits;
  const from = most === Number.POSITIVE_INFINITY ? `${least} on` : `${least} to ${most}`;
  const fix = `Give a whole number from ${from}, in decimal digits.`;
  return valueKind((text) => inRange(text, WHOLE, limits), what, fix, see);
}

/** A number that may have a fraction. Both limits are inclusive. */
export function decimalNumber(what: string, limits: Limits): ValueKind<number> {
  const fix = `Give a number, which may have a fraction, from ${limits.join(' to ')}, in decimal digits.`;
  return valueKind((text) => inRange(text, DECIMAL, limits), what, fix);
}

export const PORT = wholeNumber('a port', [0, 65_535]);

/** The number of a request in a list that starts with 1. */
export const ENTRY = wholeNumber('the number of a request', [1, Number.POSITIVE_INFINITY]);

const ADDRESS_FORM = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]*)$/i;

const withoutBrackets = (address: string): string => address.replace(/^\[(.*)\]$/, '$1');

/** An IP address to listen on. Brackets around an IPv6 address are dropped. */
export const ADDRESS = valueKind(
  (text) => (ADDRESS_FORM.test(withoutBrackets(text)) ? withoutBrackets(text) : null),
  'an address',
  'Give an IP address, such as [::1] or 0.0.0.0.',
);

/** The name in a Host header, in lowercase: letters, digits, dots, hyphens, and underscores, or an IPv6 address. */
export const HOST = valueKind(
  (text) => (/^(?:[\w.-]+|\[[\da-f:.]+\])$/i.test(text) ? text.toLowerCase() : null),
  'a host name',
  'Give only the name, without a scheme or a port.',
);

/** An origin in lowercase: a scheme, a host, and an optional port (RFC 6454, section 6.2). */
export const ORIGIN = valueKind(
  (text) => /^(https?:\/\/[^/?#\s]+)\/?$/i.exec(text)?.[1]?.toLowerCase() ?? null,
  'an origin',
  'Give the scheme, the host and, if necessary, the port, such as http://app.test:3000.',
);

/** The address of a server. */
export interface ServerAddress {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

export const SERVER = valueKind(
  serverAt,
  'the address of a server',
  'Give a scheme, a host and, if necessary, a port, such as http://127.0.0.1:9000.',
);

/** Reads the address of a server; `null` if the text is none. */
export function serverAt(text: string): ServerAddress | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const scheme = url?.protocol === 'https:' ? 'https' : 'http';
  if (!url || url.protocol !== `${scheme}:` || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    return null;
  }
  return { scheme, host: withoutBrackets(url.hostname), port: Number(url.port) || (scheme === 'https' ? 443 : 80) };
}
