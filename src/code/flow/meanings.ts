/** Defines what a call means for a signature. Each language has a table of its calls with these meanings. */

/** The meanings of calls by their names, such as `hmac.new`. Names that mean the same are one key, with spaces between them. */
export type Calls = Readonly<Record<string, Meaning>>;

/** The most parts of a name in a table, as in `base64.StdEncoding.EncodeToString`. */
const LONGEST_NAME = 4;

/** Returns what finds the meaning of a call: that of the longest end of its name that is in the table. */
export function meaningsIn(calls: Calls): (name: string) => Meaning | undefined {
  const byName = new Map(
    Object.entries(calls).flatMap(([names, meaning]) => names.split(' ').map((name) => [name, meaning] as const)),
  );
  return (name) => {
    const parts = name.split('.').slice(-LONGEST_NAME);
    const found = parts.findIndex((_, from) => byName.has(parts.slice(from).join('.')));
    return found < 0 ? undefined : byName.get(parts.slice(found).join('.'));
  };
}

/** An argument by its place, counted from 0, or by its name; `self` is the object whose method is called. */
export type At = number | string;

/** The last argument, such as the function that Kotlin writes after a call. */
export const LAST = -1;

/**
 * How the bytes of an HMAC or a hash are written. `latin-1` is a text with a character for each byte, which is UTF-8 when
 * it becomes bytes again.
 */
export type Form = 'bytes' | 'hex' | 'base64' | 'latin-1';

/**
 * How a function percent-encodes. `form`: as HTML forms do, with + for a space. `component`: it leaves ! ' ( ) * as they are. `keeps-slash`: it leaves
 * the slash as it is. `whole-url`: it leaves all reserved characters as they are. `right`: it leaves only what RFC 3986 does not reserve.
 */
export type Encoding = 'form' | 'component' | 'keeps-slash' | 'whole-url' | 'right';

export type Meaning =
  /** HMAC-SHA256. Without `of`, the message is given by a later call. */
  | { readonly is: 'hmac'; readonly key: At; readonly of?: At; readonly form: Form; readonly bytesIf?: At }
  /** SHA-256. */
  | { readonly is: 'hash'; readonly of?: At; readonly form: Form; readonly bytesIf?: At }
  /** Gives the object its key. */
  | { readonly is: 'key'; readonly key: At }
  /** Gives the object more bytes. */
  | { readonly is: 'feed'; readonly of: At }
  /** Ends an HMAC or a hash, after a last message; `formAt` is the argument that names the form. */
  | { readonly is: 'finish'; readonly of?: At; readonly form: Form; readonly formAt?: At }
  /** Writes bytes in another form; `bytes` reads them from a text. */
  | { readonly is: 'write'; readonly of: At; readonly form: Form }
  | { readonly is: 'same'; readonly of: At }
  | { readonly is: 'encode'; readonly of: At; readonly as: Encoding; readonly safe?: At }
  | { readonly is: 'replace'; readonly old: At; readonly put: At }
  | { readonly is: 'cut'; readonly of: At }
  /** Returns the items in their order; `self` of a statement is in that order afterward. */
  | { readonly is: 'sort'; readonly of: At }
  /** A new collection, which has the items of `of`; `sorted` if it keeps its keys in order. */
  | { readonly is: 'collection'; readonly sorted: boolean; readonly of?: At }
  | { readonly is: 'keys'; readonly of: At }
  | { readonly is: 'add'; readonly of: At; readonly to?: At }
  /** A collection of the arguments. */
  | { readonly is: 'collection-of'; readonly sorted: boolean }
  /** An empty text, to which others are appended. */
  | { readonly is: 'text' }
  | { readonly is: 'put'; readonly key: At }
  /** Applies a function to each item. */
  | { readonly is: 'each'; readonly of: At; readonly by: At }
  | { readonly is: 'join'; readonly of: At; readonly by: At; readonly each?: At; readonly rest?: boolean }
  | { readonly is: 'append'; readonly of: At }
  | { readonly is: 'format'; readonly template: At }
  /** Writes query parameters with `=` and `&`. */
  | { readonly is: 'query'; readonly of: At; readonly as: Encoding }
  | { readonly is: 'now'; readonly zone: 'utc' | 'local'; readonly utcIf?: At }
  /** Sets the time zone of a time, or of what formats it. */
  | { readonly is: 'zone'; readonly zone: 'utc' | 'local' | 'unknown' }
  /** An object that writes times. */
  | { readonly is: 'formatter'; readonly pattern?: At; readonly zone: 'local' | 'unknown' }
  | { readonly is: 'pattern'; readonly of: At }
  /** Writes a time; `pattern` is that of the object or of this argument. If the object is a text, it is a template. */
  | { readonly is: 'time'; readonly of: At; readonly pattern?: At; readonly zone?: 'utc' | 'local' }
  /** Sends a body. `option` is the name that the argument before it has to have. */
  | { readonly is: 'send'; readonly body: At; readonly option?: string }
  /** A key as openssl takes it: `key:TEXT` or `hexkey:DIGITS`. */
  | { readonly is: 'key-option'; readonly of: At };

export type MeaningOf<Kind extends Meaning['is']> = Extract<Meaning, { readonly is: Kind }>;
