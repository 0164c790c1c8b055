/** A short soak in this process, and what counts as growth. `npm run soak` is the long one. */
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/library/problem.ts';
import { startSandbox } from '../../src/library/start-sandbox.ts';
import { type Held, heldRows } from './held.ts';
import { takeTurns } from './turns.ts';

const MEBIBYTE = 2 ** 20;
const STEADY: Held = { rss: 100 * MEBIBYTE, heap: 40 * MEBIBYTE, handles: 5, files: 20 };

/** What a process holds at each of a hundred times, with `growth` more in the end. */
const measured = (growth: Partial<Held>): Held[] =>
  Array.from({ length: 100 }, (_, at) => {
    const grown = (kind: keyof Held) => STEADY[kind] + ((growth[kind] ?? 0) * at) / 100;
    return { rss: grown('rss'), heap: grown('heap'), handles: grown('handles'), files: grown('files') };
  });

const failing = (growth: Partial<Held>) => heldRows('it', measured(growth)).filter((row) => row.endsWith('| FAIL |'));

describe('what a process holds', () => {
  it('may stay as it is, and vary as a collector does', () => {
    expect(failing({ rss: MEBIBYTE, heap: MEBIBYTE / 2 })).toEqual([]);
  });

  it.each([
    ['rss', 30 * MEBIBYTE],
    ['heap', 10 * MEBIBYTE],
    ['handles', 4],
    ['files', 4],
  ] as const)('is a failure if %s grows', (kind, growth) => {
    expect(failing({ [kind]: growth })).toHaveLength(1);
  });
});

describe('the turns', () => {
  it('have the answers that they should have', async () => {
    const sandbox = await startSandbox({});
    if (isProblem(sandbox)) throw new Error(sandbox.says);
    expect(await takeTurns(Number(new URL(sandbox.url).port), { milliseconds: 1000 })).toBeGreaterThan(10);
    await sandbox.close();
  });
});
