/** A proxy that leads each CONNECT to one server of the test, or answers as it is told. */
import { connect, type Socket } from 'node:net';
import { serve, type TcpServer } from './tcp-server.ts';

export interface ConnectProxy extends Pick<TcpServer, 'port' | 'close'> {
  /** The heads of the requests that came to the proxy itself. */
  readonly asked: readonly string[];
}

/** Leads every tunnel to this port of 127.0.0.1. */
export function leadTo(port: number): (client: Socket) => void {
  return (client) => {
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n');
      client.pipe(server).pipe(client);
    });
    server.on('error', () => client.destroy());
    client.on('close', () => server.destroy());
  };
}

/** Starts a proxy, which calls `answer` for each connection after its first bytes. */
export async function connectProxy(answer: (client: Socket) => void): Promise<ConnectProxy> {
  const asked: string[] = [];
  const { port, close } = await serve((client, first) => {
    asked.push(first.toString('latin1'));
    answer(client);
  });
  return { port, close, asked };
}
