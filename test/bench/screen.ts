/** How soon the screen is there, how soon it follows a key, and how much memory it takes, beside plain Ink. */
import { createCipheriv } from 'node:crypto';
import { PROGRAM } from '../support/cli/program.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { serve } from '../support/wire/tcp-server.ts';
import { type DrawnFrame, type DrawnProgram, openDrawnProgram, type Size, untilFirstFrame } from './drawn-program.ts';
import { byTurns, median, percentile, spread } from './measure.ts';
import { minimalInk } from './minimal-ink.ts';
import { WORDS } from './screen-words.ts';
import { table } from './table.ts';
import { bundle } from './temporary-folder.ts';

const STARTS = 21;
/** Keys of a run, of which the first are not counted. After each key, 30 ms pass in which nothing more is drawn. */
const WARM_UP = 20;
const KEYS = 60;
const SIZE = { columns: 120, rows: 40 };
/** How many milliseconds later than that of a minimal Ink program the first frame may be there. */
const START_AIM = 40;

export async function benchFirstFrame(folder: string): Promise<string> {
  const minimal = await minimalInk(folder);
  const measured = await byTurns(
    [
      { name: 'a minimal Ink program', run: () => untilFirstFrame(SIZE, minimal) },
      { name: 'sigv4 walk', run: () => untilFirstFrame(SIZE, PROGRAM, 'walk') },
    ],
    STARTS,
  );
  const floor = median(measured[0]?.samples ?? []);
  return table(
    `screen: first frame at 120×40, a new process each time; milliseconds, ${STARTS} runs each, by turns; aim +${START_AIM}`,
    ['', 'median', 'min', 'max', 'above'],
    measured.map(({ name, samples }) => [name, ...spread(samples, 1), signed(median(samples) - floor)]),
  );
}

const signed = (milliseconds: number) => `${milliseconds < 0 ? '' : '+'}${milliseconds.toFixed(1)}`;

/** A program, opened at a size, and the keys that are pressed in it. */
interface Movement {
  readonly name: string;
  readonly open: <Result>(size: Size, use: (screen: DrawnProgram) => Promise<Result>) => Promise<Result>;
  /** Pressed first. */
  readonly before: readonly string[];
  readonly there: string;
  readonly back: string;
  /** So many times there, then as many back: no key comes to an end, where it would change nothing. */
  readonly stretch: number;
}

const [TAB, PAGE_DOWN, PAGE_UP] = ['\t', '\x1b[6~', '\x1b[5~'] as const;
/** From the top of the page to where it shows bytes only. */
const AMONG_BYTES = [PAGE_DOWN, PAGE_DOWN];
const LETTERS = { there: 'l', back: 'h' };

const SIZES: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
/** Programs of each kind are run by turns, so many times. */
const ROUNDS = 2;

/** Of each pair, the first is plain Ink with about as much text. */
function pairs(step: string, page: string): readonly (readonly [Movement, Movement])[] {
  return [
    [
      { name: 'plain Ink: a byte of a step', open: peer(step), before: [], ...LETTERS, stretch: 60 },
      { name: 'sigv4 walk: a byte of step 4', open: withExampleOpen, before: [], ...LETTERS, stretch: 60 },
    ],
    [
      { name: 'plain Ink: a page of a hex dump', open: peer(page), before: [], ...LETTERS, stretch: 60 },
      {
        name: 'sigv4 walk: a page of an answer of 1 MiB',
        open: withAnswerOpen,
        before: [...AMONG_BYTES, 'x', TAB],
        there: PAGE_DOWN,
        back: PAGE_UP,
        stretch: 60,
      },
    ],
  ];
}

const peer =
  (program: string): Movement['open'] =>
  async (size, use) => {
    const screen = openDrawnProgram([program], size);
    try {
      await screen.settled('keys');
      return await use(screen);
    } finally {
      await screen.end();
    }
  };

export async function benchKeys(folder: string): Promise<string> {
  const programs = [await bundle(folder, 'step-peer'), await bundle(folder, 'page-peer')] as const;
  const rows: string[][] = [];
  for (const size of SIZES) for (const pair of pairs(...programs)) rows.push(...(await compared(pair, size)));
  return table(
    `screen: key to end of frame beside plain Ink, by turns; ${ROUNDS} × ${KEYS} keys each after ${WARM_UP} others; aim at most ×${AIM}`,
    ['', 'size', 'p50 ms', 'p95 ms', 'p95 ×', 'bytes p50', 'bytes p95', 'peak MiB'],
    rows,
  );
}

