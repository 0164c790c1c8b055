/**
 * Redirects: whether the request goes where a server sends it, as data.
 *
 * A new signature is a new statement by the person who holds the key. It is made without asking for the very request that
 * the person asked for, and for nothing else: no server chooses what is signed.
 */

import { listOf, type OptionValues } from '../../app/options/option-values.ts';
import { octetsOfValue, type RequestPlan, urlText } from '../../app/planning/planned-request.ts';
import { inRegion, readS3Host, regionOfHost } from '../../aws/s3-hosts.ts';
import type { Input } from '../../bytes/input.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { AnsweredExchange } from '../../http/exchange.ts';
import { headerValue } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { readUrl, type UrlParts } from '../../intake/url.ts';
import { type Address, addressOf } from '../../sandbox/addressing.ts';
import { QUERY_PARAMETERS } from '../../sigv4/claims/query-claim.ts';
import { S3_RULES } from '../../sigv4/rules.ts';
import { isRegionName } from '../../sigv4/spellings.ts';
import { canonicalQueryString } from '../../sigv4/stages/canonical-query-string.ts';
import { REGION } from '../../sigv4/stages/request.ts';

export interface Step {
  readonly address: string;
  readonly options: OptionValues;
}

/** Why a redirect is not followed. */
export type Obstacle =
  | 'another-scheme'
  | 'another-host'
  | 'another-port'
  | 'another-bucket'
  | 'another-key'
  | 'another-query'
  /** It leads away from S3. */
  | 'not-s3'
  /** S3 may send a request to another of its hosts, but who answered has not proved to be S3. */
  | 'unverified'
  /** The person gave a Host header, which would be wrong for another host. */
  | 'own-host-header'
  /** It names no place, or none but the one that was asked for the same region. */
  | 'nowhere'
  /** It names a place that is no URL with a host, or a region that is none. */
  | 'unreadable'
  | 'too-many';

/** The request that a redirect leads to. */
export interface Destination {
  readonly place: UrlParts;
  readonly address: Address;
  /** `null` where neither the answer nor another host names one: it stays. */
  readonly region: string | null;
}

/** What a redirect comes to. */
export type Redirection =
  /** The answer is no redirect that could be followed with the same method and body. */
  | { readonly kind: 'none' }
  | { readonly kind: 'allowed'; readonly next: Step; readonly destination: Destination }
  /** At least one obstacle; the destination is `null` where it cannot be told. */
  | { readonly kind: 'blocked'; readonly obstacles: readonly Obstacle[]; readonly destination: Destination | null };

/** With these the method and the body stay; 303 asks for a GET of something else (RFC 9110, section 15.4). */
const KEEPS_REQUEST: readonly number[] = [301, 302, 307, 308];
const MOST_REDIRECTS = 5;
const HTTPS_PORT = 443;

/** Decides whether `plan`, made of `step` after `followed` redirects and answered by `exchange`, may be sent elsewhere. */
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

/** Reads a Location header, which may leave out the scheme, or all that comes before the path (RFC 3986, section 4.2). */
function placeOf(location: Octets, { place }: RequestPlan, { options }: Step): UrlParts | Obstacle {
  const { scheme, authority } = place;
  const missing = location.startsWith('//')
    ? `${scheme}:`
    : location.startsWith('/')
      ? `${scheme}://${authority.octets}`
      : '';
  const absolute = `${missing}${location}` as Octets;
  const written = textFromOctets(absolute) ?? absolute;
  const found = readUrl(options.presign ? withoutSignature(written) : written, OF_ANSWER);
  return isProblem(found) ? 'unreadable' : found;
}

/**
 * Finds the place that an answer means which names a region alone, as S3 does. For S3 that is its host in that region; any
 * other server means itself: who named it chose the host, and the answer does not change that.
 */
function placeInRegion(plan: RequestPlan, region: string | null): UrlParts | Obstacle {
  if (region === null) return 'nowhere';
  const { place } = plan;
  const host = readS3Host(place.host) === null ? place.host : inRegion(place.host, region);
  if (host === null) return 'nowhere';
  if (host.toLowerCase() !== place.host.toLowerCase()) {
    const target = textFromOctets(place.target.octets) ?? place.target.octets;
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

/** A server that is not S3 speaks for itself alone. */
function toOtherServer({ place }: Destination, plan: RequestPlan): Obstacle[] {
  const isOtherScheme = place.scheme !== plan.place.scheme;
  return [
    ...when('another-scheme', isOtherScheme),
    ...when('another-host', isOtherHost(plan, place)),
    ...when('another-port', !isOtherScheme && place.port !== plan.place.port),
  ];
}

/** S3 speaks for all of its hosts, once it has proved over TLS to be S3. */
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

/** Compares what is asked for, however it is spelled. */
function otherObject({ place, address }: Destination, plan: RequestPlan): Obstacle[] {
  const asked = splitTarget(plan.place.target);
  const { bucket, key } = addressOf(octetsFromText(plan.place.host), asked.path.octets);
  // Servers read a query as the canonical query string has it: decoded, in any order.
  const query = (target: UrlParts['target']) => canonicalQueryString(splitTarget(target).query, S3_RULES).octets;
  return [
    ...when('another-bucket', address.bucket !== bucket),
    ...when('another-key', address.key !== key),
    ...when('another-query', query(place.target) !== query(plan.place.target)),
  ];
}

/** Headers that a person gives to one host: they are for no other, be it S3's. */
const FOR_ONE_HOST = /^(?:cookie|authorization|proxy-authorization)[:;]/i;

function nextStep({ place, region }: Destination, plan: RequestPlan, { address, options }: Step): Step {
  const regional = region === null ? options : { ...options, region };
  if (place === plan.place) return { address, options: regional };
  // The new address names its host itself.
  const { endpointUrl: _, ...others } = regional;
  const next = { address: urlText(place), options: others };
  if (!isOtherHost(plan, place) || options.header === undefined) return next;
  const header = listOf(options.header).filter((line) => !FOR_ONE_HOST.test(line));
  return { ...next, options: { ...others, header } };
}

const FURTHER_PARAMETERS = ['X-Amz-Security-Token', 'X-Amz-Region-Set'];
const OF_SIGNATURES = new Set([...QUERY_PARAMETERS, ...FURTHER_PARAMETERS].map((name) => name.toLowerCase()));

/** Leaves out the parameters of a signature, which was for the address before. */
export function withoutSignature(address: string): string {
  const [beginning = '', query] = address.split(/\?(.*)/s, 2);
  if (query === undefined) return address;
  const kept = query.split('&').filter((pair) => !OF_SIGNATURES.has((pair.split('=', 1)[0] ?? '').toLowerCase()));
  return kept.length === 0 ? beginning : `${beginning}?${kept.join('&')}`;
}
