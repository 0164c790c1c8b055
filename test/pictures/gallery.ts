/** The pictures of docs/gallery.md: the screens as the program draws them, without a terminal and without a process. */
import { readFileSync } from 'node:fs';
import xterm from '@xterm/headless';
import chalk from 'chalk';
import type { ScreenSize } from '../../src/screen/components/regions.ts';
import { describeDiagnosis } from '../../src/screen/diagnosis/describe-diagnosis.tsx';
import { openShown } from '../../src/screen/open-shown.ts';
import { describePaste } from '../../src/screen/paste/describe-paste.tsx';
import { beginSession } from '../../src/screen/session.ts';
import { describeTraffic } from '../../src/screen/traffic/describe-traffic.tsx';
import { describeWalk } from '../../src/screen/walk/describe-walk.tsx';
import { pictureOf } from '../support/pty/picture.ts';
import { openAt } from '../support/screen/course-on-screen.ts';
import { paintedByInk } from '../support/screen/drawn-by-ink.tsx';
import { seenTraffic } from '../support/screen/traffic-entries.ts';
import type { Scene } from '../support/transcripts/transcribe.ts';
import { NO_TERMINAL, openedBy, sendAt } from '../support/transcripts/transcribe-screen.ts';

const SMALL: ScreenSize = { width: 80, height: 24 };
const LARGE: ScreenSize = { width: 120, height: 40 };
const WHOLE: ScreenSize = { width: 150, height: 45 };

/** A screen: its file, what it shows, its size, and how its rows are painted. */
export interface GalleryPicture {
  readonly file: string;
  readonly title: string;
  readonly size: ScreenSize;
  readonly draw: () => Promise<readonly string[]>;
}

const STEPS = [
  'The request: each input has its letter',
  'The credential scope',
  'The signing key: a chain of four HMACs',
  'The canonical request, whole, and its hash',
  'The string to sign',
  'The signature, in the Authorization header',
  'The bytes before they are sent to the sandbox',
  'The response: both signatures are the same',
] as const;

/** Draws a step of the walk that a command line opens, after some keys. What can be sent to the sandbox is sent. */
async function walkRows(scene: Scene, size: ScreenSize, step: number, keys: readonly string[] = []) {
  const { walk } = await openedBy(scene);
  if (!walk) throw new Error(`sigv4 ${scene.line} opens no walk.`);
  const session = beginSession(describeWalk(walk), { size, layout: 'usual' }, NO_TERMINAL);
  await session.complete();
  const press = (key: string) => session.take({ kind: 'key', key });
  if (step === STEPS.length) {
    press(String(step - 1));
    await sendAt(session);
  }
  if (step > 0) press(String(step));
  for (const key of keys) press(key);
  return paintedByInk(session, size);
}

const walkPictures = [SMALL, LARGE].flatMap((size) =>
  STEPS.map(
    (title, index): GalleryPicture => ({
      file: `walk-${index + 1}-${size.width}x${size.height}`,
      title,
      size,
      draw: () => walkRows({ line: 'walk' }, size, index + 1),
    }),
  ),
);

