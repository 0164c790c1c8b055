/** What of the environment is passed on where a learner's program may run: enough to be found and to run, no secret. */

type Environment = Readonly<Record<string, string | undefined>>;

/** What a learner's program gets. */
const FOR_PROGRAMS = /^(?:PATH|HOME|LANG|LC_[A-Z]+|TMPDIR|SYSTEMROOT)$/i;

/** What the grader needs besides: where the course is kept, how the screen looks, where Node.js finds its libraries. */
const FOR_THE_GRADER =
  /^(?:XDG_STATE_HOME|LOCALAPPDATA|USERPROFILE|TERM|TERM_PROGRAM|TERM_PROGRAM_VERSION|COLORTERM|COLORFGBG|NO_COLOR|FORCE_COLOR|SIGV4_THEME|TZ|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH)$/;

/** The variables that a learner's program gets. */
export function programEnvironment(environment: Environment): Readonly<Record<string, string>> {
  return only(environment, (name) => FOR_PROGRAMS.test(name));
}

/**
 * The variables that the grader itself keeps: a program can read the environment that its parent was started with, on
 * Linux in `/proc/PID/environ`.
 */
export function graderEnvironment(environment: Environment): Readonly<Record<string, string>> {
  return only(environment, (name) => FOR_PROGRAMS.test(name) || FOR_THE_GRADER.test(name));
}

function only(environment: Environment, isKept: (name: string) => boolean): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && isKept(name) ? [[name, value]] : [],
    ),
  );
}
