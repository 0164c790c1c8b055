const FOLLOW = 'A redirect needs a new signature: give its address as the URL.';
const OTHER_VENDORS =
  'This program signs and reads AWS Signature Version 4 and 4A. For another vendor, use its own SDK.';

const TABLE = 'Print a row for each submission with --csv: docs/teaching.md has the loop.';

/**
 * Contains what version 0.1 had and this one does not: a command by its name, an option by its command and its name, a
 * value by its option, and a member of the library by its function. What several had is there by its own name. Each says
 * what to do instead. Removed at 1.0.
 */
const GONE: ReadonlyMap<string, string> = new Map([
  ['signer', 'To sign for another program, call sign from the library: see docs/library.md.'],
  [
    'sandbox --answers',
    "The sandbox answers as S3 does. To see another server's answer, send it the request with sigv4 send.",
  ],
  [
    'sandbox --data',
    "A sandbox keeps its objects until it stops. For objects that last, use a server such as MinIO's.",
  ],
  ['sandbox --own-buckets', 'Make the keys with --make-keys: each of them can change only its own bucket.'],
  [
    'sandbox --show-signatures',
    'To see the right signatures, give the keys with --secret-from instead of --make-keys.',
  ],
  ['sandbox --sigv2', 'Set the client to sign with Version 4: see docs/sandbox.md.'],
  ['startSandbox sigv2', 'Signature Version 2 is refused. Set the client to sign with Version 4.'],
  ['book', 'walk --html FILE writes the page of one request; learn LESSON --plain prints a lesson.'],
  ['send -L', FOLLOW],
  ['send --location', FOLLOW],
  [
    'capture --resign',
    'Keep the address of the server as the endpoint of the client, and set HTTPS_PROXY to the capture.',
  ],
  ['The shell fish', 'Only bash and zsh are completed. The options of a command are in sigv4 COMMAND --help.'],
  ['grade --each', TABLE],
  ['grade --reports', TABLE],
  ['grade --points', 'Compute them from "passed" and "of" of --csv, or from "counts" of --json.'],
  ['learn check', 'To check the lessons of the course, run its tests: npx vitest run test/lessons.'],
  ['--projector', 'Enlarge the font of the terminal: every screen fits into 80 columns and 24 rows.'],
  ['--as js', 'Use --as python or --as sh, which print the same values.'],
  ['--as go', 'Use --as python or --as sh, which print the same values.'],
  ['dialects', OTHER_VENDORS],
  ['--dialect', OTHER_VENDORS],
  ['--private-key', OTHER_VENDORS],
  ['dialect', OTHER_VENDORS],
]);

/** Returns what to do instead of something that is gone, such as `signer` or `send --location`; `null` if it never existed. */
export const insteadOf = (name: string): string | null => GONE.get(name) ?? GONE.get(name.replace(/^.* /, '')) ?? null;
