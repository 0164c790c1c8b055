/**
 * Finds the heads of requests and responses in other text. The lines may be printed as sent, or each line may have a
 * prefix, as in the output of `curl -v`, Go's dumps, Apache's wire log, and MinIO's trace.
 */
import type { Octets } from '../../bytes/octets.ts';
import { TOKEN } from '../../http/message.ts';

interface Head {
  /** The offset of the first line in the piece, including its prefix. */
  readonly start: number;
  /** The offset of the end of the last line. The empty line after the last line is not included. */
  readonly end: number;
  /** The prefix of the first line. */
  readonly before: string;
  /** The lines, without prefixes and line endings. */
  readonly lines: readonly string[];
  /** The kind of line after the last one. If that line is not empty, the head may be incomplete. */
  readonly ending: 'empty-line' | 'other';
}

export interface RequestLines extends Head {
  readonly kind: 'request';
  /** Whether the first line contains the HTTP version, which MinIO's trace omits. */
  readonly version: 'given' | 'left-out';
}

interface ResponseLines extends Head {
  readonly kind: 'response';
  readonly status: number;
}

export type PrintedHead = RequestLines | ResponseLines;

const METHOD = '(?:GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS)';
const VERSION = String.raw`HTTP\/[123](?:\.\d)?`;
/** Matches what a first line has. Most lines of a text have neither, so only the others are read. */
const SIGN = new RegExp(
  String.raw`(?<![\w/.%-])${METHOD} (?=[/*]|https?:\/\/)|(?<![\w ])[ ]?${VERSION} (?=[1-5]\d\d(?![^ \r\n[]))`,
  'g',
);
/** Matches a line ending, which Apache's wire log writes as `[\r][\n]"`. */
const END = String.raw`[ \t]*(?:\[\\r\]\[\\n\]")?$`;
const REQUEST_LINE = new RegExp(`^${METHOD} [^\\n]{0,16384}?(?: (${VERSION}))?${END}`);
const STATUS_LINE = new RegExp(String.raw`^ ?${VERSION} ([1-5]\d\d)(?: [^\n]{0,200}?)?${END}`);
/** Matches the line of a log that has the status after the request line, as in the log of urllib3. */
const STATUS_IN_LOG = new RegExp(String.raw`^${METHOD} [^"\n]{0,16384} ${VERSION}" ([1-5]\d\d)\b`);

const LONGEST_PREFIX = 200;
const LONGEST_LINE = 16_640;
const MOST_HEADS = 2_000;
const MOST_LINES = 1_000;

/** Finds the heads in the order in which they occur. */
export function findHeads(octets: Octets): PrintedHead[] {
  const heads: PrintedHead[] = [];
  SIGN.lastIndex = 0;
  for (let sign = SIGN.exec(octets); sign && heads.length < MOST_HEADS; sign = SIGN.exec(octets)) {
    const head = headAt(octets, sign.index);
    if (!head) continue;
    heads.push(head);
    SIGN.lastIndex = Math.max(head.end, SIGN.lastIndex);
  }
  return heads;
}

function headAt(octets: Octets, at: number): PrintedHead | null {
  const start = octets.lastIndexOf('\n', at - 1) + 1;
  if (at - start > LONGEST_PREFIX) return null;
  const before = octets.slice(start, at);
  const newline = octets.indexOf('\n', at);
  const end = newline < 0 ? octets.length : newline;
  const written = octets.slice(at, Math.min(end, at + LONGEST_LINE)).replace(/\r$/, '');
  const first = withoutEnd(written).trim();
  const logged = STATUS_IN_LOG.exec(written)?.[1];
  const status = STATUS_LINE.exec(written)?.[1];
  const request = status === undefined && logged === undefined ? REQUEST_LINE.exec(written) : null;
  if (logged !== undefined)
    return { kind: 'response', start, end, before, lines: [first], ending: 'other', status: Number(logged) };
  const { lines, ...rest } = fieldLines(octets, end, before);
  const head = { start, before, lines: [first, ...lines], ...rest };
  if (status !== undefined) return { ...head, kind: 'response', status: Number(status) };
  // A method and a path are probably part of a sentence if no header follows them, or if more than a path is on their line.
  const isAlone = request?.[1] !== undefined || (lines.length > 0 && !/ .* /.test(first));
  if (request === null || !isAlone) return null;
  return { ...head, kind: 'request', version: request[1] === undefined ? 'left-out' : 'given' };
}

/**
 * Reads the header lines after a line ending, each with the same prefix. They end at the first line that is not a
 * header.
 */
function fieldLines(octets: Octets, start: number, before: string): Pick<Head, 'lines' | 'end' | 'ending'> {
  const prefix = prefixLike(before);
  const lines: string[] = [];
  let end = start;
  let ending: Head['ending'] = 'other';
  while (lines.length < MOST_LINES && end < octets.length) {
    const newline = octets.indexOf('\n', end + 1);
    const next = newline < 0 ? octets.length : newline;
    const line = withoutPrefix(octets.slice(end + 1, Math.min(next, end + 65_536)), prefix);
    if (line.trim() === '') ending = 'empty-line';
    if (!isField(line)) break;
    lines.push(line);
    end = next;
  }
  return { lines, end, ending };
}

function isField(line: string): boolean {
  const colon = line.indexOf(':', 1);
  return colon >= 1 && TOKEN.test(line.slice(0, colon)) && !line.startsWith('"');
}

/**
 * Returns what matches the prefix of a line after a first line with a prefix: other digits, such as those of a time, and
 * other spaces. A prefix of spaces must be the same.
 */
function prefixLike(before: string): RegExp {
  const like = before.trimEnd().replace(/\d+|[ \t]+|\W/g, (part) => {
    if (/\d/.test(part)) return '\\d+';
    return /[ \t]/.test(part) ? '[ \\t]+' : `\\${part}`;
  });
  return new RegExp(like === '' ? `^${before}` : `^${like}[ \\t]?`);
}

const withoutPrefix = (written: string, prefix: RegExp): string => withoutEnd(written.replace(prefix, ''));

const withoutEnd = (line: string) => line.replace(/\[\\r\]\[\\n\]"[ \t]*\r?$|\r$/, '');

/** Splits a header line into its name and its value. */
export function fieldOf(line: string): readonly [name: string, value: Octets] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim() as Octets];
}

const FARTHEST = 16_384;
const MOST_LINES_BEFORE = 100;

/**
 * Reads the header lines around one of them, which begins at `start` and has the prefix `before`: the head of a request
 * whose first line is missing.
 */
export function fieldsAround(octets: Octets, start: number, before: string): readonly string[] {
  const lines = octets.slice(Math.max(0, start - FARTHEST), Math.max(0, start - 1)).split('\n');
  const prefix = prefixLike(before);
  let first = start;
  for (const line of lines.slice(-MOST_LINES_BEFORE).reverse()) {
    if (first === 0 || !isField(withoutPrefix(line, prefix)) || line.includes('://')) break;
    first -= line.length + 1;
  }
  return fieldLines(octets, first - 1, before).lines.filter((line) => !line.includes('://'));
}
