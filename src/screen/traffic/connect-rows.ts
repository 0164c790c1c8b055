/** Draws the text that explains how clients reach a server of this program. */
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
    if (kind !== 'says') {
      const shown = brokenAtSpaces(text, width - MARGIN.length - 1, kind === 'paste' ? ' \\' : '');
      return shown.map((part) => [styleText(MARGIN + part, 'command')]);
    }
    const rows = wordRows([words(text)], width - 1, SENTENCE);
    return before && before.kind !== 'says' ? [[], ...rows] : rows;
  });

/**
 * Breaks a command at spaces that are not quoted into lines of at most `width` characters, if it has no longer words.
 * `continued` ends a line that goes on.
 */
function brokenAtSpaces(command: string, width: number, continued: string): string[] {
  if (command.length <= width) return [command];
  const lines: string[] = [];
  for (const word of command.match(/(?:'[^']*'|[^ ])+/g) ?? []) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(word);
    else if (`${last} ${word}${continued}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? line + continued : line));
}
