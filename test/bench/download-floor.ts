/** The least that a download costs in Node.js: a socket piped into a file, nothing looked at but the end of the head. */
import { createWriteStream } from 'node:fs';
import { connect } from 'node:net';

const [, , url = '', file = ''] = process.argv;
const { hostname, port, pathname } = new URL(url);
const output = createWriteStream(file);
const socket = connect(Number(port), hostname);
socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`);
socket.once('data', (piece) => {
  output.write(piece.subarray(piece.indexOf('\r\n\r\n') + 4));
  socket.pipe(output);
});
