/** Writes replies to sockets no faster than the other side accepts them, and without keeping others waiting. */
import type { Socket } from 'node:net';

/** Bytes that follow a reply and may be too many for memory. */
export interface Outgoing {
  /** Returns the next piece, or `null` at the end. */
  next(): Uint8Array | null;
  /** Releases the source of the bytes. Called once, after the last piece or when the connection is closed. */
  close(): void;
}

/** Calls a function when it is its turn, with the number of pieces that it may write. */
export type Turns = (take: (pieces: number) => void) => void;

/** The number of pieces that are written in one turn of the event loop, to all sockets together. */
const PIECES = 2;

/**
 * Creates the turns of several sockets. The system accepts some megabytes for each socket at once, even if the other
 * side reads nothing. Without turns, no request is read until hundreds of sockets have been given that much.
 */
export function createTurns(): Turns {
  let waiting: ((pieces: number) => void)[] = [];
  const run = () => {
    const share = Math.max(1, Math.floor(PIECES / waiting.length));
    const taken = waiting.slice(0, PIECES / share);
    waiting = waiting.slice(taken.length);
    if (waiting.length > 0) setImmediate(run);
    for (const take of taken) take(share);
  };
  return (take) => {
    if (waiting.length === 0) setImmediate(run);
    waiting.push(take);
  };
}

/** Writes all pieces to a socket. Resolves when they are written, or when the socket is closed. */
export function pump(socket: Socket, outgoing: Outgoing, turns: Turns): Promise<void> {
  return new Promise((resolve) => {
    let isOver = false;
    let isWaiting = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      socket.off('drain', wait);
      socket.off('close', end);
      outgoing.close();
      resolve();
    };
    const write = (pieces: number) => {
      isWaiting = false;
      let hasRoom = true;
      for (let left = pieces; left > 0 && !isOver; left--) {
        const piece = outgoing.next();
        if (piece === null || socket.destroyed) return end();
        hasRoom = socket.write(piece);
      }
      if (hasRoom && !isOver) wait();
    };
    const wait = () => {
      if (!isWaiting) turns(write);
      isWaiting = true;
    };
    socket.on('drain', wait);
    socket.on('close', end);
    wait();
  });
}

/** Resolves when the socket accepts more bytes, or has closed. */
export function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      socket.off('drain', end);
      socket.off('close', end);
      resolve();
    };
    socket.on('drain', end);
    socket.on('close', end);
  });
}
