/** The screen as a person drives it through AWS's example: on a pseudo-terminal, and in this process where that has no part. */
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, openScreen, openScreenHere, startScreen, type WalkScreen, WIDE } from '../support/pty/walk-screen.ts';

/** A hash is whole, or cut in its middle where it has no room. */
const hash = (digits: string) => new RegExp(`${digits.slice(0, 24)}.*${digits.slice(-12)}`);

/** What must be in sight without scrolling on each screen besides its name. */
const MAIN_VALUES = [
  /GET.*\/test\.txt.*bytes=0-9/,
  /^20130524\/us-east-1\/s3\/aws4_request/,
  hash('dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378'),
  hash('7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972'),
  hash('7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972'),
  hash('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'),
  /^GET \/test\.txt HTTP\/1\.1/,
];

const isOn = (step: number) => () => screen.step() === step;
const HELP = 'Keys and marks';
/** The first screen: the whole signature, with the cursor on the header that is asked for. */
const isAtFirst = () => /^>N1 +Range: bytes=0-9/.test(screen.cursorRow());

let screen: WalkScreen;
afterEach(() => screen.dispose());

describe.each([WIDE])('the walk at $columns×$rows, $colors', (place) => {
  it('leads from the first key to the response bytes and out', async () => {
    screen = await openScreen([], place);
    expect(screen.isAlternateScreen()).toBe(true);
    expect(screen.header()).toMatch(/^ GET examplebucket\/test\.txt .*EXAMPLE *$/);
    // The whole signature comes before the first step.
    expect(screen.text()).toMatch(hash('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'));
    screen.write(KEYS.right);
    for (const [index, value] of MAIN_VALUES.entries()) {
      await screen.until(isOn(index + 1));
      expect(screen.written()).toMatch(value);
      expect(screen.lines()).toHaveLength(place.rows);
      expect(screen.footer()).toMatch(/^ ↵ .*\? keys$/);
      // Enter leads on, up to where it sends.
      screen.write(index < 3 ? KEYS.enter : KEYS.right);
    }
    await screen.until('This request has not been sent');
    await screen.press(KEYS.left, isOn(7));
    expect(screen.footer()).toContain('↵ send');
    expect(screen.header()).toMatch(/SANDBOX *$/);
    await screen.press(KEYS.enter, 'HTTP/1.1 206 Partial Content');
    expect(screen.text()).toMatch(/10 in the\s+body/);
    await screen.press('G', "'Hello, S3!' | openssl");
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
    expect(screen.isAlternateScreen()).toBe(false);
  });

  it('says on the first screen how to go on, edit, and see all keys', async () => {
    screen = await openScreenHere([], place);
    expect(screen.footer()).toMatch(/^ ↵ go in .*↑↓ line.* e edit .*\? keys$/);
  });

  it('stops at the first and at the last stage, and goes to one by its number', async () => {
    screen = await openScreenHere([], place);
    await screen.press(KEYS.left.repeat(3) + KEYS.right, isOn(1));
    await screen.press(KEYS.right.repeat(20) + KEYS.left, isOn(7));
    for (const step of [4, 8, 1, 6]) await screen.press(String(step), isOn(step));
    // There is no ninth.
    await screen.press(`9${KEYS.left}`, isOn(5));
  });

  it('remembers on each stage where the cursor stood', async () => {
    screen = await openScreenHere([], place);
    await screen.press('4/host:ex\rlll', () => screen.inspector().title.includes('line 4 · offset 3'));
    const row = screen.cursorRow();
    await screen.press(KEYS.right + KEYS.left, () => screen.step() === 4 && screen.cursorRow() === row);
    expect(screen.inspector().title).toContain('line 4 · offset 3');
  });

  it('has the keys of the table in its help, to the last one, and closes it again', async () => {
    screen = await openScreenHere([], place);
    await screen.press('?', HELP);
    expect(screen.footer()).toContain('esc close');
    await screen.press(KEYS.pageDown + KEYS.pageDown, /Home End +first and last line/);
    await screen.press('G', /^> sigv4 learn +lessons from the beginning/m);
    await screen.press('?', isAtFirst);
    await screen.press('?', HELP);
    await screen.press(KEYS.escape, isAtFirst);
    await screen.press('?', HELP);
    await screen.press('/hexadecimal', () => screen.page().filter((row) => row !== '').length === 2);
    await screen.press(KEYS.escape, /^> What you can do here/m);
    await screen.press(KEYS.escape, isAtFirst);
    // Of the help itself q leads back, not out.
    await screen.press('?', HELP);
    await screen.press('q', isAtFirst);
  });
});

describe('a burst of keys', () => {
  it('in one chunk loses none of 300', async () => {
    screen = await openScreenHere();
    await screen.press('4x', () => screen.hex().length > 0);
    // In the hex view to the byte 150 and 147 back.
    await screen.press(
      `${KEYS.tab}g${'l'.repeat(150)}${'h'.repeat(147)}${KEYS.tab}`,
      () => screen.inspector().title.includes('line 1 · offset 3') && screen.inspector().title.startsWith('. · '),
    );
  });

  it('with names of their own is as many keys', async () => {
    screen = await openScreenHere();
    await screen.press(KEYS.right.repeat(150) + KEYS.left.repeat(4), isOn(4));
  });

  it('that is typed as soon as the program runs is not on the screen, and is acted upon', async () => {
    screen = startScreen();
    screen.write(`${KEYS.right.repeat(5)}${KEYS.left}zzz`);
    await screen.until(isOn(4));
    await screen.until('Nothing to undo.');
    expect(screen.text()).not.toMatch(/\^\[|zzz/);
    const sent = screen.sent();
    expect(sent.slice(sent.indexOf('\x1b[?1049h'), sent.indexOf('EXAMPLE'))).not.toMatch(/\^\[|z/);
  });
});

it('is text on a terminal that says it is dumb', async () => {
  screen = startScreen([], { environment: { TERM: 'dumb' } });
  await screen.exited();
  expect(screen.exitCode()).toBe(0);
  expect(screen.sent()).toContain('Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
  expect(screen.sent()).not.toContain('\x1b');
});
