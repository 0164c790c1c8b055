/** Reads the head of an HTTP/1.1 message (RFC 9112). Every returned part is a slice of the given bytes. */
import { type Bytes, slice } from '../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromArray, sliceOctets } from '../bytes/octets.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { trimmedSlice } from '../bytes/text-operations.ts';
import {
  CONTROL,
  FIELD_SPACE,
  type HeaderField,
  isFieldValue,
  isToken,
  type RequestHead,
  type ResponseHead,
} from './message.ts';

/** The maximum length of a head in bytes. A head that exceeds this limit is treated as endless. */
export const HEAD_LIMIT = 65_536;

/** The problem of a head that is longer than `HEAD_LIMIT`. */
export const ENDLESS_HEAD = problem(
  'endless-head',
  `The head does not end within ${HEAD_LIMIT} bytes.`,
  'Send fewer or shorter headers.',
  { see: 'https://www.rfc-editor.org/rfc/rfc9112#section-5' },
);

/** Returns the length of the head including its empty line, or `null` if that line has not arrived yet. */
export function headLength(octets: string): number | null {
  const end = /\r?\n\r?\n/.exec(octets);
  return end ? end.index + end[0].length : null;
}

/**
 * Reads the head of a request. Every part is a slice of `bytes`. The target is everything between the first space and
 * the last space, because some clients send unencoded spaces in a path. `placeOf` maps bytes to positions for problems.
 */
export function readRequestHead(bytes: Bytes, placeOf: PlaceTeller = samePlace): RequestHead | Problem {
  const found = lines(bytes.octets);
  const [first] = found;
  const line = first ? sliceOctets(bytes.octets, first.start, first.end) : EMPTY;
  const methodEnd = line.indexOf(' ');
  const targetEnd = line.lastIndexOf(' ');
  if (!first || targetEnd <= methodEnd || !VERSIONS.includes(line.slice(targetEnd + 1))) {
    return badRequestLine(line, placeOf, 'is not a request line: method, space, target, space, HTTP/1.1');
  }
  if (!isToken(line, 0, methodEnd)) return badRequestLine(line, placeOf, 'does not begin with a method');
  if (CONTROL.test(line.slice(methodEnd + 1, targetEnd))) {
    return badRequestLine(line, placeOf, 'has a control character in its target');
  }
  const headers = readFields(bytes, found, placeOf);
  if ('kind' in headers) return headers;
  return { method: slice(bytes, 0, methodEnd), target: slice(bytes, methodEnd + 1, targetEnd), headers };
}

/** The versions that this program can read (RFC 9112, section 2.3). */
const VERSIONS = ['HTTP/1.1', 'HTTP/1.0'];

function badRequestLine(line: string, placeOf: PlaceTeller, what: string): Problem {
  return problem('request-line', `The first line ${what}.`, 'Give a whole HTTP request, from its first line on.', {
    where: { value: 'request', ...placeOfBytes(placeOf, 0, line.length) },
    see: 'https://www.rfc-editor.org/rfc/rfc9112#section-3',
  });
}

/** Returns the HTTP version of a head. `readRequestHead` must have accepted the head. */
export function requestVersion(octets: string): '1.0' | '1.1' {
  return /^[^\n]* HTTP\/1\.0\r?\n/.test(octets) ? '1.0' : '1.1';
}

/**
 * Reads the head of a response. Every part is a slice of `bytes`, and problems are the other side's fault. `at` is the
 * offset of the head in the whole response, because interim heads may come before it.
 */
export function readResponseHead(bytes: Bytes, at = 0): ResponseHead | Problem {
  const found = lines(bytes.octets);
  const [first] = found;
  const match = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: |$)/.exec(sliceOctets(bytes.octets, 0, first?.end ?? 0));
  if (!first || !match) return noStatusLine(first?.end ?? 0, at);
  const headers = readFields(bytes, found, (byte) => at + byte);
  if ('kind' in headers) {
    return { ...headers, fault: 'theirs', where: headers.where && { ...headers.where, value: 'response' } };
  }
  const version = match[1] === '0' ? '1.0' : '1.1';
  return { version, status: Number(match[2]), reason: slice(bytes, match[0].length, first.end), headers };
}

/**
 * Returns the problem for a response whose first line is not a status line. The line is `length` bytes long and begins
 * at byte `at`.
 */
export function noStatusLine(length: number, at = 0): Problem {
  return problem(
    'status-line',
    'The response does not begin with an HTTP/1.1 status line.',
    'Check that the address is that of an HTTP server.',
    {
      fault: 'theirs',
      where: { value: 'response', start: at, end: at + length },
      see: 'https://www.rfc-editor.org/rfc/rfc9112#section-4',
    },
  );
}

/**
 * Reads trailer fields (RFC 9112, section 7.1.2). Every part is a slice of `bytes`, which begin with the line of the
 * last chunk and end with the empty line. Problems are the other side's fault.
 */
export function readTrailers(bytes: Bytes): HeaderField[] | Problem {
  const fields = readFieldsAfterLine(bytes);
  if (!('kind' in fields)) return fields;
  return {
    ...fields,
    says: 'A line of the trailer fields is not a name, a colon, and a value.',
    fault: 'theirs',
    where: null,
  };
}

