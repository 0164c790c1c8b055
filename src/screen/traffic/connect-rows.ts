/** Draws the text that explains how clients reach a server of this program. */
import { shellLines } from '../../layout/shell-lines.ts';
import { words } from '../../views/page.ts';
import type { ConnectLine } from '../../views/traffic/connect-page.ts';
import { wordRows } from '../components/frame.tsx';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';

const SENTENCE = { most: 20 } as const;
const MARGIN = '   ';

/**
 * Draws all rows of the text, with an empty row between a command and the next sentence. A command that is too long
 * continues on the next row, so that it can be copied. `width` is in cells.
 */
export const connectRows = (lines: readonly ConnectLine[], width: number): ScreenRow[] =>
  lines.flatMap(({ kind, text }, index): ScreenRow[] => {
    const before = lines[index - 1];
    if (kind === 'says') {
      const rows = wordRows([words(text)], width - 1, SENTENCE);
      return before && before.kind !== 'says' ? [[], ...rows] : rows;
    }
    const shown = shellLines(text, width - MARGIN.length - 1);
    // Only a shell reads a backslash as "goes on".
    return shown.map((row) => [styleText(MARGIN + (kind === 'code' ? row.replace(/ \\$/, '') : row), 'command')]);
  });
