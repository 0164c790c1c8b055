/** A scratch file: for its owner only, and without a name, so that nothing of it is left however the program ends. */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY } from '../../bytes/octets.ts';
import type { Scratch } from '../../http/body/recorded.ts';
import { readAt } from './read-file.ts';

/** The file is made when the first bytes come. `folder` is where it has its name for a moment. */
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
        // No room, or no such folder. What stands behind a gap would be taken for what belongs into it.
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
 * /tmp is memory on many systems; /var/tmp is made for what is large (Filesystem Hierarchy Standard 3.0, section 5.15).
 */
function largeFolder(): string {
  return !process.env.TMPDIR && existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
}

/** Opens a new file for reading and writing, mode 0600 in a folder of mode 0700, and takes its name away at once. */
function openNameless(folder: string): number {
  const home = mkdtempSync(join(folder, 'sigv4-'));
  try {
    return openSync(join(home, 'answer'), 'wx+', 0o600);
  } finally {
    remove(home);
  }
}

/** Where the system keeps the name of a file that is open, it goes when the program ends. */
function remove(home: string): void {
  const attempt = () => rmSync(home, { recursive: true, force: true });
  try {
    attempt();
  } catch {
    process.once('exit', () => {
      try {
        attempt();
      } catch {
        // Nobody is left who could be told.
      }
    });
  }
}
