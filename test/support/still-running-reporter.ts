/**
 * Prints which test has been running for long, and which file. A test that never gives its thread back (a loop, a child
 * process that is waited for) cannot be ended by its own limit, and would otherwise be known by nothing.
 */
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** In milliseconds. No file takes half of it, even on a busy machine. */
const LONG = 300_000;

export class StillRunningReporter implements Reporter {
  readonly #timers = new Map<TestModule, NodeJS.Timeout>();
  readonly #tests = new Map<TestModule, TestCase>();

  onTestModuleStart(module: TestModule): void {
    const timer = setInterval(() => {
      const test = this.#tests.get(module)?.fullName ?? 'none';
      process.stdout.write(`Still running: ${module.relativeModuleId} (last test known to have begun: ${test})\n`);
    }, LONG);
    this.#timers.set(module, timer.unref());
  }

  onTestCaseReady(test: TestCase): void {
    this.#tests.set(test.module, test);
  }

  onTestModuleEnd(module: TestModule): void {
    clearInterval(this.#timers.get(module));
    this.#timers.delete(module);
    this.#tests.delete(module);
  }
}
