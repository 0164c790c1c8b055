/** Each command in each of its forms, and each way in which a secret comes in: a new command needs a row. */

import { MARKED, MARKED_REGION, MARKED_TIME } from '../trace/secret-search.ts';
import { MARKED_INPUTS, MARKED_URL } from './marked-requests.ts';

export const SIGNING = ['--region', MARKED_REGION, '--date', MARKED_TIME];
export const KEY = 's3://examplebucket/test.txt';

/** A learner's program that tells all it knows. */
export const PRINTS_ALL = 'process.stderr.write(JSON.stringify(process.env)); process.stdin.pipe(process.stderr)';

/** Each command in each form; ACCEPTS, QUOTES and NOBODY are servers, other capitals files. A new command needs a row. */
export const LINES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  walk: [
    ['--plain'],
    ['--json'],
    ...['--plain', '--json'].flatMap((form) => [
      [form, KEY, ...SIGNING],
      ...['ACCEPTS', 'QUOTES', 'NOBODY'].map((server) => [form, '--send', '--endpoint-url', server, KEY, ...SIGNING]),
    ]),
    ['--plain', KEY, '--payload', 'unsigned', '-d', 'a', ...SIGNING],
    ...['--plain', '--json'].map((form) => [form, '--send', '--presign', '--endpoint-url', 'QUOTES', KEY, ...SIGNING]),
    ['--html', '-', KEY, ...SIGNING],
    ['--html', '-', '--send', '--presign', '--endpoint-url', 'QUOTES', KEY, ...SIGNING],
    ['--plain', KEY, '--no-sign-request'],
    ['--plain', KEY, '--region', 'not a region'],
  ],
  sign: [
    ...['request', 'headers', 'curl', 'sh', 'python'].map((form) => ['--as', form, KEY, ...SIGNING]),
    ['--as', 'wget', KEY],
    ['-H', 'broken', KEY],
    ['--no-sign-request', KEY, ...SIGNING],
  ],
  send: ['ACCEPTS', 'QUOTES', 'NOBODY'].flatMap((server) =>
    [[], ['-v'], ['-i'], ['-v', '-i', '--fail'], ['-v', '-o', '/dev/null'], ['-X', 'PUT', '--data-binary', 'data']].map(
      (more) => ['--endpoint-url', server, KEY, ...SIGNING, ...more],
    ),
  ),
  verify: [
    ...MARKED_INPUTS.flatMap((input) => [
      [input, '--at', MARKED_TIME],
      [input, '--at', MARKED_TIME, '--json'],
      [input, '--at', MARKED_TIME, '--html', '-'],
    ]),
    ['REQUEST', '--at', MARKED_TIME, '--secret-from', 'SECRET'],
    ['REQUEST', '--at', MARKED_TIME, '--secret-from', 'SECRETS', '--json'],
    ['REQUEST', '--at', MARKED_TIME, '--secret-from', 'NO_SECRETS'],
    ['SECRET', '--at', MARKED_TIME],
    ['NO_SECRETS'],
    ['LINES', '--jsonl', '--at', MARKED_TIME],
    ['REQUEST', '--at', 'now'],
    // What people mistake: a URL in the place of a file, two of them, a secret as an option.
    [`x${MARKED_URL}`],
    [MARKED_URL, MARKED_URL],
    [`--secret-access-key=${MARKED.secret}`, 'REQUEST'],
    ['--secret-from', `x${MARKED_URL}`, 'REQUEST'],
  ],
  diagnose: [
    // Each has both forms, one with the answer and one without it.
    ...MARKED_INPUTS.map((input, at) => [input, 'REFUSAL', at % 2 === 0 ? '--plain' : '--json']),
    ...MARKED_INPUTS.map((input, at) => [input, ...(at % 2 === 0 ? ['--json'] : [])]),
    ['REFUSAL', '--plain'],
    ['PAIR', '--plain'],
    ['REFUSAL', 'REQUEST', '--plain', '--secret-from', 'SECRET'],
    ['REFUSAL', 'REQUEST', '--json', '--secret-from', 'SECRETS'],
    ['REFUSAL', 'REQUEST', '--html', '-', '--secret-from', 'SECRETS'],
    ['REFUSAL', 'REQUEST', '--share', '--secret-from', 'SECRETS'],
    ...MARKED_INPUTS.map((input) => [input, '--share']),
    ['REFUSAL', '--plain', '--secret-from', 'NO_SECRETS'],
    ['SECRET', '--plain'],
    ['NO_SECRETS', '--plain'],
    ['--plain', `x${MARKED_URL}`],
    ['--plain', MARKED_URL, MARKED_URL],
    ['REQUEST', '--secret-from', 'SECRET'],
    ['REQUEST', '--secret-from', 'SECRETS', '--json'],
    ['REQUEST', '--secret-from', 'NO_SECRETS'],
    ['SECRET'],
    [`x${MARKED_URL}`],
    [`--secret-access-key=${MARKED.secret}`, 'REQUEST'],
  ],
  // Its secrets come on standard input: see below.
  mcp: [['surplus'], [`--secret-access-key=${MARKED.secret}`]],
  vectors: [[], ['--json'], ['no-such-folder']],
  causes: [[], ['--json'], [`x${MARKED_URL}`], [`--secret-access-key=${MARKED.secret}`]],
  whoami: [[], ['--json'], [`x${MARKED_URL}`], [`--secret-access-key=${MARKED.secret}`]],
  // What the program gets of the environment it prints; a name that is a URL is no case.
  grade: [
    ...[[], ['--json']].map((form) => [...form, '--only', '*/get-object', '--', process.execPath, '-e', PRINTS_ALL]),
    ['--', 'no-such-program'],
    ['--only', `x${MARKED_URL}`, '--', 'no-such-program'],
  ],
  sandbox: [
    ['--port', 'none'],
    ['--clock', 'none'],
  ],
  capture: [
    ['--port', 'none'],
    ['--upstream', `x${MARKED_URL}`],
    ['--fault', MARKED_URL],
    [`--secret-access-key=${MARKED.secret}`],
  ],
  // A request alone is no recording.
  open: [['REQUEST'], ['SECRET', '--json'], [`x${MARKED_URL}`], [MARKED_URL, MARKED_URL]],
  learn: [
    ['list'],
    ['ten-lines', '--plain', '--notes'],
    ['hint', 'ten-lines', '--state', '/dev/null'],
    ['answer', 'ten-lines', '--step', 'none'],
    [MARKED_URL],
    ['list', MARKED_URL],
    ['hint', MARKED_URL],
    ['--plain', '--state', MARKED_URL],
    [`--secret-access-key=${MARKED.secret}`],
  ],
  completion: [['bash'], ['fish'], ['tcsh'], []],
};

