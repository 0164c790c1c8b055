/** A short step in a wide window has the picture of the signature below its text, with the way of the byte under the cursor. */
import { describe, expect, it } from 'vitest';
import type { KeyBinding } from '../../../src/app/keys/keys.ts';
import { footerKeys } from '../../../src/screen/footer-keys.ts';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const WIDE = { width: 120, height: 40 };
const TITLE = 'The way of this byte';

describe('the picture below a text', () => {
  it.each([
    ['2', WIDE],
    ['4', WIDE],
    ['5', WIDE],
    ['4', { width: 160, height: 50 }],
  ] as const)('is below step %s, to the last row, and covers no row of the text', async (step, size) => {
    const { press, drawn, content } = await exampleScreen({ size });
    await press(step);
    const rows = drawn().map((row) => row.split(/[│┤]/)[0] ?? '');
    const titleAt = rows.findIndex((row) => row.includes(TITLE));
    expect(titleAt).toBeGreaterThan(0);
    expect(rows.at(-3)).toMatch(/ f0e8bdb8\w+ 6 SIGNATURE/);
    const texts = content().rows.map(({ glyphs }) => glyphs.map(({ text }) => text).join(''));
    const last = texts.findLast((text) => text !== '') ?? '';
    expect(rows.slice(0, titleAt).some((row) => row.includes(last.slice(0, 40)))).toBe(true);
  });

  it('shows the way of the byte under the cursor, as the whole does', async () => {
    const { press, drawn } = await exampleScreen({ size: WIDE });
    await press('5');
    const heavy = () => drawn().filter((row) => /[━┃┪┫┗┏]/.test(row.slice(40, 66)) && !row.includes('To sign]'));
    const ofRule = heavy().length;
    await press('down');
    expect(heavy().length).toBeGreaterThan(ofRule);
  });

  it.each([
    ['a long step', '1', WIDE],
    ['a window of 80 columns', '5', { width: 80, height: 24 }],
    ['a low window', '5', { width: 120, height: 30 }],
  ] as const)('is not in %s', async (_where, step, size) => {
    const { press, drawn } = await exampleScreen({ size });
    await press(step);
    expect(drawn().join('\n')).not.toContain(TITLE);
  });
});

describe('the place of a key without an effect', () => {
  const isIdle = ({ action }: KeyBinding) => action === 'to-source';
  const footer = (width: number) =>
    footerKeys({ mode: 'walk', isIdle }, width)
      .map(({ text }) => text)
      .join('');

  it('stays empty where all keys fit, so that the others keep theirs', () => {
    const all = footerKeys({ mode: 'walk' }, 1000)
      .map(({ text }) => text)
      .join('');
    expect(footer(all.length)).toBe(all.replace('o origin', ' '.repeat('o origin'.length)));
    expect(footer(all.length - 1)).not.toMatch(/ {3}/);
  });

  it.each([
    [80, 24],
    [120, 40],
  ])('is taken by other keys at %i×%i', async (width, height) => {
    const { press, drawn } = await exampleScreen({ size: { width, height } });
    for (const step of ['0', '3', '4']) {
      await press(step, 'home');
      for (let line = 0; line < 12; line += 1) {
        expect(
          drawn()
            .at(-1)
            ?.replace(/ +\? keys\s*$/, ''),
        ).not.toMatch(/\S {3}/);
        await press('down');
      }
    }
  });
});
