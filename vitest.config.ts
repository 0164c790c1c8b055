import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { COSTLY, EXPENSIVE, FOREIGN, PROCESSES, SMOKE } from './test/speeds.ts';
import { NotRunReporter } from './test/support/not-run-reporter.ts';
import { TEST_LIMIT, WAIT } from './test/support/waits.ts';

const TESTS = ['test/**/*.test.{ts,tsx}'];
const processes = new Set(globSync([...PROCESSES]));
const sample = new Set(globSync([...SMOKE]));

/** Files that start processes and are not in the sample. */
const leftOut = [...processes].filter((file) => !sample.has(file));

/** Files of which `fast` runs nothing, or only a part. */
const costly = () => globSync(TESTS).filter((file) => processes.has(file) || COSTLY.test(readFileSync(file, 'utf8')));

/** The files that a mode runs, and those that it leaves out. */
function filesOf(mode: string): { readonly include: string[]; readonly exclude: string[] } {
  switch (mode) {
    case 'fast':
      return { include: TESTS, exclude: [...FOREIGN, ...leftOut] };
    case 'costly':
      return { include: costly(), exclude: [...FOREIGN] };
    case 'foreign':
      return { include: [...FOREIGN], exclude: [] };
    default:
      return { include: TESTS, exclude: [] };
  }
}

/**
 * `vitest run` runs everything, `vitest run --mode fast` a sample: the sweeps are cut (`test/support/sweep.ts`), the tests
 * with the tag `expensive` are left out, and of the files that start processes only a few are run. `--mode costly` runs
 * what `fast` leaves out and needs nothing that is not on every system, `--mode foreign` the rest.
 */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export of its configuration.
export default defineConfig(({ mode }) => {
  const isFast = mode === 'fast';
  return {
    test: {
      ...filesOf(mode),
      // Each thread loads the program's modules once, not once for each file or for each project: that is half of the CPU
      // time. A test that replaces a function, or an environment variable, gives it back.
      isolate: false,
      setupFiles: ['./test/support/properties.ts'],
      reporters: ['default', new NotRunReporter()],
      testTimeout: TEST_LIMIT,
      hookTimeout: TEST_LIMIT,
      expect: { poll: { timeout: WAIT } },
      // Most tests on pseudo-terminals wait more than they compute.
      maxWorkers: '100%',
      pool: 'threads',
      tags: [EXPENSIVE],
      ...(isFast ? { tagsFilter: [`!${EXPENSIVE.name}`] } : {}),
      env: { SIGV4_TESTS: isFast ? 'fast' : (process.env.SIGV4_TESTS ?? 'full') },
    },
  };
});
