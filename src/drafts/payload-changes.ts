/** Lists changes that can happen to a body between the code that hashes it and the code that sends or receives it. */

import { base64FromOctets } from '../bytes/base64.ts';
import { arrayFromOctets, EMPTY, type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { gunzipped, gzipped } from '../crypto/gzip.ts';
import { AMZ_HEADERS } from '../sigv4/names.ts';
import { type Draft, headerOf, withValue } from './draft.ts';
import type { MutationContext } from './mutation.ts';
import {
  asLatin1,
  asQuestionMarks,
  asReplacements,
  asUtf8ByWindows,
  asUtf8Once,
  asUtf8Twice,
} from './spellings/recode.ts';

/** Matches a hash as it is signed. */
export const HASH = /^[0-9a-f]{64}$/;

export interface PayloadChange {
  readonly variant: string;
  /** The words that complete the sentence "The body was … after it was hashed". */
  readonly says: string;
  /** Returns a more exact sentence about a body that became another one, without when it did. */
  readonly saysOf?: (before: Octets, after: Octets) => string;
  readonly change: (body: Octets) => readonly Octets[];
  /** Set if the change also applies to an empty body. */
  readonly isOfNothingToo?: boolean;
}

/** The maximum length, in bytes, of a body on which changes are tried. */
const LONGEST = 4 * 1024 * 1024;

const MARK = '\xef\xbb\xbf';

const lineEnds = (body: Octets) => [body.replaceAll('\r\n', '\n') as Octets, body.replace(/\r?\n/g, '\r\n') as Octets];
const atEnd = (body: Octets) =>
  [`${body}\n`, `${body}\r\n`, body.replace(/\n$/, ''), body.replace(/\r\n$/, ''), body.trim()] as Octets[];

/** Says which white space a body lost, or got, at its end. */
function endInWords(before: Octets, after: Octets): string {
  const [shorter, longer] = before.length < after.length ? [before, after] : [after, before];
  const isNewline = [`${shorter}\n`, `${shorter}\r\n`].includes(longer);
  const what = isNewline ? 'A newline at the end of the body' : 'White space at the ends of the body';
  return `${what} was ${shorter === after ? 'lost' : 'added'}`;
}

const mark = (body: Octets) => [(body.startsWith(MARK) ? body.slice(MARK.length) : MARK + body) as Octets];
const zipped = (body: Octets) => {
  const plainly = gunzipped(body, LONGEST);
  return plainly === null ? gzipped(body) : [plainly];
};

/** Serializes JSON again in the styles of JavaScript and Python, with and without indentation. */
function serialisedAgain(body: Octets): Octets[] {
  const text = textFromOctets(body);
  if (text === null || !/^\s*[[{]/.test(text)) return [];
  try {
    const value: unknown = JSON.parse(text);
    const compact = JSON.stringify(value);
    return [compact, spacedLikePython(compact), JSON.stringify(value, null, 2), JSON.stringify(value, null, 4)].map(
      octetsFromText,
    );
  } catch {
    return [];
  }
}

/** Adds a space after each comma and colon outside strings. */
const spacedLikePython = (compact: string) =>
  compact.replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (part) => (part.length === 1 ? `${part} ` : part));

/** Writes a text in UTF-16 of either byte order, without and with a byte order mark. */
function inUtf16(body: Octets): Octets[] {
  const text = textFromOctets(body);
  if (text === null) return [];
  return [text, `\ufeff${text}`].flatMap((units) => [
    ofUnits(units, (high, low) => [low, high]),
    ofUnits(units, (high, low) => [high, low]),
  ]);
}

const ofUnits = (text: string, inOrder: (high: number, low: number) => readonly number[]): Octets =>
  text.replace(/[\s\S]/g, (unit) =>
    String.fromCharCode(...inOrder(unit.charCodeAt(0) >> 8, unit.charCodeAt(0) & 0xff)),
  ) as Octets;

/** Changes to a body's content. */
export const TRANSFORMATIONS: readonly PayloadChange[] = [
  { variant: 'line-ends', says: 'given other line endings', change: lineEnds },
  {
    variant: 'end-of-body',
    says: 'changed at its end, where a newline or other white space was lost or added,',
    saysOf: endInWords,
    change: atEnd,
    isOfNothingToo: true,
  },
  { variant: 'json-serialised-again', says: 'read as JSON and written again', change: serialisedAgain },
  { variant: 'gzip', says: 'compressed or decompressed', change: zipped },
  { variant: 'byte-order-mark', says: 'given a byte order mark, or lost the one that it had', change: mark },
];

/** Changes to a body's encoding. */
export const RECODINGS: readonly PayloadChange[] = [
  {
    variant: 'latin-1',
    says: 'taken for text and written in Latin-1',
    change: (body) => present(asLatin1(body), asUtf8Once(body)),
  },
  {
    variant: 'utf-8-twice',
    says: 'taken for Latin-1 and written in UTF-8',
    change: (body) => present(asUtf8Twice(body), asUtf8ByWindows(body)),
  },
  {
    variant: 'lost-characters',
    says: 'read as text, which lost characters',
    change: (body) => present(asReplacements(body), asDecoded(body), asQuestionMarks(body)),
  },
  { variant: 'utf-16', says: 'written in UTF-16', change: inUtf16 },
  { variant: 'base64', says: 'encoded in base64', change: (body) => [base64FromOctets(body)] },
];

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
/** Replaces invalid UTF-8 with U+FFFD. */
const asDecoded = (body: Octets): Octets => octetsFromText(lenient.decode(arrayFromOctets(body)));
const present = (...octets: readonly (Octets | null)[]): Octets[] => octets.filter((one) => one !== null);

/** Returns the changed bodies. One that equals the original is omitted. */
function changedBodies({ change, isOfNothingToo }: PayloadChange, body: Octets): Octets[] {
  if (body.length > LONGEST || (body === EMPTY && !isOfNothingToo)) return [];
  return [...new Set(change(body))].filter((changed) => changed !== body);
}

/** Returns the hashes of the changed bodies. */
export const changedHashes = (one: PayloadChange, body: Octets | null): Octets[] =>
  body === null ? [] : changedBodies(one, body).map(sha256Hex);

/** A change, and a sentence about it without when it happened, such as "The body was compressed or decompressed". */
interface FoundChange {
  readonly change: PayloadChange;
  readonly says: string;
}

/** Returns the change that turns one hash into the other; `null` if no change does so, or if the body is unknown. */
export function changeBetween(
  { client, server }: { readonly client: string; readonly server: string },
  body: Octets | null,
  changes: readonly PayloadChange[],
): FoundChange | null {
  if (body === null) return null;
  const own = sha256Hex(body);
  if (own !== client && own !== server) return null;
  const wanted = own === client ? server : client;
  for (const change of changes) {
    const other = changedBodies(change, body).find((changed) => sha256Hex(changed) === wanted);
    if (other === undefined) continue;
    const [before, after] = own === client ? [body, other] : [other, body];
    return { change, says: change.saysOf?.(before, after) ?? `The body was ${change.says}` };
  }
  return null;
}

/** Returns a draft for each hash that differs from the current one. */
export const withHashes = (draft: Draft, hashes: readonly string[]): Draft[] =>
  hashes.filter((hash) => hash !== draft.hashedPayload).map((hash) => ({ ...draft, hashedPayload: hash as Octets }));

/** Works like `withHashes`, but also changes the header with the hash, such as x-amz-content-sha256, if it is signed. */
export const withHashesInHeader = (draft: Draft, hashes: readonly string[]): Draft[] =>
  withHashes(draft, hashes).map((made) => {
    const name = AMZ_HEADERS.contentSha256;
    return headerOf(draft, name) === null ? made : withValue(made, name, made.hashedPayload);
  });

/** Returns the hash that the other side reports, or an empty list if it reports none. */
export const reportedHash = ({ other }: MutationContext): Octets[] =>
  other && HASH.test(other.hashedPayload) ? [other.hashedPayload] : [];

/** Uses the other side's hash if both values are hashes. */
export const withOtherHash = (draft: Draft, around: MutationContext): Draft[] =>
  HASH.test(draft.hashedPayload) ? withHashes(draft, reportedHash(around)) : [];
