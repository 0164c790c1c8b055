/** A row of the screen as one string with its styles. */
import type { ScreenRow } from '../render/screen/style.ts';
import { hueOfPlace, type Theme } from './colours/theme.ts';

export function paintRow(row: ScreenRow, { paint }: Theme): string {
  return row
    .map(({ text, style: { meaning, hue, ground }, opens }) => {
      const painted = paint(text, hue === null ? meaning : hueOfPlace(hue), ground);
      return opens === undefined ? painted : hyperlink(painted, opens);
    })
    .join('');
}

/**
 * OSC 8 (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda): who knows it opens the whole address, also of
 * text that is a part of it; who does not shows the text alone.
 */
const hyperlink = (text: string, address: string) => `\x1b]8;;${address}\x07${text}\x1b]8;;\x07`;
