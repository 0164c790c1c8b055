/** The rows of a whole screen, from its regions: what Ink lays out, without a terminal. */
import { isValidElement } from 'react';
import type { DrawnScreen, Region } from '../../src/screen/components/drawn-screen.ts';
import { padRow } from '../../src/screen/components/fitted-rows.ts';
import type { Regions } from '../../src/screen/components/regions.ts';
import { type ScreenRow, styleText } from '../../src/screen/components/styled-glyphs.ts';
import type { DrawnSession } from '../../src/screen/session.ts';
import type { ScreenRoom } from '../../src/screen/session-description.ts';
import type { ScreenContent } from '../../src/screen/walk/drawing/screen-content.ts';
import { drawScreen } from '../../src/screen/walk/drawing/screen-rows.ts';
import { drawnByInk } from './drawn-by-ink.tsx';

export const screenRows = (content: ScreenContent, regions: Regions): ScreenRow[] =>
  rowsOfScreen(drawScreen(content, regions));

/** Puts the rows of all regions into the cells in which Ink puts them, from top to bottom (`ink-rows.test.tsx`). */
function rowsOfScreen({ margin, above, left, divider, right, below }: DrawnScreen): ScreenRow[] {
  const before = margin === 0 ? [] : [styleText(' '.repeat(margin), 'words')];
  const beside = rowsIn(right);
  const width = left[0]?.width ?? 0;
  const middle = rowsIn(left).map((row, index) =>
    divider.length === 0 ? row : [...padRow(row, width), ...(divider[index] ?? []), ...(beside[index] ?? [])],
  );
  return [...rowsIn(above), ...middle, ...rowsIn(below)].map((row) => [...before, ...row]);
}

const rowsIn = (regions: readonly Region[]): ScreenRow[] => regions.flatMap(({ rows }) => rows);

/** The screen of a session that is drawn as rows. */
function screenOf(session: Pick<DrawnSession, 'screen'>): DrawnScreen {
  const screen = session.screen();
  if (isValidElement(screen) || !('margin' in screen)) throw new Error('This screen is a component, and has no rows.');
  return screen;
}

/** The rows of a session that is drawn as rows. */
export const rowsOf = (session: Pick<DrawnSession, 'screen'>): ScreenRow[] => rowsOfScreen(screenOf(session));

/** The texts of all rows; those of a component are without the spaces at their ends. */
export function textsOf(session: Pick<DrawnSession, 'screen'>): string[] {
  const screen = session.screen();
  if (isValidElement<{ readonly room: ScreenRoom }>(screen)) return drawnByInk(session, screen.props.room.size);
  return rowsOf(session).map((row) => row.map(({ text }) => text).join(''));
}
