/** From what a person asked to the request that can be sent: looked up, composed, signed. */
import { given } from '../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { bodyOf, type RequestBody } from '../http/request-body.ts';
import { queryParameters, splitTarget } from '../http/target.ts';
import { composeRequest } from '../intake/compose-request.ts';
import { readPlace } from '../intake/place.ts';
import { readUrl, type UrlParts } from '../intake/url.ts';
import { rulesOf } from '../sigv4/rules.ts';
import type { SigningInput } from '../sigv4/schemes/header-preparation.ts';
import { traceSigning } from '../sigv4/sign.ts';
import { readTimestamp, writeTimestamp } from '../sigv4/timestamp.ts';
import { secretsOf } from '../trace/redact-exchange.ts';
import type { Trace } from '../trace/trace.ts';
import type { OptionValues } from './command.ts';
import { type DataSource, type RequestWish, readWish } from './request-options.ts';
import { type Settings, settingsOf } from './settings.ts';
import type { World } from './world.ts';

export interface RequestPlan {
  readonly wish: RequestWish;
  readonly place: UrlParts;
  readonly body: RequestBody;
  /** The head, not signed. */
  readonly request: SigningInput['request'];
  /** `null` for a request that is not to be signed. */
  readonly trace: Trace | null;
}

/** Looks up what the options leave open, and signs. Whatever cannot be is a problem; nothing is sent. */
export async function planRequest(
  world: World,
  address: string,
  options: OptionValues,
): Promise<RequestPlan | Problem> {
  const wish = readWish(address, options);
  if (isProblem(wish)) return wish;
  const settings = settingsOf({ options, environment: world.environment, loadProfile: world.loadProfile });
  const place = await findPlace(address, options, settings);
  if (isProblem(place)) return place;
  if (wish.isSigned && isPresigned(place.url)) return alreadyPresigned();
  const body = await readBody(world, wish.data);
  if (isProblem(body)) return body;
  const hasBody = wish.data.length > 0 || wish.method === 'PUT' || wish.method === 'POST';
  const request = composeRequest({
    method: wish.method,
    place: place.url,
    headers: wish.headers,
    bodyLength: hasBody ? body.length : null,
    by: 'the command line',
  });
  if (isProblem(request)) return request;
  if (!wish.isSigned) return { wish, place: place.url, body, request, trace: null };
  const input = await signingInput(world, options, settings, { ...place, wish, body, request });
  if (isProblem(input)) return input;
  const trace = traceSigning(input);
  return trace.outcome.kind === 'malformed' ? trace.outcome.problem : { wish, place: place.url, body, request, trace };
}

/** Its query carries a signature, or a session token, which is a secret. */
function isPresigned({ target }: UrlParts): boolean {
  return queryParameters(splitTarget(target).query).some(({ name }) =>
    /^x-amz-(?:signature|security-token)$/i.test(name.octets),
  );
}

function alreadyPresigned(): Problem {
  return problem(
    'presigned',
    'The URL is presigned: its query carries a signature or a session token.',
    'Use it with send --no-sign-request, or leave its X-Amz-… parameters out to sign it anew.',
  );
}

interface FoundPlace {
  readonly url: UrlParts;
  readonly region: { readonly value: string; readonly source: string };
}

async function findPlace(address: string, options: OptionValues, settings: Settings): Promise<FoundPlace | Problem> {
  const isS3 = /^s3:\/\//i.test(address);
  if (!isS3 && options.endpointUrl !== undefined) {
    return problem(
      'endpoint',
      'The address names a host, and --endpoint-url another.',
      'Use --endpoint-url with s3:// only.',
    );
  }
  const written = isS3 ? null : readUrl(address, 'the address');
  if (written !== null && isProblem(written)) return written;
  const region = await settings.region(written?.host ?? null);
  if (isProblem(region)) return region;
  const endpoint = isS3 ? await settings.endpoint() : null;
  if (endpoint !== null && isProblem(endpoint)) return endpoint;
  const url = readPlace(address, 'the address', {
    region: region.value,
    endpoint: endpoint && { url: endpoint.value, by: endpoint.source },
    style: options.pathStyle ? 'path' : 'virtual-host',
  });
  return isProblem(url) ? url : { url, region };
}

