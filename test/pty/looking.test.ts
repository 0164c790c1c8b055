/** Looking at bytes on the real screen: one position in text, hex and card; where a byte comes from and goes. */
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, openScreenHere, type WalkScreen, WIDE } from '../support/pty/walk-screen.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

/** The cells before the pairs of a row of the hex view, and those of a pair. */
const OFFSET = 9;
const PAIR = 5;

/** The byte of the cursor as each part of the screen tells it; `null` where one of them tells none. */
interface Position {
  readonly text: string | undefined;
  /** The byte to which the hex view points: its offset, its digits, and its character. */
  readonly hex: { readonly offset: number; readonly digits: string; readonly character: string } | null;
  readonly inspector: { readonly line: number | null; readonly offset: number; readonly digits: string } | null;
}

function position(): Position {
  const perRow = (screen.hex()[0]?.length ?? 0) > 50 ? 16 : 8;
  const charactersAt = OFFSET + (perRow / 2) * PAIR + 1;
  const digitsOf = (line: string) => line.slice(0, charactersAt);
  const row = screen.hex().find((line) => /[<>]/.test(digitsOf(line)));
  const mark = row?.search(/[<>]/) ?? 0;
  // The first byte of the pair after the mark, or the second of the pair before it.
  const isAfter = row?.[mark] === '<';
  const inRow = ((mark - OFFSET) / PAIR) * 2 - (isAfter ? 1 : 0);
  const digitsAt = isAfter ? mark - 2 : mark + 1;
  const said = /([0-9a-f]{2}) ─+ (?:line (\d+) · offset (\d+)|byte (\d+))/.exec(screen.inspector().title);
  return {
    text: screen.cursorRow()[screen.cursorColumn()],
    hex: row
      ? {
          offset: Number.parseInt(row.slice(1, 9), 16) + inRow,
          digits: row.slice(digitsAt, digitsAt + 2),
          character: row[charactersAt + inRow] ?? '',
        }
      : null,
    inspector: said
      ? { line: said[2] ? Number(said[2]) : null, offset: Number(said[3] ?? said[4]), digits: said[1] ?? '' }
      : null,
  };
}

/** On a line of the canonical request, with the offset in it; on other steps, the line is `null`. */
const isAt =
  (line: number | null, offset: number, step = 4) =>
  () => {
    const { inspector } = position();
    return screen.step() === step && inspector?.line === line && inspector.offset === offset;
  };

/** Each part of the screen tells of the same byte, which has this offset in the value. */
function expectInStep(byte: number): void {
  const { text, hex, inspector } = position();
  expect(hex?.offset).toBe(byte);
  expect(hex?.digits).toBe(inspector?.digits);
  const character = String.fromCharCode(Number.parseInt(inspector?.digits ?? '', 16));
  expect(hex?.character).toBe(/[ -~]/.test(character) ? character : '.');
  expect(text).toBe(/[ -~]/.test(character) ? character : '\\');
}

/** The offset of line 4 in the canonical request. */
const HOST = 'GET\n/test.txt\n\n'.length;
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const CANONICAL = [
  'GET',
  '/test.txt',
  '',
  'host:examplebucket.s3.amazonaws.com',
  'range:bytes=0-9',
  `x-amz-content-sha256:${EMPTY}`,
  'x-amz-date:20130524T000000Z',
  '',
  'host;range;x-amz-content-sha256;x-amz-date',
  EMPTY,
].join('\n');
/** On line 4 of the canonical request, with the hex view open. */
const toHost = async () => {
  await screen.press('4x', () => screen.hex().length > 0);
  await screen.press('/host:ex\r', isAt(4, 0));
};

