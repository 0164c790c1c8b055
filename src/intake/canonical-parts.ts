/**
 * Splits a canonical request and a string to sign into lines
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
import { type Bytes, join, slice } from '../bytes/bytes.ts';
import type { Problem } from '../bytes/problem.ts';
import { WHITE_SPACE } from '../bytes/white-space.ts';
import { type HeaderField, TOKEN } from '../http/message.ts';
import { HEAD_LIMIT } from '../http/read-head.ts';
import { HEADER_CALCULATION } from '../sigv4/documentation.ts';
import { isTimestamp } from '../sigv4/timestamp.ts';
import { inputProblem, type Place } from './pasted/client-request.ts';

/** The parts of a canonical request. Each part is a slice of the input. */
export interface CanonicalRequestParts {
  readonly method: Bytes;
  readonly canonicalUri: Bytes;
  readonly canonicalQueryString: Bytes;
  /** The names and values, unchanged. */
  readonly canonicalHeaders: readonly HeaderField[];
  readonly signedHeaders: Bytes;
  readonly hashedPayload: Bytes;
}

export interface StringToSignParts {
  readonly algorithm: Bytes;
  readonly timestamp: Bytes;
  readonly credentialScope: Bytes;
  readonly hashedCanonicalRequest: Bytes;
}

/** The text that was found, with line endings converted to LF, and the offset after that text. */
export interface Found<Parts> {
  readonly bytes: Bytes;
  readonly parts: Parts;
  readonly end: number;
}

export interface Line extends Place {
  readonly bytes: Bytes;
  /** The offset of the next line, or the end of the input after the last line. */
  readonly next: number;
}

/** Returns the line that begins at an offset, or `null` after the last line. */
export function lineAt(whole: Bytes, start: number): Line | null {
  const { octets } = whole;
  if (start >= octets.length) return null;
  const newline = octets.indexOf('\n', start);
  const end = newline < 0 ? octets.length : newline;
  const bare = octets[end - 1] === '\r' && end > start ? end - 1 : end;
  return { bytes: slice(whole, start, bare), start, end: bare, next: newline < 0 ? octets.length : newline + 1 };
}

/** Joins lines with LF. The last line has no LF. */
function textOf(whole: Bytes, lines: readonly Line[]): Bytes {
  const last = lines.length - 1;
  return join(
    lines.flatMap(({ bytes, next }, index) => (index < last ? [bytes, slice(whole, next - 1, next)] : [bytes])),
  );
}

// No group is repeated, because each repetition takes place on the stack, and a pasted line can have millions.
const SIGNED_HEADERS = new RegExp(`^(?!.*;(?:;|$))[^${WHITE_SPACE}:]*$`);
const SCOPE = new RegExp(`^[^${WHITE_SPACE}/]+/[^${WHITE_SPACE}]*$`);

/**
 * Returns whether a canonical request may begin at a line, which is the case if the line is a method and the next line
 * is a path.
 */
export function beginsCanonicalRequest(whole: Bytes, line: Line): boolean {
  return TOKEN.test(line.bytes.octets) && whole.octets[line.next] === '/';
}

const ALGORITHM = /^AWS4-[A-Z0-9-]+$/;

export const beginsStringToSign = ({ bytes }: Line): boolean => ALGORITHM.test(bytes.octets);

