/** Accepts connections for a proxy. */
import { createServer } from 'node:net';
import { type Listener, type ListenPlace, listening } from '../listen.ts';
import { placesFor } from '../places.ts';
import { MOST_UNWRITTEN, type RelayDirector } from './director.ts';
import { relay } from './relay.ts';
import { endSilence, type SilenceLimits } from './silence.ts';

export interface RelayLimits extends SilenceLimits {
  /**
   * The maximum number of clients at a time. Each client may have a connection to a server. For another client, the one
   * that has been idle longest is closed.
   */
  readonly clients: number;
}

/** The default limits. A connection without a request ends after the same time as in the sandbox. */
const LIMITS: RelayLimits = { clients: 2048, idle: 30_000, busy: 600_000 };

/** Listens and forwards requests. Rejects with the Node.js error if the port is not available. */
export function listenRelay(
  { host, port }: Omit<ListenPlace, 'tls'>,
  director: RelayDirector,
  limits: RelayLimits = LIMITS,
): Promise<Listener> {
  const places = placesFor(limits.clients);
  const server = createServer({ allowHalfOpen: true, noDelay: true, highWaterMark: MOST_UNWRITTEN }, (client) => {
    const place = places.take(client);
    if (place) endSilence(client, relay(client, { director, place, authority: null, scheme: 'http' }), limits);
  });
  return listening(server, { host, port, connections: limits.clients }, places);
}
