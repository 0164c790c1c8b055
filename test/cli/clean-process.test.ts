/** Which command lines are started again without the secrets of the environment. */
import { afterEach, expect, it, vi } from 'vitest';
import { hasToBeClean } from '../../src/cli/processes/clean-process.ts';

afterEach(() => vi.unstubAllEnvs());

it.each([
  [['grade', '--', './mysigner'], true],
  [['learn'], true],
  [['--', 'grade', './mysigner'], true],
  [['send', 's3://photos/grade'], false],
  [[], false],
] as const)('of a command that may run a program, however it is spelled: %j', (commandLine, expected) => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
  expect(hasToBeClean(commandLine)).toBe(expected);
});
