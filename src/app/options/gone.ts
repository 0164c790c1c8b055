const REDIRECT = 'To follow a redirect, sign a new request with its address as the URL.';
const OTHER_VENDORS =
  'To sign or verify a request of another vendor, use its own SDK. This program reads AWS Signature Version 4 and 4A.';
const CLASS = 'To grade a class, run grade --csv for each submission: docs/teaching.md has the loop.';
const SCRIPTS = 'To print the computation as a script, use --as python or --as sh.';
const VERSION_2 = 'To use the sandbox, let the client sign with Version 4: docs/sandbox.md has the settings.';

/**
 * Contains what version 0.1 had and this one does not, with what to do instead: a command by its name, an option by its
 * command and its name, one that several commands had by its name alone, a value by its option, and a member of the
 * library by its function. Removed at 1.0.
 */
export const GONE: ReadonlyMap<string, string> = new Map([
  ['book', 'To print one request, use walk --html FILE; to print a lesson, use learn LESSON --plain.'],
  ['dialects', OTHER_VENDORS],
  ['signer', 'To sign for another program, call sign of the library: see docs/library.md.'],
  ['--dialect', OTHER_VENDORS],
  ['--private-key', OTHER_VENDORS],
  ['--projector', 'To fill a large screen, enlarge the font: everything fits into 80 columns and 24 rows.'],
  ['--as go', SCRIPTS],
  ['--as js', SCRIPTS],
  [
    'capture --resign',
    'To keep signatures valid, keep the endpoint of the client, and set HTTPS_PROXY to the capture.',
  ],
  ['grade --each', CLASS],
  ['grade --points', 'To give points, use "passed" and "of" of --csv, or "counts" of --json.'],
  ['grade --reports', CLASS],
  ['learn check', 'To check the lessons of the course, run its tests: npx vitest run test/lessons.'],
  ['sandbox --answers', 'To see the answer of another server, send it the request with sigv4 send.'],
  ['sandbox --data', 'To keep objects for longer than the sandbox runs, use a server such as MinIO.'],
  ['sandbox --own-buckets', 'To let each key change only its own bucket, make the keys with --make-keys.'],
  ['sandbox --show-signatures', 'To see right signatures, give the keys with --secret-from instead of --make-keys.'],
  ['sandbox --sigv2', VERSION_2],
  ['send --location', REDIRECT],
  ['send -L', REDIRECT],
  ['The shell fish', 'To complete words, use bash or zsh; sigv4 COMMAND --help lists the options.'],
  ['sign dialect', OTHER_VENDORS],
  ['startSandbox sigv2', VERSION_2],
  ['verify dialect', OTHER_VENDORS],
]);

/** Returns what to do instead of something that is gone, such as `signer` or `send --location`; `null` if it never existed. */
export const insteadOf = (name: string): string | null => GONE.get(name) ?? null;
