/** How soon the screen is there, beside a program that only shows a word with Ink, and how soon it follows a key. */
import { createCipheriv } from 'node:crypto';
import { PROGRAM } from '../support/program.ts';
import { serve } from '../support/tcp-server.ts';
import { EXAMPLE_KEYS } from '../support/test-world.ts';
import { type DrawnFrame, type DrawnProgram, openDrawnProgram, untilFirstFrame } from './drawn-program.ts';
import { byTurns, median, percentile, spread } from './measure.ts';
import { minimalInk } from './minimal-ink.ts';
import { WORDS } from './screen-words.ts';
import { table } from './table.ts';

const STARTS = 21;
const WARM_UP = 40;
const KEYS = 120;
const SIZE = { columns: 120, rows: 40 };
/** How many milliseconds later than that of a minimal Ink program the first frame may be there. */
const START_AIM = 25;

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

interface Movement {
  readonly name: string;
  readonly open: typeof withAnswerOpen;
  /** Pressed first. */
  readonly before: readonly string[];
  readonly there: string;
  readonly back: string;
  /** So many times there, then as many back: no key comes to an end, where it would change nothing. */
  readonly stretch: number;
  /** Milliseconds that 95 of 100 keys should take at most. */
  readonly aim: number;
}

const [TAB, PAGE_DOWN, PAGE_UP] = ['\t', '\x1b[6~', '\x1b[5~'] as const;
/** From the top of the page to where it shows bytes only. */
const AMONG_BYTES = [PAGE_DOWN, PAGE_DOWN];
const CURSOR_AIM = 10;
const PAGE_AIM = 16;

const AT_EXAMPLE = { open: withExampleOpen, aim: CURSOR_AIM };
const AT_ANSWER = { open: withAnswerOpen, before: AMONG_BYTES, stretch: 125 };
const MAP = 'm';

const MOVEMENTS: readonly Movement[] = [
  { name: 'example, map: l, a byte', ...AT_EXAMPLE, before: [MAP], there: 'l', back: 'h', stretch: 60 },
  { name: 'example, map: j, a line', ...AT_EXAMPLE, before: [MAP], there: 'j', back: 'k', stretch: 8 },
  { name: 'example, text: l, a byte', ...AT_EXAMPLE, before: [], there: 'l', back: 'h', stretch: 60 },
  {
    name: 'answer, map: l, a byte',
    ...AT_ANSWER,
    before: [...AMONG_BYTES, MAP],
    there: 'l',
    back: 'h',
    aim: CURSOR_AIM,
  },
  { name: 'answer, text: j, a line', ...AT_ANSWER, there: 'j', back: 'k', aim: CURSOR_AIM },
  { name: 'answer, text: a page', ...AT_ANSWER, there: PAGE_DOWN, back: PAGE_UP, aim: PAGE_AIM },
  {
    name: 'answer, map: a page of the hex view',
    ...AT_ANSWER,
    before: [...AMONG_BYTES, MAP, TAB],
    there: PAGE_DOWN,
    back: PAGE_UP,
    aim: PAGE_AIM,
  },
];

export async function benchKeys(): Promise<string> {
  const rows: string[][] = [];
  for (const movement of MOVEMENTS) rows.push(row(movement, await movement.open((screen) => drawn(screen, movement))));
  return table(
    `screen: key to end of frame at 120×40, AWS's example on step 4 and an answer of 1 MiB; ${KEYS} keys each after ${WARM_UP} others`,
    ['', 'p50 ms', 'p95 ms', 'aim', 'bytes p50', 'bytes p95'],
    rows,
  );
}

function row({ name, aim }: Movement, all: readonly DrawnFrame[]): string[] {
  const times = all.map(({ milliseconds }) => milliseconds);
  const lengths = all.map(({ bytes }) => bytes);
  return [
    name,
    ...[50, 95].map((percent) => percentile(times, percent).toFixed(1)),
    String(aim),
    ...[50, 95].map((percent) => String(percentile(lengths, percent))),
  ];
}

async function drawn(screen: DrawnProgram, { before, there, back, stretch }: Movement): Promise<DrawnFrame[]> {
  for (const key of before) await screen.press(key);
  const all: DrawnFrame[] = [];
  for (let pressed = 0; pressed < WARM_UP + KEYS; pressed++) {
    const isThere = Math.floor(pressed / stretch) % 2 === 0;
    all.push(await screen.press(isThere ? there : back));
  }
  return all.slice(WARM_UP);
}

/** The bytes look like those of a picture or an archive: any of the 256, most of them escapes. */
const BODY = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(2 ** 20));

/** A new process each time, on the canonical request, the cursor at the top. */
async function withExampleOpen<Result>(use: (screen: DrawnProgram) => Promise<Result>): Promise<Result> {
  const screen = openDrawnProgram([PROGRAM, 'walk'], SIZE);
  try {
    await screen.settled(WORDS.walk);
    await screen.press('4');
    return await use(screen);
  } finally {
    await screen.end();
  }
}

/** A new process each time, on its last stage, the cursor at the top. */
async function withAnswerOpen<Result>(use: (screen: DrawnProgram) => Promise<Result>): Promise<Result> {
  const server = await serve((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n`);
    socket.end(BODY);
  });
  const url = `http://127.0.0.1:${server.port}/examplebucket/large`;
  const screen = openDrawnProgram([PROGRAM, 'walk', url], SIZE, { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' });
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
