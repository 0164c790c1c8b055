/**
 * Implements a scratch file without a name. Only its owner can read it, and it no longer exists after the program has
 * ended.
 */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY } from '../../bytes/octets.ts';
import type { Scratch } from '../../http/body/recorded.ts';
import { readAt } from './read-file.ts';

/**
 * Prepares a scratch file. The file is created in `folder` when the first bytes are written, and its name is removed
 * immediately.
 */
export function scratchFile(folder: string = largeFolder()): Scratch {
  let descriptor: number | null = null;
  let isTaking = true;
  let length = 0;
  return {
    append(piece) {
      if (!isTaking) return;
      try {
        descriptor ??= openNameless(folder);
        for (let at = 0; at < piece.length; ) {
          const written = writeSync(descriptor, piece, at, piece.length - at, length);
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
          return descriptor === null ? EMPTY : readAt(descriptor, start, end);
        } catch {
          return EMPTY;
        }
      },
    }),
    discard() {
      isTaking = false;
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };
}

/**
 * Returns a folder for large files. On many systems, /tmp is in memory, but /var/tmp is not (Filesystem Hierarchy
 * Standard 3.0, section 5.15).
 */
function largeFolder(): string {
  return !process.env.TMPDIR && existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
}

/** Opens a new file with mode 0600 in a folder with mode 0700, and immediately removes both names. */
function openNameless(folder: string): number {
  const home = mkdtempSync(join(folder, 'sigv4-'));
  try {
    return openSync(join(home, 'answer'), 'wx+', 0o600);
  } finally {
    remove(home);
  }
}

/**
 * Removes the folder. If the removal fails, tries again when the program ends, because some systems do not remove the
 * name of an open file.
 */
function remove(home: string): void {
  const attempt = () => rmSync(home, { recursive: true, force: true });
  try {
    attempt();
  } catch {
    process.once('exit', () => {
      try {
        attempt();
      } catch {
        // It is too late to report this.
      }
    });
  }
}
