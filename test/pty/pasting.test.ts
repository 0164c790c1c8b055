/** Pastes on the real screen: none of what they are is taken for keys. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, openScreenHere, paste, type WalkScreen } from '../support/pty/walk-screen.ts';

const SIGNED = readFileSync('fixtures/requests/get-range.txt', 'latin1');

let screen: WalkScreen;
afterEach(() => screen.dispose());

describe('pastes', () => {
  it('of a megabyte are taken whole, and keys after them count', async () => {
    screen = await openScreenHere();
    await screen.press(paste('q'.repeat(2 ** 20)) + KEYS.right, '[1 Request]');
    expect(screen.exitCode()).toBeUndefined();
  });

  it('without an end are told, and the next key counts', async () => {
    screen = await openScreenHere();
    await screen.press('\x1b[200~https://example.com/qqq', 'The paste did not end: 23 bytes arrived');
    await screen.press(KEYS.right, '[1 Request]');
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
  });

  it.each(['\x1b[200~abc', '\x1b]52;c;abc', '\x1bPabc', '\x1b[M'])(
    'without an end are left with Ctrl-C: %j',
    async (sent) => {
      screen = await openScreenHere();
      screen.write(sent);
      screen.write('\x03');
      await screen.exited();
      expect(screen.exitCode()).toBe(130);
    },
  );

  it('that come in pieces are one', async () => {
    screen = await openScreenHere();
    const whole = paste(SIGNED);
    for (const piece of [whole.slice(0, 3), whole.slice(3, 50), whole.slice(50, -2)]) screen.write(piece);
    await screen.press(whole.slice(-2), 'You pasted a signed request.');
  });
});