const KEYS = { AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

async function diagnosisRows(size: ScreenSize) {
  const line = 'diagnose fixtures/failures/refused-answer.txt fixtures/failures/client-log.txt';
  const { walk } = await openedBy({ line, environment: KEYS });
  if (!walk) throw new Error('No diagnosis is opened.');
  return paintedByInk(
    beginSession(describeDiagnosis(walk, { openShown }), { size, layout: 'usual' }, NO_TERMINAL),
    size,
  );
}

async function pasteRows(size: ScreenSize) {
  const { page } = await openedBy({ line: 'diagnose', environment: KEYS, changes: { isInputTerminal: true } });
  if (!page) throw new Error('No page is opened.');
  const session = beginSession(describePaste(page, openShown), { size, layout: 'usual' }, NO_TERMINAL);
  session.take({ kind: 'paste', text: readFileSync('fixtures/failures/refused-answer.txt', 'utf8') });
  while (session.state().reading?.facts.shown.length !== 1) await new Promise((resolve) => setTimeout(resolve, 1));
  return paintedByInk(session, size);
}

/** A capture that has seen some requests, one of which a proxy broke. */
async function trafficRows(size: ScreenSize) {
  const session = beginSession(describeTraffic(seenTraffic(), openShown), { size, layout: 'usual' }, NO_TERMINAL);
  while (session.state().total === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  for (const key of ['up', 'up', 'up']) session.take({ kind: 'key', key });
  return paintedByInk(session, size);
}

const lessonRows = async (size: ScreenSize) => (await openAt('ten-lines', 'which-two-are-empty', size)).painted();

const MISMATCH = 'verify --walk --at 20130524T000000Z fixtures/requests/put-with-other-body.txt';

const otherPictures = [SMALL, LARGE].flatMap((size): GalleryPicture[] => {
  const at = `${size.width}x${size.height}`;
  return [
    {
      file: `diagnosis-${at}`,
      title: 'A diagnosis: the cause, the two lines, the fix',
      size,
      draw: () => diagnosisRows(size),
    },
    {
      file: `verify-${at}`,
      title: 'A verification: the first value that differs',
      size,
      draw: () => walkRows({ line: MISMATCH, environment: KEYS }, size, 0),
    },
    { file: `paste-${at}`, title: 'The page to paste into, with a response of S3', size, draw: () => pasteRows(size) },
    {
      file: `traffic-${at}`,
      title: 'The requests that pass through a capture, as they happen, and the cause of a refused one',
      size,
      draw: () => trafficRows(size),
    },
    {
      file: `lesson-${at}`,
      title: 'A lesson: a question before anything is signed',
      size,
      draw: () => lessonRows(size),
    },
  ];
});

export const GALLERY: readonly GalleryPicture[] = [
  ...walkPictures,
  {
    file: 'walk-4-150x45',
    title: 'The whole signature: heavy lines are the way of the line under the cursor',
    size: WHOLE,
    draw: () => walkRows({ line: 'walk' }, WHOLE, 4, ['j', 'j', 'j', 'j', 'm']),
  },
  ...otherPictures,
];

export const GALLERY_PAGE = 'docs/gallery.md';
export const galleryFile = ({ file }: Pick<GalleryPicture, 'file'>): string => `docs/pictures/gallery/${file}.svg`;

/** Draws a picture as SVG, in the colors of a dark terminal. */
export async function drawnInGallery({ title, size, draw }: GalleryPicture): Promise<string> {
  const { level } = chalk;
  chalk.level = 3;
  const rows = await draw().finally(() => {
    chalk.level = level;
  });
  const { width: cols, height } = size;
  const screen = new xterm.Terminal({ cols, rows: height, allowProposedApi: true, scrollback: 0 });
  // Each row begins at its own place, because one that fills the width would wrap.
  const text = rows.map((row, index) => `\x1b[${index + 1};1H${row}`).join('');
  await new Promise<void>((resolve) => screen.write(text, resolve));
  const picture = pictureOf(screen, `${title}, ${cols}×${height}`);
  screen.dispose();
  return picture;
}

const section = (title: string, pictures: readonly GalleryPicture[]): string => {
  const shown = pictures.map(
    (picture) => `**${picture.title}**\n\n![${picture.title}](${galleryFile(picture).replace('docs/', '')})`,
  );
  return `## ${title}\n\n${shown.join('\n\n')}`;
};

/** Writes the page that shows all pictures. */
export function galleryPage(): string {
  const of = (size: ScreenSize) => GALLERY.filter((picture) => picture.size === size);
  return `${[
    '# Gallery',
    'Every step of the walk of AWS’s example, a diagnosis, a verification, the page to paste into, the requests of a capture, and a lesson, as the program draws them. `npm run pictures` makes this page; a test compares it with the program.',
    section('80×24', of(SMALL)),
    section('120×40', of(LARGE)),
    section('150×45, the whole signature', of(WHOLE)),
  ].join('\n\n')}\n`;
}
