/**
 * Reads the output of Python's `http.client` at debug level 1: `send: b'GET / HTTP/1.1\r\n…'`, `reply: 'HTTP/1.1 403
 * Forbidden\r\n'`, and `header: Server: x` (https://docs.python.org/3/library/http.client.html).
 */
import { withoutBackslashes } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { beforeWhiteSpace } from '../../bytes/white-space.ts';

const LINE = /^[ \t]*(?:send: [bu]?(['"])(.*)\1[ \t]*|reply: [bu]?(['"])(.*)\3[ \t]*|header: (.*))\r?$/gm;

/** Replaces the lines with the messages that they describe. */
export function withHttpClientLines(octets: Octets): Octets {
  if (!/^[ \t]*(?:send: [bu]?['"]|reply: [bu]?['"])/m.test(octets)) return octets;
  let isHead = false;
  return octets.replace(LINE, (_, _mark, sent?: string, _other?: string, reply?: string, written = '') => {
    if (sent !== undefined) return withoutBackslashes(sent as Octets).replaceAll('\r\n', '\n');
    if (reply !== undefined) {
      isHead = true;
      return `\n${withoutBackslashes(reply as Octets).trimEnd()}`;
    }
    const field = written.slice(0, beforeWhiteSpace(written));
    return isHead ? field : `header: ${field}`;
  }) as Octets;
}
