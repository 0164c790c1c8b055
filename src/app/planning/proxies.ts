/** Reads which proxy the environment names for a server, as curl does (https://curl.se/docs/manpage.html#ENVIRONMENT). */
import { base64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { isThisMachine } from '../../http/host.ts';
import type { ProxyOrder } from '../../wire/send-order.ts';
import type { Surroundings } from '../world/world.ts';

/** A proxy, and what must not be shown of it. */
interface NamedProxy extends ProxyOrder {
  readonly secrets: readonly Octets[];
}

/**
 * The variables, the first one first; one that is empty is not set. A web server gives its CGI programs a header of the
 * request as HTTP_PROXY, so that one is not read.
 */
const FOR_HTTPS = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];
const FOR_HTTP = ['http_proxy', 'all_proxy', 'ALL_PROXY'];
const EXCEPTIONS = ['no_proxy', 'NO_PROXY'];

/**
 * Returns the proxy for a server, or `null` if it is reached without one. Returns a problem if the variable names
 * something other than an HTTP proxy.
 */
export function proxyFor(
  { scheme, host }: { readonly scheme: string; readonly host: string },
  environment: Surroundings['environment'],
): NamedProxy | null | Problem {
  const firstOf = (names: readonly string[]) => names.find((name) => (environment[name] ?? '') !== '');
  const name = firstOf(scheme === 'https' ? FOR_HTTPS : FOR_HTTP);
  const exceptions = environment[firstOf(EXCEPTIONS) ?? ''] ?? '';
  if (name === undefined || isThisMachine(host) || isExcepted(host, exceptions)) return null;
  const text = environment[name] ?? '';
  const address = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'http:' && url.hostname !== '' ? namedProxy(name, url) : noProxy(name, host);
}

const USUAL_PORT = 80;

function namedProxy(variable: string, { hostname, port, username, password }: URL): NamedProxy {
  const place = { variable, host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? USUAL_PORT : Number(port) };
  if (username === '') return { ...place, authorization: null, secrets: [] };
  const [name, secret] = [decoded(username), decoded(password)];
  const credentials = base64(plain(octetsFromText(`${name}:${secret}`))).octets;
  return { ...place, authorization: `Basic ${credentials}`, secrets: [octetsFromText(secret), credentials] };
}

/** Decodes a part of a URL. What is not percent-encoded UTF-8 is taken as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// The address is not quoted, because it can have a password.
const noProxy = (name: string, host: string) =>
  problem(
    'proxy',
    `${name} does not name an HTTP proxy, and this program uses no other kind.`,
    `Write it as http://HOST:PORT, or add ${host} to NO_PROXY if the host can be reached without a proxy.`,
  );

/**
 * Returns whether one of the exceptions is the host, a domain that it is in, or a block of IPv4 addresses that it is in.
 * They are separated by commas or spaces.
 */
function isExcepted(host: string, exceptions: string): boolean {
  const name = withoutDots(host);
  return exceptions
    .split(/[\s,]+/)
    .map(withoutDots)
    .some((entry) => entry === '*' || (entry !== '' && (`.${name}`.endsWith(`.${entry}`) || isInBlock(name, entry))));
}

const withoutDots = (name: string): string => name.toLowerCase().replace(/^\.|\.$/g, '');

/** Returns whether an IPv4 address is in a block such as 10.0.0.0/8 (RFC 4632). */
function isInBlock(address: string, block: string): boolean {
  const [base = '', length = ''] = block.split('/');
  const [one, other] = [bitsOf(address), bitsOf(base)];
  const isLength = /^\d{1,2}$/.test(length);
  return isLength && one !== null && other !== null && one.slice(0, Number(length)) === other.slice(0, Number(length));
}

/** Returns the 32 bits of an IPv4 address as digits; `null` for another text. */
function bitsOf(address: string): string | null {
  const isAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address);
  return isAddress
    ? address
        .split('.')
        .map((part) => Number(part).toString(2).padStart(8, '0'))
        .join('')
    : null;
}
