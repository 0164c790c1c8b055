/** Joins the two records of a request, which come from the client's side and the server's side of a proxy. */
import type { Octets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';

export interface TapJoiner {
  /** Takes an exchange from the server's side. That exchange ends before the exchange on the client's side. */
  readonly after: (exchange: CapturedExchange) => void;
  /**
   * Takes an exchange from the client's side. Returns the exchange with the head that arrived at the server. If nothing
   * arrived and the response is an error, the exchange has a problem that says so.
   */
  readonly before: (exchange: CapturedExchange) => CapturedExchange;
}

/**
 * The maximum number of exchanges from the server's side that wait for the matching exchanges from the client's side.
 */
const MOST_WAITING = 4096;

/** The parts of an exchange that are kept until its other side ends. Bodies are not kept. */
interface Arrived extends Pick<CapturedExchange, 'server'> {
  readonly octets: Octets;
}

export function tapJoiner(): TapJoiner {
  const arrived = new Map<string, Arrived[]>();
  let waiting = 0;
  const take = (key: string | null): Arrived | null => {
    const list = (key === null ? null : arrived.get(key)) ?? [];
    const first = list.shift() ?? null;
    if (first !== null) waiting -= 1;
    if (key !== null && list.length === 0) arrived.delete(key);
    return first;
  };
  const forgetOldest = () => {
    const [oldest] = arrived.keys();
    take(oldest ?? null);
  };
  return {
    after(exchange) {
      const key = keyOf(exchange);
      const list = arrived.get(key) ?? [];
      list.push({ server: exchange.server, octets: exchange.request.octets });
      arrived.set(key, list);
      waiting += 1;
      if (waiting > MOST_WAITING) forgetOldest();
    },
    before(exchange) {
      const { head } = exchange.request;
      const found = take(signatureIn(exchange)) ?? take(dateAndPath(head)) ?? take(pathOf(head));
      return found === null
        ? { ...exchange, problem: exchange.problem ?? notForwarded(exchange) }
        : {
            ...exchange,
            server: found.server,
            request: { ...exchange.request, forwarded: found.octets },
            isSeenAtBothEnds: true,
          };
    },
  };
}

/** Returns the problem if the proxy refused the request itself; `null` if it may have answered from its cache. */
function notForwarded({ response }: CapturedExchange): Problem | null {
  if (response === null || response.head.status < 400) return null;
  const says = `Your proxy answered ${response.head.status} itself: nothing arrived at the server.`;
  return problem('not-forwarded', says, 'Look at the limits and the rules of your proxy, and at its error log.');
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
