import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atContrast, contrast, luminance } from '../../../scripts/theme/contrast.ts';
import { OKABE_ITO } from '../../../scripts/theme/okabe-ito.ts';
import type { Rgb } from '../../../src/layout/shades.ts';
import { chroma, measuredContrast, seen, turn } from '../../screen/colors/measured-colors.ts';
import { runs } from '../../support/sweep.ts';

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
const channel = fc.integer({ min: 0, max: 255 });
const color = fc.tuple(channel, channel, channel);

describe('contrast', () => {
  it.each<[Rgb, Rgb, number]>([
    [BLACK, WHITE, 21],
    [WHITE, WHITE, 1],
    // From the understanding of 1.4.3: #767676 is the lightest gray that passes on white, #777777 just fails.
    [[0x76, 0x76, 0x76], WHITE, 4.54],
    [[0x77, 0x77, 0x77], WHITE, 4.48],
    [[255, 0, 0], WHITE, 4],
    [[0, 0, 255], WHITE, 8.59],
    [[0, 255, 0], BLACK, 15.3],
  ])('of %j and %j is %d', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBeCloseTo(ratio, 2);
  });

  it('is the one of WCAG for any two colors', () => {
    fc.assert(
      fc.property(color, color, (one, other) => {
        expect(contrast(one, other)).toBeCloseTo(measuredContrast(one, other), 9);
      }),
    );
  });

  it('comes from a luminance of 0 for black, 1 for white and the weight of each primary', () => {
    expect([BLACK, WHITE, [255, 0, 0], [0, 255, 0], [0, 0, 255]].map((rgb) => luminance(rgb as Rgb))).toEqual([
      0, 1, 0.2126, 0.7152, 0.0722,
    ]);
  });
});

describe('a color at a contrast', () => {
  const ratio = fc.double({ min: 1, max: 21, noNaN: true });

  it('is the color itself where it has that much already', () => {
    fc.assert(
      fc.property(color, color, (rgb, background) => {
        expect(atContrast(rgb, background, measuredContrast(rgb, background) - 0.001)).toBe(rgb);
      }),
    );
  });

  it('has it, or is black or white', () => {
    fc.assert(
      fc.property(color, color, ratio, (rgb, background, wanted) => {
        const most = Math.max(measuredContrast(BLACK, background), measuredContrast(WHITE, background));
        expect(measuredContrast(atContrast(rgb, background, wanted), background)).toBeGreaterThanOrEqual(
          Math.min(wanted, most) - 1e-9,
        );
      }),
      { numRuns: runs(1000) },
    );
  });

  it('has hardly more of it than was asked for', () => {
    fc.assert(
      fc.property(
        color,
        fc.constantFrom(BLACK, WHITE),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (rgb, background, wanted) => {
          fc.pre(measuredContrast(rgb, background) < wanted);
          expect(measuredContrast(atContrast(rgb, background, wanted), background)).toBeLessThan(wanted * 1.08);
        },
      ),
      { numRuns: runs(1000) },
    );
  });

  it.each(
    Object.entries(OKABE_ITO).flatMap(([name, rgb]) => [
      { name, rgb, background: BLACK, ratios: [4.5, 7, 10, 14] },
      { name, rgb, background: WHITE, ratios: [4.5, 7, 10, 14] },
    ]),
  )('keeps the hue: $name on $background', ({ rgb, background, ratios }) => {
    for (const wanted of ratios) {
      const moved = seen(atContrast(rgb, background, wanted));
      // Three degrees is what rounding to whole channels does to the darkest.
      expect(turn(moved, seen(rgb))).toBeLessThan(3);
      expect(chroma(moved)).toBeGreaterThan(0.03);
    }
  });

  it('stays a gray where it was one', () => {
    const [red, green, blue] = atContrast([128, 128, 128], [0x26, 0x26, 0x26], 4.5);
    expect([green, blue]).toEqual([red, red]);
  });
});
