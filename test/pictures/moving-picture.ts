/** The README's moving picture: a refused request is pasted, and its cause is found. */
import { readFileSync } from 'node:fs';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { frameOf, pictureOfFrames } from '../support/pty/picture.ts';
import { openTerminal } from '../support/pty/terminal.ts';
import { paste } from '../support/pty/walk-screen.ts';

const TITLE = 'A 403 is pasted into sigv4 diagnose, which names the mistake that makes exactly these bytes';

export const MOVING_PICTURE = 'docs/pictures/diagnosing.svg';

/** What is pressed or pasted, and what is on the screen then. Each screen is a frame. */
const SCENES = [
  { keys: '', wanted: 'Nothing was pasted yet.' },
  { keys: () => paste(readFileSync('fixtures/failures/refused-answer.txt', 'utf8')), wanted: 'proved' },
  { keys: '\r', wanted: 'PROVED' },
] as const;

/** Draws the moving picture as SVG. */
export async function movingPicture(): Promise<string> {
  const terminal = openTerminal(process.execPath, [PROGRAM, 'diagnose'], {
    environment: {
      AWS_ACCESS_KEY_ID: S3_EXAMPLE_KEY.accessKeyId,
      AWS_SECRET_ACCESS_KEY: S3_EXAMPLE_KEY.secretAccessKey,
    },
  });
  try {
    const frames: string[] = [];
    for (const { keys, wanted } of SCENES) {
      terminal.write(typeof keys === 'string' ? keys : keys());
      await terminal.until(wanted);
      frames.push(frameOf(terminal.buffer()));
    }
    return pictureOfFrames(terminal.buffer(), TITLE, frames);
  } finally {
    terminal.dispose();
  }
}
