/** B on the screen: mistakes are switched on and off, the steps show what they change, and the sandbox answers. */
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, openScreenHere, type WalkScreen } from '../../support/pty/walk-screen.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

describe('B', () => {
  it('breaks the request, which is sent and diagnosed', async () => {
    screen = await openScreenHere();
    await screen.press('B', 'Break it · 0 on');
    await screen.press('/hex-text', 'signing-key-not-binary/hex-text');
    await screen.press(KEYS.enter, /\[x\] Each HMAC of the key chain/);
    await screen.press(KEYS.escape, '/ filters');
    await screen.press(KEYS.escape, 'docs ↗');
    expect(screen.text()).toContain('broken on purpose: signing-key-not-binary/hex-text');
    await screen.press('6', '130 of 256 bits');
    expect(screen.text()).toContain('BROKEN');
    await screen.press('7', () => screen.step() === 7);
    await screen.press(KEYS.enter, '403');
    await screen.press('d', 'Each HMAC of the key chain was used in the next as hexadecimal');
  });

  it('leaves no edit to redo that was undone before', async () => {
    screen = await openScreenHere();
    await screen.press('4', '[4 Canonical]');
    await screen.press('e', '▏');
    await screen.press('x', 'bits differ');
    await screen.press(KEYS.enter, 'SANDBOX');
    await screen.press('z', 'Z redo');
    await screen.press('B', 'Break it · 0 on');
    await screen.press('/hex-text', 'signing-key-not-binary/hex-text');
    await screen.press(KEYS.enter, /\[x\] Each HMAC of the key chain/);
    await screen.press(KEYS.escape, '/ filters');
    await screen.press(KEYS.escape, 'came as');
    await screen.press('Z', 'Nothing to redo.');
  });

  it('switches several on, and off again', async () => {
    screen = await openScreenHere(['--break', 'signing-key-not-binary/hex-text']);
    await screen.until('broken on purpose: signing-key-not-binary/hex-text');
    await screen.press('B', 'Break it · 1 on · 130 of 256 bits');
    await screen.press('/to-upstream', 'host-rewritten-by-proxy/to-upstream');
    await screen.press(KEYS.enter, 'Break it · 2 on');
    await screen.press(KEYS.escape, '/ filters');
    await screen.press(KEYS.escape, 'came as');
    expect(screen.text()).toContain('hex-text, host-rewritten-…');
    await screen.press('B', 'Break it · 2 on');
    for (const [filter, left] of [
      ['/hex-text', 1],
      ['/to-upstream', 0],
    ] as const) {
      await screen.press(filter, /\[x\]/);
      await screen.press(KEYS.enter, `Break it · ${left} on`);
      await screen.press(KEYS.escape, '/ filters');
    }
    await screen.press(KEYS.escape, 'EXAMPLE');
  });

  it('has a row for each break, and counts all that follow', async () => {
    screen = await openScreenHere([], { columns: 120, rows: 40 });
    await screen.press('B', 'Break it · 0 on');
    const rows = () => screen.lines().map((line) => line.slice(0, 80));
    const items = () => rows().filter((row) => /^[> ] (?:\[[ x]\] |all off)/.test(row));
    const [, below = '', all = ''] = /▼ (\d+) more of (\d+)/.exec(screen.text()) ?? [];
    expect(items().length + Number(below)).toBe(Number(all));
    await screen.press(KEYS.down, /^> \[ \] {3}empty\./m);
    await screen.until(/│ .*unknown-access-key\/empty/);
  });

  it('does not call on what was switched off', async () => {
    screen = await openScreenHere();
    await screen.press('B', 'Break it · 0 on');
    await screen.press(KEYS.enter, 'Break it · 1 on');
    await screen.press(KEYS.escape, 'docs ↗');
    await screen.press('B', /^On$/m);
    await screen.press(KEYS.enter, 'Break it · 0 on');
    expect(screen.text()).toMatch(/^Switched off$/m);
    expect(screen.text()).not.toMatch(/^On$/m);
    await screen.press('z', /^On$/m);
    expect(screen.text()).toContain('Break it · 1 on');
  });
});
