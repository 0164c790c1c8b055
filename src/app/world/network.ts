/** Sockets: what a command may send, and where it may listen. */
import type { Exchange } from '../../http/exchange.ts';
import type { Connection, Conversation, Listener } from '../../wire/listen.ts';
import type { SendOrder } from '../../wire/send.ts';

export interface Network {
  readonly send: (order: SendOrder) => Promise<Exchange>;
  readonly listen: (port: number, converse: (connection: Connection) => Conversation) => Promise<Listener>;
}
