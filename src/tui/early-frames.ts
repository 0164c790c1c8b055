/**
 * The frames before Ink is there, which takes longer to load and to draw its first one than all that goes before. They
 * have the same rows in the same cells, so that Ink draws its first frame over the last of them.
 */
import type { CurrentTheme } from './colours/current-theme.ts';
import { CLEAR } from './input/terminal-modes.ts';
import { paintRow } from './paint.ts';
import type { DrawnSession } from './session.ts';

const BEGIN_UPDATE = '\x1b[?2026h';
const END_UPDATE = '\x1b[?2026l';
const HIDDEN_CURSOR = '\x1b[?25l';
const HOME = '\x1b[H';

export interface EarlyFrames {
  /** All of it anew. */
  readonly draw: () => void;
  /** No more of them; the cursor is where the next frame begins. */
  readonly end: () => void;
}

/** Draws the first one at once, and another after each change. */
export function drawEarly(session: DrawnSession, themes: CurrentTheme, stdout: NodeJS.WriteStream): EarlyFrames {
  const draw = () => {
    const rows = session.rows().map((row) => paintRow(row, themes.theme()));
    stdout.write(BEGIN_UPDATE + HIDDEN_CURSOR + CLEAR + rows.join('\r\n') + END_UPDATE);
  };
  const resized = () => session.resize({ width: stdout.columns, height: stdout.rows });
  const endings = [session.subscribe(draw), themes.subscribe(draw)];
  stdout.on('resize', resized);
  draw();
  return {
    draw,
    end: () => {
      for (const end of endings) end();
      stdout.off('resize', resized);
      stdout.write(HOME);
    },
  };
}
