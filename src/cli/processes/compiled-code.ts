/** Keeps the code that Node.js has compiled, so that the next start does not compile it again. */
import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A folder beside the built program. Anyone who can write to it can also change the program. */
const FOLDER = new URL('compiled', import.meta.url);

/**
 * Lets Node.js read compiled code from the program's own folder, and write there when the process ends what was not there
 * yet. If the folder cannot be written, nothing is kept. Call this before the rest of the program is loaded.
 */
export function keepCompiledCode(): void {
  const folder = fileURLToPath(FOLDER);
  try {
    // Node.js would make it with what the umask leaves, which may let everybody write there.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return;
  }
  enableCompileCache(folder);
}
