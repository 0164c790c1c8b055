/** Defines unusual features of a request. A feature points to the causes that list it, with a measured strength. */
import type { SeenRequest } from '../../sides/seen/seen-request.ts';

/** A sentence that says what the request has; it may quote the part that has it, in a form that can be displayed. */
type Words = string | ((quote: string) => string);

/**
 * Returns the part of the request that has the feature, such as the character or the name of the header; an empty
 * string if there is nothing to quote, and `null` if the request does not have the feature.
 */
type SeenIn = (seen: SeenRequest) => string | null;

export interface Feature {
  /** A stable name, such as `slash-in-query-value`. */
  readonly id: string;
  readonly says: Words;
  readonly seenIn: SeenIn;
  /** Whether it is against a rule. Then it counts as all rules together do, and not by the threads that have it. */
  readonly isRule: boolean;
  /** Whether it shows something between the client and the server. No mistake of a signer that does not fit refutes that. */
  readonly isOfWay?: true;
}

/** Creates a feature that is usual in some failures. Its strength is how often it was there in public threads. */
export const feature = (id: string, says: Words, seenIn: SeenIn): Feature => ({ id, says, seenIn, isRule: false });

/**
 * Creates a feature that is against a rule of the specification, of HTTP, or of the programs that a request goes through,
 * so that usual requests do not have it and no thread has to show what it means.
 */
export const rule = (id: string, says: Words, seenIn: SeenIn): Feature => ({ id, says, seenIn, isRule: true });

/** Creates the same feature as one that shows something between the client and the server. */
export const onTheWay = (shown: Feature): Feature => ({ ...shown, isOfWay: true });

/** Returns an empty quote if the condition holds. */
export const when = (condition: boolean): string | null => (condition ? '' : null);

/** The maximum length of a quotation from a request. A longer quotation would not fit in a sentence. */
const LONGEST_QUOTE = 80;

/** Returns the first nonempty text, truncated to a length that fits in a sentence. */
export function firstOf(texts: readonly (string | null | undefined)[]): string | null {
  const first = texts.find((text) => text !== null && text !== undefined && text !== '');
  return first ? first.slice(0, LONGEST_QUOTE) : null;
}

/**
 * Returns the characters from the set that occur in the texts. Each character appears once, and spaces separate them.
 */
export function charactersIn(texts: readonly string[], set: RegExp): string | null {
  const found = new Set(texts.flatMap((text) => [...text].filter((character) => set.test(character))));
  return found.size === 0 ? null : [...found].slice(0, 8).join(' ');
}

/**
 * Decodes percent escapes one time, leaving invalid escapes unchanged. The result consists of bytes, not characters.
 */
export const decoded = (text: string): string =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

/**
 * Returns the value of the first header with this lowercase name.
 */
export const headerOf = ({ headers }: SeenRequest, name: string): string | null =>
  headers.find((header) => header.name.toLowerCase() === name)?.value.trim() ?? null;

/** Returns the names of the signed headers in lowercase, or an empty list if the request shows no such list. */
export const signedIn = ({ signedNames }: SeenRequest): readonly string[] =>
  (signedNames ?? []).map((name) => name.toLowerCase());

/** Returns the names that come after a name that they should come before, in byte order. */
export const outOfOrder = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => index > 0 && name < (names[index - 1] ?? ''));

/** Returns the first signed header whose name matches. */
export const signedLike =
  (pattern: RegExp) =>
  (seen: SeenRequest): string | null =>
    firstOf(signedIn(seen).filter((name) => pattern.test(name)));

/** Returns the first match in the text. */
export const inText =
  (pattern: RegExp) =>
  (seen: SeenRequest): string | null =>
    firstOf([pattern.exec(seen.text)?.[0]]);
