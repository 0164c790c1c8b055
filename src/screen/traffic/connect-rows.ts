/** Draws the text that explains how clients reach a server of this program. */
import { words } from '../../views/page.ts';
import type { ConnectLine } from '../../views/traffic/connect-page.ts';
import { wrapRuns } from '../components/fitted-rows.ts';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';

const MOST_ROWS = 20;
const MARGIN = 3;
/** Ends a row if the command continues on the next row. */
const CONTINUED = ' \\';

/**
 * Draws all rows of the text, with an empty row between a command and the next sentence. A command that is too long
 * continues on the next row, so that it can be copied. `width` is in cells.
 */
export function connectRows(lines: readonly ConnectLine[], width: number): ScreenRow[] {
  return lines.flatMap((line, index): ScreenRow[] => {
    const { kind, text } = line;
    const before = lines[index - 1];
    const gap: ScreenRow[] = kind === 'says' && before !== undefined && before.kind !== 'says' ? [[]] : [];
    if (kind === 'says')
      return [...gap, ...wrapRuns([words(text)], width - 2, MOST_ROWS).map((row) => [styleText(' ', 'words'), ...row])];
    const shown = brokenAtSpaces(text, width - MARGIN - 1, kind === 'paste' ? CONTINUED : '');
    return shown.map((part): ScreenRow => [styleText(' '.repeat(MARGIN) + part, 'command')]);
  });
}

/** Breaks a command at spaces that are not quoted into lines of at most `width` characters, if it has no longer words. */
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
