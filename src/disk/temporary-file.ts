/** Creates a small file for other programs. The file is deleted when this program ends normally. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../bytes/problem.ts';
import { diskProblem } from './write-file.ts';

export interface TemporaryFile {
  readonly path: string;
  remove(): void;
}

/** Writes a file with this name to a new folder that only its owner can read. */
export function temporaryFile(name: string, text: string): TemporaryFile | Problem {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'sigv4-'));
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
  } catch (error) {
    return diskProblem(error);
  }
}
