/**
 * Decides whether a request may be redirected to the location that a server names.
 *
 * A new signature is a new statement by the owner of the key. Such a signature may be created only for the request that
 * the user asked for, because no server may choose what is signed.
 */

import { octetsOfValue, type RequestPlan, urlText } from '../../app/planning/planned-request.ts';
import { inRegion, readS3Host, regionOfHost } from '../../aws/s3-hosts.ts';
import type { Input } from '../../bytes/input.ts';
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { AnsweredExchange } from '../../http/exchange.ts';
import { headerValue } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { readUrl, type UrlParts } from '../../intake/url.ts';
import { type Address, addressOf } from '../../sandbox/addressing.ts';
import { QUERY_PARAMETERS } from '../../sigv4/claims/query-claim.ts';
import { AWS4 } from '../../sigv4/dialects/aws4.ts';
import { S3_RULES } from '../../sigv4/rules.ts';
import { isRegionName } from '../../sigv4/spellings.ts';
import { canonicalQueryString } from '../../sigv4/stages/canonical-request/canonical-query-string.ts';
import { REGION } from '../../sigv4/stages/request.ts';
import type { SendValues } from './send-options.ts';

export interface Step {
  readonly address: string;
  readonly options: SendValues;
}

export type Obstacle =
  | 'another-scheme'
  | 'another-host'
  | 'another-port'
  | 'another-bucket'
  | 'another-key'
  | 'another-query'
  | 'not-s3'
  /** Only S3 may redirect to another S3 host, but TLS has not proved that this server is S3. */
  | 'unverified'
  /** The user gave a Host header, which would be wrong for another host. */
  | 'own-host-header'
  /** The redirect names neither a different place nor a different Region. */
  | 'nowhere'
  /** The redirect names a place that is not a URL with a host, or a Region that is not valid. */
  | 'unreadable'
  | 'too-many';

/** The target of a redirect: the place, the object, and the Region to sign for. */
export interface Destination {
  readonly place: UrlParts;
  readonly address: Address;
  /** The new Region; `null` means that the Region stays the same. */
  readonly region: string | null;
}

export type Redirection =
  /** The response is not a redirect, or the redirect does not keep the method and the body. */
  | { readonly kind: 'none' }
  | { readonly kind: 'allowed'; readonly next: Step; readonly destination: Destination }
  /** There is at least one obstacle. The destination is `null` if unknown. */
  | { readonly kind: 'blocked'; readonly obstacles: readonly Obstacle[]; readonly destination: Destination | null };

/**
 * The statuses that keep the method and the body. Status 303 is not included, because it asks for a GET of another
 * resource (RFC 9110, section 15.4).
 */
const KEEPS_REQUEST: readonly number[] = [301, 302, 307, 308];
const MOST_REDIRECTS = 5;
const HTTPS_PORT = 443;

/**
 * Determines whether the response redirects the request and whether the redirect may be followed. `followed` is the
 * number of redirects followed so far.
 */
export function redirectionOf(
  plan: RequestPlan,
  exchange: AnsweredExchange,
  step: Step,
  followed: number,
): Redirection {
  const head = exchange.response?.head;
  if (!head || exchange.problem || !KEEPS_REQUEST.includes(head.status)) return { kind: 'none' };
  const location = headerValue(head.headers, 'location')?.octets;
  const region = headerValue(head.headers, 'x-amz-bucket-region')?.octets ?? null;
  if (region !== null && !isRegionName(region)) return blocked(['unreadable'], null);
  const place = location === undefined ? placeInRegion(plan, region) : placeOf(location, plan, step);
  if (typeof place === 'string') return blocked([place], null);
  const path = splitTarget(place.target).path.octets;
  const destination = {
    place,
    address: addressOf(octetsFromText(place.host), path),
    region: region ?? (isOtherHost(plan, place) ? regionOfHost(place.host) : null),
  };
  const obstacles = obstaclesTo(destination, plan, exchange);
  if (obstacles.length > 0) return blocked(obstacles, destination);
  if (followed >= MOST_REDIRECTS) return blocked(['too-many'], destination);
  return { kind: 'allowed', next: nextStep(destination, plan, step), destination };
}

function blocked(obstacles: readonly Obstacle[], destination: Destination | null): Redirection {
  return { kind: 'blocked', obstacles, destination };
}

const OF_ANSWER: Input = { id: 'url', source: { kind: 'answer' } };

/** Reads a Location header. The header may omit the scheme, or everything before the path (RFC 3986, section 4.2). */
function placeOf(location: Octets, { place }: RequestPlan, { options }: Step): UrlParts | Obstacle {
  const { scheme, authority } = place;
  const missing = location.startsWith('//')
    ? `${scheme}:`
    : location.startsWith('/')
      ? `${scheme}://${authority.octets}`
      : '';
  const absolute = `${missing}${location}` as Octets;
  const written = asText(absolute);
  const found = readUrl(options.presign ? withoutSignature(written) : written, OF_ANSWER);
  return isProblem(found) ? 'unreadable' : found;
}

/**
 * Finds the location if the response names only a Region, which is common for S3. For S3, the location is the S3 host
 * in that Region. For any other server, the location is the same server, because the user chose its host.
 */
