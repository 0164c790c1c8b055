/** Requests of a client that costs as little as Node.js can: the same bytes again and again, on connections that are kept. */
import { connect } from 'node:net';

const CONNECTIONS = 32;

/** Sends a request so many times. Resolves with how many of them a second has. */
export async function perSecond(port: number, request: Buffer, count: number): Promise<number> {
  const start = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => sendAll(port, request, count / CONNECTIONS)));
  return count / ((performance.now() - start) / 1000);
}

/** Sends a request on a connection so many times, one after another. Rejects if an answer is not 200. */
export function sendAll(port: number, request: Buffer, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let unanswered = count;
    let head = '';
    /** Bytes of the body that have not come; below 0 before the head is whole. */
    let left = -1;
    const buffer = Buffer.allocUnsafeSlow(2 ** 18);
    const taken = (length: number): boolean => {
      if (left < 0) {
        head += buffer.toString('latin1', 0, length);
        const end = head.indexOf('\r\n\r\n') + 4;
        if (end < 4) return true;
        left = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0) - (head.length - end);
      } else left -= length;
      if (left === 0) answered();
      return true;
    };
    const answered = () => {
      if (!head.startsWith('HTTP/1.1 200')) return void reject(new Error(head.slice(0, 300)));
      head = '';
      left = -1;
      unanswered -= 1;
      if (unanswered > 0) socket.write(request);
      else socket.end();
    };
    const socket = connect({ host: '127.0.0.1', port, noDelay: true, onread: { buffer, callback: taken } });
    socket.once('connect', () => socket.write(request));
    socket.once('error', reject);
    socket.once('close', () => (unanswered > 0 ? reject(new Error('The server closed the connection.')) : resolve()));
  });
}
