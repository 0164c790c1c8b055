/** Prints, at the end, which tests were not run, and why; then the counts in one line. */
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { EXPENSIVE } from '../speeds.ts';

export class NotRunReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const expensive = skipped.filter((test) => test.tags.includes(EXPENSIVE.name));
    const rows = skipped
      .filter((test) => !expensive.includes(test))
      .map((test) => `Not run: ${test.fullName} (${reason(test)})`);
    const counts = [
      `${count('passed')} passed`,
      `${count('failed')} failed`,
      `${rows.length} skipped`,
      `${expensive.length} left to npm run test:full`,
    ];
    process.stdout.write(`${[...rows, counts.join(', ')].join('\n')}\n`);
  }
}

function reason(test: TestCase): string {
  const result = test.result();
  return (result.state === 'skipped' && result.note) || 'no reason given';
}
