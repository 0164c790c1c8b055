/** What Ink draws of a session, without a terminal. */
import { stripVTControlCharacters } from 'node:util';
import { Box, renderToString } from 'ink';
import { themeFor } from '../../../src/screen/colors/theme.ts';
import type { ScreenSize } from '../../../src/screen/components/regions.ts';
import { ThemeContext } from '../../../src/screen/components/rows.tsx';
import type { DrawnSession } from '../../../src/screen/session.ts';

/** Rows without colors and without spaces at their ends. */
export const drawnByInk = (session: Pick<DrawnSession, 'screen'>, size: ScreenSize): string[] =>
  paintedByInk(session, size).map((row) => stripVTControlCharacters(row).trimEnd());

/** Rows as Ink writes them, in the colors of a dark terminal. */
export function paintedByInk(session: Pick<DrawnSession, 'screen'>, { width, height }: ScreenSize): string[] {
  const drawn = renderToString(
    <ThemeContext value={themeFor(3, 'dark')}>
      <Box width={width} height={height} flexDirection="column">
        {session.screen()}
      </Box>
    </ThemeContext>,
    { columns: width },
  );
  return drawn.split('\n');
}
