/**
 * Reads request heads in the forms in which programs display them. `curl -v` puts `> ` before each line of the request
 * (https://curl.se/docs/manpage.html#-v). Browsers show the pseudo-headers of HTTP/2 (RFC 9113, section 8.3.1).
 */
import { type Bytes, fixed, join, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Rule } from '../../bytes/origin.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { trim } from '../../bytes/text-operations.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { inputProblem, type Place } from './client-request.ts';
import { longHeadAt } from './head-limit.ts';

export interface VerboseHead {
  /** The lines without their marks, including the empty line, if any. */
  readonly head: Bytes;
  /** Whether another request follows, such as after a redirect. */
  readonly others: 'none' | 'more';
}

/** Matches a line about the connection, the response, or the bytes of a body. */
const OTHER_LINE = /[*<{}](?: |\r?\n|$)/y;
const REQUEST_MARK = /> ?/y;

/** Returns whether the text begins with the output of `curl -v`. */
export function isVerbose(octets: Octets): boolean {
  const first = /[\r\n]*/.exec(octets)?.[0].length ?? 0;
  return /^(?:> [!-~]|\* )/.test(octets.slice(first, first + 3));
}

/** Reads the first request in the output of `curl -v`, which begins at `start`. */
export function readVerboseLines(bytes: Bytes, start: number): VerboseHead | Problem {
  const { octets } = bytes;
  const kept: Bytes[] = [];
  let isWhole = false;
  let length = 0;
  let at = start;
  while (at < octets.length) {
    const newline = octets.indexOf('\n', at);
    const next = newline < 0 ? octets.length : newline + 1;
    const line = { start: at, end: next };
    const mark = markLength(octets, line, isWhole);
    if (isProblem(mark)) return mark;
    if (mark !== null && isWhole) return { head: join(kept), others: 'more' };
    if (mark !== null) {
      if (length + next - at - mark > HEAD_LIMIT)
        return longHeadAt({ start: at + mark + HEAD_LIMIT - length, end: next });
      length += next - at - mark;
      kept.push(slice(bytes, at + mark, next));
      isWhole = kept.length > 1 && /^\r?\n?$/.test(octets.slice(at + mark, next));
    }
    at = next;
  }
  return { head: join(kept), others: 'none' };
}

/** Returns the length of the mark before a line of the request, or `null` for any other line. */
function markLength(octets: Octets, { start, end }: Place, isWhole: boolean): number | null | Problem {
  REQUEST_MARK.lastIndex = start;
  const mark = REQUEST_MARK.exec(octets)?.[0].length;
  if (mark !== undefined) return mark;
  OTHER_LINE.lastIndex = start;
  // Anything may follow a complete head, such as the body of the response.
  if (isWhole || OTHER_LINE.test(octets) || /^\r?\n$/.test(octets.slice(start, Math.min(end, start + 2)))) return null;
  return inputProblem(
    'verbose-line',
    `The line at byte ${start} does not begin with "> ", as the lines of the request before it do.`,
    'Paste the output of curl -v, from the line with the method to the empty line after the headers.',
    { start, end },
  );
}

/** A head converted to HTTP/1.1, and its scheme. */
export interface PseudoHead {
  readonly head: Bytes;
  readonly scheme: 'http' | 'https' | null;
}

const SEE = 'https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1';
const REQUEST_LINE: Rule = {
  id: 'request-line-of-pseudo-headers',
  says: 'in HTTP/1.1 the first line contains method and path, and Host contains the authority',
  see: SEE,
};
const SPACE = fixed(' ', REQUEST_LINE);
const VERSION = fixed(' HTTP/1.1\r\n', REQUEST_LINE);
const HOST = fixed('Host: ', REQUEST_LINE);
const LINE_END = fixed('\r\n', REQUEST_LINE);

const LINE = /:([a-z]+):[ \t]*([^\r\n]*)\r?(?:\n|$)/y;

export function isPseudoHead(octets: Octets, start: number): boolean {
  return /^:(?:method|authority|scheme|path):/.test(octets.slice(start, start + ':authority:'.length));
}

/**
 * Reads a head that begins at `start` with pseudo-headers, such as `:method: GET`. Pseudo-headers precede all other
 * lines.
 */
export function readPseudoHead(bytes: Bytes, start: number): PseudoHead | Problem {
  const found = new Map<string, Bytes>();
  LINE.lastIndex = start;
  let rest = start;
  for (let match = LINE.exec(bytes.octets); match; match = LINE.exec(bytes.octets)) {
    const valueStart = rest + match[0].indexOf(':', 1) + 1;
    found.set(match[1] ?? '', trim(slice(bytes, valueStart, LINE.lastIndex), ' \t\r\n'));
    rest = LINE.lastIndex;
  }
  const method = found.get('method');
  const path = found.get('path');
  if (!method || !path) {
    return inputProblem(
      'pseudo-headers',
      `The request has no ${method ? ':path' : ':method'} among the lines that begin with a colon.`,
      'Paste all of them: :method, :authority, :scheme, and :path.',
      { start, end: rest },
      SEE,
    );
  }
  const others = slice(bytes, rest);
  const authority = found.get('authority');
  const hasHost = /(?:^|\n)host[ \t]*:/i.test(others.octets);
  const host = authority && !hasHost ? [HOST, authority, LINE_END] : [];
  const scheme = found.get('scheme')?.octets.toLowerCase();
  return {
    head: join([method, SPACE, path, VERSION, ...host, others]),
    scheme: scheme === 'http' || scheme === 'https' ? scheme : null,
  };
}
