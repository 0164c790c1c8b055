/**
 * Takes the signed texts apart. Each part is known by itself: one that is masked, cut off, missing, or wrong says
 * nothing of the others (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isMasked } from '../shapes.ts';
import { HASH, SCOPE } from './lines.ts';

/** The name of a header is in lowercase. A line that is a part again, or none, has its number. */
export type PartName =
  | 'method'
  | 'path'
  | 'query'
  | `header ${string}`
  | 'empty line'
  | 'signed headers'
  | 'hashed payload'
  | 'algorithm'
  | 'time'
  | 'scope'
  | 'hash'
  | `line ${number}`;

/** The lines of a text, each as it is written, in their order. A part that is missing has none. */
export type Parts = ReadonlyMap<PartName, Octets>;

/**
 * How much is known of a part: its bytes, what a mask leaves of them, what is left of them where the text was cut off, or
 * that a text with a later part does not have it.
 */
type PartState = 'exact' | 'masked' | 'cut' | 'missing';

const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200})[ \t]*:(.*)$/s;
const PAYLOAD = new RegExp(`^${HASH}$`);
const LIST = /^[\w-]+(?:;[\w-]+)*;?$/;

type NameOfLine = (line: string, index: number, before: Parts) => PartName;

function partsOf(text: string, nameOf: NameOfLine): Parts {
  const parts = new Map<PartName, Octets>();
  for (const [index, line] of (text.split('\n') as Octets[]).entries()) {
    const name = nameOf(line, index, parts);
    parts.set(parts.has(name) ? `line ${index}` : name, line);
  }
  return parts;
}

/** Returns the parts of a canonical request, of which any may be missing, and the end too. */
export const partsOfRequest = (text: Octets): Parts => partsOf(text, nameInRequest);

/** Returns the parts of a string to sign, of which any may be missing, and the end too. */
export const partsOfString = (text: Octets): Parts => partsOf(text, nameInString);

const FIRST: readonly PartName[] = ['method', 'path'];

function nameInRequest(line: string, index: number, before: Parts): PartName {
  const first = FIRST[index];
  if (first !== undefined) return first;
  const header = FIELD.exec(line)?.[1]?.toLowerCase();
  if (header !== undefined) return `header ${header}`;
  if (index === FIRST.length) return 'query';
  if (line === '') return 'empty line';
  const isList = LIST.test(line) && line.split(';').some((name) => before.has(`header ${name.toLowerCase()}`));
  if (isList) return 'signed headers';
  const isPayload = PAYLOAD.test(line) || (isMasked(line) && before.has('signed headers'));
  return isPayload ? 'hashed payload' : `line ${index}`;
}

function nameInString(line: string, index: number, before: Parts): PartName {
  if (index === 0) return 'algorithm';
  if (!before.has('scope') && SCOPE.test(line)) return 'scope';
  if (index === 1) return 'time';
  return index === 2 && !before.has('scope') && !PAYLOAD.test(line) ? 'scope' : 'hash';
}

/** Matches a hash that was cut off, perhaps with the dots that say so. */
const CUT_HASH = /^[0-9a-f]{0,63}(?:(?<=[0-9a-f])|\.{2,})$/;

/** Returns whether the end is missing. After the list of names, any line may be there by mistake. */
function lacksEnd(parts: Parts): boolean {
  const [name, line] = [...parts].at(-1) ?? (['line 0', ''] as const);
  const isEnd =
    name === 'hashed payload' || name === 'hash' || (name.startsWith('line ') && parts.has('signed headers'));
  return !isEnd || CUT_HASH.test(line);
}

/** Returns how much is known of a part. */
function stateOf(parts: Parts, name: PartName): PartState {
  const line = parts.get(name);
  if (line !== undefined && isMasked(line)) return 'masked';
  const isLast = line === undefined || [...parts.keys()].at(-1) === name;
  if (isLast && lacksEnd(parts)) return 'cut';
  return line === undefined ? 'missing' : 'exact';
}

/** Returns a part whose bytes are known; an empty text for any other. */
export const exactIn = (parts: Parts, name: PartName): Octets =>
  stateOf(parts, name) === 'exact' ? (parts.get(name) ?? EMPTY) : EMPTY;

/** Returns whether a canonical request was cut off. One that has the right hash is whole. */
export const isCut = ({ octets, proof }: { readonly octets: Octets; readonly proof: string }): boolean =>
  proof !== 'proved' && lacksEnd(partsOfRequest(octets));

/** Returns whether a canonical request was cut off, and is a beginning of the other one. It then differs in nothing. */
export const isBeginning = (short: Octets, long: Octets): boolean =>
  short.length < long.length &&
  long.startsWith(short) &&
  lacksEnd(partsOfRequest(short)) &&
  !lacksEnd(partsOfRequest(long));

/** Returns the text of all parts. */
export const textOfParts = (parts: Parts): Octets => [...parts.values()].join('\n') as Octets;

/** Lists the headers, with names in lowercase, also those that are there again. */
export const headersIn = (parts: Parts): readonly (readonly [name: string, value: Octets])[] =>
  [...parts].flatMap(([part, line]) => {
    const [, name, value = ''] = FIRST.includes(part) ? [] : (FIELD.exec(line) ?? []);
    return name === undefined ? [] : [[name.toLowerCase(), value as Octets] as const];
  });

/** Returns the value of the first header with a name in lowercase; `null` if there is none. */
export const headerIn = (parts: Parts, wanted: string): Octets | null =>
  headersIn(parts).find(([name]) => name === wanted)?.[1] ?? null;
