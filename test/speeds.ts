/** Which tests are expensive, and which files start processes or need foreign programs: see `vitest.config.ts`. */

/** The tag of a test that takes more than about half a CPU second: `{ tags: ['expensive'] }`. */
export const EXPENSIVE = { name: 'expensive', description: 'Left out by npm test.' } as const;

declare module 'vitest' {
  interface TestTags {
    tags: (typeof EXPENSIVE)['name'];
  }
}

/** What is in a file with sweeps or expensive tests. */
export const COSTLY = /support\/sweep\.ts'|tags: \['expensive'\]/;

/** These files run the built program, real terminals, and programs that each system has. */
export const PROCESSES: readonly string[] = [
  'test/cli/**/*.test.ts',
  'test/pty/**/*.test.ts',
  'test/library/package.test.ts',
  'test/grading/graded-signers.test.ts',
  'test/grading/course-signers.test.ts',
  'test/commands/grade/*.test.ts',
  'test/commands/sandbox.test.ts',
  'test/commands/sandbox-settings.test.ts',
  'test/commands/sandbox-load.test.ts',
  'test/commands/sandbox-tls.test.ts',
  'test/commands/send/refused.test.ts',
  'test/commands/sign-curl.test.ts',
  'test/commands/sign-scripts.test.ts',
  'test/diagnosis/foreign-signers.test.ts',
  'test/intake/shell-words.test.ts',
  'test/views/shell.test.ts',
  'test/scripts/**/*.test.ts',
];

/** The files of `PROCESSES` that `npm test` runs too: the program in a pipe, on a terminal, and its files. */
export const SMOKE: readonly string[] = [
  'test/cli/program.test.ts',
  'test/cli/output-file.test.ts',
  'test/cli/progress-file.test.ts',
  'test/cli/quoted-operands.test.ts',
  'test/pty/walk.test.ts',
  'test/pty/leaving.test.ts',
  'test/scripts/documents.test.ts',
];

/** These files need browsers, other shells, or programs of a certain version. */
export const FOREIGN: readonly string[] = [
  'test/browser/**/*.test.ts',
  'test/commands/completion.test.ts',
  'test/intake/curl-itself.test.ts',
];
