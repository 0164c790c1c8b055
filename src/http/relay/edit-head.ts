/** Changes the head of a request in the way that a proxy does. All other bytes stay the same. */
import type { Octets } from '../../bytes/octets.ts';

interface HeadLines {
  readonly method: string;
  readonly target: string;
  /** The text after the target: a space, the version, and the line ending. */
  readonly rest: string;
  /** Each field, with its folds and its line ending. */
  readonly fields: readonly string[];
  /** The empty line. */
  readonly end: string;
}

const REQUEST_LINE = /^([^\t-\r ]+) (.*)( HTTP\/\d\.\d\r?\n)$/s;

/** Splits a head that has already been read successfully. */
function linesOf(octets: Octets): HeadLines {
  const [first = '', ...others] = octets.split(/(?<=\n)(?![ \t])/);
  const [, method = '', target = '', rest = ''] = REQUEST_LINE.exec(first) ?? [];
  return { method, target, rest, fields: others.slice(0, -1), end: others.at(-1) ?? '' };
}

const joined = ({ method, target, rest, fields, end }: HeadLines): Octets =>
  `${method} ${target}${rest}${fields.join('')}${end}` as Octets;

const nameOf = (field: string): string => field.slice(0, field.indexOf(':')).toLowerCase();

/** Replaces the method. */
export const withMethod = (octets: Octets, method: string): Octets => joined({ ...linesOf(octets), method });

/** Replaces the target with the result of `change`. */
export function withTarget(octets: Octets, change: (target: string) => string): Octets {
  const lines = linesOf(octets);
  return joined({ ...lines, target: change(lines.target) });
}

/** Removes every field whose lowercase name is one of these. */
export function withoutFields(octets: Octets, isRemoved: (name: string) => boolean): Octets {
  const lines = linesOf(octets);
  return joined({ ...lines, fields: lines.fields.filter((field) => !isRemoved(nameOf(field))) });
}

/** Replaces the value of the first field with this name, or adds the field at the end. */
export function withField(octets: Octets, name: string, value: string): Octets {
  const lines = linesOf(octets);
  const at = lines.fields.findIndex((field) => nameOf(field) === name.toLowerCase());
  const line = (spelled: string) => `${spelled}: ${value}${lines.end}`;
  const old = lines.fields[at];
  const fields =
    old === undefined ? [...lines.fields, line(name)] : lines.fields.with(at, line(old.slice(0, old.indexOf(':'))));
  return joined({ ...lines, fields });
}

const ABSOLUTE = /^https?:\/\/[^/?#]*/i;

/**
 * Returns the request that a proxy sends to the server (RFC 9112, section 3.2.1), with its target in origin form and
 * without fields that are only for the proxy.
 */
export function inOriginForm(octets: Octets): Octets {
  const lines = linesOf(octets);
  if (!ABSOLUTE.test(lines.target)) return octets;
  const path = lines.target.replace(ABSOLUTE, '');
  const target = path.startsWith('/') ? path : `/${path}`;
  return withoutFields(joined({ ...lines, target }), (name) => name.startsWith('proxy-'));
}

/** Returns the scheme, the host, and the port of an absolute target; `null` for any other target. */
export function authorityOf(
  target: string,
): { readonly scheme: 'http' | 'https'; readonly host: string; readonly port: number } | null {
  const origin = ABSOLUTE.exec(target)?.[0];
  if (origin === undefined || !URL.canParse(origin)) return null;
  const url = new URL(origin);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  return { scheme, host: bareHost(url.hostname), port: Number(url.port) || (scheme === 'https' ? 443 : 80) };
}

/** Reads the target of a CONNECT, or the value of a Host header. The usual port is 443. Returns `null` if there is no host. */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } | null {
  const [, host = '', port] = /^(\[[\da-f:.]+\]|[^:[\]\t-\r /]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  return host === '' ? null : { host: bareHost(host), port: port === undefined ? 443 : Number(port) };
}

const bareHost = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/** Returns the Host header for a server. The default port is omitted. */
export function hostOf({
  host,
  port,
  tls,
}: {
  readonly host: string;
  readonly port: number;
  readonly tls: object | null;
}): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (tls ? 443 : 80) ? name : `${name}:${port}`;
}
