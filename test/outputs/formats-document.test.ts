/** docs/formats.md names every member, id and version that the documents have. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FORMATS = readFileSync('docs/formats.md', 'utf8');
const FOLDER = 'test/transcripts/json';

/** The documents of a transcript, each of which begins in a line of its own. */
function documentsIn(file: string): Record<string, unknown>[] {
  const texts = readFileSync(`${FOLDER}/${file}`, 'utf8').match(/^\{\n[\s\S]*?^\}$/gm) ?? [];
  return texts.map((text) => JSON.parse(text));
}

const COMMANDS = ['walk', 'verify', 'diagnose', 'vectors', 'grade'] as const;

describe.each(COMMANDS)('the format of %s --json', (command) => {
  const documents = readdirSync(FOLDER)
    .filter((file) => file.startsWith(command))
    .flatMap(documentsIn);
  const section = FORMATS.split(/^## /m).find((each) => each.startsWith(`${command}\n`)) ?? '';

  it('names each member', () => {
    const members = new Set(documents.flatMap((document) => Object.keys(document)));
    members.delete('version');
    expect(members.size).toBeGreaterThan(3);
    const named = command === 'verify' ? section + FORMATS.slice(0, FORMATS.indexOf('## ')) : section;
    expect([...members].filter((member) => !new RegExp(`[\`"]${member}[\`"]`).test(named))).toEqual([]);
  });

  it('has the version that is said', () => {
    const said = new RegExp(`\`${command} --json\` \\| (\\d+) \\|`).exec(FORMATS)?.[1];
    expect([...new Set(documents.map(({ version }) => version))]).toEqual([Number(said)]);
  });
});

describe('the tables of inputs and sources', () => {
  const types = readFileSync('src/bytes/input.ts', 'utf8');

  it('name each input', () => {
    const union = /export type InputId =([^;]*);/.exec(types)?.[1] ?? '';
    const ids = [...union.matchAll(/['`]([a-z-]+)[/'`]/g)].map((match) => match[1]);
    expect(ids.length).toBeGreaterThan(25);
    expect(ids.filter((id) => !new RegExp(`\`${id}(?:/[A-Z]+)?\``).test(FORMATS))).toEqual([]);
  });

  it('name each source with its fields', () => {
    const sources = [...types.matchAll(/\{ readonly kind: '([a-z-]+)'((?:; readonly \w+: [^;}]+)*) \}/g)];
    expect(sources.length).toBeGreaterThan(25);
    const missing = sources.filter(([, kind, fields = '']) => {
      const row = FORMATS.slice(FORMATS.indexOf('### Sources'))
        .split('\n')
        .find((line) => line.startsWith('| ') && line.split('|')[1]?.includes(`\`${kind}\``));
      const names = [...fields.matchAll(/readonly (\w+):/g)].map((match) => match[1]);
      return !row || names.some((name) => !row.includes(`\`${name}\``));
    });
    expect(missing.map(([, kind]) => kind)).toEqual([]);
  });
});