/** Reads the canonical request that begins at an offset. Other text may follow the request. */
export function readCanonicalRequest(whole: Bytes, start: number): Found<CanonicalRequestParts> | Problem {
  const method = lineAt(whole, start);
  if (!method || !TOKEN.test(method.bytes.octets)) return wrong('is not an HTTP method', method ?? endOf(whole));
  const uri = lineAt(whole, method.next);
  if (!uri?.bytes.octets.startsWith('/'))
    return wrong('is not a canonical URI, which begins with a slash', uri ?? endOf(whole));
  const query = lineAt(whole, uri.next);
  if (!query || /^[A-Za-z0-9-]+:/.test(query.bytes.octets)) {
    return wrong('is not a canonical query string, which is an empty line if there is no query', query ?? endOf(whole));
  }
  const headers: Line[] = [];
  let line = lineAt(whole, query.next);
  for (; line && line.bytes.octets !== ''; line = lineAt(whole, line.next)) {
    if (line.bytes.octets.indexOf(':') <= 0) return wrong('is not a name, a colon, and a value', line);
    if (line.next - query.next > HEAD_LIMIT) return wrong(`exceeds the limit of ${HEAD_LIMIT} bytes of headers`, line);
    headers.push(line);
  }
  const signed = line && lineAt(whole, line.next);
  if (!line || !signed || !SIGNED_HEADERS.test(signed.bytes.octets)) {
    return wrong('is not the list of signed headers, which follows an empty line', signed ?? endOf(whole));
  }
  const payload = lineAt(whole, signed.next);
  if (!payload || !/^[A-Za-z0-9-]+$/.test(payload.bytes.octets)) {
    return wrong('is not a hashed payload', payload ?? endOf(whole));
  }
  return {
    bytes: textOf(whole, [method, uri, query, ...headers, line, signed, payload]),
    parts: {
      method: method.bytes,
      canonicalUri: uri.bytes,
      canonicalQueryString: query.bytes,
      canonicalHeaders: headers.map(({ bytes }) => fieldOf(bytes)),
      signedHeaders: signed.bytes,
      hashedPayload: payload.bytes,
    },
    end: payload.next,
  };
}

function fieldOf(line: Bytes): HeaderField {
  const colon = line.octets.indexOf(':');
  return { name: slice(line, 0, colon), value: slice(line, colon + 1) };
}

/** Reads the string to sign that begins at an offset. */
export function readStringToSign(whole: Bytes, start: number): Found<StringToSignParts> | Problem {
  const algorithm = lineAt(whole, start);
  if (!algorithm || !beginsStringToSign(algorithm))
    return wrong('is not the name of an algorithm', algorithm ?? endOf(whole));
  if (/-(?:PAYLOAD|TRAILER|EVENTS)$/.test(algorithm.bytes.octets)) {
    return wrong('begins the string to sign of a chunk, which has no canonical request', algorithm);
  }
  const timestamp = lineAt(whole, algorithm.next);
  if (!timestamp || !isTimestamp(timestamp.bytes.octets)) {
    return wrong("is not a time of the form YYYYMMDD'T'HHMMSS'Z'", timestamp ?? endOf(whole));
  }
  const scope = lineAt(whole, timestamp.next);
  if (!scope || !SCOPE.test(scope.bytes.octets)) {
    return wrong('is not a credential scope: DATE/REGION/SERVICE/aws4_request', scope ?? endOf(whole));
  }
  const hash = lineAt(whole, scope.next);
  if (!hash || !/^[0-9A-Fa-f]{64}$/.test(hash.bytes.octets)) {
    return wrong('is not the hash of a canonical request, 64 hexadecimal digits', hash ?? endOf(whole));
  }
  return {
    bytes: textOf(whole, [algorithm, timestamp, scope, hash]),
    parts: {
      algorithm: algorithm.bytes,
      timestamp: timestamp.bytes,
      credentialScope: scope.bytes,
      hashedCanonicalRequest: hash.bytes,
    },
    end: hash.next,
  };
}

const endOf = ({ octets }: Bytes): Place => ({ start: octets.length, end: octets.length });

/**
 * Returns a problem; `what` completes a sentence that begins with "The line". The line is not quoted, because it may be
 * a header that contains a token.
 */
function wrong(what: string, { start, end }: Place): Problem {
  return inputProblem(
    'canonical-text',
    start === end ? `The line at byte ${start}, which is empty, ${what}.` : `The line at byte ${start} ${what}.`,
    'Give all lines of the canonical request or the string to sign, including empty ones.',
    { start, end },
    HEADER_CALCULATION,
  );
}
