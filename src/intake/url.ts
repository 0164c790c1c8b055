/** A URL in its parts, each a slice: never through `new URL()`, which would rewrite the path. */
import { type Bytes, given, slice } from '../bytes/bytes.ts';
import { octetsFromText } from '../bytes/octets.ts';
import { type Problem, problem } from '../bytes/problem.ts';

export interface UrlParts {
  readonly scheme: 'http' | 'https';
  /** Host, and port if one was written: what the Host header says. */
  readonly authority: Bytes;
  readonly host: string;
  /** 80 or 443 where none was written. */
  readonly port: number;
  /** Path and query as spelled; at least a slash. */
  readonly target: Bytes;
}

const URL_PATTERN = /^(https?):\/\/((\[[0-9a-fA-F:.]+\]|[^/?#:@\s]+)(?::(\d{1,5}))?)([/?][^#]*)?(?:#.*)?$/s;

/** Reads `http://HOST[:PORT]/PATH[?QUERY]`; `by` says where the URL comes from. */
export function readUrl(text: string, by: string): UrlParts | Problem {
  const octets = octetsFromText(text);
  const match = URL_PATTERN.exec(octets);
  if (!match?.[2] || !match[3]) {
    return problem('url', `"${text}" is not a URL with a host.`, 'Write it as https://HOST/PATH.', {
      see: 'https://www.rfc-editor.org/rfc/rfc9110#section-4.2',
    });
  }
  const scheme = match[1] === 'http' ? 'http' : 'https';
  const authorityStart = scheme.length + '://'.length;
  const targetStart = authorityStart + match[2].length;
  const whole = given(octets, by);
  return {
    scheme,
    authority: slice(whole, authorityStart, targetStart),
    host: match[3].replace(/^\[|\]$/g, ''),
    port: match[4] ? Number(match[4]) : scheme === 'http' ? 80 : 443,
    target: slice(whole, targetStart, targetStart + (match[5]?.length ?? 0)),
  };
}
