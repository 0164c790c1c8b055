/** What a command meets besides its command line: for the manual and the README. `…` marks what is typed or read as it is. */

/** Exit codes, with what each says. The constants are in command.ts and ending-signals.ts. */
export const EXIT_CODES: readonly (readonly [number, string])[] = [
  [0, 'done; for `send`, also where the server refused, unless `--fail`; for `verify`, a match'],
  [
    1,
    'the answer is no: a value is not as published, a walk was refused, a request does not match, a signer that is graded is not right; or the exchange failed, or a redirect was not followed despite `--location`, an answer to `learn` is not kept, or the output cannot be written whole',
  ],
  [2, 'the command line is wrong, an input cannot be read, or a program cannot be run'],
  [22, 'with `--fail`: the HTTP status is 400 or more'],
  [129, 'ended because its terminal was closed (SIGHUP)'],
  [130, 'interrupted with Ctrl-C (SIGINT)'],
  [131, 'ended by SIGQUIT'],
  [143, 'ended by SIGTERM'],
];

/** Variables of the environment that are read. An option comes before them, a profile after. */
export const ENVIRONMENT: readonly (readonly [names: readonly string[], says: string])[] = [
  [
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
    'the credentials; `--profile` comes before them. No option takes a secret.',
  ],
  [['AWS_PROFILE'], 'the profile, where no `--profile` names one; `default`, if neither does'],
  [['AWS_REGION', 'AWS_DEFAULT_REGION'], 'the region, where no `--region` names one'],
  [['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'], 'the server of `s3://` addresses, where no `--endpoint-url` names one'],
  [['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'], "the files of profiles, where they are not at AWS's own places"],
  [
    ['HTTPS_PROXY', 'https_proxy', 'http_proxy', 'ALL_PROXY', 'all_proxy'],
    'proxies, through which this program does not go: it says so and sends nothing',
  ],
  [['NO_PROXY', 'no_proxy'], 'the hosts that are reached without a proxy'],
  [['NO_COLOR'], 'no colours, where it is not empty'],
  [['FORCE_COLOR', 'COLORTERM', 'TERM'], 'how many colours the screen has'],
  [['SIGV4_THEME', 'COLORFGBG'], 'a dark or a light background, where neither `--theme` nor the terminal says it'],
  [
    ['XDG_STATE_HOME', 'LOCALAPPDATA'],
    'the folder in which `learn` keeps what was done, the second one on Windows; an absolute path',
  ],
  [['TMPDIR'], 'the folder of what is too long of an answer to keep in memory; removed at the end'],
];

/** Files that are read or written without being named. */
export const FILES: readonly (readonly [path: string, says: string])[] = [
  ['~/.aws/config', "profiles: region, endpoint, and where credentials come from; read by AWS's own loaders"],
  ['~/.aws/credentials', 'credentials of profiles'],
  [
    '~/.local/state/sigv4-inspector/progress',
    'what was done in `learn`, a line a step; written by it alone, and `--state` takes another file',
  ],
  [
    'FILE.partial',
    'with `send -o FILE`: the body until all of it is there, and where the rest never comes; `FILE.….partial` if there is such a file',
  ],
];
