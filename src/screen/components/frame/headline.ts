/** Draws the first row of every screen: the subject of the screen, and one word for its state. */

import { glyphsOfWords, widthOf } from '../../../layout/shown-glyphs.ts';
import { cutGlyphs } from '../../../layout/wrapping.ts';
import type { Run } from '../../../views/page.ts';
import { PLAIN, PLAIN_LOOK, type ScreenRow, type StyledText, styleGlyphs, styleText } from '../styled-glyphs.ts';

export interface Headline {
  /** The parts in order of importance. If the parts do not fit, the last parts are omitted, but never the first. */
  readonly parts: readonly (readonly Run[])[];
  /** A word such as `EXAMPLE`, which is shown in reverse video. */
  readonly state: string;
  /** Whether the next key can send the request over the network, in which case the whole row is in reverse video. */
  readonly isLive?: boolean;
}

const SEPARATOR = ' · ';

export function headlineRow({ parts, state, isLive = false }: Headline, width: number): ScreenRow {
  const word = ` ${state} `;
  const room = Math.max(width - word.length - 2, 1);
  const shown = partsThatFit(parts, room);
  const what = styleGlyphs(cutGlyphs(glyphsOfWords(shown), room), PLAIN_LOOK);
  const gap = ' '.repeat(Math.max(room - widthOf(what) + 1, 0));
  const row = [styleText(' ', 'words'), ...what, styleText(gap, 'aside'), reversed(word)];
  return isLive ? [reversed(row.map(({ text }) => text).join(''))] : row;
}

function partsThatFit(parts: readonly (readonly Run[])[], room: number): Run[] {
  for (let count = parts.length; count > 1; count -= 1) {
    const joined = join(parts.slice(0, count));
    if (widthOf(glyphsOfWords(joined)) <= room) return joined;
  }
  return join(parts.slice(0, 1));
}

const join = (parts: readonly (readonly Run[])[]): Run[] =>
  parts.flatMap((part, index) => (index === 0 ? [...part] : [{ text: SEPARATOR, meaning: 'aside' as const }, ...part]));

export const reversed = (text: string): StyledText => ({
  text,
  width: widthOf(glyphsOfWords([{ text, meaning: 'name' }])),
  style: { ...PLAIN, meaning: 'name', ground: 'reverse' },
});
