/** What eyes see of a color, and how far apart two colors are to them. */
import type { Rgb } from '../../src/layout/shades.ts';
import { linearOfRgb, type Oklab, oklabOfLight } from './oklab.ts';

type Row = readonly [number, number, number];

/**
 * The light that each sees of a screen: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
 * Color Vision Deficiency", 2009, doi:10.1109/TVCG.2009.113, table 1, severity 1.0.
 */
const VISIONS: Readonly<Record<'trichromat' | 'protanope' | 'deuteranope', readonly [Row, Row, Row]>> = {
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
export const ALL_VISIONS: readonly Vision[] = ['trichromat', 'protanope', 'deuteranope'];

/** Converts a color to OKLab as these eyes see it. */
export function seen(rgb: Rgb, vision: Vision = 'trichromat'): Oklab {
  const [red, green, blue] = linearOfRgb(rgb);
  const [one, two, three] = VISIONS[vision];
  const light = ([a, b, c]: Row) => Math.min(1, Math.max(0, a * red + b * green + c * blue));
  return oklabOfLight([light(one), light(two), light(three)]);
}

/** Computes ΔE OK: about 0.02 is the least that is seen, and black and white are 1 apart. */
export const apart = (one: Oklab, other: Oklab) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

/** Computes the angle between two hues, in degrees. */
export function turn(one: Oklab, other: Oklab): number {
  const angle = ([, a, b]: Oklab) => (Math.atan2(b, a) * 180) / Math.PI;
  return Math.abs(((angle(one) - angle(other) + 540) % 360) - 180);
}

/** Computes the chroma of OKLCH: 0 for a gray. */
export const chroma = ([, a, b]: Oklab) => Math.hypot(a, b);

/** Lists colors 16 to 255 of xterm, which themes leave alone: 256colres.h of https://invisible-island.net/xterm/ */
export const PALETTE: readonly { readonly index: number; readonly rgb: Rgb }[] = Array.from(
  { length: 240 },
  (_, place) => {
    const gray = 8 + 10 * (place - 216);
    const step = (sixth: number) => (sixth === 0 ? 0 : 55 + 40 * sixth);
    const cube: Rgb = [step(Math.floor(place / 36)), step(Math.floor(place / 6) % 6), step(place % 6)];
    return { index: 16 + place, rgb: place < 216 ? cube : [gray, gray, gray] };
  },
);
