/** The README's pictures: what runs, which keys lead there, and the drawing of the screen in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { pictureOf } from '../support/pty/picture.ts';
import type { Terminal } from '../support/pty/terminal.ts';
import { openTerminalHere } from '../support/screen/terminal-here.ts';

/** In milliseconds. */
const QUIET = 500;

const RIGHT = '\x1b[C';

/** File, title, what runs, the keys that lead there one after the other, and what must be on the screen then. */
export const PICTURES = [
  {
    file: 'whole',
    line: [],
    title: 'The whole signature: the heavy line is the way of the Range header to the signature',
    keys: [],
    wanted: 'become one signature',
    size: { columns: 120, rows: 40 },
  },
  {
    file: 'canonical-request',
    line: [],
    title: 'The canonical request: each byte has the color and the letter of the place that it comes from',
    keys: ['4', '/range:bytes', '\r', 'll'],
    wanted: 'line 5 · offset 2 ·',
  },
  {
    file: 'edited',
    line: [],
    title:
      'The region of the example edited in place: what changed is marked, and half of the bits of the signature flipped',
    keys: ['/us-east-1', '\r', 'e', '\x7f'.repeat(9), 'eu-west-1', '\r', '5'],
    wanted: '[5 To sign]',
  },
  {
    file: 'chunk-signatures',
    title: 'Step 7 of the walk of a payload in signed chunks: each chunk signs the signature before it',
    line: [
      ...[
        'walk',
        '-X',
        'PUT',
        '--data-binary',
        '@test/captures/mc-put-checksum.txt',
        '--payload',
        'streaming',
        '--chunk-size',
        '8192',
      ],
      ...['--date', '20130524T000000Z', 's3://examplebucket/capture.txt'],
    ],
    keys: ['7', 'jjjjjj'],
    wanted: ' of Signature of chunk 6',
  },
  {
    file: 'verify',
    title: 'The last step of verifying: the body is not the one whose hash was claimed and signed',
    line: ['verify', '--walk', '--at', '20130524T000000Z', 'fixtures/requests/put-with-other-body.txt'],
    keys: [],
    wanted: 'The hash of the body is not the one',
  },
  {
    file: 'diagnosis',
    title: 'A diagnosis: the cause, the two lines with the bytes that differ, the fix, and how sure it is',
    line: ['diagnose', 'fixtures/failures/refused-answer.txt', 'fixtures/failures/client-log.txt'],
    keys: [],
    wanted: 'PROVED',
  },
  {
    file: 'learn',
    title: 'A lesson: line 3 of the canonical request was left out, and what the server says to that',
    line: ['learn', 'ten-lines'],
    // The two predictions are skipped; then it is sent, looked at, and broken.
    keys: ['\r', 's', 's', '\r', RIGHT, RIGHT, '\r', 'jj', '\r', RIGHT, '\r'],
    wanted: 'of 256 bits',
  },
] as const;

/** AWS's own example key, for requests that are not its example. */
const environment = {
  AWS_ACCESS_KEY_ID: S3_EXAMPLE_KEY.accessKeyId,
  AWS_SECRET_ACCESS_KEY: S3_EXAMPLE_KEY.secretAccessKey,
  AWS_REGION: 'us-east-1',
};

export type Picture = (typeof PICTURES)[number];

/** Where its file is, from the root. */
export const fileOf = ({ file }: Picture): string => `docs/pictures/${file}.svg`;

/** The picture as SVG. */
export async function drawn(picture: Picture): Promise<string> {
  const { title, line, keys, wanted } = picture;
  // Nothing was learned before.
  const state = mkdtempSync(join(tmpdir(), 'picture-'));
  const terminal = openTerminalHere(line, {
    ...('size' in picture ? picture.size : { columns: 100, rows: 30 }),
    environment: { ...environment, XDG_STATE_HOME: state },
  });
  try {
    // A diagnosis has no steps on its first page, and a verification opens with its last step.
    await terminal.until(/\[[01] |\[6 Compare\]| DIAGNOSIS *$/m);
    for (const key of keys) {
      terminal.write(key);
      // A field is open before anything is typed into it.
      await quiet(terminal);
    }
    await terminal.until(({ text }) => text().includes(wanted));
    await quiet(terminal);
    const picture = pictureOf(terminal.buffer(), title);
    terminal.write('q');
    await terminal.exited();
    return picture;
  } finally {
    terminal.dispose();
    rmSync(state, { recursive: true });
  }
}

/** Until nothing was drawn for a while: the next key is for what is on the screen then. */
async function quiet({ written }: Terminal): Promise<void> {
  for (let seen = -1; seen !== written().length; ) {
    seen = written().length;
    await new Promise((resolve) => setTimeout(resolve, QUIET));
  }
}
