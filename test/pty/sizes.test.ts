/** The real screen at any size: re-laid without losing the place, one sentence where there is no room, wide characters in their cells. */
import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import {
  KEYS,
  openScreen,
  openScreenHere,
  PLACES,
  startScreenHere,
  type WalkScreen,
} from '../support/pty/walk-screen.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

const SIZES = [
  [60, 20],
  [200, 60],
  [300, 100],
  [114, 24],
  [80, 24],
] as const;

/** A wider window has margins. */
const WIDEST = 172;

/** Everything is drawn for this size: the footer is the last row, and nothing is left of another size. */
const isDrawn = (columns: number, rows: number) => () =>
  screen.lines().length === rows &&
  // The rule above the page is as wide as the screen.
  screen.lines()[2]?.trim().length === Math.min(columns, WIDEST) &&
  screen.header().includes('test.txt') &&
  /\? keys$/.test(screen.footer()) &&
  screen.lines().filter((line) => line === screen.footer()).length === 1;

describe('a resize', () => {
  it.each([
    ['a byte of the text', '4/host:ex\rlllll', 'H · Host header, "e" 65'],
    ['a byte beyond what the page shows', `4${KEYS.end}@-1\r`, '# · mixed by a hash, "2" 32'],
    ['a byte in hex', `7x/Range: by\r${KEYS.tab}jl`, '79 of 453'],
  ])('keeps %s, through every size and back', async (_what, keys, title) => {
    screen = await openScreenHere();
    await screen.press(keys, () => screen.inspector().title.includes(title));
    const step = screen.step();
    const letter = screen.letter();
    // The published vectors are computed after the first frame; blank cells at the end of a row depend on the way there.
    const shown = () => screen.lines().map((line) => line.trimEnd());
    if (step === 4) await screen.until('✓ published by AWS');
    const before = shown();
    for (const [columns, rows] of SIZES) {
      screen.resize(columns, rows);
      const isHere = () => screen.step() === step && screen.letter() === letter;
      await screen.until(() => isDrawn(columns, rows)() && isHere());
    }
    await screen.until(() => shown().join('\n') === before.join('\n'));
  });

  // Ink cuts the rows of the old width before they are laid out again.
  it.each([79, 60, 41])('of the built program from 80 columns to %i lays it out again', async (columns) => {
    screen = await openScreen();
    screen.resize(columns, 24);
    await screen.until(() => screen.lines()[2]?.trim().length === columns && screen.footer().endsWith('? keys'));
    await screen.press('?', 'Keys and marks');
  });

  it.each([
    ['wider', 1],
    ['narrower', -1],
  ])('in a burst that grows %s ends as if there had been only the last one', async (_how, by) => {
    screen = await openScreenHere([], { columns: 90, rows: 30 });
    await screen.press('4/host:ex\rlll', 'line 4 · offset 3');
    const before = screen.text();
    for (let step = 0; step < 30; step++) screen.resize(90 + by * (step % 15) * 2, 30 - (step % 7));
    screen.resize(90, 30);
    await screen.until(() => screen.text() === before);
  });
});

describe('a window that is too small', () => {
  it.each([
    [39, 24],
    [80, 11],
    [30, 8],
    [12, 4],
  ])('of %i×%i says one sentence, and no key but the ways out does anything', async (columns, rows) => {
    screen = await openScreenHere();
    await screen.press('4/host:ex\rll', 'line 4 · offset 2');
    screen.resize(columns, rows);
    const says = () => screen.lines().join(' ').replace(/\s+/g, ' ').trim();
    const isTold = (of: number) => () => {
      // In twelve columns there is room only for a shorter sentence.
      const size = columns > 12 ? `This window has ${columns}×${of} cells; make` : 'Make';
      return says() === `${size} it at least 40×12, or press q.`;
    };
    await screen.until(isTold(rows));
    screen.write('l7\r');
    // Nothing shows that keys were taken which do nothing; another size is drawn after that.
    screen.resize(columns, rows - 1);
    await screen.until(isTold(rows - 1));
    screen.resize(80, 24);
    await screen.until('line 4 · offset 2');
    await screen.press('l', 'line 4 · offset 3');
    screen.resize(columns, rows);
    await screen.until(isTold(rows));
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
    expect(screen.isAlternateScreen()).toBe(false);
  });

  it('from the first frame on becomes a screen when it grows', async () => {
    screen = startScreenHere([], { columns: 39, rows: 10 });
    await screen.until(/^This window has 39×10 cells/);
    screen.resize(60, 20);
    await screen.until(isDrawn(60, 20));
    expect(screen.step()).toBe(1);
  });
});

