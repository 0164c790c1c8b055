/** The first screen and bursts of keys: on a pseudo-terminal, and in this process where that has no part. */
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, openScreenHere, startScreen, type WalkScreen, WIDE } from '../support/pty/walk-screen.ts';

const isOn = (step: number) => () => screen.step() === step;

let screen: WalkScreen;
afterEach(() => screen.dispose());

describe.each([WIDE])('the walk at $columns×$rows, $colors', (place) => {
  it('says on the first screen how to go on, edit, and see all keys', async () => {
    screen = await openScreenHere([], place);
    expect(screen.footer()).toMatch(/^ ↵ go in .*↑↓ line.* e edit .*\? keys$/);
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
