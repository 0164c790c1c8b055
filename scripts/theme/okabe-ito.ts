/**
 * Six hues of Okabe and Ito, which people with the common forms of color blindness can tell apart.
 *
 * Masataka Okabe and Kei Ito, "Color Universal Design (CUD): How to make figures and presentations that are friendly
 * to colorblind people", 2008, https://jfly.uni-koeln.de/color/. The other colors of the set are black, and an orange that looks like vermillion beside it.
 */
import type { HueName, Rgb } from '../../src/layout/shades.ts';

/** In the order of publication. */
export const OKABE_ITO: Readonly<Record<HueName, Rgb>> = {
  'sky blue': [86, 180, 233],
  'bluish green': [0, 158, 115],
  yellow: [240, 228, 66],
  blue: [0, 114, 178],
  vermillion: [213, 94, 0],
  'reddish purple': [204, 121, 167],
};
