import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { packedPages } from '../../scripts/packed-pages.mjs';
import { readPageScript } from '../../src/cli/files/page-scripts.ts';
import type { PageScript } from '../../src/outputs/page-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-pages-'));
const built = pathToFileURL(`${folder}/`);
afterAll(() => rmSync(folder, { recursive: true }));

/** A text of words, in which some come again, as in code. */
const code = fc
  .tuple(
    fc.array(fc.stringMatching(/^[a-z(){};=.]{3,12}$/), { minLength: 1, maxLength: 40 }),
    fc.infiniteStream(fc.nat()),
  )
  .map(([words, order]) => [...order.take(400)].map((at) => words[at % words.length]).join(' '));

/** Writes the chunks and the file of pages, as the build does, and gives the number of bytes of that file. */
async function write(chunks: readonly string[], script: PageScript): Promise<number> {
  const named = new Map(chunks.map((text, at) => [`CHUNK${at}.js`, Buffer.from(text)]));
  for (const [name, bytes] of named) writeFileSync(join(folder, name), bytes);
  const packed = await packedPages(named, script);
  writeFileSync(join(folder, 'pages.br'), packed);
  return packed.length;
}

it('gives each script again, with the chunks that are left out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(code, { minLength: 1, maxLength: 3 }), code, code, async (chunks, own, later) => {
      const text = chunks.join('');
      const script = { first: `${own}${text.slice(100)}…`, later: `${text.slice(0, -100)}${later}` };
      await write(chunks, script);
      expect(await readPageScript(built)).toEqual(script);
    }),
    { numRuns: 20 },
  );
});

it('has only what no chunk has, and refuses a chunk that is missing', async () => {
  const chunk = fc.sample(code, { seed: 7, numRuns: 60 }).join('');
  const script = { first: chunk.slice(100), later: `${chunk.slice(500)}and more` };
  const bytes = await write([chunk], script);
  expect(bytes).toBeLessThan(brotliCompressSync(chunk).length / 4);
  rmSync(join(folder, 'CHUNK0.js'));
  await expect(readPageScript(built)).rejects.toThrow('CHUNK0.js');
});
