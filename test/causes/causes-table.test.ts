/** The table of causes, which is their order of precedence, has each cause that is written. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Cause } from '../../src/causes/cause.ts';
import { CAUSES } from '../../src/causes/table.ts';

const FOLDER = join(import.meta.dirname, '../../src/causes');
const FILES = globSync('*/*.ts', { cwd: FOLDER, exclude: ['features/*'] });

it('there are files of causes', () => {
  expect(FILES.length).toBeGreaterThan(30);
});

const isCause = (value: unknown): value is Cause =>
  typeof value === 'object' && value !== null && 'id' in value && 'sign' in value && 'mutations' in value;

it.each(FILES)('each cause of %s is in the table', async (file) => {
  const exported: Readonly<Record<string, unknown>> = await import(join(FOLDER, file));
  for (const cause of Object.values(exported).filter(isCause)) expect(CAUSES).toContain(cause);
});

const IN_TRANSIT = CAUSES.flatMap(({ id, mutations }) =>
  mutations
    .filter(({ side, point }) => side === 'way' && point !== 'signing')
    .map(({ variant, says }) => [id, variant, says] as const),
);

it.each(IN_TRANSIT)('%s: %s says what is proved of the bytes, and not who changed them', (_id, _variant, says) => {
  expect(says).not.toMatch(
    /\b(?:prox(?:y|ies)|caches?|scanners?|firewalls?|nginx|Cloudflare|Google|load balancers?)\b/i,
  );
});
