/** What is asked of a terminal and taken back, as a terminal understands it. */
import xterm from '@xterm/headless';
import { expect, it } from 'vitest';
import { ENTER, LEAVE } from '../../../src/screen/input/terminal-modes.ts';

/** A terminal in which a shell has written. */
async function openScreen() {
  const screen = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const write = (text: string) => new Promise<void>((resolve) => screen.write(text, resolve));
  await write('$ sigv4 walk\r\n');
  const state = () => ({
    modes: { ...screen.modes },
    first: screen.buffer.active.getLine(0)?.translateToString(true),
    column: screen.buffer.active.cursorX,
    row: screen.buffer.active.cursorY,
  });
  return { write, state };
}

it('a terminal reports pastes and no mouse once it was entered, and is as it was once it was left', async () => {
  const { write, state } = await openScreen();
  const before = state();
  await write(ENTER + ENTER);
  expect(state().modes).toMatchObject({ bracketedPasteMode: true, mouseTrackingMode: 'none' });
  await write(LEAVE);
  expect(state()).toEqual(before);
  await write(`an error\r\n${LEAVE}`);
  expect(state()).toMatchObject({ column: 0, row: 2 });
});

it('leaving ends a frame that was begun, its colors, and shows the cursor', () => {
  for (const part of ['\x1b[?2026l', '\x1b[0m', '\x1b[?25h']) expect(LEAVE).toContain(part);
});
