/** A head as browsers show it of HTTP/2: `:method: GET` and so on in place of the request line (RFC 9113, section 8.3.1). */
import { type Bytes, fixed, join, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Rule } from '../../bytes/origin.ts';
import type { Problem } from '../../bytes/problem.ts';
import { trim } from '../../bytes/text-operations.ts';
import { inputProblem } from './client-request.ts';

/** The same head as HTTP/1.1 has it. */
export interface PseudoHead {
  readonly head: Bytes;
  readonly scheme: 'http' | 'https' | null;
}

const SEE = 'https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1';
const REQUEST_LINE: Rule = {
  id: 'request-line-of-pseudo-headers',
  says: 'HTTP/1.1 has method and path in its first line, and the authority in Host',
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

/** Reads the lines with a colon before the name, which stand before all others; `start` is where they begin. */
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
      'Paste all of them: :method, :authority, :scheme and :path.',
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
