/** Room in memory that several readers share, so that many of them at once take no more than one limit. */

export interface SharedRoom {
  /** Takes so many bytes of the room, or none and gives `false` where they are not left. */
  take(bytes: number): boolean;
  /** Gives so many bytes back. */
  give(bytes: number): void;
}

/** Makes a room of `limit` bytes. */
export function sharedRoom(limit: number): SharedRoom {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > limit) return false;
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}
