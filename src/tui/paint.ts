/** A row of the screen as one string with its styles. */
import type { ScreenRow } from '../render/screen/style.ts';
import { hueOfPlace, type Theme } from './colours/theme.ts';

export function paintRow(row: ScreenRow, { paint }: Theme): string {
  return row
    .map(({ text, style: { meaning, hue, ground } }) => paint(text, hue === null ? meaning : hueOfPlace(hue), ground))
    .join('');
}
