/** Which tests are expensive, and which files start processes: see `vitest.config.ts`. */

/** The tag of a test that takes more than about half a CPU second: `{ tags: ['expensive'] }`. */
export const EXPENSIVE = { name: 'expensive', description: 'Left out by npm test, run by npm run test:full.' } as const;

declare module 'vitest' {
  interface TestTags {
    tags: (typeof EXPENSIVE)['name'];
  }
}

/** What is in a file with sweeps or expensive tests. */
export const COSTLY = /support\/sweep\.ts'|tags: \['expensive'\]/;

/** Costly files that are part of the coverage, because no cheap file calls the functions of some source file. */
export const COUNTED: readonly string[] = [
  'test/commands/book.test.ts',
  'test/commands/capture.test.ts',
  'test/commands/learn-answer.test.ts',
  'test/commands/verify-lines.test.ts',
  'test/causes/twins.test.ts',
  'test/library/redact-s3-error.test.ts',
  'test/views/message-parts.test.ts',
  'test/screen/walk/mouse.test.ts',
  'test/grading/points.test.ts',
  'test/bytes/runtime.test.ts',
  'test/crypto/runtime.test.ts',
  'test/page/live-walk.test.ts',
];

/** These files run the built program, real terminals, and other programs. Most of the time of `npm run test:full` is theirs. */
export const PROCESSES: readonly string[] = [
  'test/attack/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/browser/**/*.test.ts',
  'test/pty/**/*.test.ts',
  'test/pictures/**/*.test.ts',
  'test/library/package.test.ts',
  'test/grading/graded-signers.test.ts',
  'test/grading/course-signers.test.ts',
  'test/grading/class/class.test.ts',
  'test/outputs/completion-*.test.ts',
  'test/diagnosis/foreign-signers.test.ts',
  'test/commands/grade/*.test.ts',
  'test/commands/sandbox.test.ts',
  'test/commands/sandbox-settings.test.ts',
  'test/commands/sandbox-load.test.ts',
  'test/commands/sandbox-tls.test.ts',
  'test/commands/send/refused.test.ts',
  'test/commands/sign-curl.test.ts',
  'test/commands/sign-scripts.test.ts',
  'test/intake/curl-itself.test.ts',
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
  'test/scripts/option-groups.test.ts',
  'test/scripts/theme/**/*.test.ts',
  'test/scripts/third-party-licenses.test.ts',
];

/**
 * Source files that run only in the built program, on a real terminal, in a browser, or over programs of learners, where no
 * coverage is measured.
 */
export const ONLY_IN_PROCESSES: readonly string[] = [
  'src/cli/**',
  'src/screen/waiting-screen.tsx',
  'src/screen/input/process-signals.ts',
  'src/commands/sandbox/server-tls.ts',
  'src/page/**',
  'src/commands/grade/each/**',
  'src/disk/archive.ts',
  'src/grading/class/**',
  'src/grading/cases/fresh-cases.ts',
  'src/views/grading/class-table.ts',
];
