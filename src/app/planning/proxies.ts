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
 * Returns the proxy for a server, or `null` if it is reached without one. Returns a problem if the variable names
 * something other than an HTTP proxy.
 */
export function proxyFor(
  { scheme, host }: { readonly scheme: string; readonly host: string },
  environment: Surroundings['environment'],
): NamedProxy | null | Problem {
  const names =
    scheme === 'https'
      ? ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']
      : ['http_proxy', 'ALL_PROXY', 'all_proxy'];
  const name = names.find((candidate) => (environment[candidate] ?? '') !== '');
  if (name === undefined || isThisMachine(host) || isExcepted(host, environment.NO_PROXY ?? environment.no_proxy ?? ''))
    return null;
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

function isExcepted(host: string, exceptions: string): boolean {
  return exceptions.split(',').some((entry) => {
    const name = entry.trim().toLowerCase().replace(/^\./, '');
    return name === '*' || (name !== '' && (host.toLowerCase() === name || host.toLowerCase().endsWith(`.${name}`)));
  });
}