interface Composed extends FoundPlace {
  readonly wish: RequestWish;
  readonly body: RequestBody;
  readonly request: SigningInput['request'];
}

async function signingInput(
  world: World,
  options: OptionValues,
  settings: Settings,
  { wish, body, request, region }: Composed,
): Promise<SigningInput | Problem> {
  const credentials = await settings.credentials();
  if (isProblem(credentials)) return credentials;
  if (/[\r\n\0]/.test(credentials.accessKeyId + (credentials.sessionToken ?? ''))) return lineBreak(credentials.source);
  const timestamp = typeof options.date === 'string' ? options.date : writeTimestamp(world.now());
  if (readTimestamp(timestamp) === null) {
    return problem(
      'date',
      `${JSON.stringify(timestamp)} is no time that exists.`,
      'Write it as 20130524T000000Z, in UTC.',
    );
  }
  const from = (text: string, by: string) => given(octetsFromText(text), by);
  const { accessKeyId, secretAccessKey, sessionToken, source } = credentials;
  return {
    request,
    payload: body,
    credentials: {
      accessKeyId: from(accessKeyId, source),
      secretAccessKey: from(secretAccessKey, source),
      sessionToken: sessionToken === null ? null : from(sessionToken, source),
    },
    timestamp: from(timestamp, options.date === undefined ? 'the clock' : '--date'),
    region: from(region.value, region.source),
    service: from(wish.service, options.service === undefined ? 'nobody: it is the default' : '--service'),
    rules: { ...rulesOf(wish.service), payload: wish.payload, plusInQuery: wish.plus },
  };
}

/** It would end the header that it is put into. */
function lineBreak(source: string): Problem {
  return problem(
    'credentials',
    `The access key ID or the session token, from ${source}, has a line break in it.`,
    'Take it out: it is often the end of the line that was copied.',
  );
}

/** A single file read byte for byte may be of any size; everything else is put together in memory. */
async function readBody(world: World, data: readonly DataSource[]): Promise<RequestBody | Problem> {
  const [only, ...others] = data;
  if (!only) return bodyOf(octetsFromText(''));
  if (others.length === 0 && only.kind === 'file' && only.lineEnds === 'kept' && only.path !== '-') {
    return world.openBody(only.path);
  }
  const parts: string[] = [];
  for (const source of data) {
    const part = await readData(world, source);
    if (isProblem(part)) return part;
    parts.push(part);
  }
  return bodyOf(parts.join('&') as ReturnType<typeof octetsFromText>);
}

async function readData(world: World, source: DataSource): Promise<string | Problem> {
  if (source.kind === 'text') return octetsFromText(source.text);
  const octets = await world.readFile(source.path);
  if (isProblem(octets)) return octets;
  return source.lineEnds === 'kept' ? octets : octets.replace(/[\r\n\0]/g, '');
}

/** The session tokens in a request, which are secrets also where it is not signed here. */
export function tokensOf({ request, trace }: Pick<RequestPlan, 'request' | 'trace'>): Octets[] {
  const signed = trace ? secretsOf(trace) : [];
  const pattern = /x-amz-security-token(?:[ \t]*:[ \t]*([^\r\n]+)|=([^&\s]+))/gi;
  const carried = [...request.octets.matchAll(pattern)].map((match) => (match[1] ?? match[2] ?? '') as Octets);
  return [...signed, ...carried];
}

/** The address as it is asked for, for the reader. */
export function urlText({ scheme, authority, target }: UrlParts): string {
  const octets = `${authority.octets}${target.octets}` as ReturnType<typeof octetsFromText>;
  return `${scheme}://${textFromOctets(octets) ?? octets}`;
}
