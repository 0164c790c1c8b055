/** `sigv4 causes`: the list, one cause, and what is said of a word that is none. */
import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../src/app/options/nearest.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { runHere } from '../support/commands/in-process.ts';

const IDS = CAUSES.map(({ id }) => id);

describe('sigv4 causes', () => {
  it('lists each cause once', async () => {
    const { status, stdout } = await runHere(['causes']);
    expect(status).toBe(0);
    for (const id of IDS) expect(stdout.split(`${id}:`)).toHaveLength(2);
  });

  it.each(IDS)('shows %s with its sign, its fix and its sources', async (id) => {
    const { status, stdout } = await runHere(['causes', id, '--json']);
    const [shown, ...others] = JSON.parse(stdout).causes;
    const cause = CAUSES.find((one) => one.id === id);
    expect(status).toBe(0);
    expect(others).toEqual([]);
    expect(shown).toMatchObject({
      id,
      sign: cause?.symptom,
      fix: cause?.fix,
      sources: [cause?.see, ...(cause?.threads ?? [])],
    });
  });

  it('prints the line for each program', async () => {
    const { stdout } = await runHere(['causes', 'host-rewritten-by-proxy']);
    expect(stdout).toContain('nginx: proxy_set_header Host $http_host;');
  });

  it('answers a wrong id with the nearest', async () => {
    const { status, stderr } = await runHere(['causes', 'host-rewriten-by-proxy']);
    expect(status).toBe(2);
    expect(stderr).toContain('Did you mean host-rewritten-by-proxy?');
  });
});

describe('the nearest names', () => {
  it.each([
    ['wrong-regoin', ['wrong-region']],
    ['clock', ['clock-skew']],
    ['port', ['host-default-port-signed', 'host-nondefault-port-not-signed']],
    ['CLOCK-SKEW', ['clock-skew']],
    ['zzzzzz', []],
    ['', []],
    ['x'.repeat(1000), []],
  ])('of %s', (word, names) => {
    expect(nearestNames(word, IDS)).toEqual(names);
  });
});
