/** Colors measured apart from the code under test: contrast, how far apart two look, and to whom. */
import type { Rgb } from '../../../src/layout/shades.ts';

type Three = readonly [number, number, number];
type Matrix = readonly [Three, Three, Three];

const times = (matrix: Matrix, [x, y, z]: Three): Three => {
  const [one, two, three] = matrix.map(([a, b, c]) => a * x + b * y + c * z);
  return [one ?? Number.NaN, two ?? Number.NaN, three ?? Number.NaN];
};

const light = (channel: number) => {
  const share = channel / 255;
  // WCAG 2.1 has 0.03928 here, a slip that changes no whole channel.
  return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const lights = ([red, green, blue]: Rgb): Three => [light(red), light(green), light(blue)];

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
export function measuredContrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [one, other]
    .map(lights)
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    .sort((a, b) => a - b);
  return (lighter ?? Number.NaN) / (darker ?? Number.NaN);
}

/**
 * What each sees of the light of a screen: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency", 2009, doi:10.1109/TVCG.2009.113, table 1, severity 1.0.
 */
export const VISIONS: Readonly<Record<'trichromat' | 'protanope' | 'deuteranope', Matrix>> = {
  trichromat: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanope: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};
export type Vision = keyof typeof VISIONS;

/** sRGB to XYZ and XYZ to cones, by way of D65 (CSS Color 4, section 18, sample code). */
const XYZ: Matrix = [
  [506752 / 1228815, 87881 / 245763, 12673 / 70218],
  [87098 / 409605, 175762 / 245763, 12673 / 175545],
  [7918 / 409605, 87881 / 737289, 1001167 / 1053270],
];
const CONES: Matrix = [
  [0.819022437996703, 0.3619062600528904, -0.1288737815209879],
  [0.0329836539323885, 0.9292868615863434, 0.0361446663506424],
  [0.0481771893596242, 0.2642395317527308, 0.6335478284694309],
];
const OKLAB: Matrix = [
  [0.210454268309314, 0.7936177747023054, -0.0040720430116193],
  [1.9779985324311684, -2.4285922420485799, 0.450593709617411],
  [0.0259040424655478, 0.7827717124575296, -0.8086757549230774],
];

const clamped = ([x, y, z]: Three): Three => {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return [clamp(x), clamp(y), clamp(z)];
};

/** OKLab as that eye sees the color. */
export function seen(rgb: Rgb, vision: Vision = 'trichromat'): Three {
  const [long, middle, short] = times(CONES, times(XYZ, clamped(times(VISIONS[vision], lights(rgb)))));
  return times(OKLAB, [Math.cbrt(long), Math.cbrt(middle), Math.cbrt(short)]);
}

/** ΔE OK: about 0.02 is the least that is seen, black and white are 1 apart. */
export const apart = (one: Three, other: Three) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

/** Angle between two hues, in degrees. */
export function turn(one: Three, other: Three): number {
  const angle = ([, a, b]: Three) => (Math.atan2(b, a) * 180) / Math.PI;
  return Math.abs(((angle(one) - angle(other) + 540) % 360) - 180);
}

/** Chroma of OKLCH: 0 for a gray. */
export const chroma = ([, a, b]: Three) => Math.hypot(a, b);

/** Color 16 to 255 of xterm, which themes leave alone: 256colres.h of https://invisible-island.net/xterm/ */
export function paletteColor(index: number): Rgb {
  const gray = 8 + 10 * (index - 232);
  if (index >= 232) return [gray, gray, gray];
  const step = (sixth: number) => (sixth === 0 ? 0 : 55 + 40 * sixth);
  const place = index - 16;
  return [step(Math.floor(place / 36)), step(Math.floor(place / 6) % 6), step(place % 6)];
}
