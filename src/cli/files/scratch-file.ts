/** A scratch file without a name: only its owner can read it, and it is gone when the program ends. */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY } from '../../bytes/octets.ts';
import type { Scratch } from '../../http/body/recorded.ts';
import { readAt } from './read-file.ts';

/** Makes a scratch file, which is created with its first bytes. It has a name in `folder` for only a moment. */
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
        // There is no space, or no such folder. Later bytes would be at the wrong position.
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
 * Finds a folder for large files. On many systems /tmp is in memory; /var/tmp is not (Filesystem Hierarchy Standard 3.0,
 * section 5.15).
 */
function largeFolder(): string {
  return !process.env.TMPDIR && existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
}

/** Opens a new file of mode 0600 in a folder of mode 0700, and removes its name at once. */
function openNameless(folder: string): number {
  const home = mkdtempSync(join(folder, 'sigv4-'));
  try {
    return openSync(join(home, 'answer'), 'wx+', 0o600);
  } finally {
    remove(home);
  }
}

/** Removes the folder, or tries again when the program ends: some systems keep the name of an open file. */
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
