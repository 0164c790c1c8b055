/** The file that tells other programs that a server is listening. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bytesOf, writeWhole } from '../../src/app/outputs/write-file.ts';
import { createFile } from '../../src/cli/files/output-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'ready-'));
afterAll(() => rmSync(folder, { recursive: true }));

const URL = 'http://127.0.0.1:9000';

it('has the URL in a line, once it is there', async () => {
  const path = join(folder, 'ready');
  expect(await writeWhole({ createFile }, path, bytesOf(`${URL}\n`))).toBeNull();
  expect(readFileSync(path, 'utf8')).toBe(`${URL}\n`);
});

it('is a problem in a folder that does not exist', async () => {
  const path = join(folder, 'none', 'ready');
  expect(await writeWhole({ createFile }, path, bytesOf(`${URL}\n`))).toMatchObject({
    says: expect.stringContaining('none'),
  });
});
