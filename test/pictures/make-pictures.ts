/** Makes the README's pictures from the real screen of the built program: `npm run pictures`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { pictureOf } from '../support/picture.ts';
import { PROGRAM } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';

const RIGHT = '\x1b[C';

/** File, title, what runs, the keys that lead there, and what must stand on the screen then. */
const PICTURES = [
  {
    file: 'canonical-request',
    line: [],
    title: 'Step 4 of the walk: the canonical request, with the origin of the line under the cursor',
    keys: [RIGHT.repeat(3), 'jjjjjjj'],
    wanted: '← "host" from the name of the Host header as sent, lower-cased',
  },
  {
    file: 'chunk-signatures',
    title: 'Step 7 of the walk of a payload in signed chunks: each chunk signs the signature before it',
    line: [
      ...['walk', '-X', 'PUT', '--data-binary', '@package-lock.json', '--payload', 'streaming', '--chunk-size', '8192'],
      ...['--date', '20130524T000000Z', 's3://examplebucket/lock.json'],
    ],
    keys: [RIGHT.repeat(6), 'jjjjjj'],
    wanted: '← from bytes 0 to 8191 of the payload',
  },
  {
    file: 'verify',
    title: 'The last step of verifying: the body is not the one whose hash was claimed and signed',
    line: ['verify', '--walk', '--at', '20130524T000000Z', 'fixtures/requests/put-with-other-body.txt'],
    keys: [RIGHT.repeat(5)],
    wanted: 'They differ from byte',
  },
] as const;

/** AWS's own example key, for requests that are not its example. */
const environment = {
  AWS_ACCESS_KEY_ID: S3_EXAMPLE_KEY.accessKeyId,
  AWS_SECRET_ACCESS_KEY: S3_EXAMPLE_KEY.secretAccessKey,
  AWS_REGION: 'us-east-1',
};

const FOLDER = 'docs/pictures';
mkdirSync(FOLDER, { recursive: true });
for (const { file, title, line, keys, wanted } of PICTURES) {
  const terminal = openTerminal(process.execPath, [PROGRAM, ...line], { columns: 100, rows: 30, environment });
  await terminal.until('[1 Request]');
  for (const key of keys) terminal.write(key);
  await terminal.until(wanted);
  writeFileSync(`${FOLDER}/${file}.svg`, pictureOf(terminal.buffer(), title));
  terminal.write('q');
  await terminal.exited();
  terminal.dispose();
}
