/** What of the environment a learner's program gets: enough to be found and to run, nothing that could be a secret. */

const KEPT = /^(?:PATH|HOME|LANG|LC_[A-Z]+|TMPDIR|SYSTEMROOT)$/i;

/** The same variables, but for all that nobody needs for signing. */
export function scrubbedEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && KEPT.test(name) ? [[name, value]] : [],
    ),
  );
}
