/** Draws the first row of every screen: the subject of the screen, and one word for its state. */

import { glyphsOfWords, type ShownGlyph, widthOf } from '../../../layout/shown-glyphs.ts';
import { cutGlyphs } from '../../../layout/wrapping.ts';
import { type Meaning, type Run, textOf } from '../../../views/page.ts';
import { PLAIN, PLAIN_LOOK, type ScreenRow, type StyledText, styleGlyphs, styleText } from '../styled-glyphs.ts';

export interface Headline {
  /** What the first part is about. It comes before that part, and is cut or omitted so that the part always fits. */
  readonly subject?: readonly Run[] | undefined;
  /** The parts in order of importance. If the parts do not fit, the last parts are omitted, but never the first. */
  readonly parts: readonly (readonly Run[])[];
  /** A word such as `EXAMPLE`, in bold at the right end. It is not in reverse video, as a verdict is. */
  readonly state: string;
  /** Whether the next key can send the request over the network, in which case the whole row is in reverse video. */
  readonly isLive?: boolean;
}

const SEPARATOR: Run = { text: ' · ', meaning: 'aside' };

/** A subject that is cut has at least this many columns: the method, and where the request goes. */
const LEAST_SUBJECT = 16;

export function headlineRow({ subject = [], parts, state, isLive = false }: Headline, width: number): ScreenRow {
  const word = ` ${state} `;
  const room = Math.max(width - word.length - 2, 1);
  const shown = cutGlyphs(glyphsOfWords(partsThatFit(parts, room)), room);
  const what = styleGlyphs([...subjectBefore(shown, subject, room), ...shown], PLAIN_LOOK);
  const gap = ' '.repeat(Math.max(room - widthOf(what) + 1, 0));
  const row = [styleText(' ', 'words'), ...what, styleText(gap, 'aside'), styleText(word, 'name')];
  return isLive ? [reversed(textOf(row))] : row;
}

function subjectBefore(shown: readonly ShownGlyph[], subject: readonly Run[], room: number): readonly ShownGlyph[] {
  const whole = glyphsOfWords(subject);
  const separator = glyphsOfWords([SEPARATOR]);
  const left = room - widthOf(shown) - widthOf(separator);
  const isShown = whole.length > 0 && left >= Math.min(widthOf(whole), LEAST_SUBJECT);
  return isShown ? [...cutGlyphs(whole, left), ...separator] : [];
}

function partsThatFit(parts: readonly (readonly Run[])[], room: number): Run[] {
  for (let count = parts.length; count > 1; count -= 1) {
    const joined = join(parts.slice(0, count));
    if (widthOf(glyphsOfWords(joined)) <= room) return joined;
  }
  return join(parts.slice(0, 1));
}

const join = (parts: readonly (readonly Run[])[]): Run[] =>
  parts.flatMap((part, index) => (index === 0 ? [...part] : [SEPARATOR, ...part]));

export const reversed = (text: string, meaning: Meaning = 'name'): StyledText => ({
  text,
  width: widthOf(glyphsOfWords([{ text, meaning }])),
  style: { ...PLAIN, meaning, ground: 'reverse' },
});
