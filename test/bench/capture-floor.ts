/** The least that a relay costs in Node.js: sockets piped into each other. Argument: the server's port. Prints its own. */
import { type AddressInfo, connect, createServer } from 'node:net';

const relay = createServer({ noDelay: true }, (client) => {
  const server = connect({ port: Number(process.argv[2]), host: '127.0.0.1', noDelay: true });
  client.pipe(server).pipe(client);
  for (const socket of [client, server]) socket.on('error', () => socket.destroy());
});
relay.listen(0, '127.0.0.1', () => process.stdout.write(String((relay.address() as AddressInfo).port)));
