/**
 * Finds the heads of requests and responses in other text. The lines may be printed as sent, or each line may have a
 * prefix, as in the output of `curl -v`, Go's dumps, Apache's wire log, and MinIO's trace.
 */
import type { Octets } from '../bytes/octets.ts';
import { TOKEN } from '../http/message.ts';
import { patternOf, prefixLength } from './repairs/line-prefixes.ts';

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

/** The head of a response. Header names are lowercase. If a name is repeated, the first value is kept. */
export interface ResponseHead {
  readonly status: number | null;
  readonly headers: ReadonlyMap<string, string>;
}

export interface ResponsePlace extends ResponseHead {
  readonly start: number;
}

const METHOD = '(?:GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS)';
const VERSION = String.raw`HTTP\/[123](?:\.\d)?`;
/** Matches a line ending, which Apache's wire log writes as `[\r][\n]"`. */
const END = String.raw`[ \t]*\r?(?:\[\\r\]\[\\n\]")?$`;
const FIRST_LINE = new RegExp(
  String.raw`^([^\n]{0,200}?)(?:(?<![\w/.%-])${METHOD} (?:[/*]|https?:\/\/)[^\n]{0,16384}?(?: (${VERSION}))?|(?<![\w ])[ ]?${VERSION} ([1-5]\d\d)(?: [^\n]{0,200})?)${END}`,
  'gm',
);

const MOST_HEADS = 2_000;
const MOST_LINES = 1_000;

/** Finds the heads in the order in which they occur. */
export function findHeads(octets: Octets): PrintedHead[] {
  const heads: PrintedHead[] = [];
  FIRST_LINE.lastIndex = 0;
  for (let match = FIRST_LINE.exec(octets); match && heads.length < MOST_HEADS; match = FIRST_LINE.exec(octets)) {
    if (match[0] === '') FIRST_LINE.lastIndex++;
    const head = headAt(octets, match);
    if (!head) continue;
    heads.push(head);
    FIRST_LINE.lastIndex = Math.max(head.end, FIRST_LINE.lastIndex);
  }
  return heads;
}

function headAt(octets: Octets, match: RegExpExecArray): PrintedHead | null {
  const [whole, before = '', version, status] = match;
  const first = withoutEnd(whole.slice(before.length)).trim();
  const start = match.index;
  const { lines, end, ending } = fieldLines(octets, start + whole.length, before);
  const head = { start, end, before, lines: [first, ...lines], ending };
  if (status !== undefined) return { ...head, kind: 'response', status: Number(status) };
  // A method and a path are probably part of a sentence if no header follows them.
  if (version === undefined && lines.length === 0) return null;
  return { ...head, kind: 'request', version: version === undefined ? 'left-out' : 'given' };
}

/** Reads the header lines after the first line. The header lines end at the first line that is not a header. */
function fieldLines(octets: Octets, start: number, before: string) {
  const prefix = patternOf(before);
  const lines: string[] = [];
  let end = start;
  let ending: Head['ending'] = 'other';
  while (lines.length < MOST_LINES && end < octets.length) {
    const newline = octets.indexOf('\n', end + 1);
    const next = newline < 0 ? octets.length : newline;
    const written = octets.slice(end + 1, Math.min(next, end + 65_536));
    const line = withoutEnd(written.slice(prefix ? prefixLength(written, prefix) : indentOf(written, before)));
    const colon = line.indexOf(':', 1);
    if (line.trim() === '') ending = 'empty-line';
    if (colon < 1 || !TOKEN.test(line.slice(0, colon)) || /^"/.test(line)) break;
    lines.push(line);
    end = next;
  }
  return { lines, end, ending };
}

const indentOf = (line: string, before: string) => (line.startsWith(before) ? before.length : 0);
const withoutEnd = (line: string) => line.replace(/\[\\r\]\[\\n\]"[ \t]*\r?$|\r$/, '');

/**
 * Lists the printed responses. Interim responses are skipped, because a final response follows (RFC 9110, section
 * 15.2).
 */
export function printedResponses(heads: readonly PrintedHead[]): ResponsePlace[] {
  return heads.flatMap((head) => {
    if (head.kind === 'request' || head.status < 200) return [];
    const fields = head.lines.slice(1).map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    return [{ start: head.start, status: head.status, headers: fieldMap(fields) }];
  });
}

/** Maps lowercase header names to values. If a name is repeated, the first value is kept. */
export function fieldMap(fields: Iterable<readonly [name: string, value: string]>): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of fields) if (!map.has(name.toLowerCase())) map.set(name.toLowerCase(), value);
  return map;
}
