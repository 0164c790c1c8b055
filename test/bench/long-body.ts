/** Long bodies that cost little to send: the same buffer again and again. */
import type { Socket } from 'node:net';

/** Bytes of a piece, and of a chunk in it. */
const PIECE = 2 ** 20;
const CHUNK = 2 ** 16;

export interface LongBody {
  /** The header field that announces the body. */
  readonly field: string;
  /** Bytes on the wire. */
  readonly length: number;
  sendTo(socket: Socket, sent: () => void): void;
}

/** Makes a body of `size` bytes, a multiple of 1 MiB. */
export function bodyOf(size: number, framing: 'length' | 'chunked'): LongBody {
  const plain = Buffer.alloc(framing === 'length' ? PIECE : CHUNK, '0123456789abcdef');
  const chunk = Buffer.concat([Buffer.from(`${CHUNK.toString(16)}\r\n`), plain, Buffer.from('\r\n')]);
  const piece = framing === 'length' ? plain : Buffer.concat(Array.from({ length: PIECE / CHUNK }, () => chunk));
  const last = Buffer.from(framing === 'length' ? '' : '0\r\n\r\n');
  const count = size / PIECE;
  return {
    field: framing === 'length' ? `Content-Length: ${size}` : 'Transfer-Encoding: chunked',
    length: count * piece.length + last.length,
    sendTo(socket, sent) {
      let at = 0;
      const more = () => {
        while (at < count) {
          at += 1;
          if (!socket.write(piece)) return;
        }
        socket.off('drain', more);
        socket.write(last, sent);
      };
      socket.on('drain', more);
      more();
    },
  };
}
