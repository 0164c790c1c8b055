/** Reads a canonical request and its string to sign from a log or a paste. */

import { type Bytes, given, slice } from '../bytes/bytes.ts';
import type { InputSource } from '../bytes/input.ts';
import { type Octets, sliceOctets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { afterByteOrderMark } from '../bytes/utf8.ts';
import { afterWhiteSpace, beforeWhiteSpace, trimmed, WHITE_SPACE } from '../bytes/white-space.ts';
import {
  beginsCanonicalRequest,
  beginsStringToSign,
  type CanonicalRequestParts,
  type Line,
  lineAt,
  readCanonicalRequest,
  readStringToSign,
  type StringToSignParts,
} from './canonical-parts.ts';
import { inputProblem, MARK_LEFT_OUT } from './pasted/client-request.ts';

/**
 * A canonical request, a string to sign, or both. As in the hashed texts, lines end with LF, and the last line has no
 * line ending.
 */
export interface CanonicalPair {
  readonly canonicalRequest: Bytes | null;
  readonly canonicalRequestParts: CanonicalRequestParts | null;
  readonly stringToSign: Bytes | null;
  readonly stringToSignParts: StringToSignParts | null;
  /** The signature in hexadecimal digits; `null` if no signature is given. */
  readonly signature: Bytes | null;
  /** Sentences for the user about input that was not read literally. */
  readonly remarks: readonly string[];
}

/**
 * Matches a label such as `CanonicalRequest:`. The text follows the label on the same line, or begins on the next line.
 */
const LABEL = new RegExp(
  String.raw`(?<![A-Za-z])(canonical[ _-]?request|string[ _-]?to[ _-]?sign|(?<!-)signature)[ \t]*:[ \t]*([^${WHITE_SPACE}:]*)$`,
  'i',
);
const SIGNATURE = /^[0-9A-Fa-f]{64,}$/;

type Kind = 'canonical-request' | 'string-to-sign' | 'signature';

/** A label, and the offset `start` where its text begins. */
interface Label {
  readonly kind: Kind;
  readonly start: number;
}

/** Returns whether the input contains a label for a canonical request or a string to sign. */
export function hasCanonicalLabel(octets: Octets): boolean {
  return /(?<![A-Za-z])(?:canonical[ _-]?request|string[ _-]?to[ _-]?sign)[ \t]*:/i.test(octets);
}

/**
 * Reads one or both texts, in either order. The texts may have labels, as in the botocore log, but labels are optional.
 * Returns `null` if the input contains neither.
 */
export function findCanonicalPair(octets: Octets, source: InputSource): CanonicalPair | null | Problem {
  const whole = given(octets, { id: 'canonical-texts', source });
  const found: Mutable = { canonicalRequest: null, stringToSign: null, signature: null, more: 'none' };
  let at = afterByteOrderMark(octets);
  for (let line = lineAt(whole, at); line; line = lineAt(whole, at)) {
    const label = labelOf(line);
    const next = label ? readLabelled(whole, label, found) : readUnlabelled(whole, line, found);
    if (isProblem(next)) return next;
    at = next;
  }
  const { canonicalRequest, stringToSign, signature } = found;
  if (!canonicalRequest && !stringToSign) return null;
  return {
    canonicalRequest: canonicalRequest?.bytes ?? null,
    canonicalRequestParts: canonicalRequest?.parts ?? null,
    stringToSign: stringToSign?.bytes ?? null,
    stringToSignParts: stringToSign?.parts ?? null,
    signature,
    remarks: remarksOn(octets, found),
  };
}

interface Mutable {
  canonicalRequest: Exclude<ReturnType<typeof readCanonicalRequest>, Problem> | null;
  stringToSign: Exclude<ReturnType<typeof readStringToSign>, Problem> | null;
  signature: Bytes | null;
  /** Whether other texts of the same kind were skipped. */
  more: 'none' | 'some';
}

function labelOf({ bytes, start, next }: Line): Label | null {
  const match = LABEL.exec(sliceOctets(bytes.octets, 0, beforeWhiteSpace(bytes.octets)));
  if (!match) return null;
  const [, words = '', inline = ''] = match;
  const kind = /^canonical/i.test(words)
    ? 'canonical-request'
    : /^string/i.test(words)
      ? 'string-to-sign'
      : 'signature';
  // A header may be named "signature" but contain something else.
  if (kind === 'signature' && inline !== '' && !SIGNATURE.test(inline)) return null;
  return { kind, start: inline === '' ? next : start + bytes.octets.lastIndexOf(inline) };
}

/** Stores the text after a label and returns the offset after the text. */
function readLabelled(whole: Bytes, { kind, start }: Label, found: Mutable): number | Problem {
  switch (kind) {
    case 'canonical-request':
      return keepCanonicalRequest(whole, firstLine(whole, start), found);
    case 'string-to-sign':
      return keepStringToSign(whole, firstLine(whole, start), found);
    case 'signature': {
      const line = lineAt(whole, firstLine(whole, start));
      return line && SIGNATURE.test(trimmed(line.bytes.octets)) ? keepSignature(line, found) : start;
    }
  }
}

/** Returns the offset after any empty lines. */
function firstLine(whole: Bytes, start: number): number {
  const empty = /[\r\n]*/y;
  empty.lastIndex = start;
  return empty.test(whole.octets) ? empty.lastIndex : start;
}

/**
 * Reads a line that has no label. A signature may follow the string to sign after empty lines. All other lines are
 * skipped.
 */
function readUnlabelled(whole: Bytes, line: Line, found: Mutable): number | Problem {
  const isAfter = found.stringToSign?.end === line.start;
  if (beginsStringToSign(line)) return keepStringToSign(whole, line.start, found);
  if (beginsCanonicalRequest(whole, line)) return keepCanonicalRequest(whole, line.start, found);
  if (isAfter && SIGNATURE.test(line.bytes.octets)) return keepSignature(line, found);
  if (isAfter && found.stringToSign && line.bytes.octets === '') {
    found.stringToSign = { ...found.stringToSign, end: line.next };
  }
  return line.next;
}

function keepCanonicalRequest(whole: Bytes, start: number, found: Mutable): number | Problem {
  const read = readCanonicalRequest(whole, start);
  if (isProblem(read)) return read;
  if (found.canonicalRequest) found.more = 'some';
  found.canonicalRequest ??= read;
  return read.end;
}

function keepStringToSign(whole: Bytes, start: number, found: Mutable): number | Problem {
  const read = readStringToSign(whole, start);
  if (isProblem(read)) return read;
  if (found.stringToSign) found.more = 'some';
  found.stringToSign ??= read;
  return read.end;
}

function keepSignature({ bytes, next }: Line, found: Mutable): number {
  found.signature ??= slice(bytes, afterWhiteSpace(bytes.octets), beforeWhiteSpace(bytes.octets));
  return next;
}

function remarksOn(octets: Octets, { more }: Mutable): string[] {
  return [
    ...(afterByteOrderMark(octets) > 0 ? [MARK_LEFT_OUT] : []),
    ...(octets.includes('\r\n')
      ? ['The lines end with CR LF. They were read as if they ended with LF, which is what is hashed.']
      : []),
    ...(more === 'some'
      ? ['There are canonical requests or strings to sign of several requests. The first one was read.']
      : []),
  ];
}

export function noCanonicalText({ length }: Octets): Problem {
  return inputProblem(
    'canonical-text',
    'The input contains neither a canonical request nor a string to sign.',
    'Give the lines of one or both. aws --debug writes them to its log.',
    { start: 0, end: length },
  );
}