/** How many times as long as in plain Ink 95 of 100 keys may take. */
const AIM = 1.3;

async function compared(pair: readonly [Movement, Movement], size: Size): Promise<string[][]> {
  const contestants = pair.map((movement) => ({ name: movement.name, run: () => drawn(movement, size) }));
  const measured = await byTurns(contestants, ROUNDS, 0);
  const [floor = Number.NaN] = measured.map(({ samples }) => slowest(samples));
  return measured.map(({ name, samples }) => {
    const frames = samples.flatMap((sample) => sample.frames);
    const of = (percent: number, what: keyof DrawnFrame) =>
      percentile(
        frames.map((frame) => frame[what]),
        percent,
      );
    const peak = Math.max(...samples.map((sample) => sample.peak ?? Number.NaN));
    return [
      name,
      `${size.columns}×${size.rows}`,
      of(50, 'milliseconds').toFixed(1),
      of(95, 'milliseconds').toFixed(1),
      (slowest(samples) / floor).toFixed(2),
      String(of(50, 'bytes')),
      String(of(95, 'bytes')),
      peak.toFixed(0),
    ];
  });
}

interface Drawn {
  readonly frames: readonly DrawnFrame[];
  /** The most memory after all keys, in MiB. */
  readonly peak: number | null;
}

const slowest = (samples: readonly Drawn[]): number =>
  percentile(
    samples.flatMap(({ frames }) => frames.map(({ milliseconds }) => milliseconds)),
    95,
  );

function drawn({ open, before, there, back, stretch }: Movement, size: Size): Promise<Drawn> {
  return open(size, async (screen) => {
    for (const key of before) await screen.press(key);
    const frames: DrawnFrame[] = [];
    for (let pressed = 0; pressed < WARM_UP + KEYS; pressed++) {
      const isThere = Math.floor(pressed / stretch) % 2 === 0;
      frames.push(await screen.press(isThere ? there : back));
    }
    return { frames: frames.slice(WARM_UP), peak: screen.peak() };
  });
}

/** Pages that are turned, twice. */
const PAGES = 700;

export async function benchMemory(): Promise<string> {
  const peaks = await withAnswerOpen(SIZE, async (screen) => {
    for (const key of [...AMONG_BYTES, 'x', TAB]) await screen.press(key);
    const after: string[] = [];
    for (let turned = 1; turned <= 2 * PAGES; turned++) {
      await screen.press(Math.floor(turned / 100) % 2 === 0 ? PAGE_DOWN : PAGE_UP);
      if (turned % PAGES === 0) after.push((screen.peak() ?? Number.NaN).toFixed(0));
    }
    return after;
  });
  return table(
    `screen: peak memory of an answer of 1 MiB at 120×40, in MiB`,
    ['', `${PAGES} pages`, `${2 * PAGES} pages`],
    [['sigv4 walk', ...peaks]],
  );
}

/** The bytes look like those of a picture or an archive: any of the 256, most of them escapes. */
const BODY = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(2 ** 20));

/** A new process each time, on the canonical request, the cursor at the top. */
async function withExampleOpen<Result>(size: Size, use: (screen: DrawnProgram) => Promise<Result>): Promise<Result> {
  const screen = openDrawnProgram([PROGRAM, 'walk'], size);
  try {
    await screen.settled(WORDS.walk);
    await screen.press('4');
    return await use(screen);
  } finally {
    await screen.end();
  }
}

/** A new process each time, on its last stage, the cursor at the top. */
async function withAnswerOpen<Result>(size: Size, use: (screen: DrawnProgram) => Promise<Result>): Promise<Result> {
  const server = await serve((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n`);
    socket.end(BODY);
  });
  const url = `http://127.0.0.1:${server.port}/examplebucket/large`;
  const screen = openDrawnProgram([PROGRAM, 'walk', url], size, { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' });
  try {
    await screen.settled(WORDS.walk);
    await screen.press('7');
    await screen.press('\r');
    await screen.settled(WORDS.answer);
    return await use(screen);
  } finally {
    await screen.end();
    await server.close();
  }
}
