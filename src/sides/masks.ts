/**
 * Restores the parts of a text that were masked in one place and that another text still has: segments of the path,
 * values of the query, and values of headers, also where only their ends are left. A mask hides a value, so it is never
 * a difference between two texts.
 */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { Draft } from '../drafts/draft.ts';
import type { QuotedText, Strings } from '../evidence/evidence.ts';
import { isMasked } from '../evidence/shapes.ts';
import {
  exactIn,
  isCut,
  type PartName,
  type Parts,
  partsOfRequest,
  partsOfString,
  textOfParts,
} from '../evidence/texts/parts.ts';
import { unmasked, unmaskedParts, unmaskedPath, unmaskedQuery } from '../evidence/texts/unmask.ts';
import { alignParts } from './difference/part-alignment.ts';
import type { Texts } from './texts.ts';

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

/** Returns the texts of one side whose masked values are those of the other texts, as far as those have them. */
export function unmaskedStrings<Quoted extends Strings>(
  strings: Quoted | null,
  others: Texts,
  restore = AS_IT_IS,
): Quoted | null {
  if (strings === null) return null;
  return {
    ...strings,
    canonicalRequest: unmaskedRequest(strings, others.canonicalRequest, restore),
    stringToSign: unmaskedString(strings, others.stringToSign),
  };
}

function unmaskedRequest(
  { canonicalRequest: text, stringToSign }: Strings,
  other: Octets | null,
  restore: Restore,
): QuotedText | null {
  if (!text || text.proof === 'proved') return text;
  const others: Parts = other === null ? new Map() : partsOfRequest(other);
  const parts = unmaskedParts(partsOfRequest(restore(text.octets)), others);
  const octets = textOfParts(parts);
  const hash = stringToSign?.hash === 'assumed' ? null : /[0-9a-f]{64}$/.exec(stringToSign?.octets ?? '')?.[0];
  return { ...text, octets, proof: sha256Hex(octets) === hash ? 'proved' : proofOf(text, parts, others) };
}

/**
 * Returns a string to sign whose masked parts are those of the other string. A hash that is hidden, or that was cut off,
 * becomes one that fits what is left of it: that of the canonical request of the same side, or else that of the other
 * string. That hash is only assumed: it lets the other lines be compared, and proves nothing.
 */
function unmaskedString({ canonicalRequest, stringToSign: text }: Strings, other: Octets | null): QuotedText | null {
  const parts = partsOfString(text?.octets ?? EMPTY);
  if (!text || !parts.has('scope')) return text;
  const others = partsOfString(other ?? EMPTY);
  const before = unmaskedParts(new Map([...parts].filter(([name]) => name !== 'hash')), others);
  const known = exactIn(parts, 'hash');
  if (known !== EMPTY) return { ...text, octets: textOfParts(new Map([...before, ['hash', known]])) };
  const left = maskedHash(parts.get('hash') ?? EMPTY);
  const hash = [ownHash(canonicalRequest), exactIn(others, 'hash')].find(
    (whole) => whole !== EMPTY && unmasked(left, whole) === whole,
  );
  if (hash === undefined) return text;
  return { ...text, octets: textOfParts(new Map([...before, ['hash', hash]])), hash: 'assumed' };
}

/** Returns what is left of a hash with a mask for the digits that were cut off. */
const maskedHash = (left: Octets): string => (isMasked(left) ? left : `${left.replace(/\.+$/, '')}****`);

/** Returns the hash of a text that is whole and has no mask; an empty text for any other. */
const ownHash = (text: QuotedText | null): Octets =>
  text === null || isCut(text) || isMasked(text.octets) ? EMPTY : sha256Hex(text.octets);

/** The parts that have names, which people replace in a paste. */
const NAMED: readonly PartName[] = ['path', 'query', 'header host'];

/**
 * Returns the proof of a text that has not its hash. A whole text in which names were replaced refutes nothing if the
 * other one has the same names: they are no difference, and other parts are as they were.
 */
function proofOf({ proof }: QuotedText, parts: Parts, others: Parts): QuotedText['proof'] {
  const listed = parts.get('signed headers')?.split(';') ?? [];
  const isWhole =
    parts.has('hashed payload') && listed.length > 0 && listed.every((name) => parts.has(`header ${name}`));
  const isOfSameNames = NAMED.every((name) => parts.get(name) === others.get(name));
  return proof === 'refuted' && isWhole && isOfSameNames ? 'unknown' : proof;
}
