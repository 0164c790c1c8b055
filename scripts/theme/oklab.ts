/** Colors as the eye sees them: OKLab (Björn Ottosson 2020, https://bottosson.github.io/posts/oklab/). */
import type { Rgb } from '../../src/layout/shades.ts';

/** Lightness 0 (black) to 1 (white); `a` from green to red, `b` from blue to yellow, each about −0.4 to 0.4. */
export type Oklab = readonly [lightness: number, a: number, b: number];

/** Light of the three primaries, 0 to 1; outside of this range no screen shows it. */
export type LinearRgb = readonly [red: number, green: number, blue: number];

/** Converts a channel, 0 to 255, to light, 0 to 1 (IEC 61966-2-1, sRGB). */
function lightOf(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Converts light to the nearest channel that a screen has. */
function channelOf(light: number): number {
  const share = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.min(255, Math.max(0, Math.round(share * 255)));
}

/** Converts a color to light. */
export function linearOfRgb([red, green, blue]: Rgb): LinearRgb {
  return [lightOf(red), lightOf(green), lightOf(blue)];
}

/** Converts light to the nearest color that a screen has; light outside 0 to 1 is clamped. */
export function rgbOfLinear([red, green, blue]: LinearRgb): Rgb {
  return [channelOf(red), channelOf(green), channelOf(blue)];
}

/** Converts light to the color that the eye sees. */
export function oklabOfLight([red, green, blue]: LinearRgb): Oklab {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

/** Converts a color that the eye sees to light. */
export function linearOfOklab([lightness, a, b]: Oklab): LinearRgb {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}
