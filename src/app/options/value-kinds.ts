/** What the values of options can be. Each reads a text, and says what is wrong with it. */
import { joined } from '../../bytes/joined.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { ValueKind } from './option-values.ts';

/** Returns the problem of a value. `what` follows "is not", and `fix` says how to write it. */
export const wrongValue = (option: string, text: string, what: string, fix: string): Problem =>
  problem('option', `${option} ${JSON.stringify(text)} is not ${what}.`, fix);

/** A text that a pattern matches, or a function finds right. */
export function textThat(isRight: (text: string) => boolean, what: string, fix: string): ValueKind<string> {
  return { read: (text, option) => (isRight(text) ? text : wrongValue(option, text, what, fix)) };
}

/** A value that is checked, but kept as the user wrote it, because it can be edited on the screen. */
export const asWritten = ({ read }: ValueKind<unknown>): ValueKind<string> => ({
  read: (text, option) => {
    const value = read(text, option);
    return isProblem(value) ? value : text;
  },
});

/** One of a list of words. */
export function choice<const Word extends string>(words: readonly Word[]): ValueKind<Word> {
  return {
    completes: { kind: 'one-of', words },
    read: (text, option) => words.find((word) => word === text) ?? unknownWord(option, text, words),
  };
}

/** Returns the problem of a word that is not one of those. */
export const unknownWord = (name: string, text: string, words: readonly string[]): Problem =>
  problem('option', `${name} ${JSON.stringify(text)} is not known.`, `Use ${joined(words, 'or')}.`);

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

export const FILE: ValueKind<string> = { completes: { kind: 'file' }, read: (text) => text };
export const FOLDER: ValueKind<string> = { completes: { kind: 'folder' }, read: (text) => text };

const FORMS = { whole: /^(?:0|[1-9][0-9]*)$/, decimal: /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/ } as const;

/** A number in ASCII decimal digits, without a sign, an exponent, or a leading zero. Both limits are inclusive. */
function numeric(
  form: keyof typeof FORMS,
  what: string,
  [least, most]: readonly [number, number],
  see?: string,
): ValueKind<number> {
  const kind = form === 'whole' ? 'a whole number' : 'a number, which may have a fraction,';
  const range = most === Number.POSITIVE_INFINITY ? `${least} on` : `${least} to ${most}`;
  return {
    read: (text, option) => {
      const number = FORMS[form].test(text) ? Number(text) : Number.NaN;
      if (number >= least && number <= most) return number;
      const wrong = wrongValue(option, text, what, `Give ${kind} from ${range}, in decimal digits.`);
      return see === undefined ? wrong : { ...wrong, see };
    },
  };
}

/** A whole number. `what` follows "is not" in a message, and `see` is the page that says the limits. */
export const wholeNumber = (what: string, range: readonly [number, number], see?: string): ValueKind<number> =>
  numeric('whole', what, range, see);

/** A number that may have a fraction. */
export const decimalNumber = (what: string, range: readonly [number, number]): ValueKind<number> =>
  numeric('decimal', what, range);

export const PORT = wholeNumber('a port', [0, 65_535]);

/** The number of a request in a list that starts with 1. */
export const ENTRY = wholeNumber('the number of a request', [1, Number.POSITIVE_INFINITY]);

/** An IP address to listen on. Brackets around an IPv6 address are dropped. */
export const ADDRESS: ValueKind<string> = {
  read: (text, option) => {
    const address = text.replace(/^\[(.*)\]$/, '$1');
    const isAddress = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]*)$/i.test(address);
    return isAddress
      ? address
      : wrongValue(option, text, 'an address', 'Give an IP address, such as [::1] or 0.0.0.0.');
  },
};

/** The name in a Host header, in lowercase: letters, digits, dots, hyphens, and underscores, or an IPv6 address. */
export const HOST: ValueKind<string> = {
  read: (text, option) =>
    /^(?:[\w.-]+|\[[\da-f:.]+\])$/i.test(text)
      ? text.toLowerCase()
      : wrongValue(option, text, 'a host name', 'Give only the name, without a scheme or a port.'),
};

/** An origin in lowercase: a scheme, a host, and an optional port (RFC 6454, section 6.2). */
export const ORIGIN: ValueKind<string> = {
  read: (text, option) => {
    const origin = text.replace(/\/$/, '').toLowerCase();
    return /^https?:\/\/[^/?#\s]+$/.test(origin)
      ? origin
      : wrongValue(option, text, 'an origin', HOW_TO_WRITE_AN_ORIGIN);
  },
};

const HOW_TO_WRITE_AN_ORIGIN = 'Give the scheme, the host and, if necessary, the port, such as http://app.test:3000.';

/** The address of a server. */
export interface ServerAddress {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

export const SERVER: ValueKind<ServerAddress> = {
  read: (text, option) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const scheme = url?.protocol === 'https:' ? 'https' : 'http';
    if (!url || url.protocol !== `${scheme}:` || url.pathname !== '/' || url.search !== '' || url.username !== '') {
      return wrongValue(option, text, 'the address of a server', HOW_TO_WRITE_A_SERVER);
    }
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    return { scheme, host, port: Number(url.port) || (scheme === 'https' ? 443 : 80) };
  },
};

const HOW_TO_WRITE_A_SERVER = 'Give a scheme, a host and, if necessary, a port, such as http://127.0.0.1:9000.';
