import { defineConfig } from 'vitest/config';
import { NotRunReporter } from '../support/not-run-reporter.ts';
import { WAIT } from '../support/waits.ts';

/** Only radosgw logs how it verifies, and only Swift tells its canonical request to whom it refuses. */
const OTHERS = process.env.RGW_LOG === undefined ? 'radosgw' : 'swift';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export of its configuration.
export default defineConfig({
  test: {
    include: ['test/servers/*.server-test.ts'],
    exclude: [`test/servers/${OTHERS}-*`],
    reporters: ['default', new NotRunReporter()],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: WAIT } },
    maxConcurrency: 6,
    fileParallelism: false,
  },
});
