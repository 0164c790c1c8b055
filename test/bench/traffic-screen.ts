/** How soon the list of requests follows a key when it is full, and what a rush of requests costs, in this process. */
import { Readable, Writable } from 'node:stream';
import type { ShownTraffic, TrafficNews } from '../../src/app/traffic/shown-traffic.ts';
import { entry, REFUSED, trafficOf } from '../support/screen/traffic-entries.ts';
import { percentile } from './measure.ts';
import { WORDS } from './screen-words.ts';
import { table } from './table.ts';

const REQUESTS = 10_000;
const KEYS = 200;
const WARM_UP = 20;
const SIZE = { columns: 120, rows: 40 };
/** Milliseconds that 95 of 100 keys should take at most. */
const AIM = 16;
/** Requests a second. */
const RUSH = 500;
/** Ends a synchronized update: from here on a terminal shows the frame. */
const FRAME_END = '\x1b[?2026l';
/** Milliseconds without output after a frame that is whole. */
const QUIET = 30;

const numbered = (at: number) => entry(at + 1, at % 10 === 0 ? REFUSED : {});

export async function benchTraffic(): Promise<string> {
  // Ink and React check more in development.
  process.env.NODE_ENV = 'production';
  const { showOnScreen } = await import('../../src/screen/show-on-screen.ts');
  let tell: (news: TrafficNews) => void = () => {};
  const watch: ShownTraffic['watch'] = (listener) => {
    tell = listener;
    for (let at = 0; at < REQUESTS; at++) listener({ kind: 'request', entry: numbered(at) });
    return () => {};
  };
  const terminal = terminalOf();
  const choice = { layout: 'usual', background: 'dark' } as const;
  const environment = { TERM: 'xterm-256color', COLORTERM: 'truecolor' };
  const left = showOnScreen(
    { kind: 'traffic', traffic: trafficOf({ watch }) },
    choice,
    { environment, ...terminal.streams },
    null,
  );
  await terminal.settled(WORDS.requests(REQUESTS));
  const movements = [
    ['k, a line up', 'k', 'j'],
    ['page up', '\x1b[5~', '\x1b[6~'],
    ['f, only unsuccessful, and all again', 'f', 'f'],
  ] as const;
  const rows: string[][] = [];
  for (const [name, there, back] of movements) rows.push(await movementRow(terminal, name, there, back));
  let count = REQUESTS;
  const arrive = () => {
    tell({ kind: 'request', entry: numbered(count) });
    count += 1;
  };
  const rush = setInterval(() => {
    for (let at = 0; at < RUSH / 100; at++) arrive();
  }, 10);
  rows.push(await movementRow(terminal, `k, while ${RUSH} requests a second arrive`, 'k', 'j'));
  clearInterval(rush);
  const frames = await framesOfRush(terminal, arrive);
  terminal.type('qq');
  await left;
  return [
    table(
      `screen: key to end of frame at 120×40, ${REQUESTS} requests listed; ${KEYS} keys each`,
      ['', 'p50 ms', 'p95 ms', 'aim'],
      rows,
    ),
    `A rush of 1000 requests in a second: ${frames} frames.\n`,
  ].join('\n');
}

type TrafficTerminal = ReturnType<typeof terminalOf>;

async function movementRow(terminal: TrafficTerminal, name: string, there: string, back: string): Promise<string[]> {
  const all: number[] = [];
  for (let pressed = 0; pressed < WARM_UP + KEYS; pressed++)
    all.push(await terminal.press(Math.floor(pressed / 50) % 2 === 0 ? there : back));
  const times = all.slice(WARM_UP);
  return [name, ...[50, 95].map((percent) => percentile(times, percent).toFixed(1)), String(AIM)];
}

/** A thousand requests in a second, ten at a time. Resolves with the number of frames that were drawn. */
async function framesOfRush(terminal: TrafficTerminal, arrive: () => void): Promise<number> {
  const before = terminal.frames();
  for (let at = 0; at < 1000; at++) {
    if (at % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    arrive();
  }
  return terminal.frames() - before;
}

/** Streams like those of a terminal that draws nothing. */
function terminalOf() {
  let written = '';
  let frames = 0;
  /** When the first frame after the last key ended; `null` until then. */
  let ended: number | null = null;
  let onWritten = () => {};
  const output = new Writable({
    decodeStrings: false,
    write: (data: string | Uint8Array, _encoding, done) => {
      const text = String(data);
      written += text;
      frames += text.split(FRAME_END).length - 1;
      if (text.includes(FRAME_END) && ended === null) ended = performance.now();
      onWritten();
      done();
    },
  });
  const stdout = Object.assign(output, { isTTY: true, ...SIZE }) as unknown as NodeJS.WriteStream;
  const input = new Readable({ read: () => {} });
  const stdin = Object.assign(input, { isTTY: true, setRawMode: () => input }) as unknown as NodeJS.ReadStream;
  const type = (key: string) => void stdin.push(Buffer.from(key));
  /** Resolves once nothing was written for a while. */
  const quiet = () =>
    new Promise<void>((resolve) => {
      let timer = setTimeout(resolve, QUIET);
      onWritten = () => {
        clearTimeout(timer);
        timer = setTimeout(resolve, QUIET);
      };
    });
  return {
    streams: { stdin, stdout },
    type,
    frames: () => frames,
    async settled(text: string) {
      while (!written.includes(text)) await quiet();
      await quiet();
    },
    async press(key: string) {
      const start = performance.now();
      ended = null;
      type(key);
      await quiet();
      return (ended ?? start) - start;
    },
  };
}
