/**
 * Contains the key scripts whose screens are goldens: by screen, each with the keys that are pressed one after the other.
 * A step is keys by their names, `'text'` to type, `paste TEXT`, or `resize 60x20`.
 */

export interface KeyScript {
  readonly line: string;
  /** Columns and rows; 80x24 by default. */
  readonly size?: `${number}x${number}`;
  readonly environment?: Readonly<Record<string, string>>;
  /** What has to be on the screen before the first step. */
  readonly until?: string;
  readonly keys: readonly string[];
}

type Scripts = Readonly<Record<string, KeyScript>>;

const LARGE = '120x40';
const NO_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
const OWN = {
  AWS_ACCESS_KEY_ID: 'AKIDMADEUPKEYFOREXAMP',
  AWS_SECRET_ACCESS_KEY: 'NotAReal/Secret+KeyOf&These<Tests>EXAMPLE',
};

const walk: Scripts = {
  steps: { line: 'sigv4', keys: ['right', 'right', 'right', 'right', 'right', 'right', 'q'] },
  'a-byte-and-its-origin': { line: 'sigv4', keys: ['4', 'down down', 'l l', 'o', 'backspace', 'u', 'escape', 'x'] },
  'sent-to-the-sandbox': { line: 'sigv4', keys: ['7', 'enter', 'down down down', 'left'] },
  whole: { line: 'sigv4', size: LARGE, keys: ['down', 'f', 'tab', 'enter'] },
  'at-120': { line: 'sigv4', size: LARGE, keys: ['4', 'end', 'x'] },
  edit: { line: 'sigv4', keys: ['4', 'e', "'x'", 'enter', 'z', 'Z'] },
  'edit-the-region': { line: 'sigv4', keys: ['2', 'down', 'E', '/', "'regi'", 'enter', 'enter'] },
  'edit-refused': { line: 'sigv4', keys: ['E', 'enter', "'GE T'", 'enter', 'escape'] },
  breaks: { line: 'sigv4', keys: ['B', 'down', 'enter', 'escape', '7', 'enter'] },
  'breaks-filtered': { line: 'sigv4', keys: ['B', '/', "'slash'", 'enter', 'enter', 'escape'] },
  search: { line: 'sigv4', keys: ['/', "'range'", 'enter', 'n', 'N'] },
  help: { line: 'sigv4', keys: ['1', '?', 'pageDown', '/', "'copy'", 'enter', 'escape'] },
  palette: { line: 'sigv4', keys: [':', "'pres'", 'enter'] },
  presigned: { line: 'sigv4', keys: ['P', '4', 'P'] },
  'export-menu': { line: 'sigv4', keys: ['X', 'down', 'escape'] },
  'copy-menu': { line: 'sigv4', keys: ['y', 'down', 'escape'] },
  'a-report': { line: 'sigv4', keys: ['M', 'escape'] },
  'paste-a-curl-command': {
    line: 'sigv4',
    keys: [
      'p',
      "paste curl -H 'Range: bytes=0-9' https://photos.s3.eu-west-1.amazonaws.com/cat.jpg",
      'enter',
      'backspace',
    ],
  },
  resize: { line: 'sigv4', keys: ['4', 'resize 60x20', 'resize 120x40', 'resize 40x10', 'resize 80x24'] },
  light: { line: 'sigv4 walk --theme light', keys: ['4', 'down'] },
  'no-color': { line: 'sigv4', environment: { NO_COLOR: '1' }, keys: ['4', 'down', '?', 'escape'] },
  'own-secret': {
    line: 'sigv4 walk s3://photos/cat.jpg',
    environment: OWN,
    keys: ['1', 'down down down down down down down down down down down', 'x', '3', '6'],
  },
  chunks: {
    line: 'sigv4 walk -X PUT -d meow --payload streaming --sandbox s3://photos/cat.txt',
    keys: ['7', 'enter', 'right', 'right'],
  },
  form: {
    line: 'sigv4 walk --post-policy policy.json -F key=user/cat.txt -F file=@cat.txt s3://examplebucket',
    keys: ['1', '3', '5'],
  },
  heard: { line: 'sigv4 walk --screen-reader', keys: ['right', 'down', 'o', '?'] },
};

