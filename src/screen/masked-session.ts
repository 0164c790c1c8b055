/** Masks what a session shows, as the last step before the terminal. */
import type { ScreenGuard } from '../app/world/screens.ts';
import type { TextMask } from '../app/world/terminal.ts';
import { textOf } from '../views/page.ts';
import type { ScreenRow } from './components/styled-glyphs.ts';
import type { DrawnSession } from './session.ts';

/** Returns a session whose rows and announcements are masked, and whose pastes the guard sees first. */
export function maskedSession(session: DrawnSession, { masked, keepPaste }: ScreenGuard): DrawnSession {
  return {
    ...session,
    masked,
    announcer: () => {
      const { all, change } = session.announcer();
      return { all: () => maskedLines(all(), masked), change: () => maskedLines(change(), masked) };
    },
    take: (event) => {
      if (event.kind === 'paste') keepPaste(event.text);
      session.take(event);
    },
  };
}

/** Masks lines together, because a secret can be broken into lines. */
const maskedLines = (lines: readonly string[], masked: TextMask): readonly string[] =>
  lines.length === 0 ? lines : masked(lines.join('\n')).split('\n');

/** Masks rows that are below each other. Texts keep their styles, and rows without a secret stay the same object. */
export function maskedRows(rows: readonly ScreenRow[], masked: TextMask): readonly ScreenRow[] {
  const before = rows.map(textOf);
  const after = maskedLines(before, masked);
  return rows.map((row, index) => {
    const line = after[index] ?? '';
    if (line === before[index]) return row;
    let at = 0;
    return row.map((part) => {
      const start = at;
      at += part.text.length;
      return { ...part, text: line.slice(start, at) };
    });
  });
}
