/** The contrast of WCAG, and colors that are moved until they have it. */
import type { Rgb } from '../../src/layout/shades.ts';
import { type LinearRgb, linearOfOklab, linearOfRgb, type Oklab, oklabOfLight, rgbOfLinear } from './oklab.ts';

/** Computes the relative luminance, 0 (black) to 1 (white): https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
export function luminance(rgb: Rgb): number {
  const [red, green, blue] = linearOfRgb(rgb);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Computes the contrast ratio, 1 (the same) to 21 (black and white): https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
export function contrast(one: Rgb, other: Rgb): number {
  const first = luminance(one) + 0.05;
  const second = luminance(other) + 0.05;
  return Math.max(first, second) / Math.min(first, second);
}

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** Halvings of 1, to 1/4096: finer than the 255 steps of a screen. */
const HALVINGS = 12;

/**
 * Returns the color itself if it has the contrast ratio (1 to 21) to the background. Otherwise moves the lightness of its
 * hue away from the background, no further than the ratio requires.
 *
 * The lightness is that of OKLCH, whose hues look the same light and dark: made lighter by HSL, vermillion turns ten
 * degrees toward orange. A hue that no screen has so strong gets paler. If even white or black has less contrast than
 * requested, it is white or black.
 */
export function atContrast(rgb: Rgb, background: Rgb, ratio: number): Rgb {
  if (contrast(rgb, background) >= ratio) return rgb;
  const far = contrast(WHITE, background) >= contrast(BLACK, background) ? WHITE : BLACK;
  if (contrast(far, background) <= ratio) return far;
  const color = oklabOfLight(linearOfRgb(rgb));
  let near = color[0];
  let enough = far === WHITE ? 1 : 0;
  let best = far;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const lightness = (near + enough) / 2;
    const moved = withLightness(color, lightness);
    if (contrast(moved, background) >= ratio) {
      enough = lightness;
      best = moved;
    } else {
      near = lightness;
    }
  }
  return best;
}

/** Gives a hue another lightness, as strong as before or as strong as a screen can show. */
function withLightness([, a, b]: Oklab, lightness: number): Rgb {
  const strength = (share: number) => linearOfOklab([lightness, a * share, b * share]);
  if (isShown(strength(1))) return rgbOfLinear(strength(1));
  let shown = 0;
  let tooStrong = 1;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const share = (shown + tooStrong) / 2;
    if (isShown(strength(share))) shown = share;
    else tooStrong = share;
  }
  return rgbOfLinear(strength(shown));
}

/** Half a step of a screen's 255 is no difference. */
const TOLERANCE = 0.0001;
const isShown = (light: LinearRgb) => light.every((channel) => channel >= -TOLERANCE && channel <= 1 + TOLERANCE);
