/** The request that whoever opens a URL sends: its target as it is spelled, its host, nothing else. */
import { fixed, given } from '../bytes/bytes.ts';
import { octetsFromText } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { RequestHead } from '../http/message.ts';
import { readUrl } from './url.ts';

const HOST = fixed('Host', {
  id: 'host-header',
  says: 'every HTTP/1.1 request names its host',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
});

/** `by` says where the URL comes from. Problem: no URL. */
export function requestOfUrl(url: string, method: string, by: string): RequestHead | Problem {
  const place = readUrl(url, by);
  if (isProblem(place)) return place;
  const { target, authority } = place;
  return { method: given(octetsFromText(method), by), target, headers: [{ name: HOST, value: authority }] };
}
