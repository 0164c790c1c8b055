/** What is asked of a terminal and taken back, as a terminal understands it. */
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { enterSequence, leaveSequence } from '../../../src/screen/input/terminal-modes.ts';

/** A terminal in which a shell has written. */
async function openScreen() {
  const screen = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const write = (text: string) => new Promise<void>((resolve) => screen.write(text, resolve));
  await write('$ sigv4 walk\r\n');
  const state = () => ({
    paste: screen.modes.bracketedPasteMode,
    mouse: screen.modes.mouseTrackingMode,
    first: screen.buffer.active.getLine(0)?.translateToString(true),
    column: screen.buffer.active.cursorX,
    row: screen.buffer.active.cursorY,
  });
  return { write, state };
}

describe('a terminal', () => {
  it('reports pastes and the mouse once it was entered', async () => {
    const { write, state } = await openScreen();
    await write(enterSequence('on'));
    expect(state()).toMatchObject({ paste: true, mouse: 'drag' });
  });

  it.each(['on', 'off'] as const)('is as it was once it was left, the mouse %s', async (mouse) => {
    const { write, state } = await openScreen();
    const before = state();
    await write(enterSequence(mouse) + enterSequence(mouse) + leaveSequence(mouse));
    expect(state()).toEqual(before);
  });

  it('keeps what is written after it was left', async () => {
    const { write, state } = await openScreen();
    await write(`${enterSequence('off')}${leaveSequence('off')}an error\r\n${leaveSequence('off')}`);
    expect(state()).toMatchObject({ column: 0, row: 2 });
  });

  it.each(['on', 'off'] as const)('ends a frame that was begun, its colors, and shows the cursor: %s', (mouse) => {
    for (const part of ['\x1b[?2026l', '\x1b[0m', '\x1b[?25h']) expect(leaveSequence(mouse)).toContain(part);
  });
});
