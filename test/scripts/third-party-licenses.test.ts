/** The licenses of what is bundled: each package has its text, and its notices. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { licenseOf, packageFolders, thirdPartyLicenses } from '../../scripts/third-party-licenses.mjs';
import { sourceFiles } from '../support/source-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-licenses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const named = (name: string) =>
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', license: 'MIT' }));

/** What the file has for each package, by its name: its own lines, and the text that it may share with others. */
function partsIn(file: string): Map<string, string> {
  const parts = file.split(`\n${'-'.repeat(80)}\n\n`);
  return new Map(
    parts.flatMap((part) => {
      const [heads = '', ...texts] = part.split('\n\n');
      // Each line that is not indented names a package. Those before it without lines of their own have its lines.
      return [...heads.matchAll(/^(\S+) .*\n?(?=((?:\S.*\n)*(?: .*(?:\n|$))*))/gm)].map(
        ([title, name = '', own]) => [name, [`${title.trimEnd()}\n${own}`, ...texts].join('\n\n')] as const,
      );
    }),
  );
}

/** Words without which no text of the license is complete. */
const WORDS: Readonly<Record<string, RegExp>> = {
  MIT: /Permission is hereby granted, free of charge[\s\S]*Copyright|Copyright[\s\S]*Permission is hereby granted/i,
  ISC: /Permission to use, copy, modify, and\/or distribute this software/,
  'Apache-2.0': /Apache License\s+Version 2\.0[\s\S]*Grant of Patent License/,
  'BSD-3-Clause': /Redistribution and use in source and binary forms/,
  '0BSD': /Permission to use, copy, modify, and\/or distribute this software/,
};

describe('the licenses of the build', () => {
  const parts = partsIn(readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8'));

  it('have each package that the sources import', () => {
    const imports = sourceFiles('src').flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/ from '((?:@[\w-]+\/)?[\w-]+)(?:\/[^']+)?';$/gm),
    ]);
    const packages = new Set(imports.map(([, name = '']) => name));
    expect(packages).toContain('commander');
    expect([...packages].filter((name) => !parts.has(name))).toEqual([]);
  });

  it('have the text of the license that each package names', () => {
    for (const [name, part] of parts) {
      const license = /^\S+ [\w.-]+, (.+)\n/.exec(part)?.[1] ?? '';
      expect(WORDS[license], `${name}: ${license}`).toBeDefined();
      expect(part, name).toMatch(WORDS[license] ?? /^$/);
    }
  });

  it.each([
    ['saxes', 'Isaac Z. Schlueter'],
    ['yoga-layout', 'Meta Platforms, Inc.'],
    ['@aws-sdk/nested-clients', 'Amazon.com, Inc. or its affiliates'],
    ['@aws-sdk/credential-provider-http', 'Amazon.com, Inc. or its affiliates'],
    ['@aws-sdk/credential-provider-login', 'Amazon.com, Inc. or its affiliates'],
    ['es-toolkit', 'derived from Lodash'],
  ])('have the holder or the notice of %s', (name, text) => expect(parts.get(name)).toContain(text));
});

describe('a package', () => {
  it('without a license text is an error, which says what to do', () => {
    named('without-text');
    expect(() => licenseOf(folder)).toThrow('without-text is bundled and ships no license text: add its text');
  });

  it('has each of its license files and its notices in the text', () => {
    named('with-texts');
    for (const name of ['LICENSE', 'LICENSE-other.md', 'NOTICE', 'licenses.js'])
      writeFileSync(join(folder, name), name);
    expect(licenseOf(folder)).toEqual({
      title: 'with-texts 1.2.3, MIT',
      text: 'LICENSE\n\nLICENSE-other.md\n\nNOTICE',
    });
  });

  it('inside another one is a package of its own', () => {
    const paths = ['src/a.ts', 'node_modules/b/i.js', 'node_modules/@c/d/node_modules/e/x/y.js', 'node_modules/b/j.js'];
    expect(packageFolders(paths)).toEqual(['node_modules/@c/d/node_modules/e', 'node_modules/b']);
  });
});

describe('packages with copies of a license', () => {
  const MIT = 'Permission is hereby granted, free of charge.\n\nTHE SOFTWARE IS PROVIDED "AS IS".\n';

  /** Writes packages with these texts, and gives their paths. */
  function pathsOf(texts: Readonly<Record<string, string>>, license: string): string[] {
    return Object.entries(texts).map(([name, text]) => {
      const path = join(folder, license, 'node_modules', name);
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
      writeFileSync(join(path, 'LICENSE'), text);
      return join(path, 'index.js');
    });
  }

  it('share one text, with the holders of each; a further word keeps a text apart', () => {
    const paths = pathsOf(
      {
        one: `MIT License\n\nCopyright (c) One\n\n${MIT}`,
        two: `Copyright (c) 2011 Two\nCopyright (c) One\n\n${MIT.replaceAll('"', "'").replaceAll(' ', '\n')}`,
        three: `MIT License\n\nCopyright (c) One\n\n${MIT}`,
        four: `MIT License\n\nCopyright (c) Four\n\n${MIT}\nIt contains code of Five.\n`,
      },
      'MIT',
    );
    expect(thirdPartyLicenses(paths)).toBe(
      `four 1.0.0, MIT\n\nMIT License\n\nCopyright (c) Four\n\n${MIT}\nIt contains code of Five.\n\n${'-'.repeat(80)}\n\n` +
        `one 1.0.0, MIT\nthree 1.0.0, MIT\n  Copyright (c) One\n` +
        `two 1.0.0, MIT\n  Copyright (c) 2011 Two\n  Copyright (c) One\n\nMIT License\n\n${MIT}`,
    );
  });

  it('share the text with the appendix of the Apache License, and a notice keeps a text apart', () => {
    const terms = 'Apache License\nVersion 2.0\n';
    const appendix = (year: number) =>
      `\nEND OF TERMS AND CONDITIONS\n\nAPPENDIX: How to apply\n\nCopyright ${year} Amazon\n\nlimitations under the License.\n`;
    const paths = pathsOf(
      { brief: terms, whole: terms + appendix(2018), noticed: `${terms}${appendix(2018)}\nNotice of Six.\n` },
      'Apache-2.0',
    );
    const [shared, apart] = thirdPartyLicenses(paths).split(`\n${'-'.repeat(80)}\n\n`);
    expect(shared).toBe(
      `whole 1.0.0, Apache-2.0\n  Copyright 2018 Amazon\nbrief 1.0.0, Apache-2.0\n\n${terms}${appendix(2018).replace('Copyright 2018 Amazon\n\n', '')}`,
    );
    expect(apart).toContain('Notice of Six.');
  });
});
