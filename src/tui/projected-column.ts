/** Puts a screen without a walk's regions into the middle of a projected window. */
import { type DrawnScreen, singleRegion } from '../render/screen/drawn-screen.ts';
import { withoutFaint } from '../render/screen/page/projected.ts';
import { widthIn } from '../render/screen/regions.ts';
import type { ScreenRow } from '../render/screen/styled-glyphs.ts';
import type { ScreenRoom } from './session-description.ts';

/** The maximum number of columns on a projector, so that a row is read at a glance. */
const WIDEST_PROJECTED = 90;

/** Returns the room for the rows: on a projector, a column of the window; otherwise, at most the widest rows. */
export function columnRoom({ size, layout }: ScreenRoom): ScreenRoom {
  const width = layout === 'projector' ? Math.min(size.width, WIDEST_PROJECTED) : size.width;
  return { layout, size: { ...size, width } };
}

/**
 * Draws rows in the middle of the window and, on a projector, without faint text. `draw` gets the room for the rows.
 */
export function drawnColumn(whole: ScreenRoom, draw: (room: ScreenRoom) => readonly ScreenRow[]): DrawnScreen {
  const room = columnRoom(whole);
  const screen = singleRegion('text', whole.size.width, draw(room), widthIn(room.size));
  return whole.layout === 'projector' ? withoutFaint(screen) : screen;
}