/** Before the bar: two cells each, one cell with a mark on it, and what is escaped since terminals differ on it. */
const WIDE = '鍵ｱé👩‍👩‍👧❤️e\u0301';
const AWKWARD = ['walk', '--region', 'us-east-1', '--date', '20130524T000000Z', '-H', `x-amz-meta-t: ${WIDE}|end`];

/** The cell of a character in the row of the cursor, or below it, counted in cells. */
function cellOf(character: string, below = 0): number {
  const { active } = screen.buffer().buffer;
  const row = screen.lines().findIndex((line) => line.startsWith('>')) + below;
  const line = active.getLine(active.viewportY + row);
  for (let column = 0; column < screen.buffer().cols; column++)
    if (line?.getCell(column)?.getChars() === character) return column;
  return -1;
}

describe.each(PLACES)('wide characters at $columns×$rows, $colors', (place) => {
  it('take the cells that they were measured with: what is right of them is where it should', async () => {
    screen = await openScreenHere([...AWKWARD, `s3://examplebucket/${WIDE}.txt`], {
      ...place,
      environment: EXAMPLE_KEYS,
    });
    await screen.press('1', () => screen.step() === 1);
    await screen.press('/x-amz-meta-t: \r', () => screen.inspector().title.includes('"x" 78'));
    const start = `GET /${encodeURIComponent(WIDE)}.txt HTTP/1.1\r\nHost: examplebucket.s3.us-east-1.amazonaws.com\r\n`
      .length;
    const at = start + 'x-amz-meta-t: '.length + Buffer.byteLength(WIDE);
    await screen.press(`@${at}\r`, () => screen.inspector().title.includes('"|" 7c'));
    expect(cellOf('|')).toBeGreaterThan(0);
    expect(screen.lookAt(cellOf('|'), screen.lines().indexOf(screen.cursorRow()))).toContain('inverse');
    // What cannot be seen is written as what it is.
    expect(screen.cursorRow()).toContain('\\u{200d}');
    // The mark is as wide as the character.
    await screen.press(`@${start + 'x-amz-meta-t: '.length}\r`, () => screen.inspector().title.includes('9375'));
    const row = screen.lines().indexOf(screen.cursorRow());
    const looks = [-1, 0, 1, 2].map((more) => screen.lookAt(screen.cursorColumn() + more, row).includes('inverse'));
    expect(looks).toEqual([false, true, true, false]);
    // And its name is on the card.
    await screen.press(`@${start + 'x-amz-meta-t: '.length + 12}\r`, () =>
      /200D|zero width/.test(screen.inspector().title),
    );
  });
});

describe('beside the hex view', () => {
  it.each([
    [120, 24],
    [200, 60],
  ])('wide characters leave the line between them straight, at %i×%i', async (columns, rows) => {
    screen = await openScreenHere([...AWKWARD, 's3://examplebucket/a.txt'], {
      columns,
      rows,
      environment: EXAMPLE_KEYS,
    });
    await screen.press('1', () => screen.step() === 1);
    await screen.press('/x-amz-meta-t: \r', () => screen.inspector().title.includes('"x" 78'));
    const { active } = screen.buffer().buffer;
    const lines = new Set<number>();
    for (let row = 3; row < rows - 5; row++) {
      const line = active.getLine(active.viewportY + row);
      for (let column = 0; column < columns; column++) if (line?.getCell(column)?.getChars() === '│') lines.add(column);
    }
    expect([...lines]).toHaveLength(1);
  });
});
