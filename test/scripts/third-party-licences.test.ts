/** The licenses of what is bundled: each package has its text, and its notices. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { licenseOf, packageFolders } from '../../scripts/third-party-licences.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-licences-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const named = (name: string) =>
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', license: 'MIT' }));

/** What the built file has for each package, by its name: its own line, and the text that it may share with others. */
function builtParts(): Map<string, string> {
  const parts = readFileSync('dist/THIRD-PARTY-LICENCES.txt', 'utf8').split(`\n${'-'.repeat(80)}\n\n`);
  return new Map(
    parts.flatMap((part) => {
      const [titles = '', ...texts] = part.split('\n\n');
      return titles.split('\n').map((title) => [title.split(' ')[0] ?? '', [title, ...texts].join('\n\n')] as const);
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
  const parts = builtParts();

  it('have the text of the license that each package names', () => {
    expect(parts.size).toBeGreaterThan(40);
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
