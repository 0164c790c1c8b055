/** What documents say of commands and keys is what the tables say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_PARTS, withParts } from '../../scripts/document-parts.ts';
import { staleDocuments, WHAT_TO_RUN } from '../../scripts/make-documents.ts';
import * as exitCodes from '../../src/app/options/command.ts';
import { ENVIRONMENT, EXIT_CODES } from '../../src/app/options/surroundings.ts';
import { ENDING_SIGNALS } from '../../src/app/world/ending-signals.ts';
import { sourceFiles } from '../support/source-files.ts';

const folderFiles = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

/** The text of a document without its examples. */
const proseOf = (path: string) => readFileSync(path, 'utf8').replace(/```.*?```/gs, '');

/** The anchors that GitHub makes of the headings of a document. */
const anchorsIn = (path: string) =>
  [...proseOf(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

describe('a link in a document', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...['docs', 'docs/decisions'].flatMap(folderFiles)];
  const links = documents.flatMap((document) =>
    [...proseOf(document).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, path = '', anchor]) => ({
      document,
      target: path === '' ? document : join(dirname(document), path),
      anchor,
    })),
  );

  it('leads to a file, and to a heading in it', () => {
    expect(links.length).toBeGreaterThan(50);
    const isBroken = ({ target, anchor }: (typeof links)[number]) =>
      !existsSync(target) || (anchor !== undefined && !anchorsIn(target).includes(anchor));
    expect(links.filter(isBroken)).toEqual([]);
  });
});

describe('the documents', () => {
  it('are up to date with the tables', () => {
    expect(staleDocuments(), WHAT_TO_RUN).toEqual([]);
  });

  it('are found stale as soon as a word differs', () => {
    const keys = readFileSync('docs/keys.md', 'utf8');
    const changed = keys.replace('| `q` | leave |', '| `q` | stay |');
    expect(changed).not.toBe(keys);
    expect(withParts('docs/keys.md', changed)).toEqual({ text: keys });
  });

  it.each(Object.entries(DOCUMENT_PARTS))('have a place for %s, or say that they have none', (name, { path }) => {
    const without = readFileSync(path, 'utf8').replace(`<!-- end of ${name} -->`, '');
    expect(withParts(path, without)).toEqual({ says: expect.stringContaining(`no place for "${name}"`) });
  });

  it('tell of every exit code that the commands have', () => {
    const returned = Object.values(exitCodes).filter((value) => typeof value === 'number');
    expect(returned.length).toBeGreaterThan(4);
    const codes = new Set([...returned, ...Object.values(ENDING_SIGNALS)]);
    expect(Object.keys(EXIT_CODES).map(Number)).toEqual([...codes].sort((a, b) => a - b));
  });

  it('tell of every variable that the program reads by name', () => {
    const read = sourceFiles('src')
      .filter((path) => !/\/(?:causes|suspects|diagnosis)\//.test(path))
      .flatMap((path) => [
        ...readFileSync(path, 'utf8').matchAll(/(?:environment|process\.env)\.(\w+)|'([A-Z]+_[A-Z0-9_]*[A-Z])'/g),
      ]);
    const names = read
      .map(([, member, word]) => member ?? word ?? '')
      .filter((name) => /^AWS_|PROXY$|^NO_|proxy$/i.test(name));
    expect(names.length).toBeGreaterThan(10);
    const told = Object.keys(ENVIRONMENT).join(', ').split(', ');
    expect(names.filter((name) => !told.includes(name))).toEqual([]);
  });
});

describe('the documents for contributors', () => {
  const documents = ['CONTRIBUTING.md', 'docs/where-things-go.md', ...folderFiles('docs/decisions')];

  it.each(documents)('%s names only files that exist', (path) => {
    const text = readFileSync(path, 'utf8');
    const named = [...text.matchAll(/`((?:src|test|scripts|docs|tutorial|fixtures)\/[\w./-]+)`/g)].map(
      ([, name = '']) => name,
    );
    const isPattern = (name: string) => /[A-Z]{2}/.test(name);
    expect(named.filter((name) => !isPattern(name) && !existsSync(name))).toEqual([]);
  });

  it.each(['README.md', 'SECURITY.md', ...documents, ...folderFiles('docs')])(
    '%s links to files that exist',
    (path) => {
      const links = [...readFileSync(path, 'utf8').matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
      const files = links.filter((link) => !/^https?:/.test(link)).map((link) => join(dirname(path), link));
      expect(files.filter((file) => !existsSync(file))).toEqual([]);
    },
  );
});
