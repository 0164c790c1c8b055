/** The colors of the real screen, read back from its cells: by place, by background, and none where none are wanted. */
import { afterEach, describe, expect, it } from 'vitest';
import { COLORS, KEYS, openScreen, openScreenHere, type WalkScreen } from '../support/pty/walk-screen.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

/** Bytes of one place, on each stage with a text that leads there. */
const PLACES_OF_BYTES = [
  {
    bytes: 'GET',
    on: [
      [1, 'GET /test'],
      [4, 'GET\\n'],
      [7, 'GET /test.txt HTTP/1.1\\r'],
    ],
  },
  {
    bytes: 'test.txt',
    on: [
      [1, 'GET /test'],
      [4, '/test.txt\\n'],
      [7, 'GET /test.txt HTTP/1.1\\r'],
    ],
  },
  {
    bytes: 'bytes=0-9',
    on: [
      [1, 'Range: bytes'],
      [4, 'range:bytes'],
      [7, 'Range: bytes'],
    ],
  },
  {
    bytes: 'us-east-1',
    on: [
      [2, '20130524/us-'],
      [5, '20130524/us-'],
      [6, '20130524/us-'],
    ],
  },
  {
    bytes: '20130524',
    on: [
      [2, '20130524/us-'],
      [4, 'x-amz-date:2013'],
      [5, '20130524/us-'],
      [6, '20130524/us-'],
    ],
  },
] as const;

const COLORED = ['true color', '256 colors', '16 colors'] as const;
/** With 16 colors, the row of the cursor has no background, and is bold. */
const LOOKS = { 'true color': /^#[0-9a-f]{6}$/, '256 colors': /^palette \d+$/, '16 colors': /^palette \d+ bold$/ };

/** How the bytes look on the row that the search leads to, with the cursor on the second of them, which is inverse. */
async function lookOf(step: number, text: string, bytes: string): Promise<string> {
  await screen.press(`${step}g`, () => screen.step() === step);
  if (!screen.cursorRow().includes(text)) {
    const isFound = () => screen.step() === step && screen.cursorRow().includes(text);
    // The search moves the cursor while it is typed: only with the field closed is the cursor in its place.
    await screen.press(`/${text}${KEYS.enter}`, () => isFound() && screen.footer().includes('? keys'));
    // What is found is marked by weight and an underline; without a search, bytes have their hues again.
    await screen.press(KEYS.escape, () => !isMarked(screen.placeOf(screen.cursorRow()).row));
  }
  const line = screen.cursorRow();
  const column = line.indexOf(bytes, line.indexOf(text));
  expect(column).toBeGreaterThan(0);
  await screen.press('l'.repeat(column + 1 - line.indexOf(text)), () => screen.cursorColumn() === column + 1);
  const row = screen.lines().findIndex((each) => each.startsWith('>'));
  return screen.lookAt(column, row);
}

const isMarked = (row: number) =>
  Array.from(screen.lines()[row] ?? '', (_, column) => screen.lookAt(column, row)).some((look) =>
    look.includes('underlined'),
  );

/** Chalk finds out of the terminal of a process that it has 16 colors. */
const openIn = (colors: (typeof COLORED)[number]) => (colors === '16 colors' ? openScreen : openScreenHere);

describe.each([[80, 24]] as const)('at %i×%i', (columns, rows) => {
  it.each(COLORED)(
    'bytes of one place have one hue on every stage, and their letter; the cursor is inverse: %s',
    async (colors) => {
      screen = await openIn(colors)([], { columns, rows, colors });
      const hues = new Set<string>();
      const lettersOfPlaces = new Set<string>();
      for (const { bytes, on } of PLACES_OF_BYTES) {
        const looks = new Set<string>();
        const letters = new Set<string>();
        for (const [step, text] of on) {
          looks.add(await lookOf(step, text, bytes));
          letters.add(screen.inspector().title.split(' · ')[0] ?? '');
        }
        expect([bytes, [...looks], [...letters]]).toEqual([
          bytes,
          [expect.any(String)],
          [expect.stringMatching(/^[A-Z]\d*$/)],
        ]);
        expect([...looks][0]).toMatch(LOOKS[colors]);
        hues.add([...looks][0] ?? '');
        lettersOfPlaces.add([...letters][0] ?? '');
      }
      // Of five places at least three have hues of their own; the letters tell all apart.
      expect(hues.size).toBeGreaterThanOrEqual(3);
      expect(lettersOfPlaces.size).toBe(PLACES_OF_BYTES.length);
      // The byte of the cursor is inverse, in text and in hex, where it has two cells and the next byte is beside it.
      await screen.press('1g', () => screen.step() === 1);
      await screen.press('/Host: ex\rllllllx', '>6578');
      const row = screen.lines().findIndex((line) => line.startsWith('>'));
      expect(screen.lookAt(screen.cursorColumn(), row)).toContain('inverse');
      expect(screen.lookAt(screen.cursorColumn() + 1, row)).not.toContain('inverse');
      const { column, row: hexRow } = screen.placeOf('>6578');
      expect(screen.lookAt(column + 1, hexRow)).toContain('inverse');
      expect(screen.lookAt(column + 2, hexRow)).toContain('inverse');
      expect(screen.lookAt(column + 3, hexRow)).not.toContain('inverse');
    },
  );

  it('there are none with NO_COLOR: everything is told by characters', async () => {
    screen = await openScreenHere([], { columns, rows, colors: 'no color' });
    await screen.press('/Host: ex\rllllllx', '>6578');
    expect(screen.cursorRow()[0]).toBe('>');
    expect(screen.inspector().title).toContain('H · Host header, "e" 65');
    await screen.press(KEYS.tab, '▸ Bytes of Request');
    await screen.press('e', '▏examplebucket.s3.amazonaws.com▕');
    await screen.press('?', 'amazonaws.com?/test.txt▕');
    await screen.until(() => screen.page().some((row) => /^.{7}~/.test(row)));
    await screen.press(KEYS.enter, () => screen.footer().includes('? keys'));
    await screen.press('?', () => screen.cursorRow().startsWith('> What you can do here'));
    // Weight, underline, and inverse alone: no color is set, and the terminal is not asked for its own.
    const styles = [...screen.sent().matchAll(/\x1b\[([0-9;:]*)m/g)].map(([, style]) => style);
    expect([...new Set(styles)].filter((style) => !/^(?:0|1|2|4|7|22|24|27)$/.test(style ?? ''))).toEqual([]);
    expect(screen.sent()).not.toContain('\x1b]11');
    // A link can be opened without any color too; it is the terminal that underlines it.
    expect(screen.sent()).toContain('\x1b]8;;https://');
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        expect(screen.lookAt(column, row)).toMatch(/^default(?: bold)?(?: inverse)?(?: underlined)?(?: dim)?$/);
      }
    }
  });
});

describe('256 colors', () => {
  it('are those of the palette beyond the terminal’s own 16', async () => {
    screen = await openScreenHere([], { colors: '256 colors' });
    expect(COLORS['256 colors']).toEqual({ COLORTERM: '' });
    expect(screen.sent()).toMatch(/\x1b\[38;5;\d+m/);
    expect(screen.sent()).not.toMatch(/\x1b\[38;2;/);
  });
});
