/** `--show-secret` is the only way to see a secret. */
import { describe, expect, it } from 'vitest';
import { KEY, SIGNING, SOURCES } from '../../support/cli/marked-lines.ts';
import { liveInMarkedHome, markedRuns } from '../../support/cli/marked-runs.ts';
import { runHere } from '../../support/commands/in-process.ts';
import { leaksIn, MARKED_TIME } from '../../support/trace/secret-search.ts';

const { filled } = markedRuns();

describe('--show-secret', () => {
  liveInMarkedHome(SOURCES.environment.variables);

  it.each([
    ['walk', '--plain'],
    ['walk', '--json'],
    ['sign', '--as=headers'],
  ])('is the only exception: %s %s', async (name, form) => {
    const { stdout } = await runHere([name, form, KEY, ...SIGNING, '--show-secret']);
    expect(leaksIn(stdout)).not.toEqual([]);
  });

  it.each([{ form: [] }, { form: ['--json'] }])('of what is verified too: $form', async ({ form }) => {
    const line = filled(['verify', 'REQUEST', '--at', MARKED_TIME, ...form]);
    const [hidden, shown] = [await runHere(line), await runHere([...line, '--show-secret'])];
    expect(hidden.status).toBe(0);
    expect(leaksIn(hidden.stdout)).toEqual([]);
    expect(leaksIn(shown.stdout)).not.toEqual([]);
  });
});
