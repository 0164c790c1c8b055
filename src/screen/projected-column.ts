/** Puts a screen without a walk's regions into a column in the middle of the window. */
import { type DrawnScreen, singleRegion } from './components/drawn-screen.ts';
import { widthIn } from './components/regions.ts';
import type { ScreenRow } from './components/styled-glyphs.ts';
import type { ScreenRoom } from './session-description.ts';

/** Returns the room for the rows: a column of the window, at most `widest` cells wide, if the window is wider. */
export const columnRoom = ({ size, layout }: ScreenRoom, widest = Number.POSITIVE_INFINITY): ScreenRoom => ({
  layout,
  size: { ...size, width: Math.min(widthIn(size, layout), widest) },
});

/** Draws rows in a column of the window. `draw` gets the room of the column. */
export function drawnColumn(
  whole: ScreenRoom,
  draw: (room: ScreenRoom) => readonly ScreenRow[],
  widest?: number,
): DrawnScreen {
  const room = columnRoom(whole, widest);
  return singleRegion('text', whole.size.width, draw(room), room.size.width);
}
