/** Puts a screen without a walk's regions into a column in the middle of the window. */
import { type DrawnScreen, singleRegion } from '../render/screen/drawn-screen.ts';
import { widthIn } from '../render/screen/regions.ts';
import type { ScreenRow } from '../render/screen/styled-glyphs.ts';
import type { ScreenRoom } from './session-description.ts';

/** Returns the room for the rows: a column of the window if the window is wider than rows should be. */
export const columnRoom = ({ size, layout }: ScreenRoom): ScreenRoom => ({
  layout,
  size: { ...size, width: widthIn(size, layout) },
});

/** Draws rows in the middle of the window. `draw` gets the room for the rows. */
export function drawnColumn(whole: ScreenRoom, draw: (room: ScreenRoom) => readonly ScreenRow[]): DrawnScreen {
  const room = columnRoom(whole);
  return singleRegion('text', whole.size.width, draw(room), room.size.width);
}
