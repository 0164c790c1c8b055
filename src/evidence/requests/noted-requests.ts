/**
 * Finds requests among objects, calls, and pairs: the arguments of functions that sign or send, and requests that
 * programs print.
 */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { TOKEN } from '../../http/message.ts';
import { allGroups, type Entry, entryOf, type Group, groupOf, type Item, isText } from '../objects/objects.ts';
import type { ScannedText } from '../scanned-text.ts';
import { ALGORITHM, PARAMETER } from '../shapes.ts';
import { type FoundRequest, type NotedRequest, requestOfParts } from './found-request.ts';

const METHOD_KEY = /^(?:http|request|type)?[_-]?(?:method|verb)(?:[_-]string)?$|^type$/i;
const URL_KEY = /^(?:request[_-]?)?(?:ur[li]|href|link|endpoint(?:[_-]?ur[li])?|requesturi|base[_-]?url|raw)$/i;
const HOST_KEY = /^(?:get[_-]?)?(?:host|hostname|host[_-]?name|authority)$/i;
const PATH_KEY =
  /^(?:path|pathname|filename|ur[li]|target|encoded[_-]?path|(?:request|url|canonical)[_-]?(?:path|uri)|raw[_-]?path)$/i;
const QUERY_KEY = /^(?:query|query[_-]?string|querystring|search)$/i;
const QUERY_OBJECT_KEY = /^(?:query|query[_-]?(?:string|params|parameters)|querystring|params)$/i;
const NOT_HEADERS_KEY = /^resp/i;
const HEADERS_KEY = /(?:^|[._-])(?:(?:http|request|default|signed|raw)[ _-]?)?headers?(?:[ (].*)?$|^Headers\b/i;
const BODY_KEY = /^(?:body|data|payload)$/i;
const SIGNING_KEY = /^(?:service|service[_-]?name|signing[_-]?name|region|region[_-]?name)$/i;
/** Matches names of headers that occur outside an object of headers. */
const FIELD_KEY =
  /^(?:authorization|host|content-(?:type|md5|length|encoding)|user-agent|range|x-(?:amz|goog|oss|tos)-[\w-]+)$/i;
const METHODS = /^(?:.*\.)?(GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS)$/i;
const WEB = /^(https?|wss?):\/\/([^/?#\t-\r ]+)([/?][^#\t-\r ]*)?/i;
/** Matches headers that proxies add (RFC 7239; RFC 9110, section 7.6.3). */
const OF_HOPS = /^(?:via|forwarded|x-forwarded-.*)$/i;
const SIGNS = new RegExp(`^${ALGORITHM}`);
const IN_QUERY = new RegExp(`[?&]${PARAMETER}Signature=`, 'i');

const MOST = 200;

const READ_FROM_OBJECT = 'The request was read from an object or a call in a program or its output.';

/** Finds the requests. Signed requests are completed from the unsigned requests around them. */
export function requestsInObjects({ objects, by }: ScannedText): FoundRequest[] {
  const records = recordsIn(objects).flatMap((record) => requestOf(record) ?? []);
  // Pairs far from the headers belong to something else if the ones next to them say where the request goes.
  const isSaid = records.some(({ method, target }) => method !== null && target !== null);
  const groups = allGroups(objects).slice(isSaid ? 1 : 0);
  const found = [...records, ...groups.flatMap((group) => requestOf(group) ?? [])].slice(0, MOST);
  const [signed, others] = [found.filter(isSigned), found.filter((request) => !isSigned(request))];
  const completed = distinct(signed.map((request) => completedFrom(request, [...signed, ...others])));
  return [...completed, ...unlike(others)].map((noted) => requestOfParts(noted, by, READ_FROM_OBJECT));
}

const isSigned = ({ headers, target }: NotedRequest): boolean =>
  SIGNS.test(authorizationIn(headers) ?? '') || IN_QUERY.test(target ?? '');

const authorizationIn = (headers: NotedRequest['headers']): Octets | undefined =>
  headers.find(([name]) => /^authorization$/i.test(name))?.[1];

/** The maximum distance between two pairs that belong together without brackets, in bytes. */
const FARTHEST = 64;

/**
 * Returns the pairs outside all brackets that are next to signed headers, such as a method and a URI that a program
 * prints before them.
 */
function recordsIn(root: Group): Group[] {
  const signed = root.groups.filter((group) => isHeaders(group) && isSignedBy(group.entries));
  return signed.map((headers) => {
    let { start } = headers;
    const entries = root.entries.toReversed().filter((entry) => {
      if (entry.end > headers.start || start - entry.end > FARTHEST) return false;
      start = entry.start;
      return true;
    });
    // A program may have printed the host when it began.
    const host = root.entries.findLast((entry) => entry.end <= start && HOST_KEY.test(entry.key) && isText(entry));
    const own = [...entries.reverse(), ...(host ? [host] : [])];
    return { ...root, start, entries: own, items: [], groups: [headers], bracketed: true };
  });
}

const isSignedBy = (entries: readonly Entry[]): boolean =>
  entries.some(({ key, value }) => /^authorization$/i.test(key) && SIGNS.test(value));

/** Omits a request that is inside the object from which another request was read. */
function unlike(requests: readonly NotedRequest[]): NotedRequest[] {
  const says = ({ start: _start, ...said }: NotedRequest) => JSON.stringify(said);
  return [...new Map(requests.map((request) => [says(request), request])).values()];
}

/** Of all requests with the same signature, keeps the most complete one. */
function distinct(requests: readonly NotedRequest[]): NotedRequest[] {
  const bySignature = Map.groupBy(requests, (request) => signatureOf(request));
  return [...bySignature.values()].flatMap((same) =>
    same.reduce<NotedRequest[]>(([best], request) => [best && said(best) >= said(request) ? best : request], []),
  );
}

const signatureOf = ({ headers, target }: NotedRequest): string => authorizationIn(headers) ?? target ?? EMPTY;

const said = ({ method, host, target, headers, body }: NotedRequest): number =>
  headers.length + [method, host, target, body].filter((part) => part !== null).length;

/** Completes a request that lacks parts from the nearest request that has those parts. */
function completedFrom(request: NotedRequest, others: readonly NotedRequest[]): NotedRequest {
  const near = others
    .filter((other) => other !== request)
    .sort((one, other) => Math.abs(one.start - request.start) - Math.abs(other.start - request.start));
  const first = <Name extends 'method' | 'scheme' | 'host' | 'target' | 'body'>(name: Name): NotedRequest[Name] =>
    request[name] ?? near.find((other) => other[name] !== null)?.[name] ?? request[name];
  const isPlaced = request.host !== null && request.target !== null;
  if (isPlaced && request.method !== null) return request;
  return { ...request, method: first('method'), scheme: first('scheme'), host: first('host'), target: first('target') };
}

function requestOf(written: Group): NotedRequest | null {
  const group = isPrinted(written) ? asTexts(written) : written;
  const own = { ...group, entries: entriesWith(group) };
  const place = placeOf(own);
  const headers = headersOf(group, own.entries);
  const method = methodOf(own);
  const isPlaced = place.host !== null || place.target !== null;
  const isSketch = isPlaced && (headers.length > 0 || method !== null || entryOf(own, SIGNING_KEY) !== null);
  const body = entryOf(own, BODY_KEY);
  const noted: NotedRequest = {
    start: group.start,
    method,
    ...place,
    headers,
    body: body && isText(body) ? body.value : null,
    extent: headers.some(([name]) => /^host$/i.test(name)) ? 'whole' : 'partial',
    seenBy: headers.some(([name]) => OF_HOPS.test(name)) ? 'server' : 'client',
  };
  if (isSigned(noted)) return noted;
  return isSketch ? { ...noted, extent: 'partial' } : null;
}

/**
 * Returns whether a program printed the group without quotation marks. In that case, the group has the headers as they
 * were sent.
 */
const isPrinted = (group: Group): boolean =>
  group.bracketed &&
  allGroups(group).some(({ entries }) => entries.some(({ kind, value }) => kind === 'bare' && SIGNS.test(value)));

/** Treats all words as texts. */
const asTexts = (group: Group): Group => ({
  ...group,
  entries: group.entries.map((entry) => (entry.kind === 'word' ? { ...entry, kind: 'bare' } : entry)),
  groups: group.groups.map(asTexts),
});

/** Returns the pairs of a group, together with the pairs of unnamed objects in the arguments of a call. */
function entriesWith({ call, entries, groups }: Group): readonly Entry[] {
  const given = call === null ? [] : groups.filter(({ key }) => key === null);
  return [...entries, ...given.flatMap((group) => group.entries)];
}

type Place = Pick<NotedRequest, 'scheme' | 'host' | 'target'>;

function placeOf(group: Group): Place {
  const url = textsOf(group, URL_KEY).find((text) => WEB.test(text)) ?? positional(group, WEB);
  const web = url === null || url === undefined ? null : WEB.exec(url);
  const inner = groupOf(group, /^(?:ur[li]|GET|HEAD|PUT|POST|DELETE)$/i);
  const host = textsOf(group, HOST_KEY)[0] ?? (inner && textsOf(inner, HOST_KEY)[0]) ?? null;
  const path = textsOf(group, PATH_KEY).find((text) => !WEB.test(text) || text !== url);
  const innerPath = inner && textsOf(inner, PATH_KEY)[0];
  const target = path ?? innerPath ?? (web ? web[3] || '/' : null);
  const [, scheme = '', authority = null] = web ?? [];
  return {
    scheme: scheme === '' ? null : /s$/i.test(scheme) ? 'https' : 'http',
    host: host === null ? (authority as Octets | null) : withPort(host, textsOf(group, /^port$/i)[0]),
    target: target === null ? null : targetWith(target, group),
  };
}

const withPort = (host: Octets, port: Octets | undefined): Octets =>
  port === undefined || host.includes(':') ? host : (`${host}:${port}` as Octets);

/**
 * Adds the query, which may be a text or an object. Returns `null` if a value in the query is a variable, or could be
 * encoded in more than one way.
 */
function targetWith(path: string, group: Group): Octets | null {
  const text = textsOf(group, QUERY_KEY)[0];
  const pairs = groupOf(group, QUERY_OBJECT_KEY)?.entries ?? [];
  if (path.includes('?') || (!text && pairs.length === 0)) return path as Octets;
  if (pairs.some((entry) => !isText(entry) || !/^[\w.~-]*$/.test(entry.key + entry.value))) return null;
  const query = text?.replace(/^\?/, '') ?? pairs.map(({ key, value }) => `${key}=${value}`).join('&');
  return `${path}?${query}` as Octets;
}

const textsOf = ({ entries }: Pick<Group, 'entries'>, key: RegExp): Octets[] =>
  entries.filter((entry) => isText(entry) && key.test(entry.key)).map(({ value }) => value);

const positional = ({ items }: Group, pattern: RegExp): Octets | null =>
  items.find((item) => isText(item) && pattern.test(item.value))?.value ?? null;

/** Returns the method in the arguments of a function that sends a request, such as `request("GET", url)`. */
const methodGiven = (groups: readonly Group[]): string | undefined =>
  groups
    .filter(({ call }) => call !== null && /(?:request|open|fetch|send)$/i.test(call))
    .flatMap(({ items }) => items)
    .find(({ kind, value }) => kind === 'quoted' && /^[A-Z]{3,7}$/.test(value) && METHODS.test(value))?.value;

function methodOf({ entries, items, groups, call }: Group): Octets | null {
  const above = groups.find(({ key }) => key !== null && /^[A-Z]{3,7}$/.test(key) && METHODS.test(key))?.key;
  const named = entries.find(({ key, value }) => METHOD_KEY.test(key) && METHODS.test(value));
  const given = items.find(
    ({ kind, value }: Item) => kind === 'quoted' && /^[A-Z]{3,7}$/.test(value) && METHODS.test(value),
  );
  const called = call !== null && items.some(({ value }) => WEB.test(value)) ? call : null;
  const method = METHODS.exec(named?.value ?? given?.value ?? called ?? above ?? methodGiven(groups) ?? '')?.[1];
  return method === undefined ? null : (method.toUpperCase() as Octets);
}

const isHeaders = ({ key }: Group): boolean => key !== null && HEADERS_KEY.test(key) && !NOT_HEADERS_KEY.test(key);

/**
 * Returns the headers whose values are texts. Values that contain a line ending are excluded, because the line ending
 * would begin another header.
 */
function headersOf(group: Group, own: readonly Entry[]): NotedRequest['headers'] {
  const named = group.groups.filter(isHeaders);
  const inGiven = group.groups.flatMap(({ key, groups }) => (key === null ? groups.filter(isHeaders) : []));
  const all = [...named, ...inGiven];
  // A program may print the response headers next to the request headers.
  const signed = all.filter(({ entries }) => entries.some(({ key }) => /^authorization$/i.test(key)));
  const inside = (signed.length > 0 ? signed : all.slice(0, 1)).flatMap((headers) => headers.entries);
  // Outside all brackets, lines without quotation marks are the actual head of a request. Another reader handles such a
  // head.
  const isOutside = group.call === null && group.key === null && group.start === 0;
  const loose = own.filter(
    ({ key, kind }) => FIELD_KEY.test(key) && !HOST_KEY.test(key) && (kind === 'quoted' || !isOutside),
  );
  const names = new Set(inside.map(({ key }) => key.toLowerCase()));
  return [...inside, ...loose.filter(({ key }) => !names.has(key.toLowerCase()))]
    .filter(({ key, value, kind }) => kind !== 'word' && TOKEN.test(key) && !/[\r\n]/.test(value))
    .map(({ key, value }) => [key, value]);
}
