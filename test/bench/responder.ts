/**
 * Answers each request on a connection that is kept: a GET with as many bytes as its path says, all out of one buffer, a PUT
 * with nothing once its whole body has come. Prints its address.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';

const BUFFER = Buffer.alloc(2 ** 20, '0123456789abcdef');

function serve(socket: Socket): void {
  let head = '';
  /** Bytes of the body that have not come. */
  let left = 0;
  socket.on('error', () => socket.destroy());
  socket.on('data', (piece) => {
    if (left === 0) {
      head += piece.toString('latin1');
      const end = head.indexOf('\r\n\r\n') + 4;
      if (end < 4) return;
      left = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0) - (head.length - end);
    } else left -= piece.length;
    if (left > 0) return;
    const size = head.startsWith('GET ') ? Number(/^GET \S*\/(\d+)[? ]/.exec(head)?.[1] ?? 0) : 0;
    head = '';
    left = 0;
    answer(socket, size);
  });
}

function answer(socket: Socket, size: number): void {
  socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
  let left = size;
  const more = () => {
    while (left > 0) {
      const piece = left < BUFFER.length ? BUFFER.subarray(0, left) : BUFFER;
      left -= piece.length;
      if (!socket.write(piece)) return;
    }
    socket.off('drain', more);
  };
  socket.on('drain', more);
  more();
}

const server = createServer({ noDelay: true }, serve);
server.listen(0, '127.0.0.1', () => process.stdout.write(`127.0.0.1:${(server.address() as AddressInfo).port}\n`));
