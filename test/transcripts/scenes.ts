/** What is written down: command lines by the file that their transcript is in. */

import { fixtures } from '../support/fixtures.ts';
import { readCapture } from '../support/intake/captures.ts';
import type { Scene } from '../support/transcripts/transcribe.ts';

const POLICY = `{"expiration": "2013-05-24T01:00:00Z", "conditions": [{"bucket": "examplebucket"}, {"key": "user/cat.txt"}]}`;
const CAT = 'c'.repeat(20_000);

/** One form of a request each. */
export const WALKS: Readonly<Record<string, Scene>> = {
  example: { line: 'walk' },
  'own-request': { line: "walk 's3://photos/my cat.jpg?x' -r 0-99 -H 'X-Amz-Meta-Colour:  dark   blue '" },
  temporary: {
    line: "walk 'https://photos.s3.eu-central-1.amazonaws.com/a%2Fb//c?b=2&a=1&a=0'",
    environment: { AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE//////////wEaDEXAMPLETOKEN' },
  },
  put: { line: "walk -X PUT -d 'Welcome to Amazon S3.' s3://examplebucket/test%24file.text" },
  presigned: { line: 'walk --presign --expires-in 86400 s3://examplebucket/test.txt' },
  chunks: {
    line: 'walk -X PUT --data-binary @cat.txt --payload streaming-trailer --trailer sha256 --chunk-size 8192 s3://examplebucket/chunks.txt',
    files: { 'cat.txt': CAT },
  },
  form: {
    line: 'walk --post-policy policy.json -F key=user/cat.txt -F file=@cat.txt s3://examplebucket',
    files: { 'policy.json': POLICY, 'cat.txt': 'meow' },
  },
  sigv4a: { line: 'walk --algorithm sigv4a --region-set us-east-1,eu-* s3://examplebucket/test.txt' },
  'other-service': { line: 'walk --service execute-api https://h.example.com/a%20b/../c?x' },
};

const SECRET = { AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const NO_SECRET = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };

const ownFixtures = (command: string, files: readonly string[], environment: Readonly<Record<string, string>>) =>
  files.map((file): Scene => ({ line: `${command} ${file}`, environment }));

/** What real clients sent, without the lines for tests above the bytes. */
const CAPTURES = ['aws4-presign', 'awscli-put', 'boto3-put-https', 'curl-list-unsorted', 'mc-put'].map(
  (name): Scene => {
    const { octets, accessKeyId, secretAccessKey } = readCapture(`${name}.txt`);
    return {
      line: `verify ${name}.txt`,
      files: { [`${name}.txt`]: octets },
      environment: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    };
  },
);
const REQUESTS = [
  ...['botocore-log.txt', 'curl-signed.txt', 'get-range-browser.txt', 'get-range-curl-verbose.txt'],
  ...[
    'get-range-pasted.txt',
    'get-range.txt',
    'put-in-http-chunks.txt',
    'put-with-body.txt',
    'put-with-other-body.txt',
  ],
].map((name) => `fixtures/requests/${name}`);
const FAILURES = ['fixtures/failures/client-log.txt fixtures/failures/refused-answer.txt'];
const ONE_SIDE = ['fixtures/failures/refused-answer.txt', 'fixtures/failures/client-log.txt'];

export const VERIFICATIONS: readonly Scene[] = [
  ...ownFixtures('verify', REQUESTS, SECRET),
  ...CAPTURES,
  ...ownFixtures('verify', ['fixtures/requests/get-range.txt', 'LICENSE'], NO_SECRET),
];
export const DIAGNOSES: readonly Scene[] = [
  ...ownFixtures('diagnose', [...FAILURES, ...ONE_SIDE], SECRET),
  ...ownFixtures('diagnose', [...FAILURES, ...ONE_SIDE, ...REQUESTS.slice(0, 2), 'LICENSE'], NO_SECRET),
];
export const CAUSE_REFERENCE: readonly Scene[] = [
  { line: 'causes' },
  { line: 'causes host-rewritten-by-proxy' },
  { line: 'causes wrong-region' },
];
export const SETTINGS: readonly Scene[] = [
  { line: 'whoami' },
  { line: 'whoami --region eu-central-1 --endpoint-url http://127.0.0.1:9000' },
];
export const WRONG_CAUSES: readonly Scene[] = [{ line: 'causes host-rewriten-by-proxy' }, { line: 'causes port' }];
export const GRADES: readonly Scene[] = [
  { line: 'grade -- ./signer none' },
  { line: 'grade -- ./signer encodeURIComponent' },
  { line: "grade -- ./signer 'DateKey as hex'" },
  { line: "grade --groups session,refuse --say 2 -- ./signer 'query by names alone'" },
  { line: 'grade --say 4 -- ./signer none' },
  { line: 'grade' },
];
const BEGUN = 'last ten-lines\nten-lines guess answered answer a\n';
export const COURSE: readonly Scene[] = [
  { line: 'learn list', progress: BEGUN },
  { line: 'learn next --plain', progress: BEGUN },
  { line: 'learn ten-lines --plain' },
  { line: 'learn encode-once --notes' },
  { line: 'learn test --plain' },
  { line: 'learn hint ten-lines', progress: BEGUN },
  { line: 'learn answer ten-lines', files: { '-': '3\n' }, progress: BEGUN },
  { line: 'learn reset ten-lines', progress: BEGUN },
  { line: 'learn no-such-lesson' },
];
/** The groups of vectors in the transcripts. */
const WANTED: Readonly<Record<string, RegExp>> = { vectors: /^(?:s3-doc|gaps)/, siblings: /^tc3/ };

/** Two of the groups, so that the transcripts stay short. */
const TWO_GROUPS: Scene['changes'] = {
  fixtures: {
    list: (folder) => fixtures.list(folder).filter((name) => WANTED[folder]?.test(name) ?? true),
    read: fixtures.read,
  },
};
export const VECTORS: readonly Scene[] = [{ line: 'vectors', changes: TWO_GROUPS }, { line: 'vectors no-such-folder' }];
export const SIGNATURES: readonly Scene[] = [
  { line: 'sign s3://examplebucket/test.txt -r 0-9' },
  { line: "sign --as curl -X PUT -d '=it is' s3://examplebucket/a" },
  { line: 'sign --presign s3://examplebucket/test.txt' },
  {
    line: 'sign --post-policy policy.json --as fields -F key=user/cat.txt -F file=@cat.txt s3://examplebucket',
    files: { 'policy.json': POLICY, 'cat.txt': 'meow' },
  },
  { line: 'sign s3://examplebucket/test.txt --region', environment: NO_SECRET },
  { line: 'sign not-an-address' },
];
