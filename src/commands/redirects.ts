/** Redirects of S3: each needs a signature of its own. */
import { regionOfHost } from '../aws/s3-hosts.ts';
import { textFromOctets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import type { Exchange } from '../http/exchange.ts';
import { headerValue, type ResponseHead } from '../http/message.ts';
import { readUrl } from '../intake/url.ts';
import { visible } from '../pages/visible.ts';
import type { OptionValues } from './command.ts';
import type { RequestPlan } from './planned-request.ts';

export interface Step {
  readonly address: string;
  readonly options: OptionValues;
}

/** Where a redirect leads, with the region to sign for; `null` where there is none to follow. */
export function redirected({ place }: RequestPlan, { response }: Exchange, { address, options }: Step): Step | null {
  if (!response || ![301, 302, 307, 308].includes(response.head.status)) return null;
  const location = headerValue(response.head.headers, 'location')?.octets;
  const region = headerValue(response.head.headers, 'x-amz-bucket-region')?.octets;
  const regional = region === undefined ? options : { ...options, region };
  if (location === undefined)
    return region !== undefined && /^s3:/i.test(address) ? { address, options: regional } : null;
  const target = readUrl(textFromOctets(location) ?? location, 'the Location header');
  // A signature, and with it a session token, is for S3: no other host gets one because a server says so, and nobody
  // on the way where the request was meant to be secret.
  if (
    isProblem(target) ||
    (place.scheme === 'https' && target.scheme === 'http') ||
    (target.host !== place.host && regionOfHost(target.host) === null)
  )
    return null;
  const { endpointUrl: _, ...others } = regional;
  return { address: location, options: others };
}

/** A redirect needs another signature, and the reader should know for what. */
export function redirectText({ status, headers }: ResponseHead): string {
  const location = headerValue(headers, 'location')?.octets;
  const region = headerValue(headers, 'x-amz-bucket-region')?.octets;
  const where = location === undefined ? '' : ` to ${visible(location)}`;
  const needed = region === undefined ? 'the Host header' : `the Host header and the region ${visible(region)}`;
  return `sigv4: The server redirects (${status})${where}. That needs a new signature, for ${needed}: follow it with -L.\n`;
}