describe.each([WIDE])('bytes at $columns×$rows, $colors', (place) => {
  it('are gone through one by one, in text, hex and inspector at once', async () => {
    screen = await openScreenHere([], place);
    await toHost();
    expectInStep(HOST);
    for (const offset of [1, 2, 3, 4]) {
      await screen.press('l', isAt(4, offset));
      expectInStep(HOST + offset);
    }
    await screen.press('h', isAt(4, 3));
    expectInStep(HOST + 3);
    // Over the end of a row, whose last byte is a newline.
    await screen.press('l'.repeat(32), isAt(4, 35));
    expectInStep(HOST + 35);
    await screen.press('l', isAt(5, 0));
    expect(screen.cursorRow()).toContain('range:bytes=0-9');
    expectInStep(HOST + 36);
  });

  it('are gone through in the hex view, which the other pane is, by rows and to both ends', async () => {
    screen = await openScreenHere([], place);
    await toHost();
    const perRow = 16;
    await screen.press(`${KEYS.tab}j`, isAt(4, perRow));
    expect(screen.text()).toContain('▸ Bytes of Canonical request');
    expectInStep(HOST + perRow);
    await screen.press('G', isAt(10, 63));
    expectInStep(288);
    await screen.press('g', isAt(1, 0));
    await screen.press(`${KEYS.tab}j`, isAt(2, 0));
    expectInStep(4);
  });

  it('have an inspector: letter, place, offset, origin, rule with its source, and the way to the signature', async () => {
    screen = await openScreenHere([], place);
    await screen.press('4/host:ex\r', isAt(4, 0));
    await screen.press('l'.repeat(5), isAt(4, 5));
    expect(screen.inspector().title).toMatch(/^H · Host header, "e" 65 ─+ line 4 · offset 5/);
    const rows = () => screen.inspector().rows.join('\n');
    expect(rows()).toMatch(/^ came as {3}examplebucket\.s3\.amazonaws\.com/);
    expect(rows()).toMatch(/ rule {6}lower-case name/);
    expect(screen.inspector().title).toContain('docs ↗');
    expect(screen.sent()).toContain('/AmazonS3/latest/API/sig-v4-header-based-auth.html');
    expect(screen.cursorRow()).toMatch(/^>H {4}4 host:/);
    expect(rows()).toMatch(/ way .*Request 30 → \[Canonical line 4\] → # To sign line 4 → # Sig/);
    await screen.press('h', isAt(4, 4));
    expect(screen.inspector().title).toMatch(/^\. · fixed by a rule, ":" 3a ─/);
    expect(screen.cursorRow()).toMatch(/^>H {4}4 host:/);
  });

  it('lead to where they come from and back, by o and backspace', async () => {
    screen = await openScreenHere([], place);
    await screen.press('4/host:ex\r', isAt(4, 0));
    await screen.press('l'.repeat(5), isAt(4, 5));
    await screen.press('o', isAt(null, 30, 1));
    expect(screen.inspector().rows.join(' ')).toContain('[Request 30] → Canonical line 4 →');
    await screen.press('o', 'It comes from outside');
    await screen.press(KEYS.backspace, isAt(4, 5));
    await screen.press(KEYS.backspace, 'Nothing to go back to');
  });

  it('list with u where they are used, from which enter leads there', async () => {
    screen = await openScreenHere([], place);
    await screen.press('/examplebucket\r', isAt(null, 30, 1));
    await screen.press('u', 'Used in');
    const uses = screen
      .page()
      .slice(1)
      .filter((row) => row.trim() !== '');
    expect(uses.length).toBeGreaterThan(1);
    expect(uses[0]).toMatch(/^> /);
    const wanted = uses.findIndex((row) => row.includes('step 4'));
    await screen.press(KEYS.down.repeat(wanted), () => screen.cursorRow().includes('step 4'));
    await screen.press(KEYS.enter, isAt(4, 5));
    await screen.press(KEYS.backspace, isAt(null, 30, 1));
  });

  it('are searched over all stages by /, n and N, round the end', async () => {
    screen = await openScreenHere([], place);
    await screen.press('4', () => screen.step() === 4);
    await screen.press('/BYTES=0', /\/BYTES=0▏ +1 of 2 here, 6 in all/);
    await screen.press(KEYS.enter, '"BYTES=0" · 1 of 2 here, 6 in all ·');
    expect(screen.step()).toBe(4);
    expect(screen.cursorRow()).toContain('range:bytes=0');
    await screen.press('n', '2 of 2 here');
    await screen.press('n', 'now on step 7: 1 of 2 here, 6 in all');
    await screen.press('nn', 'from the start again, step 1: 1 of 2 here');
    await screen.press('N', 'from the end again, step 7: 2 of 2 here');
    await screen.press('/nowhere at all\r', '"nowhere at all" is on no step.');
    // Of a search that is given up nothing stays.
    await screen.press('/half', '/half▏');
    await screen.press(KEYS.escape, ({ text }) => !text().includes('/half'));
    expect(screen.footer()).toContain('? keys');
  });

  it('are gone to by their offset, decimal, hexadecimal or from the end', async () => {
    screen = await openScreenHere([], place);
    await toHost();
    await screen.press('@20\r', isAt(4, 5));
    await screen.press('@0x10\r', isAt(4, 1));
    await screen.press('@-1\r', isAt(10, 63));
    expectInStep(288);
    await screen.press('@289\r', 'Enter an offset from 0 to 288');
    await screen.press('@x\r', 'Enter an offset from 0 to 288');
    expect(screen.cursorRow()).toMatch(/^>B {3}10 /);
  });

  it('are copied whole with y: OSC 52 carries the value itself', async () => {
    screen = await openScreenHere([], place);
    const copied: string[] = [];
    screen.buffer().parser.registerOscHandler(52, (sent) => {
      const [, what = '', text = ''] = /^([cps]*);(.*)$/.exec(sent) ?? [];
      copied.push(`${what}:${Buffer.from(text, 'base64').toString('latin1')}`);
      return true;
    });
    await screen.press('4/host:ex\r', isAt(4, 0));
    await screen.press('y', /^> value/m);
    await screen.press(KEYS.enter, /Canonical request\s+was sent\s+to the\s+terminal's clipboard/);
    // At once, not with the next key.
    expect(copied).toEqual([`c:${CANONICAL}`]);
    await screen.press('y', /^> value/m);
    await screen.press(`j${KEYS.enter}`, () => copied.length === 2);
    expect(copied[1]).toBe('c:host:examplebucket.s3.amazonaws.com\n');
    await screen.press('6/f0e8bdb8\r', () => screen.step() === 6 && screen.letter() === '#');
    await screen.press('y', /^> value/m);
    await screen.press(`j${KEYS.enter}`, () => copied.length === 3);
    expect(copied[2]).toMatch(/^c:.*f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41$/);
  });

  it('have every command in the palette: found by what is typed, and done by enter', async () => {
    screen = await openScreenHere([], place);
    await screen.press('1:', 'Commands');
    await screen.press('asks what', /^> copy /m);
    expect(screen.cursorRow()).toMatch(/^> copy +y/);
    await screen.press(KEYS.escape, /^>M {6}GET/m);
    await screen.press(':next step\r', () => screen.step() === 2);
    // What enter does it does, no matter what is in the list above.
    await screen.press(':step prev', () => screen.cursorRow().startsWith('> previous step'));
    await screen.press(KEYS.enter, () => screen.step() === 1);
    await screen.press(':match', () => screen.cursorRow().startsWith('> next match'));
    await screen.press(KEYS.down, () => screen.cursorRow().startsWith('> previous match'));
    await screen.press(KEYS.enter, 'Nothing was searched for yet');
    await screen.press(':nothing like it\r', 'There is no command "nothing like it"');
    await screen.press(':leave\r', ({ exitCode }) => exitCode() === 0);
  });
});
