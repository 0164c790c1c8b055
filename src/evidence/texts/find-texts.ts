/**
 * Finds the canonical requests and the strings to sign in a text by their shape: lines of a certain kind in a certain
 * order, with any separator between them. No label and no program has to be known, and a text may be cut off
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
import type { Octets } from '../../bytes/octets.ts';
import { flatText, HASH, Lines, METHOD, NAME, readCanonicalRequest, readStringToSign } from './lines.ts';
import { type Separator, type Separators, separatorFinder } from './separator.ts';

export type TextKind = 'canonical-request' | 'string-to-sign';

/** A text that somebody signed or would have signed, with LF between its lines. */
export interface SignedText {
  readonly kind: TextKind;
  readonly start: number;
  readonly end: number;
  readonly octets: Octets;
  /** Sentences about how the text was printed. */
  readonly repairs: readonly string[];
}

interface Shape {
  readonly kind: TextKind;
  /** Matches the first line, of which the group may be a beginning that is not looked for, because that is faster. */
  readonly first: RegExp;
  /** Matches the beginning of the second line. */
  readonly second: RegExp;
  readonly read: (lines: Lines) => boolean;
  /** Matches a text whose line endings became spaces. */
  readonly flat: RegExp;
}

/** A limit that no real paste reaches. */
const MOST_TEXTS = 2_000;
/** What a try costs besides the bytes that it searches, in bytes. */
const PRICE_OF_TRY = 256;
/** The number of bytes that may be searched in a short text. */
const LEAST_SEARCHED = 131_072;

/** Matches what may come directly before the first line: an escaped line ending, or no part of a word or a path. */
const BEFORE = /(?:^|[^A-Za-z0-9_./%-]|\\[nrt]|#012|0[aA])$/;
const SHAPES: readonly Shape[] = [
  {
    kind: 'canonical-request',
    first: new RegExp(`${METHOD}(?![A-Za-z0-9_])`, 'gi'),
    second: /https?:\/\/|\/|%2F/gi,
    read: readCanonicalRequest,
    flat: new RegExp(
      `${METHOD}[ \\t]+/(?=[^\\n]{0,16384}? ${NAME}{1,200}:)[^\\n]{0,16384}?[ \\t]${NAME}{1,200}(?:;${NAME}{1,200})*[ \\t]+${HASH}`,
      'y',
    ),
  },
  {
    kind: 'string-to-sign',
    first:
      /(?:(?=HMAC|ECDSA|RSA)(?<=([A-Z][A-Z0-9]{1,7}-)?)\w{3,5}-[A-Z0-9-]{3,40}|AWS4?-[A-Z0-9-]{8,40})(?<!-(?:PAYLOAD|TRAILER|EVENTS))/gi,
    second: /(?=\d{8}[T/]|\d{4}-\d\d-\d\d|[A-Z][a-z]{2}, \d)/g,
    read: readStringToSign,
    flat: /[A-Z0-9-]{8,40}[ \t]+\d{8}T\d{6}\S{1,6}[ \t]+\d{8}\/[^\n]{1,300}?[ \t]+[0-9A-Fa-f]{64}(?![0-9A-Fa-f])/y,
  },
];

/** Finds the texts in the order in which they occur. The time is linear in the length of the text. */
export function findTexts(octets: Octets): SignedText[] {
  const separators = separatorFinder();
  const found = SHAPES.flatMap((shape) => textsOfShape(octets, shape, separators));
  const inOrder = found.sort((one, other) => one.start - other.start);
  let end = 0;
  // A canonical request may be inside a string to sign.
  return inOrder.filter((text) => {
    const isAfter = text.start >= end;
    end = Math.max(end, text.end);
    return isAfter;
  });
}

function textsOfShape(octets: Octets, shape: Shape, separators: Separators): SignedText[] {
  const found: SignedText[] = [];
  const budget = { left: octets.length * 4 + LEAST_SEARCHED };
  shape.first.lastIndex = 0;
  for (let match = shape.first.exec(octets); match; match = shape.first.exec(octets)) {
    if (found.length === MOST_TEXTS || budget.left <= 0) break;
    const [rest, beginning = ''] = match;
    const start = match.index - beginning.length;
    if (!BEFORE.test(octets.slice(Math.max(0, start - 4), start))) continue;
    const text = textAt(octets, start, `${beginning}${rest}`, { shape, separators, budget });
    if (!text) continue;
    found.push(text);
    shape.first.lastIndex = Math.max(text.end, shape.first.lastIndex);
  }
  return found;
}

interface Reading {
  readonly shape: Shape;
  readonly separators: Separators;
  /** The number of bytes that may still be searched, so that texts that never end cost no more than a few passes. */
  readonly budget: { left: number };
}

/** A line ending, real or escaped, directly after the first line, with the indentation of the next line. */
const LINE_ENDING = /[ \t]*(?:\r?\n[ \t]*|(?:\\{1,32}r)?\\{1,32}n)/y;

function textAt(octets: Octets, start: number, first: string, reading: Reading): SignedText | null {
  const { shape, separators, budget } = reading;
  const end = start + first.length;
  const likely = separators.after(octets, end, shape.second);
  LINE_ENDING.lastIndex = end;
  const ending = LINE_ENDING.exec(octets)?.[0];
  // The second line may be anything by mistake, so a plain line ending is tried in any case.
  const all = ending === undefined ? likely : [...new Set([...likely, separators.of(ending)])];
  for (const separator of all) {
    const lines = new Lines(octets, { start, first, separator });
    const isRead = shape.read(lines);
    budget.left -= lines.searched + PRICE_OF_TRY;
    if (isRead) return { kind: shape.kind, start, end: lines.at, octets: lines.text(), repairs: saysOf(separator) };
  }
  const flat = all.length > 0 ? null : flatText(octets, start, shape.flat);
  return flat === null ? null : { kind: shape.kind, start, end: start + flat.length, octets: flat, repairs: [] };
}

function saysOf({ written }: Separator): string[] {
  if (!/[\\&%]/.test(written)) return /\S/.test(written) ? ['What was printed between its lines was removed.'] : [];
  return ['It was written with the escapes of a string, so it was decoded.'];
}
