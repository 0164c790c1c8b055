/** The fixtures of the program, read from where they are, and files that a test makes up. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FixtureFiles } from '../../src/vectors/fixture-files.ts';

export const fixtures: FixtureFiles = filesBelow('fixtures');

/** The files of the course. */
export const tutorial: FixtureFiles = filesBelow('tutorial');

/** The files below a folder of the checkout. */
function filesBelow(root: string): FixtureFiles {
  return {
    list: (folder) => readdirSync(join(root, folder)),
    read: (path) => readFileSync(join(root, path), 'utf8'),
  };
}

/** Files in memory, by path; as on a disk, what is not there throws. */
export function memoryFiles(files: Readonly<Record<string, string>>): FixtureFiles {
  return {
    list(folder) {
      const inside = Object.keys(files).filter((path) => folder === '' || path.startsWith(`${folder}/`));
      if (inside.length === 0) throw new Error(`There is no folder ${folder}.`);
      const start = folder === '' ? 0 : folder.length + 1;
      return [...new Set(inside.map((path) => path.slice(start).split('/')[0] ?? ''))];
    },
    read(path) {
      const text = files[path];
      if (text === undefined) throw new Error(`There is no file ${path}.`);
      return text;
    },
  };
}

/** One group of these vectors, each the content of its file, and a publisher. */
export function groupOf(vectors: Readonly<Record<string, unknown>>): FixtureFiles {
  const publisher = { title: 'T', publisher: 'P', source: 'https://example.org', licence: 'L', notice: 'N' };
  const files = Object.entries(vectors).map(([name, content]) => [`vectors/g/${name}.json`, JSON.stringify(content)]);
  return memoryFiles({ 'vectors/g/publisher.json': JSON.stringify(publisher), ...Object.fromEntries(files) });
}
