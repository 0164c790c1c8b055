/**
 * Restores the parts of a text that were masked in one place and that another text still has: segments of the path,
 * values of the query, and values of headers, also where only their ends are left. A mask hides a value, so it is never
 * a difference between two texts.
 */
import type { Octets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { Draft } from '../drafts/draft.ts';
import type { QuotedText, Strings } from '../evidence/evidence.ts';
import { type PartName, type Parts, partsOfRequest, textOfParts } from '../evidence/texts/parts.ts';
import { unmasked, unmaskedParts, unmaskedPath, unmaskedQuery } from '../evidence/texts/unmask.ts';
import { alignParts } from './difference/part-alignment.ts';

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
  const others: Parts = other === null ? new Map() : partsOfRequest(other);
  const parts = unmaskedParts(partsOfRequest(restore(text.octets)), others);
  const octets = textOfParts(parts);
  const hash = /[0-9a-f]{64}$/.exec(strings.stringToSign?.octets ?? '')?.[0];
  const standing = sha256Hex(octets) === hash ? 'proved' : standingOf(text, parts, others);
  return { ...strings, canonicalRequest: { ...text, octets, standing } };
}

/** The parts that have names, which people replace in a paste. */
const NAMED: readonly PartName[] = ['path', 'query', 'header host'];

/**
 * Returns the standing of a text that has not its hash. A whole text in which names were replaced refutes nothing if the
 * other one has the same names: they are no difference, and other parts are as they were.
 */
function standingOf({ standing }: QuotedText, parts: Parts, others: Parts): QuotedText['standing'] {
  const listed = parts.get('signed headers')?.split(';') ?? [];
  const isWhole =
    parts.has('hashed payload') && listed.length > 0 && listed.every((name) => parts.has(`header ${name}`));
  const isOfSameNames = NAMED.every((name) => parts.get(name) === others.get(name));
  return standing === 'refuted' && isWhole && isOfSameNames ? 'unknown' : standing;
}
