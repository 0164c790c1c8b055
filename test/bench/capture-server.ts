/**
 * Sends as many bytes as the target of a GET says (`/SIZE` or `/SIZE/chunked`), all out of one buffer, and counts the bytes of
 * a PUT. Every connection has one request. Prints its port.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { bodyOf } from './long-body.ts';

const END = 'Connection: close\r\n\r\n';

const server = createServer({ noDelay: true, highWaterMark: 2 ** 20 }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.once('data', (piece) => {
    const head = piece.toString('latin1', 0, piece.indexOf('\r\n\r\n') + 4);
    const [, method = '', size = '0', framing] = /^(\w+) \/(\d+)(\/chunked)? /.exec(head) ?? [];
    const body = bodyOf(Number(size), framing ? 'chunked' : 'length');
    if (method === 'PUT') receive(socket, body.length, piece.length - head.length);
    else {
      socket.write(`HTTP/1.1 200 OK\r\n${body.field}\r\n${END}`);
      body.sendTo(socket, () => socket.end());
    }
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(String((server.address() as AddressInfo).port)));

function receive(socket: Socket, length: number, first: number): void {
  let taken = first;
  socket.on('data', (piece) => {
    taken += piece.length;
    if (taken === length) socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 0\r\n${END}`);
  });
}
