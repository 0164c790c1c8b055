/** The table of causes, which is their order of precedence, has each cause that is written. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Cause } from '../../src/diagnosis/cause.ts';
import { CAUSES } from '../../src/diagnosis/causes/table.ts';

const FOLDER = join(import.meta.dirname, '../../src/diagnosis/causes');
const FILES = globSync('*/*.ts', { cwd: FOLDER });

const isCause = (value: unknown): value is Cause =>
  typeof value === 'object' && value !== null && 'id' in value && 'sign' in value && 'mutations' in value;

it.each(FILES)('each cause of %s is in the table', async (file) => {
  const exported: Readonly<Record<string, unknown>> = await import(join(FOLDER, file));
  for (const cause of Object.values(exported).filter(isCause)) expect(CAUSES).toContain(cause);
});
