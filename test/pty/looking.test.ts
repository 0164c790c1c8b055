/** Looking at bytes on the real screen: one position in text, hex and card; where a byte comes from and goes. */
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, openScreen, PLACES, type WalkScreen } from '../support/walk-screen.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

/** The byte of the cursor as each part of the screen tells it; `null` where one of them tells none. */
interface Position {
  readonly text: string | undefined;
  readonly hex: { readonly offset: number; readonly digits: string; readonly character: string } | null;
  readonly card: { readonly byte: number; readonly value: string; readonly digits: string } | null;
}

function position(): Position {
  const mark = screen.cursorColumn();
  const row = screen.hex().find((line) => line.includes('['));
  const at = row?.indexOf('[') ?? 0;
  const inRow = (at - 9) / 3;
  const start = row?.slice(0, 8) ?? '';
  const perRow = row ? (row.length > 50 ? 16 : 8) : 8;
  const characters = row?.slice(8 + 1 + perRow * 3 + 2) ?? '';
  const said = /byte (\d+) of \d+ of ([^:]+): .*\(0x([0-9a-f]{2})\)/.exec(screen.inspector().rows[0] ?? '');
  return {
    text: mark < 0 ? undefined : screen.cursorRow()[mark],
    hex: row
      ? {
          offset: Number.parseInt(start, 16) + inRow,
          digits: row.slice(at + 1, at + 3),
          character: characters[inRow] ?? '',
        }
      : null,
    card: said ? { byte: Number(said[1]), value: said[2] ?? '', digits: said[3] ?? '' } : null,
  };
}

const isAt = (byte: number, value: string) => () => {
  const { card } = position();
  return card?.byte === byte && card.value === value;
};

/** Each part of the screen tells of the same byte. */
function expectInStep(byte: number, value: string): void {
  const { text, hex, card } = position();
  expect(card).toMatchObject({ byte, value });
  expect(hex).toMatchObject({ offset: byte, digits: card?.digits });
  const character = String.fromCharCode(Number.parseInt(card?.digits ?? '', 16));
  expect(hex?.character).toBe(/[ -~]/.test(character) ? character : '.');
  expect(text).toBe(/[ -~]/.test(character) ? character : '\\');
}

const toHost = () => screen.press('4/host:ex\r', isAt(0, 'Canonical headers'));

