/** The terminal while a screen is open: Ink alone writes to it, and no more frames than it takes. */
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginSession } from '../../../src/screen/session.ts';
import { type TakenTerminal, takeTerminal } from '../../../src/screen/terminal/taken-terminal.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { emulate, type Terminal } from '../../support/pty/terminal.ts';
import { textsOf } from '../../support/screen/drawn-rows.tsx';
import { openedBy } from '../../support/transcripts/transcribe-screen.ts';

const SIZE = { columns: 80, rows: 24 };

interface Write {
  readonly text: string;
  /** The functions that wrote it. */
  readonly by: string;
}

/** A terminal that takes what is written until it is held. */
function terminalStreams() {
  const writes: Write[] = [];
  let held: (() => void)[] | null = null;
  let onData = (_text: string) => {};
  const stdout = new Writable({
    decodeStrings: false,
    highWaterMark: 1,
    write: (data, _encoding, done) => {
      onData(String(data).replaceAll('\n', '\r\n'));
      if (held) held.push(done);
      else done();
    },
  });
  const stdin = new Readable({ read: () => {} });
  const write = stdout.write.bind(stdout);
  const watched = (...[text, ...rest]: Parameters<typeof write>) => {
    writes.push({ text: String(text), by: new Error('wrote').stack ?? '' });
    return write(text, ...rest);
  };
  Object.assign(stdout, { isTTY: true, ...SIZE, write: watched });
  Object.assign(stdin, { isTTY: true, setRawMode: () => stdin });
  const screen = emulate(SIZE, (_size, heard) => {
    onData = heard.onData;
    return { pid: 0, write: (keys) => void stdin.push(Buffer.from(keys)), resize: () => {}, kill: () => {} };
  });
  return {
    screen,
    writes,
    unread: () => stdout.writableLength,
    hold: () => {
      held = [];
    },
    release: () => {
      const waiting = held ?? [];
      held = null;
      for (const done of waiting) done();
    },
    streams: { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream },
  };
}

let terminal: ReturnType<typeof terminalStreams>;
let taken: TakenTerminal;
let screen: Terminal;
const { stackTraceLimit } = Error;

beforeEach(() => {
  Error.stackTraceLimit = 100;
  terminal = terminalStreams();
  ({ screen } = terminal);
  const environment = { TERM: 'xterm-256color', COLORTERM: 'truecolor' };
  taken = takeTerminal({ layout: 'usual', background: null }, { environment, ...terminal.streams });
});
afterEach(() => {
  terminal.release();
  taken.close();
  screen.dispose();
  Error.stackTraceLimit = stackTraceLimit;
});

async function openWalk() {
  const { walk } = await openedBy({ line: 'walk' });
  if (!walk) throw new Error('No walk was opened.');
  const session = beginSession(describeWalk(walk), { size: { width: 80, height: 24 }, layout: 'usual' }, taken);
  const left = taken.show(session);
  await screen.until('? keys');
  return { session, left };
}

describe('the terminal', () => {
  it('is written to by Ink alone, from the first frame to the last', async () => {
    const { left } = await openWalk();
    for (const [keys, wanted] of [
      ['4', '[4 Canonical]'],
      ['jjl', 'line 4 · offset 0'],
      ['?', 'What you can do here'],
      ['q/host\r', 'of'],
      ['y', 'Copy'],
      ['\r', 'the terminal'],
      ['\x1b[200~nothing at all\x1b[201~', 'cannot be read'],
      ['\x1b]11;rgb:ffff/ffff/ffff\x07', '[4 Canonical]'],
    ] as const) {
      screen.write(keys);
      await screen.until(wanted);
    }
    terminal.streams.stdout.emit('resize');
    process.emit('SIGWINCH');
    await new Promise((resolve) => setTimeout(resolve, 100));
    screen.write('q');
    await left;
    expect(terminal.writes.length).toBeGreaterThan(20);
    const others = terminal.writes.filter(({ by }) => !/node_modules\/ink\/build\/(?:ink|log-update)\.js/.test(by));
    expect(others.map(({ text }) => text)).toEqual([]);
  });

  it('gives nothing to type where it reports its background', async () => {
    const { session } = await openWalk();
    const before = session.state();
    screen.write('\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b]11;rgb:0/0/0\x07\x1b[?62;22c\x1b[5;10R');
    screen.write('\x1b[<35;3;3M');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(session.state().state).toEqual(before.state);
  });

  it('that takes nothing for a while shows the newest state after it, and keeps no frames', async () => {
    const { session } = await openWalk();
    screen.write('4');
    await screen.until('[4 Canonical]');
    terminal.hold();
    const frames = () => terminal.writes.filter(({ text }) => text.includes('\x1b[?2026l')).length;
    const before = frames();
    for (let pressed = 0; pressed < 200; pressed++) {
      screen.write('l');
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(frames() - before).toBeLessThanOrEqual(1);
    expect(terminal.unread()).toBeLessThan(30_000);
    terminal.release();
    const [, , , ...rows] = textsOf(session).map((row) => row.trimEnd());
    const shown = () => screen.lines().map((line) => line.trimEnd());
    await screen.until(() => shown().slice(3).join('\n') === rows.join('\n'));
  });
});

describe('a paste of 10 MB in pieces of 1 KiB', () => {
  it('is refused with its length, and no key of it counts', async () => {
    const { session } = await openWalk();
    const piece = 'q\x03\r'.repeat(341);
    const pieces = Math.ceil(10_000_000 / piece.length);
    const before = vi.fn();
    session.subscribe(before);
    screen.write('\x1b[200~');
    for (let sent = 0; sent < pieces; sent++) screen.write(piece);
    screen.write('\x1b[201~');
    await screen.until(`${piece.length * pieces} bytes, too many to read here.`);
    expect(before.mock.calls.length).toBeLessThan(5);
    expect(session.exitCode()).toBeNull();
  });
});
