/** What Ink splits and measures is as its packages say without the plugin, and plain text needs no segmenter. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, it, vi } from 'vitest';
import { plainText } from '../../scripts/plain-text.mjs';

const folder = mkdtempSync(join(tmpdir(), 'plain-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SOURCE = `
export { default as widthOf } from 'string-width';
export { default as wrap } from 'wrap-ansi';
export { default as slice } from 'slice-ansi';
export { default as truncate } from 'cli-truncate';
export { tokenize } from '@alcalzone/ansi-tokenize';
`;

async function bundled(name: string, plugins: ReturnType<typeof plainText>[]) {
  const outfile = join(folder, `${name}.mjs`);
  const stdin = { contents: SOURCE, resolveDir: '.' };
  await build({ stdin, bundle: true, format: 'esm', platform: 'node', target: 'esnext', outfile, plugins });
  return import(outfile);
}

const TEXTS = [
  ...Array.from({ length: 0x300 }, (_, row) =>
    String.fromCharCode(...Array.from({ length: 16 }, (_, at) => row * 16 + at)),
  ),
  ...[
    '✓ \x1b[1m─┴─\x1b[22m ↵',
    'e\u0301',
    '👩\u200d🚀',
    '🇫🇷',
    '1\ufe0f\u20e3',
    '漢字',
    '각',
    '☑\ufe0f',
    '✓\ufe0f',
    '\r\n',
  ],
];

it('changes no width and no character, and makes no segmenter for plain text', async () => {
  const made = vi.spyOn(Intl, 'Segmenter');
  const ours = await bundled('ours', [plainText()]);
  expect(ours.widthOf('\x1b[1m✓\x1b[22m each of ─ these … ↵')).toBe(21);
  expect(ours.tokenize('\x1b[1m✓\x1b[22m ─')).toHaveLength(5);
  expect(made).not.toHaveBeenCalled();
  const theirs = await bundled('theirs', []);
  expect(made).toHaveBeenCalled();
  made.mockRestore();
  const said = ({ widthOf, tokenize, wrap, slice, truncate }: typeof ours, text: string) =>
    JSON.stringify([
      widthOf(text),
      tokenize(text),
      wrap(text.repeat(4), 7, { hard: true }),
      slice(text, 1, 5),
      truncate(text, 5),
    ]);
  expect(TEXTS.filter((text) => said(ours, text) !== said(theirs, text))).toEqual([]);
});
