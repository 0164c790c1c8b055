/** Servers that are closed at the end of the test that opened them. */
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { serve, type TcpServer } from './tcp-server.ts';

/** Opens a server that calls `answer` once for each connection, as soon as its first bytes have come. */
export async function serveHere(answer: (socket: Socket) => unknown): Promise<TcpServer> {
  const server = await serve(answer);
  onTestFinished(server.close);
  return server;
}
