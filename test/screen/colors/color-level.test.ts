import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colorLevel } from '../../../src/screen/colors/current-theme.ts';
import type { ColorLevel } from '../../../src/screen/colors/theme.ts';

describe('the level of colors', () => {
  const FULL = { TERM: 'xterm-256color', COLORTERM: 'truecolor' };

  it.each([
    ['NO_COLOR before all', { ...FULL, NO_COLOR: '1', FORCE_COLOR: '3' }, 3, 0],
    ['NO_COLOR whatever it says', { ...FULL, NO_COLOR: '0' }, 3, 0],
    ['an empty NO_COLOR, which says nothing', { ...FULL, NO_COLOR: '' }, 1, 3],
    ['FORCE_COLOR=0', { ...FULL, FORCE_COLOR: '0' }, 3, 'no-styles'],
    ['FORCE_COLOR=false', { ...FULL, FORCE_COLOR: 'false' }, 3, 'no-styles'],
    ['FORCE_COLOR=1', { ...FULL, FORCE_COLOR: '1' }, 3, 1],
    ['FORCE_COLOR=3', { FORCE_COLOR: '3' }, 0, 3],
    ['FORCE_COLOR=true, which leaves the number to chalk', { TERM: 'xterm', FORCE_COLOR: 'true' }, 1, 1],
    ['FORCE_COLOR by the name of a method', { TERM: 'xterm', FORCE_COLOR: 'toString' }, 1, 1],
    ['COLORTERM=truecolor', { TERM: 'xterm', COLORTERM: 'truecolor' }, 1, 3],
    ['COLORTERM=24bit', { TERM: 'xterm', COLORTERM: '24bit' }, 1, 3],
    ['another COLORTERM', { TERM: 'rxvt', COLORTERM: 'rxvt-xpm' }, 1, 1],
    ['a terminal of 256', { TERM: 'screen-256color' }, 1, 2],
    ['what chalk says', { TERM: 'xterm-kitty' }, 3, 3],
    ['what chalk says of nothing', {}, 0, 0],
  ] as const)('is decided by %s', (_what, environment, detected, level) => {
    expect(colorLevel(environment, detected)).toBe(level);
  });

  const words = (...known: readonly string[]) =>
    fc.option(fc.oneof(fc.constantFrom(...known), fc.string()), { nil: undefined });
  const environments = fc.record({
    NO_COLOR: words('', '0', '1'),
    FORCE_COLOR: words('', '0', '1', '2', '3', 'false', 'true'),
    TERM: words('linux', 'xterm', 'xterm-256color'),
    COLORTERM: words('truecolor', '24bit'),
  });
  const found = fc.constantFrom<ColorLevel[]>(0, 1, 2, 3);

  it('is one of five for any environment', () => {
    fc.assert(
      fc.property(environments, found, (environment, detected) => {
        expect(['no-styles', 0, 1, 2, 3]).toContain(colorLevel(environment, detected));
      }),
    );
  });

  it('has no colors with any NO_COLOR that is not empty', () => {
    fc.assert(
      fc.property(environments, found, fc.string({ minLength: 1 }), (environment, detected, NO_COLOR) => {
        expect(['no-styles', 0]).toContain(colorLevel({ ...environment, NO_COLOR }, detected));
      }),
    );
  });

  it('is that of FORCE_COLOR alone, if it is a number from 0 to 3', () => {
    fc.assert(
      fc.property(environments, found, fc.constantFrom(0, 1, 2, 3), (environment, detected, forced) => {
        const level = colorLevel({ ...environment, NO_COLOR: '', FORCE_COLOR: `${forced}` }, detected);
        expect(level).toBe(forced === 0 ? 'no-styles' : forced);
      }),
    );
  });
});
