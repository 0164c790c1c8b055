/**
 * Selects the environment variables for learners' programs. These variables are enough to find and run the programs,
 * and contain no secrets.
 */

const FOR_PROGRAMS = /^(?:PATH|HOME|LANG|LC_[A-Z]+|TMPDIR|SYSTEMROOT)$/i;

export const programEnvironment = (
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && FOR_PROGRAMS.test(name) ? [[name, value]] : [],
    ),
  );
