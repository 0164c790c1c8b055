/** Lists exit codes, environment variables, and files for `docs/formats.md`. Backticks mark literal text. */

/** The exit codes and their meanings. The constants are in command.ts and ending-signals.ts. */
export const EXIT_CODES: Readonly<Record<number, string>> = {
  0: 'success; for `send`, also if the server refused, unless `--fail` is given; for `verify`, a match',
  1: 'the answer is no: a value is not the published one, a walk was refused, a request does not match, a graded signer is wrong; or the exchange failed, an answer to `learn` was not saved, or the output could not be written completely',
  2: 'the command line is wrong, an input cannot be read, or a program cannot be run',
  22: 'with `--fail`: the HTTP status is 400 or more',
  129: 'ended because its terminal was closed (SIGHUP)',
  130: 'interrupted with Ctrl-C (SIGINT)',
  131: 'ended by SIGQUIT',
  143: 'ended by SIGTERM',
};

/** The environment variables that are read. Options take precedence over them, and they take precedence over a profile. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN':
    'the credentials; `--profile` takes precedence. No option takes a secret.',
  AWS_PROFILE: 'the profile, without `--profile`; the default is `default`',
  'AWS_REGION, AWS_DEFAULT_REGION': 'the Region, without `--region`',
  'AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL': 'the server of `s3://` addresses, without `--endpoint-url`',
  'AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE':
    "the files of profiles, if they are not where AWS's tools expect them",
  'HTTPS_PROXY, https_proxy, http_proxy, ALL_PROXY, all_proxy':
    'the HTTP proxy that `send`, `walk`, and the loaders of AWS connect through (CONNECT), as `http://HOST:PORT` or `http://NAME:PASSWORD@HOST:PORT`; `capture` uses none',
  'NO_PROXY, no_proxy': 'the hosts that are reached without a proxy',
  NO_COLOR: 'no colors, if it is not empty',
  'NO_MOTION, CI': 'nothing on the screen moves by itself, if one of them is not empty',
  'FORCE_COLOR, COLORTERM, TERM':
    'how many colors the screen has; with `FORCE_COLOR=0`, it has no bold and no reversed text either, and with `TERM=dumb`, there is text instead of a screen',
  'SIGV4_THEME, COLORFGBG': 'a dark or a light background, if neither `--theme` nor the terminal specifies one',
  'XDG_STATE_HOME, LOCALAPPDATA':
    'the folder in which `learn` keeps your progress (the second one on Windows); an absolute path',
  TMPDIR: 'the folder for responses that are too long for memory; they are removed at the end',
};

/** Files that are read or written even if no option names them. */
export const FILES: Readonly<Record<string, string>> = {
  '~/.aws/config': "profiles: region, endpoint, and where credentials come from; read by AWS's own loaders",
  '~/.aws/credentials': 'credentials of profiles',
  '~/.local/state/sigv4-inspector/progress':
    'your progress in `learn`, one line for each step; `--state` names another file',
  'FILE.partial':
    'with `send -o FILE`: the body until it is complete; it stays if the rest never arrives. `FILE.….partial` if that file exists already',
};