describe.each(PLACES)('bytes at $columns×$rows, $colors', (place) => {
  it('are gone through one by one, in text, hex and card at once', async () => {
    screen = await openScreen([], place);
    await toHost();
    expectInStep(0, 'Canonical headers');
    for (const byte of [1, 2, 3, 4]) {
      await screen.press('l', isAt(byte, 'Canonical headers'));
      expectInStep(byte, 'Canonical headers');
    }
    await screen.press('h', isAt(3, 'Canonical headers'));
    expectInStep(3, 'Canonical headers');
    // Over the end of a row, whose last byte is a newline.
    await screen.press(`${'l'.repeat(32)}`, isAt(35, 'Canonical headers'));
    expectInStep(35, 'Canonical headers');
    await screen.press('l', isAt(36, 'Canonical headers'));
    expect(screen.cursorRow()).toContain('range:bytes=0-9');
    expectInStep(36, 'Canonical headers');
  });

  it('are gone through in the hex view, which the other pane is, by rows and to both ends', async () => {
    screen = await openScreen([], place);
    await toHost();
    const perRow = place.columns === 80 ? 16 : 8;
    await screen.press(`${KEYS.tab}j`, isAt(perRow, 'Canonical headers'));
    expect(screen.text()).toMatch(/▸ Canonical headers, 166 bytes ──$/m);
    expectInStep(perRow, 'Canonical headers');
    await screen.press('G', isAt(165, 'Canonical headers'));
    expectInStep(165, 'Canonical headers');
    await screen.press('g', isAt(0, 'Canonical headers'));
    await screen.press(`${KEYS.tab}j`, ({ text }) => !text().includes('▸'));
    expectInStep(62, 'Request');
  });

  it('have a card: place, offset, value, rule with its source, and where they are used', async () => {
    screen = await openScreen([], place);
    await toHost();
    await screen.press('l'.repeat(5), isAt(5, 'Canonical headers'));
    // In few columns the title takes two rows.
    expect(screen.inspector().rows.join(' ')).toMatch(
      /^C byte 5 of 166 of Canonical headers: "e" \(0x65\) {2}from the Host header copied: byte 30 of Request, step 1/,
    );
    expect(screen.inspector().rows.join(' ')).toContain('/AmazonS3/latest/API/sig-v4-header-based-auth.html');
    expect(screen.cursorRow()).toMatch(/^>C {3}canonical {4}host:/);
    await screen.press('h', isAt(4, 'Canonical headers'));
    expect(screen.inspector().rows[0]).toBe('byte 4 of 166 of Canonical headers: ":" (0x3a)');
    expect(screen.inspector().rows[1]).toMatch(/^fixed: a colon separates/);
    // The rule comes first where there is no room for both; the keys are in the footer too.
    if (place.columns === 80) expect(screen.inspector().rows.at(-1)).toMatch(/u goes to its use/);
    else expect(screen.inspector().rows.join(' ')).toContain('the name of a header from its value');
    if (place.rows === 24) expect(screen.inspector().rows[2]).toMatch(/https:\/\//);
  });

  it('lead to where they come from and back, by o and backspace', async () => {
    screen = await openScreen([], place);
    await screen.press('4/headers      host:ex\r', isAt(15, 'Canonical request'));
    await screen.press('l'.repeat(5), isAt(20, 'Canonical request'));
    await screen.press('o', isAt(5, 'Canonical headers'));
    await screen.press('o', isAt(30, 'Request'));
    expect(screen.bar()).toContain('[1 Request]');
    expectInStep(30, 'Request');
    await screen.press('o', 'It comes from outside');
    await screen.press(KEYS.backspace, isAt(5, 'Canonical headers'));
    expect(screen.bar()).toContain('[4 Canonical request]');
    await screen.press(KEYS.backspace, isAt(20, 'Canonical request'));
    await screen.press(KEYS.backspace, 'Nothing to go back to');
  });

  it('list with u where they are used, from which enter leads there', async () => {
    screen = await openScreen([], place);
    await screen.press('/Host: ex\r', isAt(24, 'Request'));
    await screen.press('l'.repeat(6), isAt(30, 'Request'));
    await screen.press('u', 'Used in');
    const uses = screen
      .page()
      .slice(1)
      .filter((row) => row.trim() !== '');
    expect(uses.length).toBeGreaterThan(1);
    expect(uses[0]).toMatch(/^> byte/);
    const wanted = uses.findIndex((row) => row.includes('Canonical headers, step 4'));
    await screen.press(KEYS.down.repeat(wanted), () => screen.cursorRow().includes('Canonical headers'));
    await screen.press(KEYS.enter, isAt(5, 'Canonical headers'));
    await screen.press(KEYS.backspace, isAt(30, 'Request'));
    expect(screen.bar()).toContain('[1 Request]');
  });

  it('are searched over all stages by /, n and N, round the end', async () => {
    screen = await openScreen([], place);
    await screen.press('/HOST:EX\r', '1 of 3 rows with "HOST:EX"');
    expect(screen.bar()).toContain('[4 Canonical request]');
    expect(screen.cursorRow()).toContain('host:ex');
    await screen.press('n', '2 of 3 rows');
    await screen.press('n', '3 of 3 rows');
    await screen.press('n', '1 of 3 rows');
    await screen.press('N', '3 of 3 rows');
    await screen.press('/nowhere at all\r', '"nowhere at all" is on no step.');
    // Of a search that is given up nothing stays.
    await screen.press('/half', '/half▏');
    await screen.press(KEYS.escape, ({ text }) => !text().includes('/half'));
    expect(screen.footer()).toContain('q leave');
  });

  it('are gone to by their offset, decimal, hexadecimal or from the end', async () => {
    screen = await openScreen([], place);
    await toHost();
    await screen.press('@20\r', isAt(20, 'Canonical headers'));
    await screen.press('@0x10\r', isAt(16, 'Canonical headers'));
    await screen.press('@-1\r', isAt(165, 'Canonical headers'));
    expectInStep(165, 'Canonical headers');
    await screen.press('@166\r', 'Enter an offset from 0 to 165');
    await screen.press('@x\r', 'Enter an offset from 0 to 165');
    expect(position().card?.byte ?? 165).toBe(165);
  });

  it('are copied whole with y: OSC 52 carries the value itself', async () => {
    screen = await openScreen([], place);
    const copied: string[] = [];
    screen.buffer().parser.registerOscHandler(52, (sent) => {
      const [, what = '', text = ''] = /^([cps]*);(.*)$/.exec(sent) ?? [];
      copied.push(`${what}:${Buffer.from(text, 'base64').toString('latin1')}`);
      return true;
    });
    await toHost();
    await screen.press('y', "Canonical headers was sent to the terminal's clipboard");
    // At once, not with the next key.
    const [, authority = ''] = /c:host:([^\n]*)\n/.exec(copied[0] ?? '') ?? [];
    expect(copied).toHaveLength(1);
    expect(authority).toBe('examplebucket.s3.amazonaws.com');
    expect(copied[0]).toBe(
      'c:host:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\n' +
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n' +
        'x-amz-date:20130524T000000Z\n',
    );
    await screen.press('6/f0e8bdb8\r', isAt(0, 'Signature'));
    await screen.press('y', "Signature was sent to the terminal's clipboard");
    expect(copied[1]).toBe('c:f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
  });

  it('have every command in the palette: found by what is typed, and done by enter', async () => {
    screen = await openScreen([], place);
    await screen.press(':', 'Commands');
    await screen.press('copy val', () => screen.page().filter((row) => row.trim() !== '').length === 2);
    expect(screen.cursorRow()).toMatch(/^> copy +y/);
    await screen.press(KEYS.escape, 'The request as given');
    await screen.press(':next step\r', '[2 Credential scope]');
    // What enter does it does, no matter what is in the list above.
    await screen.press(':step prev', () => screen.cursorRow().startsWith('> previous step'));
    await screen.press(KEYS.enter, '[1 Request]');
    await screen.press(':match', () => screen.cursorRow().startsWith('> next match'));
    await screen.press(KEYS.down, () => screen.cursorRow().startsWith('> previous match'));
    await screen.press(KEYS.enter, 'Nothing was searched for yet');
    await screen.press(':nothing like it\r', 'There is no command "nothing like it"');
    await screen.press(':leave\r', ({ exitCode }) => exitCode() === 0);
  });
});
