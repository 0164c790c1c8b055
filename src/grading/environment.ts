/**
 * Selects the environment variables for learners' programs. These variables are enough to find and run the programs,
 * and contain no secrets.
 */

type Environment = Readonly<Record<string, string | undefined>>;

const FOR_PROGRAMS = /^(?:PATH|HOME|LANG|LC_[A-Z]+|TMPDIR|SYSTEMROOT)$/i;

/**
 * Variables that only the grader needs. They determine where progress is kept, how the screen looks, where Node.js finds
 * its libraries, and whether it keeps compiled code.
 */
const FOR_THE_GRADER =
  /^(?:XDG_STATE_HOME|LOCALAPPDATA|USERPROFILE|TERM|TERM_PROGRAM|TERM_PROGRAM_VERSION|COLORTERM|COLORFGBG|NO_COLOR|FORCE_COLOR|SIGV4_THEME|TZ|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|NODE_DISABLE_COMPILE_CACHE)$/;

export function programEnvironment(environment: Environment): Readonly<Record<string, string>> {
  return only(environment, (name) => FOR_PROGRAMS.test(name));
}

/**
 * Returns the few variables that the grader itself keeps. The others are removed because a program can read the
 * environment of its parent, for example in `/proc/PID/environ` on Linux.
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
