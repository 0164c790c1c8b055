/** Two signatures beside each other as dots, where both are known: the words, the dots, and what is drawn without dots. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sealRows } from '../../../src/layout/seal.ts';
import { currentDots, drawsDots } from '../../../src/screen/terminal/draws-dots.ts';
import { type Home, makeHome } from '../../support/cli/own-home.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';
import { openScreenHere, startScreenHere, type WalkScreen } from '../../support/pty/walk-screen.ts';

let screen: WalkScreen;
let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home.remove());
afterEach(() => screen.dispose());

const EXAMPLE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const WIDE = { columns: 120, rows: 40 } as const;

async function openAnswer(environment: Readonly<Record<string, string>>): Promise<void> {
  screen = await openScreenHere([], { ...WIDE, environment });
  await screen.press('7', /\[7 Send\]/);
  await screen.press('\r', '206 Partial Content');
}

/** The row of the names of both signatures, and the eight rows below it, right of the divider. */
function seals(): readonly string[] {
  const at = screen.lines().findIndex((line) => line.includes('you sent'));
  return screen
    .lines()
    .slice(at, at + 9)
    .map((line) => line.slice(line.indexOf('│') + 1));
}

describe('the signature that was sent and the one that the server computed', () => {
  it('are two seals of the same dots, and the words say so', async () => {
    await openAnswer({});
    expect(screen.text()).toMatch(/├─ Bits ─+ same ─/);
    const [names, ...rows] = seals();
    expect(names).toMatch(/^ you sent {10}server computed/);
    expect(rows.map((row) => row.slice(1, 17))).toEqual(sealRows(EXAMPLE, 'half-blocks'));
    expect(rows.map((row) => row.slice(19).padEnd(16))).toEqual(sealRows(EXAMPLE, 'half-blocks'));
  });

  it.each([{ TERM: 'linux', COLORTERM: '' }, { LANG: 'de_DE.ISO-8859-1' }])(
    'are groups of digits in %o',
    async (environment) => {
      await openAnswer(environment);
      const [, ...rows] = seals();
      expect(screen.text()).not.toMatch(/[▀▄█]/);
      expect(rows.slice(0, 4).map((row) => row.trim().split('  '))).toEqual(
        [0, 16, 32, 48].map((at) => [EXAMPLE.slice(at, at + 16), EXAMPLE.slice(at, at + 16)]),
      );
    },
  );

  it('are not said to a screen reader', async () => {
    screen = startScreenHere(['walk', '--screen-reader'], { rows: 40 });
    await screen.press('8\r', '206 Partial Content');
    expect(screen.sent()).not.toMatch(/[▀▄█]/);
    expect(screen.sent()).not.toContain('─ Bits ─');
  });
});

it('a request that came with another signature has two seals, and the bits that differ are counted', async () => {
  const request = readFileSync('fixtures/requests/get-range.txt', 'utf8').replace('bytes=0-9', 'bytes=0-8');
  const command = ['verify', '--walk', '--at', '20130524T000000Z', home.write('request', request)];
  screen = await openScreenHere(command, WIDE);
  await screen.press('6', /\[6 Compare\]/);
  expect(screen.text()).toMatch(/├─ Bits ─+ 128 of 256 bits differ ─/);
});

it('SigV4A has no seal, because a signature is new each time', async () => {
  const url = 'https://examplebucket.s3.amazonaws.com/test.txt';
  const command = ['walk', '--algorithm', 'sigv4a', '--region-set', 'us-*', '--sandbox', url];
  screen = await openScreenHere(command, { ...WIDE, environment: EXAMPLE_KEYS });
  await screen.press('7', /\[7 Send\]/);
  await screen.press('\r', 'verified it with the public');
  expect(screen.text()).not.toContain('─ Bits ─');
});

it('dots are drawn in UTF-8, and where no locale is stated', () => {
  const of = (environment: Readonly<Record<string, string>>) => drawsDots({ TERM: 'xterm-256color', ...environment });
  expect(of({})).toBe(true);
  expect(of({ LANG: 'en_US.utf8' })).toBe(true);
  expect(of({ LANG: 'en_US.UTF-8', LC_CTYPE: 'C' })).toBe(false);
  expect(of({ LANG: 'C', LC_ALL: 'C.UTF-8' })).toBe(true);
  expect(of({ LANG: 'POSIX' })).toBe(false);
  expect(of({ TERM: 'linux', LANG: 'C.UTF-8' })).toBe(false);
});

it('dots are not drawn where a half block takes two cells, as the terminal says', () => {
  const dots = currentDots({ TERM: 'xterm-256color', LANG: 'ja_JP.UTF-8' });
  const seen: boolean[] = [];
  dots.subscribe(() => seen.push(dots.areDrawn()));
  // Shift-F3 looks like a reply before the terminal is asked.
  dots.take(3);
  expect(dots.areDrawn()).toBe(true);
  expect(dots.question()).toContain('\x1b[6n');
  dots.take(3);
  expect(seen).toEqual([false]);
  dots.take(2);
  expect(dots.areDrawn()).toBe(false);
  expect(currentDots({ TERM: 'linux' }).question()).toBe('');
});
