/** Joins the two records of a request, which come from the client's side and the server's side of a proxy. */
import { headerValue, type RequestHead } from '../../http/message.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';

export interface TapJoiner {
  /** Takes an exchange from the server's side. That exchange ends before the exchange on the client's side. */
  readonly after: (exchange: CapturedExchange) => void;
  /**
   * Takes an exchange from the client's side. Returns the exchange with the head that arrived at the server, if any.
   */
  readonly before: (exchange: CapturedExchange) => CapturedExchange;
}

/**
 * The maximum number of exchanges from the server's side that wait for the matching exchanges from the client's side.
 */
const MOST_WAITING = 4096;

export function tapJoiner(): TapJoiner {
  const arrived = new Map<string, CapturedExchange[]>();
  const take = (key: string | null): CapturedExchange | null => {
    const [first = null, ...others] = key === null ? [] : (arrived.get(key) ?? []);
    if (key === null || first === null) return null;
    if (others.length === 0) arrived.delete(key);
    else arrived.set(key, others);
    return first;
  };
  return {
    after(exchange) {
      const key = keyOf(exchange);
      arrived.set(key, [...(arrived.get(key) ?? []), exchange]);
      const oldest = arrived.size > MOST_WAITING ? arrived.keys().next().value : undefined;
      if (oldest !== undefined) arrived.delete(oldest);
    },
    before(exchange) {
      const { head } = exchange.request;
      const found = take(signatureIn(exchange)) ?? take(dateAndPath(head)) ?? take(pathOf(head));
      return found === null
        ? exchange
        : { ...exchange, server: found.server, request: { ...exchange.request, forwarded: found.request.octets } };
    },
  };
}

/**
 * Returns the key that connects the two records. A proxy may remove the signature or the date, in which case only the
 * path remains as the key.
 */
const keyOf = (exchange: CapturedExchange): string =>
  signatureIn(exchange) ?? dateAndPath(exchange.request.head) ?? pathOf(exchange.request.head);

/** Returns the signature in the Authorization header or in the query. */
function signatureIn({ request: { head } }: CapturedExchange): string | null {
  const text = `${headerValue(head.headers, 'authorization')?.octets ?? ''} ${head.target.octets}`;
  return /Signature=([\da-fA-F]+)/.exec(text)?.[1] ?? null;
}

function dateAndPath(head: RequestHead): string | null {
  const date = headerValue(head.headers, 'x-amz-date') ?? headerValue(head.headers, 'date');
  return date === undefined ? null : `${date.octets} ${pathOf(head)}`;
}

const pathOf = ({ target }: RequestHead): string => target.octets.replace(/\?.*$/s, '');
