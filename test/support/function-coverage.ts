/** The coverage provider of `vitest.config.ts`: vitest's own for V8, except that V8 counts functions alone, not branches. */
import inspector from 'node:inspector/promises';
import v8Coverage from '@vitest/coverage-v8';

/**
 * One for all test files of a thread: V8 names each function once, in the first file that calls it. It is kept beside the
 * modules, so that it stays if this file is loaded again.
 */
const thread: typeof globalThis & { coverageSession?: inspector.Session } = globalThis;

const functionCoverage = {
  ...v8Coverage,
  async startCoverage() {
    if (thread.coverageSession) return;
    const session = new inspector.Session();
    thread.coverageSession = session;
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: false });
  },
  async takeCoverage(options: Parameters<NonNullable<typeof v8Coverage.takeCoverage>>[0]) {
    this.session = thread.coverageSession ?? null;
    return v8Coverage.takeCoverage?.call(this, options);
  },
  async stopCoverage() {},
};

// biome-ignore lint/style/noDefaultExport: vitest reads the default export of a coverage provider.
export default functionCoverage;
