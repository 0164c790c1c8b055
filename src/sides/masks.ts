/**
 * Restores the parts of a text that were masked in one place and that another text still has: segments of the path,
 * values of the query, and values of headers, also where only their ends are left. A mask hides a value, so it is never
 * a difference between two texts.
 */
import { withoutPercents } from '../bytes/escapes.ts';
import type { Octets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { Draft } from '../drafts/draft.ts';
import type { QuotedText, Strings } from '../evidence/evidence.ts';
import { MASK } from '../evidence/shapes.ts';
import { type PartName, type Parts, partsOf, textOfParts } from '../evidence/texts/parts.ts';
import { alignParts } from './difference/part-alignment.ts';

const hasMask = (text: string): boolean => MASK.test(text);

/**
 * Returns the other value if it may be what a mask hides: it has the same beginning, end, and parts in between. Two
 * masks of the same value are equal. A mask may be percent-encoded.
 */
function unmasked(value: string, other: string): string {
  if (value === other) return value;
  const [written, source] = [withoutPercents(value as Octets), withoutPercents(other as Octets)];
  if (!hasMask(written)) return value;
  return hasMask(source) || fits(written.split(MASK), source) ? other : value;
}

/** Returns whether a value begins and ends with the first and the last part, and has the others in between. */
function fits(parts: readonly string[], value: string): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === parts.length - 1 ? value.length - part.length : value.indexOf(part, at);
    if (found < at || (index === 0 && found > 0) || !value.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
}

/** Returns a path whose masked segments are those of another path with as many segments. */
export function unmaskedPath(path: string, source: string): string {
  const [segments, others] = [path.split('/'), source.split('/')];
  if (segments.length !== others.length) return path;
  return segments.map((segment, index) => unmasked(segment, others[index] ?? '')).join('/');
}

const nameOf = (pair: string): string => pair.split('=', 1)[0] ?? '';

function unmaskedQuery(query: string, source: string): string {
  const others = new Map(source.split('&').map((pair) => [nameOf(pair), pair]));
  return query
    .split('&')
    .map((pair) => unmasked(pair, others.get(nameOf(pair)) ?? pair))
    .join('&');
}

/** Puts back the parts of a text that somebody replaced. */
export type Restore = (text: Octets) => Octets;

const AS_IT_IS: Restore = (text) => text;
const WORD = /[A-Za-z0-9_.~-]+|\*+/g;

/**
 * Returns what puts back the words that were replaced in a text whose bytes are quoted beside it, such as the name of a
 * bucket. A person who replaces them there replaces them in the other texts too. A word for more than one value, or that
 * is also in the bytes, does not say which value it hides.
 */
export function restoreBy(quoted: QuotedText | null | undefined): Restore {
  if (!quoted?.edited) return AS_IT_IS;
  const words = new Map<string, string>();
  for (const [shown, was] of alignParts(quoted.edited, quoted.octets)) {
    for (const word of shown === was ? (shown.match(WORD) ?? []) : [shown]) {
      const value = shown === was ? word : was;
      words.set(word, value === '' || (words.get(word) ?? value) !== value ? word : value);
    }
  }
  return (text) => text.replace(WORD, (word) => words.get(word) ?? word) as Octets;
}

/** Returns a draft whose masked values are those of another draft, as far as that one has them. */
export function unmaskedDraft(draft: Draft | null, other: Draft | null, restore = AS_IT_IS): Draft | null {
  if (draft === null || other === null) return draft;
  const values = new Map(other.headers.map(({ name, value }) => [name, value]));
  const made: Draft = {
    ...draft,
    canonicalUri: unmaskedPath(restore(draft.canonicalUri), other.canonicalUri) as Octets,
    canonicalQueryString: unmaskedQuery(restore(draft.canonicalQueryString), other.canonicalQueryString) as Octets,
    headers: draft.headers.map((header) => {
      const value = unmasked(restore(header.value), values.get(header.name) ?? header.value) as Octets;
      return value === header.value ? header : { ...header, value };
    }),
  };
  const isSame =
    made.canonicalUri === draft.canonicalUri &&
    made.canonicalQueryString === draft.canonicalQueryString &&
    made.headers.every((header, index) => header === draft.headers[index]);
  return isSame ? draft : made;
}

/** Returns the texts of one side whose masked values are those of another text, as far as that one has them. */
export function unmaskedStrings<Quoted extends Strings>(
  strings: Quoted | null,
  other: Octets | null,
  restore = AS_IT_IS,
): Quoted | null {
  const text = strings?.canonicalRequest;
  if (!strings || !text || text.standing === 'proved') return strings;
  const others = other === null ? NO_PARTS : partsOf(other);
  const parts = unmaskedParts(partsOf(restore(text.octets)), others);
  const octets = textOfParts(parts);
  const hash = /[0-9a-f]{64}$/.exec(strings.stringToSign?.octets ?? '')?.[0];
  const standing = sha256Hex(octets) === hash ? 'proved' : standingOf(text, parts, others);
  return { ...strings, canonicalRequest: { ...text, octets, standing } };
}

const NO_PARTS: Parts = new Map();

function unmaskedParts(parts: Parts, others: Parts): Parts {
  const made = [...parts].map(([name, line]) => {
    const other = others.get(name) ?? line;
    const isOwn = name === 'path' ? unmaskedPath : name === 'query' && line.includes('=') ? unmaskedQuery : unmasked;
    return [name, isOwn(line, other) as Octets] as const;
  });
  return new Map(made);
}

/** The parts that have names, which people replace in a paste. */
const NAMED: readonly PartName[] = ['path', 'query', 'header host'];

/**
 * Returns the standing of a text that has not its hash. A mask refutes nothing. A whole text in which names were replaced
 * refutes nothing either if the other one has the same names: they are no difference, and other parts are as they were.
 */
function standingOf({ standing }: QuotedText, parts: Parts, others: Parts): QuotedText['standing'] {
  const listed = parts.get('signed headers')?.split(';') ?? [];
  const isWhole =
    parts.has('hashed payload') && listed.length > 0 && listed.every((name) => parts.has(`header ${name}`));
  const isOfSameNames = NAMED.every((name) => parts.get(name) === others.get(name));
  const isUnknown = hasMask(textOfParts(parts)) || (isWhole && isOfSameNames);
  return standing === 'refuted' && isUnknown ? 'unknown' : standing;
}
