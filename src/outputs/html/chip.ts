/** Writes the letter of a place on its hue. */
import { hueOfLetter } from '../../views/map/letters.ts';
import { type MarkupNode, markup } from './markup.ts';

export const chip = (letter: string): MarkupNode =>
  markup`<b class="chip c${hueOfLetter(letter) ?? 'x'}">${letter}</b>`;
