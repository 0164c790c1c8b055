/** Writes the letter of a place on its hue. */
import { hueOfLetter } from '../../views/map/letters.ts';
import { type MarkupNode, markup } from './markup.ts';

/** Returns the class of the color on which a letter is written. */
export const hueClass = (letter: string): string => `c${hueOfLetter(letter) ?? 'x'}`;

export const chip = (letter: string): MarkupNode => markup`<b class="chip ${hueClass(letter)}">${letter}</b>`;