/** The ways in which a secret comes in. */
export const SOURCES = {
  environment: {
    line: [],
    variables: {
      AWS_ACCESS_KEY_ID: MARKED.keyId,
      AWS_SECRET_ACCESS_KEY: MARKED.secret,
      AWS_SESSION_TOKEN: MARKED.token,
    },
  },
  profile: { line: [], variables: { AWS_PROFILE: 'marked' } },
  credential_process: { line: ['--profile', 'asks'], variables: {} },
} as const;

/** Those of the lines that run in a process too: each output, each way in which a command ends. */
export const PROCESSES: readonly string[] = [
  `walk --plain --send --endpoint-url QUOTES ${KEY} ${SIGNING.join(' ')}`,
  `walk --json --send --endpoint-url ACCEPTS ${KEY} ${SIGNING.join(' ')}`,
  `send --endpoint-url QUOTES ${KEY} ${SIGNING.join(' ')} -v -i --fail`,
  `sign --as curl ${KEY} ${SIGNING.join(' ')}`,
  `diagnose REFUSAL REQUEST --json --secret-from SECRETS`,
  `verify --secret-access-key=${MARKED.secret} REQUEST`,
];

/** The program that is graded has the standard error of the whole process. */
export const inheritsErrors = ({ line }: { readonly line: readonly string[] }) => line.includes(PRINTS_ALL);

/** No mistake explains these, so each diagnosis of them tries every two mistakes at once. */
export const UNEXPLAINED: readonly string[] = ['OTHER_PATH', 'OTHER_TOKEN', 'PRESIGNED', MARKED_URL, `x${MARKED_URL}`];
