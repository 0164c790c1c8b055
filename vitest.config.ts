import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { COSTLY, COUNTED, EXPENSIVE, ONLY_IN_PROCESSES, PROCESSES, SMOKE } from './test/speeds.ts';
import { NotRunReporter } from './test/support/not-run-reporter.ts';
import { StillRunningReporter } from './test/support/still-running-reporter.ts';
import { TEST_LIMIT, WAIT } from './test/support/waits.ts';

const TESTS = ['test/**/*.test.{ts,tsx}'];

/** Those that start processes and are not in the sample. */
function leftOut(): string[] {
  const sample = new Set(globSync([...SMOKE]));
  return globSync([...PROCESSES]).filter((file) => !sample.has(file));
}

/** Those that start processes, sweep, or have expensive tests, but for those that are counted too. */
function costly(): string[] {
  const processes = new Set(globSync([...PROCESSES]));
  return globSync(TESTS).filter(
    (file) => processes.has(file) || (COSTLY.test(readFileSync(file, 'utf8')) && !COUNTED.includes(file)),
  );
}

/** The files that a mode runs, and those that it leaves out. */
function filesOf(mode: string): { readonly include: string[]; readonly exclude: string[] } {
  switch (mode) {
    case 'fast':
      return { include: TESTS, exclude: leftOut() };
    case 'counted':
      return { include: TESTS, exclude: costly() };
    case 'costly':
      return { include: costly(), exclude: [] };
    default:
      return { include: TESTS, exclude: [] };
  }
}

/**
 * `vitest run` runs everything, `vitest run --mode fast` a sample: the sweeps are cut (`test/support/sweep.ts`), the tests
 * with the tag `expensive` are left out, and of the files that start processes only a few are run.
 *
 * `vitest run --mode counted --coverage` and `vitest run --mode costly` together run everything too. The first fails for
 * each source file in which its tests call fewer than half of the functions. The second counts nothing, because code whose
 * calls are counted takes a third longer.
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
      setupFiles: ['./test/support/filled-tables.ts', './test/support/properties.ts'],
      reporters: ['default', new NotRunReporter(), new StillRunningReporter()],
      testTimeout: TEST_LIMIT,
      hookTimeout: TEST_LIMIT,
      expect: { poll: { timeout: WAIT } },
      // Most tests on pseudo-terminals wait more than they compute.
      maxWorkers: '100%',
      pool: 'threads',
      tags: [EXPENSIVE],
      ...(isFast ? { tagsFilter: [`!${EXPENSIVE.name}`] } : {}),
      coverage: {
        // V8's, of functions alone: the counts of branches, which nothing reads, take half as much CPU time again.
        provider: 'custom',
        customProviderModule: './test/support/function-coverage.ts',
        include: ['src/**'],
        exclude: [...ONLY_IN_PROCESSES],
        reporter: [],
        thresholds: { perFile: true, functions: 50 },
      },
      env: { SIGV4_TESTS: isFast ? 'fast' : (process.env.SIGV4_TESTS ?? 'full') },
    },
  };
});
