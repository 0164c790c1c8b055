import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export of its configuration.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    reporters: ['default', './test/support/not-run-reporter.ts'],
    testTimeout: 60_000,
    // On a busy machine what is polled for takes longer than the second that is usual.
    expect: { poll: { timeout: 20_000 } },
    // Nobody works at the machine meanwhile: most tests on pseudo-terminals wait more than they compute.
    maxWorkers: '100%',
  },
});
