/** Prints, at the end, which tests were not run because this machine lacks something, and what that is. */
import type { Reporter, TestModule } from 'vitest/node';
import { EXPENSIVE } from '../speeds.ts';

export class NotRunReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
      const result = test.result();
      if (result.state !== 'skipped' || test.tags.includes(EXPENSIVE.name)) continue;
      process.stdout.write(`Not run: ${test.fullName} (${result.note ?? 'no reason given'})\n`);
    }
  }
}
