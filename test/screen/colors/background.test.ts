import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Background } from '../../../src/layout/shades.ts';
import { backgroundOfColor, backgroundOfColorfgbg, backgroundStated } from '../../../src/screen/colors/background.ts';
import { currentTheme } from '../../../src/screen/colors/current-theme.ts';
import { themeFor } from '../../../src/screen/colors/theme.ts';
import type { NamedEvent } from '../../support/screen/named-input.tsx';
import { decodeInput } from '../../support/screen/named-input.tsx';
import { measuredContrast } from './measured-colors.ts';

const DARK_ANSWER = '\x1b]11;rgb:0000/0000/0000\x07';
const LIGHT_ANSWER = '\x1b]11;rgb:ffff/ffff/ffff\x07';

const eventsOf = (text: string): readonly NamedEvent[] => decodeInput().take(Buffer.from(text, 'latin1'));

describe('COLORFGBG', () => {
  it.each([
    ['15;0', 'dark'],
    ['7;0', 'dark'],
    ['0;15', 'light'],
    ['0;7', 'light'],
    ['0;8', 'dark'],
    ['0;9', 'light'],
    // Three parts, as urxvt with a background picture has them.
    ['15;default;0', 'dark'],
    ['0;default;15', 'light'],
    ['default;default', null],
    ['0;default', null],
    ['15', null],
    ['15;', null],
    ['15;16', null],
    ['15;00', null],
    ['15; 0', null],
    ['', null],
    [undefined, null],
  ])('%j says %s', (text, background) => {
    expect(backgroundOfColorfgbg(text)).toBe(background);
  });

  it('is read as the number of its last part', () => {
    const part = fc.oneof(fc.nat({ max: 20 }).map(String), fc.constant('default'), fc.string());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.nat({ max: 15 }), (parts, last) => {
        const found = backgroundOfColorfgbg([...parts, last].join(';'));
        const expected = last === 7 || last > 8 ? 'light' : 'dark';
        expect(found).toBe(parts.length === 0 ? null : expected);
      }),
    );
  });
});

it('of a gray is dark where white text has more contrast: below 118', () => {
  for (let level = 0; level < 256; level += 1) {
    const color = { red: level, green: level, blue: level };
    expect(backgroundOfColor(color)).toBe(level < 118 ? 'dark' : 'light');
  }
});

it('of any color is dark where white text has more contrast', () => {
  const channel = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(channel, channel, channel, (red, green, blue) => {
      const to = (gray: number) => measuredContrast([red, green, blue], [gray, gray, gray]);
      expect(backgroundOfColor({ red, green, blue })).toBe(to(255) >= to(0) ? 'dark' : 'light');
    }),
  );
});

describe('the background', () => {
  const environment = (theme?: string, colorfgbg?: string) => ({ SIGV4_THEME: theme, COLORFGBG: colorfgbg });

  it.each([
    ['the option before all', 'light', environment('dark', '15;0'), DARK_ANSWER, 'light'],
    ['SIGV4_THEME before COLORFGBG', undefined, environment('light', '15;0'), DARK_ANSWER, 'light'],
    ['COLORFGBG before the answer', undefined, environment(undefined, '0;15'), DARK_ANSWER, 'light'],
    ['the answer', undefined, environment(), LIGHT_ANSWER, 'light'],
    ['dark where nothing is known', undefined, environment(), '', 'dark'],
    ['dark where the answer is none', undefined, environment(), 'jjj', 'dark'],
    ['a word that is no background, left out', 'auto', environment('sepia', 'default'), LIGHT_ANSWER, 'light'],
    ['in capitals', undefined, environment(' Light '), '', 'light'],
  ] as const)('is %s', (_which, option, variables, answer, expected) => {
    const current = currentTheme(option ?? null, { ...variables, FORCE_COLOR: '3' });
    for (const event of eventsOf(answer)) if (event.kind === 'background') current.take(event.color);
    expect(current.theme().codes('aside')).toEqual(themeFor(3, expected).codes('aside'));
  });

  // Observed: issue 233 of contour, 3718 of microsoft/terminal (VTE, iTerm2, rxvt-unicode).
  it.each<[string, string, Background]>([
    ['contour', '\x1b]11;rgb:1D1D/1F1F/2121\x07', 'dark'],
    ['kitty', '\x1b]11;rgb:0000/2222/1111\x1b\\', 'dark'],
    ['xterm', '\x1b]11;rgb:3326/3326/3326\x1b\\', 'dark'],
    ['iTerm2', '\x1b]11;rgb:ff/ff/ff\x1b\\', 'light'],
    ['rxvt-unicode', '\x1b]11;rgba:0000/0000/0000/f332\x1b\\', 'dark'],
    ['Solarized light', '\x1b]11;rgb:fdfd/f6f6/e3e3\x07', 'light'],
    ['Solarized dark', '\x1b]11;rgb:0000/2b2b/3636\x07', 'dark'],
    ['one digit', '\x1b]11;rgb:f/f/f\x07', 'light'],
    ['three digits', '\x1b]11;rgb:fff/fff/fff\x07', 'light'],
  ])('is what %s answers: %j is %s', (_terminal, answer, expected) => {
    const current = currentTheme(null, { FORCE_COLOR: '3' });
    const [event, ...others] = eventsOf(answer);
    if (event?.kind === 'background') current.take(event.color);
    expect([current.theme().codes('aside'), others]).toEqual([themeFor(3, expected).codes('aside'), []]);
  });

  it('is worth asking for only where nothing is stated', () => {
    expect(backgroundStated(undefined, {})).toBeNull();
    expect(backgroundStated(undefined, { COLORFGBG: '0;15' })).toBe('light');
    expect(backgroundStated('dark', { COLORFGBG: '0;15' })).toBe('dark');
  });
});
