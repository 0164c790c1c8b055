/** Answers every connection with as many bytes as the argument says, all out of one buffer; prints its port. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

const size = Number(process.argv[2]);
const buffer = Buffer.alloc(2 ** 20, '0123456789abcdef');

function answer(socket: Socket): void {
  socket.on('error', () => socket.destroy());
  socket.once('data', () => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\nConnection: close\r\n\r\n`);
    let left = size;
    const more = () => {
      while (left > 0) {
        const piece = left < buffer.length ? buffer.subarray(0, left) : buffer;
        left -= piece.length;
        if (!socket.write(piece)) return;
      }
      socket.off('drain', more);
      socket.end();
    };
    socket.on('drain', more);
    more();
  });
}

const server = createServer(answer);
server.listen(0, '127.0.0.1', () => process.stdout.write(String((server.address() as AddressInfo).port)));
