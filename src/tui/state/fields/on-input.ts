/** Where the cursor stands while an input is edited: on the line of the page that shows it. */
import type { EditedId } from '../../../app/editing/walk-inputs.ts';
import { tagAt } from '../../../pages/bytes/byte-card.ts';
import { isPlace } from '../../../pages/places.ts';
import type { Row } from '../../../render/layout/block-rows.ts';
import { type Cursor, cursorAt, cursorOn } from '../../../render/screen/cursor.ts';
import { REQUEST_STAGE } from '../../../sigv4/stages/request.ts';
import type { ScreenState } from '../screen-state.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';
import { inputOfPlace } from './inputs.ts';

/** With a field open for an input, the cursor on its line; as it was where it is on it, or the page does not show it. */
export function onOpenInput(state: ScreenState, view: View): ScreenState {
  const { open, step } = state;
  const cursor = open?.kind === 'edit' ? lineOfInput(state, open.input, view) : null;
  return cursor ? { ...state, cursors: state.cursors.map((old, index) => (index === step ? cursor : old)) } : state;
}

function lineOfInput(state: ScreenState, input: EditedId, view: View): Cursor | null {
  const { editing, step } = state;
  if (!editing) return null;
  const inputs = editing.history.present;
  const rows = rowsShown(state, view);
  const shows = ({ glyphs }: Row) =>
    glyphs.some(({ at }) => {
      const tag = at && tagAt(view.places, { value: at.value, byte: at.start });
      return tag !== null && isPlace(tag) && inputOfPlace(inputs, tag) === input;
    });
  const here = rows[cursorOf(state, view).row];
  if (here && shows(here)) return null;
  for (const place of view.places.all) {
    const own = inputOfPlace(inputs, place) === input && cursorAt(rows, { value: place.value, byte: place.start });
    if (own) return own;
  }
  // What stands among the inputs only as what is made of it, as the payload does as its hash.
  if (view.facts.trace.stages[step]?.id !== REQUEST_STAGE.id) return null;
  const made = rows.findIndex((row) => row.stop === 'bytes' && shows(row));
  return made < 0 ? null : cursorOn(rows, made, 0);
}
