/** After everything else: which tests were not run, and why; then the counts in one line. */
import type { Reporter, TestCase, TestModule } from 'vitest/node';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export of a reporter.
export default class NotRunReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const rows = skipped.map((test) => `Not run: ${test.fullName} (${reason(test)})`);
    process.stdout.write(
      `${[...rows, `${count('passed')} passed, ${count('failed')} failed, ${skipped.length} skipped`].join('\n')}\n`,
    );
  }
}

function reason(test: TestCase): string {
  const result = test.result();
  return (result.state === 'skipped' && result.note) || 'no reason given';
}
