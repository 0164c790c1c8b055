/** What is asked of a terminal and taken back, as a terminal understands it. */
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import {
  assertSequence,
  enterSequence,
  leaveSequence,
  type TerminalModes,
} from '../../../src/tui/input/terminal-modes.ts';

const ALL: TerminalModes = { mouse: 'on', screen: 'alternate' };
const LEAST: TerminalModes = { mouse: 'off', screen: 'primary' };

/** A terminal in which a shell has written. */
async function openScreen() {
  const screen = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const write = (text: string) => new Promise<void>((resolve) => screen.write(text, resolve));
  await write('$ sigv4 walk\r\n');
  const state = () => ({
    screen: screen.buffer.active.type,
    paste: screen.modes.bracketedPasteMode,
    mouse: screen.modes.mouseTrackingMode,
    first: screen.buffer.active.getLine(0)?.translateToString(true),
    column: screen.buffer.active.cursorX,
    row: screen.buffer.active.cursorY,
  });
  return { write, state };
}

describe('a terminal', () => {
  it('is full-screen once it was entered, with the cursor in its corner', async () => {
    const { write, state } = await openScreen();
    await write(enterSequence(ALL));
    expect(state()).toEqual({ screen: 'alternate', paste: true, mouse: 'drag', first: '', column: 0, row: 0 });
  });

  it.each([ALL, LEAST, { ...ALL, mouse: 'off' } as const, { ...ALL, screen: 'primary' } as const])(
    'is as it was once it was left: %j',
    async (modes) => {
      const { write, state } = await openScreen();
      const before = state();
      await write(enterSequence(modes));
      if (modes.screen === 'alternate') await write('a frame\r\nof two lines');
      await write(leaveSequence(modes));
      expect(state()).toEqual(before);
    },
  );

  it('is as it was also where the modes were asked for twice', async () => {
    const { write, state } = await openScreen();
    const before = state();
    await write(`${enterSequence(ALL)}a frame${assertSequence(ALL)}`);
    expect(state()).toMatchObject({ screen: 'alternate', first: '' });
    await write(leaveSequence(ALL));
    expect(state()).toEqual(before);
  });

  it('keeps what is written after it was left, whether or not it had a screen of its own', async () => {
    const { write, state } = await openScreen();
    await write(`${enterSequence(LEAST)}${leaveSequence(LEAST)}an error\r\n${leaveSequence(LEAST)}`);
    expect(state()).toMatchObject({ column: 0, row: 2 });
  });

  it.each([ALL, LEAST])('ends a frame that was begun, its colours, and shows the cursor: %j', (modes) => {
    for (const part of ['\x1b[?2026l', '\x1b[0m', '\x1b[?25h']) expect(leaveSequence(modes)).toContain(part);
  });
});
