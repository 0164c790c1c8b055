/** The files and folders that documents, comments, messages, and scripts name are there. */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const FILES = globSync([
  'src/**/*',
  'test/**/*',
  'docs/**/*',
  'scripts/**/*',
  'fixtures/**/*',
  'tutorial/**/*',
  '*.md',
]);
const PATHS: ReadonlySet<string> = new Set(FILES);

const DOCUMENTS = globSync(['*.md', 'docs/**/*.md', 'tutorial/*.md']);
/** Tests name files that they make up. */
const CODE = globSync([
  'src/**/*.{ts,tsx}',
  'scripts/**/*.{ts,mjs}',
  '*.mjs',
  '*.ts',
  'package.json',
  'test/speeds.ts',
]);

/** Matches a path from the root of the repository. In an address, it belongs to something else. */
const FROM_ROOT = /(?<![\w/.@:*-])(?:src|test|docs|scripts|fixtures|tutorial)(?:\/[\w*{},.-]+)+/g;
/** Matches a file of the sources by the end of its path, such as `components/rows.tsx`. */
const END_OF_PATH = /(?<=`)[a-z][\w-]*(?:\/[\w-]+)*\/[\w.-]+\.tsx?(?=`)/g;
/** Matches a word that stands for any name, such as `NN-NAME.md`. */
const PLACEHOLDER = /\b[a-z]?[A-Z]{2,}\b/;

interface Named {
  readonly file: string;
  readonly path: string;
}

const pathsIn = (files: readonly string[], pattern: RegExp): Named[] =>
  files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)]
      .map(([found]) => ({ file, path: found.replace(/[,.]+$/, '') }))
      .filter(({ path }) => !PLACEHOLDER.test(path)),
  );

const isThere = (path: string): boolean => PATHS.has(path) || globSync(path).length > 0;
const isEndOfPath = (path: string): boolean => FILES.some((file) => `/${file}`.endsWith(`/${path}`));

const written = ({ file, path }: Named): string => `${file} names ${path}`;

it.each([
  ['documents', DOCUMENTS, 100],
  ['code', CODE, 40],
] as const)('paths that %s name from the root', (_what, files, least) => {
  const named = pathsIn(files, FROM_ROOT);
  expect(named.length).toBeGreaterThan(least);
  expect(named.filter(({ path }) => !isThere(path)).map(written)).toEqual([]);
});

it('files that documents name by the end of their paths', () => {
  const named = pathsIn(DOCUMENTS, END_OF_PATH);
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ path }) => !isEndOfPath(path)).map(written)).toEqual([]);
});
