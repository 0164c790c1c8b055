import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { singleRegion } from '../../../src/render/screen/drawn-screen.ts';
import { type ScreenRow, styleText } from '../../../src/render/screen/styled-glyphs.ts';
import { themeFor } from '../../../src/tui/colors/theme.ts';
import { type Frame, frameOf, frameUpdate, shapeOf } from '../../../src/tui/frames/frames.ts';

const THEME = themeFor('no-styles', 'dark');
const [COLUMNS, LINES] = [20, 4];
const row = (...texts: readonly string[]): ScreenRow => texts.map((text) => styleText(text, 'words'));

async function shown(...updates: readonly string[]): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: LINES, allowProposedApi: true });
  for (const update of updates) await new Promise<void>((resolve) => terminal.write(update, resolve));
  const { active } = terminal.buffer;
  return Array.from({ length: LINES }, (_, line) => active.getLine(line)?.translateToString(true) ?? '');
}

describe('frameUpdate', () => {
  it('writes nothing if nothing has changed', () => {
    expect(frameUpdate([row('one'), row('two')], [row('one'), row('two')], THEME)).toBe('');
  });

  it('writes only the texts between the first and the last that differ', () => {
    const update = frameUpdate([row('a', 'old', 'z'), row('same')], [row('a', 'new', 'z'), row('same')], THEME);
    expect(update).toBe('\x1b[?2026h\x1b[1;2Hnew\x1b[?2026l');
  });

  it('erases the rest of a line that has become shorter', () => {
    expect(frameUpdate([row('longer')], [row('short')], THEME)).toContain('short\x1b[K');
  });

  it('leads from any frame to any other', async () => {
    const texts = fc.array(fc.constantFrom('ab', 'c', '    ', 'defg', 'é'), { maxLength: 5 });
    const frames = fc.array(texts, { maxLength: LINES }).map((lines): Frame => lines.map((line) => row(...line)));
    await fc.assert(
      fc.asyncProperty(frames, frames, async (before, after) => {
        const update = frameUpdate(before, after, THEME);
        const whole = frameUpdate(null, after, THEME);
        expect(await shown(frameUpdate(null, before, THEME), update)).toEqual(await shown(whole));
      }),
      { numRuns: 40 },
    );
  });
});

describe('frameOf', () => {
  it('puts the rows of each region at its place', () => {
    const screen = {
      ...singleRegion('text', 10, [row('left'), row('')]),
      divider: [row('|'), row('|')],
      right: [{ name: 'hex', width: 4, rows: [row('r1'), row('r2')] }] as const,
    };
    const places = new Map([
      ['text', { x: 0, y: 0 }],
      ['divider', { x: 6, y: 0 }],
      ['hex', { x: 7, y: 0 }],
    ] as const);
    const lines = frameOf(screen, places).map((line) => line.map(({ text }) => text).join(''));
    expect(lines).toEqual(['left  |r1', '      |r2']);
  });
});

describe('the end of a line', () => {
  it('has no spaces that only fill it', () => {
    const [line = []] = frameOf(
      singleRegion('text', 10, [row('title ', '   ', '')]),
      new Map([['text', { x: 0, y: 0 }]]),
    );
    expect(line).toEqual(row('title'));
  });
});

describe('shapeOf', () => {
  it('is the same for screens that differ only in their texts', () => {
    const shape = (text: string) => shapeOf(singleRegion('text', 10, [row(text)]));
    expect(shape('one')).toBe(shape('other'));
    expect(shape('one')).not.toBe(shapeOf(singleRegion('text', 10, [row('one'), row('two')])));
  });
});
