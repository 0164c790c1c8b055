/** Redirects of S3: each needs a signature of its own. */

import type { OptionValues } from '../../app/options/option-values.ts';
import type { RequestPlan } from '../../app/planning/planned-request.ts';
import { regionOfHost } from '../../aws/s3-hosts.ts';
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { AnsweredExchange } from '../../http/exchange.ts';
import { headerValue, type ResponseHead } from '../../http/message.ts';
import { readUrl } from '../../intake/url.ts';
import { visible } from '../../pages/characters/visible.ts';
import { QUERY_PARAMETERS } from '../../sigv4/claims/query-claim.ts';

export interface Step {
  readonly address: string;
  readonly options: OptionValues;
}

/** Where a redirect leads, with the region to sign for; `null` where there is none to follow. */
export function redirected(
  { place }: RequestPlan,
  { response }: AnsweredExchange,
  { address, options }: Step,
): Step | null {
  if (!response || ![301, 302, 307, 308].includes(response.head.status)) return null;
  const location = headerValue(response.head.headers, 'location')?.octets;
  const region = headerValue(response.head.headers, 'x-amz-bucket-region')?.octets;
  const regional = region === undefined ? options : { ...options, region };
  if (location === undefined)
    return region !== undefined && /^s3:/i.test(address) ? { address, options: regional } : null;
  const absolute = absoluteAddress(location, place);
  const written = textFromOctets(absolute) ?? absolute;
  const next = options.presign ? withoutSignature(written) : written;
  const target = readUrl(next, 'the Location header');
  // A signature, and with it a session token, is for S3: no other host gets one because a server says so, and nobody
  // on the way where the request was meant to be secret.
  if (
    isProblem(target) ||
    (place.scheme === 'https' && target.scheme === 'http') ||
    (target.host !== place.host && regionOfHost(target.host) === null)
  )
    return null;
  const { endpointUrl: _, ...others } = regional;
  return { address: next, options: others };
}

/** A location may leave out the scheme, or all in front of the path (RFC 3986, section 4.2). */
function absoluteAddress(location: Octets, { scheme, authority }: RequestPlan['place']): Octets {
  const missing = location.startsWith('//')
    ? `${scheme}:`
    : location.startsWith('/')
      ? `${scheme}://${authority.octets}`
      : '';
  return `${missing}${location}` as Octets;
}

/** Some servers repeat the query: the signature in it was for the address before. */
function withoutSignature(address: string): string {
  const [beginning = '', query] = address.split(/\?(.*)/s, 2);
  if (query === undefined) return address;
  const names = new Set<string>([...QUERY_PARAMETERS, ...FURTHER_PARAMETERS].map((name) => name.toLowerCase()));
  const kept = query.split('&').filter((pair) => !names.has((pair.split('=', 1)[0] ?? '').toLowerCase()));
  return kept.length === 0 ? beginning : `${beginning}?${kept.join('&')}`;
}

const FURTHER_PARAMETERS = ['X-Amz-Security-Token', 'X-Amz-Region-Set'];

/** A redirect needs another signature, and the reader should know for what. */
export function redirectText({ status, headers }: ResponseHead, isFollowing: boolean): string {
  const location = headerValue(headers, 'location')?.octets;
  const region = headerValue(headers, 'x-amz-bucket-region')?.octets;
  const where = location === undefined ? '' : ` to ${visible(location)}`;
  const needed = region === undefined ? 'the Host header' : `the Host header and the region ${visible(region)}`;
  const mend = isFollowing
    ? 'It is not followed: there were too many, or it leads where no signature should go.'
    : 'Follow it with -L.';
  return `sigv4: The server redirects (${status})${where}. That needs a new signature, for ${needed}. ${mend}\n`;
}
