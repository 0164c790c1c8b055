/**
 * Limits the number of open connections. If all places are taken, the connection that has been idle longest makes room for
 * a new one, so that connections without requests never keep others out.
 */
import type { Socket } from 'node:net';

/** The place of a connection, which is idle at first. */
export interface Place {
  /** A request has begun. */
  readonly work: () => void;
  /** Everything that was asked has been answered. */
  readonly rest: () => void;
}

export interface Places {
  /** Returns the place of a new connection. If no place is free, closes the connection, and returns `null`. */
  readonly take: (socket: Socket) => Place | null;
  /** Closes all connections. */
  readonly clear: () => void;
}

export function placesFor(most: number): Places {
  const open = new Set<Socket>();
  /** The connection that has been idle longest is first. */
  const idle = new Set<Socket>();
  const leave = (socket: Socket) => {
    open.delete(socket);
    idle.delete(socket);
  };
  return {
    take(socket) {
      if (open.size >= most) {
        const [longest = socket] = idle;
        longest.destroy();
        leave(longest);
        if (longest === socket) return null;
      }
      open.add(socket);
      idle.add(socket);
      socket.on('close', () => leave(socket));
      return {
        work: () => void idle.delete(socket),
        rest: () => {
          idle.delete(socket);
          if (open.has(socket)) idle.add(socket);
        },
      };
    },
    clear() {
      for (const socket of open) socket.destroy();
    },
  };
}
