/** The coverage provider of `vitest.config.ts`: vitest's own for V8, except that V8 counts functions alone, not branches. */
import inspector from 'node:inspector/promises';
import v8Coverage from '@vitest/coverage-v8';

/** One for all test files of a thread: V8 names each function once, in the first file that calls it. */
let session: inspector.Session | null = null;

const functionCoverage = {
  ...v8Coverage,
  async startCoverage() {
    if (session !== null) return;
    session = new inspector.Session();
    session.connect();
    this.session = session;
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: false });
  },
  async stopCoverage() {},
};

// biome-ignore lint/style/noDefaultExport: vitest reads the default export of a coverage provider.
export default functionCoverage;