function placeInRegion(plan: RequestPlan, region: string | null): UrlParts | Obstacle {
  if (region === null) return 'nowhere';
  const { place } = plan;
  const host = readS3Host(place.host) === null ? place.host : inRegion(place.host, region);
  if (host === null) return 'nowhere';
  if (host.toLowerCase() !== place.host.toLowerCase()) {
    const target = asText(place.target.octets);
    const found = readUrl(`https://${host}${target}`, OF_ANSWER);
    return isProblem(found) ? 'unreadable' : found;
  }
  return octetsOfValue(plan, REGION) === region || plan.trace === null ? 'nowhere' : place;
}

function obstaclesTo(destination: Destination, plan: RequestPlan, exchange: AnsweredExchange): Obstacle[] {
  const { place } = destination;
  const { scheme, port, host } = plan.place;
  const object = otherObject(destination, plan);
  const isElsewhere = place.scheme !== scheme || isOtherHost(plan, place) || place.port !== port;
  if (!isElsewhere) return object;
  const obstacles = readS3Host(host) === null ? toOtherServer(destination, plan) : fromS3(destination, plan, exchange);
  return [...new Set([...obstacles, ...object])];
}

const when = (obstacle: Obstacle, isThere: boolean): Obstacle[] => (isThere ? [obstacle] : []);

const isOtherHost = ({ place }: RequestPlan, { host }: UrlParts) => place.host.toLowerCase() !== host.toLowerCase();

/** Returns the obstacles to a redirect from a server other than S3. Such a server may redirect only to itself. */
function toOtherServer({ place }: Destination, plan: RequestPlan): Obstacle[] {
  const isOtherScheme = place.scheme !== plan.place.scheme;
  return [
    ...when('another-scheme', isOtherScheme),
    ...when('another-host', isOtherHost(plan, place)),
    ...when('another-port', !isOtherScheme && place.port !== plan.place.port),
  ];
}

/**
 * Returns the obstacles to a redirect from S3. S3 may redirect to any of its own hosts if TLS has proved that the
 * server is S3.
 */
function fromS3({ place }: Destination, plan: RequestPlan, { tls }: AnsweredExchange): Obstacle[] {
  const from = readS3Host(plan.place.host);
  const to = readS3Host(place.host);
  if (to === null) return ['not-s3'];
  const isPlain = place.scheme === 'http';
  return [
    ...when('another-scheme', isPlain && plan.place.scheme === 'https'),
    ...when('another-port', !isPlain && place.port !== HTTPS_PORT),
    ...when('unverified', tls?.isVerified !== true),
    ...when(
      'own-host-header',
      plan.inputs.headers.some(({ value: [name] }) => name.toLowerCase() === 'host'),
    ),
    ...when('another-bucket', from?.names !== to.names || from.partition !== to.partition),
  ];
}

/** Returns the differences in bucket, key, and query. Different encodings of the same bytes do not count. */
function otherObject({ place, address }: Destination, plan: RequestPlan): Obstacle[] {
  const asked = splitTarget(plan.place.target);
  const { bucket, key } = addressOf(octetsFromText(plan.place.host), asked.path.octets);
  // Order and encoding do not matter in a query, so its canonical form is compared.
  const query = (target: UrlParts['target']) => canonicalQueryString(splitTarget(target).query, S3_RULES, AWS4).octets;
  return [
    ...when('another-bucket', address.bucket !== bucket),
    ...when('another-key', address.key !== key),
    ...when('another-query', query(place.target) !== query(plan.place.target)),
  ];
}

/**
 * Matches the names of headers that the user gave for one host. These headers are never sent to another host, not even another
 * S3 host.
 */
const FOR_ONE_HOST = /^(?:cookie|authorization|proxy-authorization)$/i;

function nextStep({ place, region }: Destination, plan: RequestPlan, { address, options }: Step): Step {
  const regional: Step['options'] =
    region === null ? options : { ...options, region: { value: region, source: { kind: 'answer' } } };
  if (place === plan.place) return { address, options: regional };
  // The new address contains a host, so the endpoint no longer applies.
  const { endpointUrl: _, ...others } = regional;
  const next = { address: urlText(place), options: others };
  if (!isOtherHost(plan, place)) return next;
  const header = options.header.filter(([name]) => !FOR_ONE_HOST.test(name));
  return { ...next, options: { ...others, header } };
}

const FURTHER_PARAMETERS = ['X-Amz-Security-Token', 'X-Amz-Region-Set'];
const OF_SIGNATURES = new Set([...QUERY_PARAMETERS, ...FURTHER_PARAMETERS].map((name) => name.toLowerCase()));

/**
 * Removes the parameters of a signature. Some servers repeat these parameters in Location, but they are valid only for
 * the first address.
 */
function withoutSignature(address: string): string {
  const [beginning = '', query] = address.split(/\?(.*)/s, 2);
  if (query === undefined) return address;
  const kept = query.split('&').filter((pair) => !OF_SIGNATURES.has((pair.split('=', 1)[0] ?? '').toLowerCase()));
  return kept.length === 0 ? beginning : `${beginning}?${kept.join('&')}`;
}
