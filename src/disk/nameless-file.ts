/** Opens a temporary file without a name. Only this program can read it, and it no longer exists after it has been closed. */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface NamelessFile {
  readonly descriptor: number;
  readonly close: () => void;
}

/**
 * Opens a new file with mode 0600 in a folder with mode 0700, and immediately removes both names. Throws the error of
 * Node.js if that fails.
 */
export function openNameless(folder: string = largeFolder()): NamelessFile {
  const home = mkdtempSync(join(folder, 'sigv4-'));
  try {
    const descriptor = openSync(join(home, 'body'), 'wx+', 0o600);
    const isGone = isRemoved(home);
    return {
      descriptor,
      close() {
        closeSync(descriptor);
        if (!isGone) isRemoved(home);
      },
    };
  } catch (error) {
    isRemoved(home);
    throw error;
  }
}

/** Removes the folder, and returns whether that worked. Windows keeps the name of a file until it is closed. */
function isRemoved(home: string): boolean {
  try {
    rmSync(home, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns a folder for large files. On many systems, /tmp is in memory, but /var/tmp is not (Filesystem Hierarchy
 * Standard 3.0, section 5.15).
 */
function largeFolder(): string {
  const usual = tmpdir();
  return usual === '/tmp' && existsSync('/var/tmp') ? '/var/tmp' : usual;
}