/** Reads the fields after a first line of any kind. Every part is a slice of `bytes`, which end with the empty line. */
export function readFieldsAfterLine(bytes: Bytes): HeaderField[] | Problem {
  return readFields(bytes, lines(bytes.octets));
}

/** The position of a line in the whole head, not including the line ending. */
interface Line {
  readonly start: number;
  readonly end: number;
  /** Whether there is no carriage return in the line, and so no fold. */
  readonly isPlain: boolean;
}

/**
 * Splits a head into lines, up to the empty line. A line that begins with white space continues the previous one
 * (obs-fold).
 */
function lines(octets: Octets): Line[] {
  const found: { start: number; end: number; isPlain: boolean }[] = [];
  let start = 0;
  let carriageReturn = octets.indexOf('\r');
  while (start < octets.length) {
    if (carriageReturn >= 0 && carriageReturn < start) carriageReturn = octets.indexOf('\r', start);
    const newline = octets.indexOf('\n', start);
    const next = newline < 0 ? octets.length : newline + 1;
    const end = newline < 0 ? next : newline - (octets[newline - 1] === '\r' && newline > start ? 1 : 0);
    if (end === start) break;
    const before = found.at(-1);
    if (before && found.length > 1 && isFold(octets.charAt(start))) {
      before.end = end;
      before.isPlain = false;
    } else found.push({ start, end, isPlain: carriageReturn < 0 || carriageReturn >= end });
    start = next;
  }
  return found;
}

const isFold = (octet: string): boolean => octet === ' ' || octet === '\t';

/**
 * Maps a byte of a head to its position in the larger text that contains it, which is the whole response or an input.
 */
export type PlaceTeller = (byte: number) => number;

/** Maps a range of bytes. The input may contain the bytes of the head in a different order. */
function placeOfBytes(placeOf: PlaceTeller, start: number, end: number) {
  const first = placeOf(start);
  return { start: first, end: Math.max(first, placeOf(end)) };
}

const samePlace: PlaceTeller = (byte) => byte;

/** Reads the fields in all lines but the first. */
function readFields(bytes: Bytes, found: readonly Line[], placeOf = samePlace): HeaderField[] | Problem {
  const hasNul = bytes.octets.includes('\0');
  const fields: HeaderField[] = [];
  for (const { start, end, isPlain } of found.slice(1)) {
    const colon = bytes.octets.indexOf(':', start);
    if (colon < 0 || colon >= end || !isToken(bytes.octets, start, colon)) {
      return badField(
        { start, end },
        placeOf,
        'is not a name, a colon, and a value',
        'Write each header as "Name: value", without a space before the colon.',
      );
    }
    // To look for one octet in all is faster than to match each value.
    if ((hasNul || !isPlain) && !isFieldValue(sliceOctets(bytes.octets, colon + 1, end))) {
      return badField(
        { start, end },
        placeOf,
        'contains a NUL or a carriage return in its value',
        'Remove it: it has no meaning there.',
      );
    }
    fields.push({ name: slice(bytes, start, colon), value: trimmedSlice(bytes, colon + 1, end, FIELD_SPACE) });
  }
  return fields;
}

function badField(
  { start, end }: Pick<Line, 'start' | 'end'>,
  placeOf: PlaceTeller,
  what: string,
  fix: string,
): Problem {
  return problem('field-line', `The header line at byte ${placeOf(start)} ${what}.`, fix, {
    where: { value: 'request', ...placeOfBytes(placeOf, start, end) },
    see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5',
  });
}

interface Section {
  /** The bytes of the section, including its empty line. */
  readonly octets: Octets;
  /** The number of bytes in the last piece that belong to the section. */
  readonly used: number;
}

export interface SectionCollector {
  /**
   * Takes the next bytes. Returns the section once it is complete, and `null` until then. The next call begins another
   * section.
   */
  take(piece: Uint8Array): Section | null;
  length(): number;
}

/** The number of bytes in CR LF CR, which is the longest empty line without its last byte. */
const OVERLAP = 3;

/**
 * The number of bytes that are examined at a time. This limit keeps the cost low for a short section in a long piece.
 */
const STRIDE = 1024;

/**
 * Creates a collector for the lines of a head or of trailer fields, up to the empty line. The collector examines each
 * byte once, even if the pieces are tiny. `start` is the part of the section that is already known.
 */
export function sectionCollector(start: Octets = EMPTY): SectionCollector {
  let parts = [start];
  let length = start.length;
  let tail = sliceOctets(start, -OVERLAP);

  const scan = (octets: Octets): { readonly isWhole: boolean; readonly used: number } => {
    const window = (tail + octets) as Octets;
    const end = headLength(window);
    const used = end === null ? octets.length : end - tail.length;
    parts.push(sliceOctets(octets, 0, used));
    length += used;
    tail = sliceOctets(window, -OVERLAP);
    return { isWhole: end !== null, used };
  };
  const finish = (): Octets => {
    const whole = parts.join('') as Octets;
    parts = [];
    length = 0;
    tail = EMPTY;
    return whole;
  };
  return {
    take(piece) {
      for (let at = 0; at < piece.length; at += STRIDE) {
        const { isWhole, used } = scan(octetsFromArray(piece.subarray(at, at + STRIDE)));
        if (isWhole) return { octets: finish(), used: at + used };
      }
      return null;
    },
    length: () => length,
  };
}
