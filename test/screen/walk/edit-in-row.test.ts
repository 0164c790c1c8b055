/** Editing in the row, at every size: the field is in its row, and the signature and what changes are in sight. */
import { afterEach, describe, expect, it } from 'vitest';
import { COLORS, KEYS, openScreenHere, type WalkScreen } from '../../support/pty/walk-screen.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

/** By RFC 2104 and AWS's description, of the example with `bytes=0-8`. */
const EDITED = 'ee466fe6cfb4c75116a7a603f716b55669c184171ec4777d9b61621c88fd0549';
const DIGITS = EDITED.slice(0, 32);

const SIZES = [
  { columns: 40, rows: 12 },
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 160, rows: 50 },
] as const;

/** The text before the cursor of the terminal, in its row. */
function beforeCaret(): string {
  const { cursorX, cursorY } = screen.buffer().buffer.active;
  return [...(screen.lines()[cursorY] ?? '')].slice(0, cursorX).join('');
}

const downTo = (line: RegExp) => async () => {
  while (!line.test(screen.cursorRow())) {
    const before = screen.cursorRow();
    await screen.press(KEYS.down, () => screen.cursorRow() !== before);
  }
};

describe.each(SIZES)('a header at $columns×$rows', (size) => {
  it('is edited in its line of the canonical request, with the signature as one types', async () => {
    screen = await openScreenHere([], size);
    await screen.press('4', () => screen.step() === 4);
    await downTo(/range:/)();
    await screen.press('e', /^>N1 +5 range:▏bytes=0-9▕/m);
    await screen.press(`${KEYS.backspace}8`, /^>N1 +5~range:▏bytes=0-8▕/m);
    await screen.until('128 of 256 bits differ');
    expect(screen.text()).toContain(DIGITS);
    expect(screen.text()).toContain('Signature');
    expect(beforeCaret()).toMatch(/^>N1 +5~range:▏bytes=0-8$/);
    // What changes: the steps, and from 80 columns on their lines.
    if (size.columns >= 60)
      expect(screen.text()).toMatch(
        size.columns < 80 || (size.columns === 120 && size.rows === 24) ? /~ steps 1 4 5 6 7/ : /~4 Canonical +line 5/,
      );
    expect(screen.lines().at(-2)).not.toContain('bytes=');
    await screen.press(KEYS.escape, /^>N1 +5 range:bytes=0-9\\n/m);
    expect(screen.text()).not.toContain(DIGITS);
  });
});

describe.each(SIZES.filter(({ columns, rows }) => columns >= 80 && rows >= 24))(
  'the whole signature at $columns×$rows',
  (size) => {
    it('has the field in the line of the input, and the signature changes in the picture', async () => {
      screen = await openScreenHere([], size);
      await screen.press(`e${KEYS.backspace}8`, /^>N1 *~Range: ▏bytes=0-8▕ {3}was bytes=0-9/m);
      await screen.until(EDITED);
      expect(screen.text()).toMatch(/128 of 256 bits differ/);
      expect(beforeCaret()).toMatch(/^>N1 *~Range: ▏bytes=0-8$/);
      await screen.press('\r', />N1 *~Range: bytes=0-8/m);
    });
  },
);

it.each(Object.keys(COLORS) as (keyof typeof COLORS)[])(
  'the caret is the cursor of the terminal, in %s',
  async (colors) => {
    screen = await openScreenHere([], { columns: 80, rows: 24, colors });
    await screen.press(`4${KEYS.down}`, /^>P +2 /m);
    await screen.press('e', () => beforeCaret().endsWith('▏/test.txt'));
    await screen.press(KEYS.left, () => beforeCaret().endsWith('▏/test.tx'));
    await screen.press(KEYS.escape, (terminal) => !terminal.text().includes('▏'));
  },
);

it('a terminal that cannot draw dots has four groups of digits, and those that changed are underlined', async () => {
  screen = await openScreenHere([], { columns: 80, rows: 24, environment: { TERM: 'linux', COLORTERM: '' } });
  await screen.press(`4${KEYS.down}`, /^>P +2 /m);
  await screen.press('ex', / of 256 bits differ/);
  expect(screen.text()).not.toMatch(/[\u2800-\u28ff▀▄█]/);
  const { column, row } = screen.placeOf(' before f0e8bdb87c964420 ');
  const [now, before] = [row - 1, row].map((y) => screen.lines()[y]?.slice(column + 8) ?? '');
  expect(before).toBe('f0e8bdb87c964420 e857bd35b5d6ed31 0bd44f0170aba48d d91039c6036bdb41');
  for (const [at, digit] of [...(now ?? '')].entries())
    expect(screen.lookAt(column + 8 + at, row - 1).includes('underline')).toBe(digit !== before?.[at]);
});

describe('the keys of a field in a row', () => {
  it('act on the part that the row shows, and go on to the rest of the input', async () => {
    screen = await openScreenHere();
    await screen.press(`4${KEYS.down}e`, /^>P +2 ▏\/test.txt▕/m);
    // Not the host, which is another line.
    await screen.press(KEYS.erase, /^>\. +2~▏▕/m);
    await screen.press('/a?b', /▏https:\/\/examplebucket.s3.amazonaws.com\/a\?b▕/);
    await screen.press(KEYS.escape, /^>P +2 \/test.txt/m);
    await screen.press(`e${KEYS.home}${KEYS.left}`, /▏https:\/\/examplebucket.s3.amazonaws.com\/test.txt▕/);
  });

  it('keep what was typed, and lead to the inputs of other lines', async () => {
    screen = await openScreenHere();
    await screen.press(`4${KEYS.down}ex`, /^>P +2~▏\/test.txtx▕/m);
    await screen.press(KEYS.down, /^>H +4 host:▏examplebucket.s3.amazonaws.com▕/m);
    await screen.press(KEYS.up, /^>P +2~▏\/test.txtx▕/m);
    await screen.press(KEYS.up, /^>M +1 ▏GET▕/m);
    await screen.press(KEYS.up, /^>M +1 ▏GET▕/m);
    await screen.press(KEYS.escape, (terminal) => !terminal.text().includes('▏'));
    await screen.press('zz', 'Nothing to undo.');
  });
});

it('what is invalid is said in its place, and in full', async () => {
  screen = await openScreenHere();
  await screen.press(':edit URL\r', /▏https:/);
  await screen.press(`${KEYS.erase}http`, /▏http▕.* {3}✗ "http" is not a URL/m);
  expect(screen.text()).toContain('Write it as https://HOST/PATH');
  expect(screen.text()).toContain('of the last valid request');
});

it('an input that a step does not show has a row of its own, with its name', async () => {
  screen = await openScreenHere();
  await screen.press('4', () => screen.step() === 4);
  await screen.press(':edit secret\r', /^> +secret access key ▏.*▕/m);
  await screen.press('x', / of 256 bits differ/);
  expect(screen.text()).toMatch(/~3 Key/);
  await screen.press(KEYS.escape, (terminal) => !terminal.text().includes('▏'));
});
