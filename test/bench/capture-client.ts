/**
 * Sends one request and takes its whole response, both as cheaply as Node.js can. Prints the seconds from connecting to the end.
 *
 * Arguments: the port; the method; the target; the bytes of the body; `length` or `chunked`; the value of
 * `x-amz-content-sha256`.
 */
import { connect } from 'node:net';
import { bodyOf } from './long-body.ts';

const [, , port, method = '', target, size, framing, hash] = process.argv;
const body = bodyOf(Number(size), framing === 'chunked' ? 'chunked' : 'length');
const buffer = Buffer.allocUnsafeSlow(2 ** 18);
let head = '';
let taken = 0;

const callback = (length: number): boolean => {
  taken += length;
  if (head === '') head = buffer.toString('latin1', 0, buffer.indexOf('\r\n\r\n') + 4);
  return true;
};
const start = performance.now();
const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true, onread: { buffer, callback } });
const fields = [`Host: 127.0.0.1:${port}`, `x-amz-content-sha256: ${hash}`, ...(method === 'PUT' ? [body.field] : [])];
socket.write(`${method} ${target} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`);
if (method === 'PUT') body.sendTo(socket, () => {});
socket.on('close', () => {
  const expected = method === 'PUT' ? 0 : body.length;
  const isWhole = head.startsWith('HTTP/1.1 200 ') && taken - head.length === expected;
  if (isWhole) process.stdout.write(String((performance.now() - start) / 1000));
  else throw new Error(`${taken - head.length} of ${expected} bytes came after ${head}`);
});
