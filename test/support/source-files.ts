/** The source files of a folder and of the folders in it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}
