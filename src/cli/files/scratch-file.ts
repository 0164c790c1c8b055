/** Implements a scratch file without a name. */
import { writeSync } from 'node:fs';
import { EMPTY } from '../../bytes/octets.ts';
import { type NamelessFile, openNameless } from '../../disk/temporary-files.ts';
import type { Scratch } from '../../http/body/recorded.ts';
import { readAt } from './read-file.ts';

/** Prepares a scratch file, in `folder` or in a folder for large files. The file is created when the first bytes are written. */
export function scratchFile(folder?: string): Scratch {
  let file: NamelessFile | null = null;
  let isTaking = true;
  let length = 0;
  return {
    append(piece) {
      if (!isTaking) return;
      try {
        file ??= openNameless(folder);
        for (let at = 0; at < piece.length; ) {
          const written = writeSync(file.descriptor, piece, at, piece.length - at, length);
          at += written;
          length += written;
        }
      } catch {
        // There is no space or no such folder. Bytes written after this would be at the wrong position.
        isTaking = false;
      }
    },
    stored: () => ({
      length,
      read(start, end) {
        try {
          return file === null ? EMPTY : readAt(file.descriptor, start, end);
        } catch {
          return EMPTY;
        }
      },
    }),
    discard() {
      isTaking = false;
      file?.close();
      file = null;
    },
  };
}