const FAILURE = 'fixtures/failures/client-log.txt fixtures/failures/refused-answer.txt';
const diagnosis: Scripts = {
  proved: { line: `sigv4 diagnose ${FAILURE}`, keys: ['.', 'escape', 'right', 'escape', 'enter', 'z'] },
  'proved-at-120': { line: `sigv4 diagnose ${FAILURE}`, size: LARGE, keys: ['right', 'tab', 'escape', '?'] },
  'fix-tried': { line: 'sigv4 diagnose host-answer.txt fixtures/requests/get-range.txt', keys: ['t', 't', 'tab'] },
  'no-secret': {
    line: 'sigv4 diagnose fixtures/failures/refused-answer.txt',
    environment: NO_KEYS,
    keys: ['down', '.', 'pageDown', 'escape', 'M', 'escape'],
  },
  pasted: {
    line: 'sigv4 diagnose',
    keys: [
      'paste <Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>AKIAIOSFODNN7EXAMPLE</AWSAccessKeyId></Error>',
      'enter',
      'p',
      'escape',
      'q',
    ],
  },
  'a-file-that-is-not-there': { line: 'sigv4 diagnose', keys: ['@', "'nothing.txt'", 'enter', 'escape'] },
  'from-the-walk': { line: 'sigv4 walk --break host-rewritten-by-proxy', keys: ['7', 'enter', 'd', 'escape'] },
};

const verify: Scripts = {
  right: { line: 'sigv4 verify --walk fixtures/requests/get-range.txt', keys: ['right', 'right', '8'] },
  wrong: { line: 'sigv4 verify --walk fixtures/requests/put-with-other-body.txt', keys: ['right', '4', 'd'] },
};

const traffic: Scripts = {
  sandbox: {
    line: 'sh traffic.sh sandbox --clock 20130524T000000Z --bucket photos',
    until: '4 requests',
    keys: ['up', 'up', 'd', 'escape', 'f', 'escape', 'enter', 'q', 'c'],
  },
  capture: {
    line: 'sh traffic.sh capture --sandbox',
    until: '4 requests',
    size: LARGE,
    keys: ['F', 'enter', 'escape', '/', "'none'", 'enter'],
  },
  leaving: {
    line: 'sh traffic.sh sandbox --clock 20130524T000000Z --bucket photos',
    until: '4 requests',
    keys: ['q', 'y'],
  },
};

/** Four steps of a lesson that are not answered. */
const SKIPPED = 's right s right s right s right';

const course: Scripts = {
  list: { line: 'sigv4 learn', keys: ['down down', 'end', '/', "'encode'", 'enter'] },
  'a-lesson': {
    line: 'sigv4 learn knock',
    keys: ['enter', 'enter', 'c', 'enter', 'right', 's', 's', 'enter', 'right', 'b', 'enter'],
  },
  'a-lesson-to-its-end': {
    line: 'sigv4 learn body',
    keys: [
      ...['enter enter', SKIPPED, SKIPPED, SKIPPED, 'S', 'enter', 's', 'right', 's', 'escape', 's'],
      ...['right', 'right', 'right', 'n'],
    ],
  },
  'a-wrong-answer': { line: 'sigv4 learn ten-lines', keys: ['enter', 'a', 'enter', 'h', 'S', 'enter'] },
  'at-120': { line: 'sigv4 learn four-lines', size: LARGE, keys: ['enter', 'enter', '?'] },
  'hands-of-a-class': { line: 'sigv4 learn ten-lines --fresh', keys: ['enter', '#', "'3/2/1'", 'enter'] },
};

export const KEY_SCRIPTS: Readonly<Record<string, Scripts>> = { walk, diagnosis, verify, traffic, course };
