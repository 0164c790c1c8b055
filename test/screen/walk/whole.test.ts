/** The whole signature on the screen: it comes first, its line leads into a step, and an edit moves it. */
import { describe, expect, it } from 'vitest';
import { WHOLE } from '../../../src/screen/walk/walk-state.ts';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const SMALL = { width: 80, height: 24 };
const WIDE = { width: 120, height: 40 };
const cursorRow = (rows: readonly string[]) =>
  rows.map((row) => /(?:^| |│)(>[A-Z#.].*)/.exec(row)?.[1]).find((row) => row !== undefined) ?? '';

describe.each([SMALL, WIDE])('the whole signature at $width × $height', (size) => {
  it('leads from each line into a step that shows it, and 0 leads back to the line', async () => {
    const screen = await exampleScreen({ size });
    const seen = new Set<string>();
    await screen.press('home');
    for (let line = -1; screen.state().whole?.row !== line; await screen.press('down')) {
      line = screen.state().whole?.row ?? -1;
      const row = cursorRow(screen.drawn());
      await screen.press('return');
      expect(screen.state().step).toBeGreaterThanOrEqual(0);
      seen.add(screen.drawn()[1]?.match(/\[\d [^\]]+\]/)?.[0] ?? '');
      // Both keys lead back to the line.
      await screen.press(line % 2 === 0 ? 'm' : '0');
      expect(cursorRow(screen.drawn()).slice(0, 12)).toBe(row.slice(0, 12));
    }
    expect([...seen].sort()).toEqual(['[1 Request]', '[3 Key]', '[4 Canonical]', '[5 To sign]', '[6 Sign]']);
  });

  it('has a key for the next part and the one before, around the end', async () => {
    const screen = await exampleScreen({ size });
    const parts = ['K', 'M', '.', 'X', '#', 'M', 'K'];
    await screen.press('home');
    for (const letter of parts) {
      await screen.press('tab');
      expect(cursorRow(screen.drawn()).slice(1).trim().startsWith(letter)).toBe(true);
    }
    await screen.press('shift+tab', 'shift+tab');
    expect(cursorRow(screen.drawn())).toContain('f0e8bdb87c96');
  });

  it('gives way to a step by its number, whose cursor is where it was', async () => {
    const screen = await exampleScreen({ size });
    await screen.press('4', 'down', '0', 'end', '4');
    expect(cursorRow(screen.drawn())).toMatch(/^>P +2 \/test\.txt/);
    await screen.press('0', 'right');
    expect(screen.drawn()[1]).toContain('[1 Request]');
    await screen.press('left');
    expect(screen.drawn()[1]).toContain('[0 Whole]');
  });

  it('stays for u, o, and Backspace, which lead from line to line', async () => {
    const screen = await exampleScreen({ size });
    const from = cursorRow(screen.drawn());
    await screen.press('u', 'down', 'return');
    expect(cursorRow(screen.drawn())).toMatch(/^>N1 +(?:9 )?host;range;/);
    await screen.press('o');
    expect(cursorRow(screen.drawn())).toBe(from);
    await screen.press('backspace');
    expect(cursorRow(screen.drawn())).toMatch(/^>N1 +(?:9 )?host;range;/);
    await screen.press('backspace');
    expect(cursorRow(screen.drawn())).toBe(from);
    // The key ID is used in no other line.
    await screen.press('home', ...'ll', 'l', 'u');
    expect(screen.state().step).toBe(WHOLE);
  });

  it('has a cursor of its own, which no move in a step changes; m shows the line of a step', async () => {
    const screen = await exampleScreen({ size });
    await screen.press('end');
    const from = cursorRow(screen.drawn());
    await screen.press('return');
    expect(screen.drawn()[1]).toContain('[6 Sign]');
    await screen.press('4', 'down', '0');
    expect(cursorRow(screen.drawn())).toBe(from);
    await screen.press('4', 'm');
    expect(cursorRow(screen.drawn())).toMatch(/^>P +2? ?\/test\.txt/);
  });

  it('begins again with a pasted request', async () => {
    const screen = await exampleScreen({ size });
    await screen.paste('https://photos.s3.eu-west-1.amazonaws.com/cat.jpg');
    expect(cursorRow(screen.drawn())).toMatch(/^>MP? +GET \/cat\.jpg/);
    expect(screen.drawn().join('\n')).toMatch(/─ M · Method/);
  });

  it('says that the bytes are in the steps, and closes for a search', async () => {
    const screen = await exampleScreen({ size });
    await screen.press('x');
    expect(screen.drawn().join('\n')).toContain('Enter goes into the line first');
    await screen.press('/', ...'host', 'return');
    expect(screen.state().step).toBeGreaterThanOrEqual(0);
  });
});

describe('a window without room for the picture', () => {
  it('shows the first step, and the picture again as it was once it is large enough', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press('end');
    const from = cursorRow(screen.drawn());
    screen.resize(60, 20);
    expect(screen.drawn()[1]).toMatch(/1\/8 Request/);
    screen.resize(80, 24);
    expect(cursorRow(screen.drawn())).toBe(from);
    screen.resize(60, 20);
    await screen.press('down');
    screen.resize(80, 24);
    expect(screen.drawn()[1]).toContain('[1 Request]');
  });

  it('goes on with the first step of a broken request, which begins there in any window', async () => {
    const breaks = ['host-rewritten-by-proxy'];
    for (const size of [SMALL, { width: 60, height: 20 }]) {
      const screen = await exampleScreen({ size, breaks });
      screen.resize(80, 24);
      expect(screen.drawn()[1]).toContain('[1 Request]');
    }
  });

  it('begins with the first step, and says why 0 does nothing', async () => {
    const screen = await exampleScreen({ size: { width: 60, height: 20 } });
    expect(screen.drawn()[1]).toMatch(/1\/8 Request/);
    await screen.press('0');
    expect(screen.drawn().join(' ')).toMatch(/needs 80 columns and 24 +rows/);
  });
});
