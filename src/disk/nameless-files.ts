/** Creates temporary files without a name, which together have a limit. */
import type { Problem } from '../bytes/problem.ts';
import { type SharedRoom, sharedRoom } from '../http/body/memory.ts';
import { type NamelessFile, openNameless } from './nameless-file.ts';
import { type StoredBytes, storedBytes } from './stored-bytes.ts';
import { diskIsFull, diskProblem, readAll, writeAll } from './write-file.ts';

/** A file that is being written. */
export interface NewFile {
  append(piece: Uint8Array): Problem | null;
  finish(): StoredBytes;
  discard(): void;
}

export interface FileMaker {
  create(): NewFile | Problem;
  /** Whether the files remain when the program ends. */
  readonly areKept: boolean;
}

/** The maximum total size of all files in bytes, which is four objects of the largest size. */
const FILES_LIMIT = 4 * 5_368_709_120;

/** Creates a source of files without names, in `folder` or in a folder for large files. Together, the files contain at most `limit` bytes. */
export function namelessFiles(folder?: string, limit = FILES_LIMIT): FileMaker {
  const room = sharedRoom(limit);
  return {
    areKept: false,
    create() {
      try {
        return newFile(openNameless(folder), room, limit);
      } catch (error) {
        return diskProblem(error);
      }
    },
  };
}

function newFile({ descriptor, close: closeFile }: NamelessFile, room: SharedRoom, limit: number): NewFile {
  let length = 0;
  const close = () => {
    closeFile();
    room.give(length);
  };
  return {
    append(piece) {
      if (!room.take(piece.length)) return diskIsFull(limit);
      const failed = writeAll(descriptor, piece, length);
      length += piece.length;
      return failed;
    },
    finish: () =>
      storedBytes({
        length,
        files: [],
        read: (buffer, position) => readAll(descriptor, buffer, position),
        remove: close,
      }),
    discard: close,
  };
}
