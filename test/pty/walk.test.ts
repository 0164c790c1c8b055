/** The real screen, in a pseudo-terminal, as a person drives it through AWS's example. */
import { afterEach, describe, expect, it } from 'vitest';
import { swept } from '../support/sweep.ts';
import type { Terminal } from '../support/terminal.ts';
import { KEYS, openScreen, PLACES, startScreen, type WalkScreen } from '../support/walk-screen.ts';

const TITLES = [
  'Request',
  'Credential scope',
  'Signing key',
  'Canonical request',
  'String to sign',
  'Authorization',
  'Request bytes',
  'Response bytes',
];
/** What must be in sight without scrolling on each screen besides its name. */
const MAIN_VALUES = [
  'GET /test.txt HTTP/1.1',
  '20130524/us-east-1/s3/aws4_request',
  'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378',
  '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
  '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
  'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  'GET /test.txt HTTP/1.1',
  'HTTP/1.1 206 Partial Content',
];

const title = (step: number) => `[${step} ${TITLES[step - 1]}]`;

let screen: WalkScreen;
afterEach(() => screen.dispose());

describe.each(swept(PLACES, 1))('the walk at $columns×$rows, $colors', (place) => {
  it('leads from the first key to the response bytes and out', async () => {
    screen = await openScreen([], place);
    expect(screen.isAlternateScreen()).toBe(true);
    expect(screen.header()).toMatch(/^SIGN {2}✓ this build passes (\d+) of \1 published test vectors$/);
    for (const [index, value] of MAIN_VALUES.slice(0, 7).entries()) {
      await screen.until(title(index + 1));
      expect(screen.written()).toContain(value);
      expect(screen.lines()).toHaveLength(place.rows);
      expect(screen.footer()).toContain('q leave');
      screen.write(KEYS.right);
    }
    await screen.until('Nothing has been sent');
    await screen.press(KEYS.left, 'Not sent yet');
    expect(screen.footer()).toContain('enter send');
    await screen.press(KEYS.enter, 'HTTP/1.1 206 Partial Content');
    expect(screen.text()).toContain('10 in the body');
    await screen.press('G', "'Hello, S3!' | openssl");
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
    expect(screen.isAlternateScreen()).toBe(false);
  });

  it('says on the first screen how to go on, see an origin, edit and leave', async () => {
    screen = await openScreen([], place);
    expect(screen.text()).toContain('Press → for the next step');
    expect(screen.footer()).toMatch(/→ next .*q leave .*\? keys .*e edit .*o origin/);
  });

  it('stops at the first and at the last stage, and goes to one by its number', async () => {
    screen = await openScreen([], place);
    await screen.press(KEYS.left.repeat(3) + KEYS.right, title(2));
    await screen.press(KEYS.right.repeat(20) + KEYS.left, title(7));
    for (const step of [4, 8, 1, 6]) await screen.press(String(step), title(step));
    // There is no ninth.
    await screen.press(`9${KEYS.left}`, title(5));
  });

  it('remembers on each stage where the cursor stood', async () => {
    screen = await openScreen([], place);
    await screen.press(
      '4/host:ex\rlll',
      () => screen.inspector().rows[0]?.startsWith('byte 3 of 166 of Canonical headers') ?? false,
    );
    const row = screen.cursorRow();
    await screen.press(KEYS.right + KEYS.left, () => screen.bar().includes(title(4)) && screen.cursorRow() === row);
    expect(screen.inspector().rows[0]).toContain('byte 3 of 166 of Canonical headers');
  });

  it('has the keys of the table in its help, to the last one, and closes it again', async () => {
    screen = await openScreen([], place);
    await screen.press('?', /→ +next step/);
    expect(screen.footer()).toContain('esc close');
    await screen.press('G', /^> \^ +the byte of the cursor/m);
    await screen.press('?', 'Press → for the next step');
    await screen.press('?', /→ +next step/);
    await screen.press(KEYS.escape, 'Press → for the next step');
    // Of the help itself q leads back, not out.
    await screen.press('?', /→ +next step/);
    await screen.press('q', 'Press → for the next step');
  });
});

/** How many screens may be opened to find one before its first frame: on a busy machine that moment is soon over. */
const TRIES = 5;

async function startedBeforeFrame(isTime: (seen: Terminal) => boolean): Promise<WalkScreen> {
  let started = startScreen();
  await started.until(isTime);
  for (let tries = 1; tries < TRIES && started.text().includes('SIGN'); tries++) {
    started.dispose();
    started = startScreen();
    await started.until(isTime);
  }
  return started;
}

describe('a burst of keys', () => {
  it('in one chunk loses none of 300', async () => {
    screen = await openScreen();
    await screen.press('4/payload hash\r', /byte 0 of \d+ of Canonical request: |byte \d+ of \d+ of Canonical request/);
    const [, start = '', length = ''] = /byte (\d+) of (\d+) of Canonical request/.exec(screen.text()) ?? [];
    expect(Number(length)).toBeGreaterThan(200);
    // To the first byte of the value and 150 on, then 149 back and one stage on.
    await screen.press(
      `${KEYS.tab}g${'l'.repeat(150)}${'h'.repeat(147)}${KEYS.tab}`,
      /byte 3 of \d+ of Canonical request/,
    );
    expect(Number(start)).toBeGreaterThan(0);
  });

  it('with names of their own is as many keys', async () => {
    screen = await openScreen();
    await screen.press(KEYS.right.repeat(150) + KEYS.left.repeat(4), title(4));
  });

  it.each([
    ['as soon as the program runs', () => true],
    ['while the screen is empty', (seen: Terminal) => seen.isAlternateScreen()],
  ])('that are typed %s is not on the screen, and is acted upon', async (_when, isTime) => {
    screen = await startedBeforeFrame(isTime);
    expect(screen.text()).not.toContain('SIGN');
    screen.write(`${KEYS.right.repeat(4)}${KEYS.left}zzz`);
    await screen.until(title(4));
    await screen.until('Nothing to undo.');
    expect(screen.text()).not.toMatch(/\^\[|zzz/);
    const sent = screen.sent();
    expect(sent.slice(sent.indexOf('\x1b[?1049h'), sent.indexOf('SIGN'))).not.toMatch(/\^\[|z/);
  });
});
