/** Puts the field that is open into the rows of a page: into the row of its input or, if there is none, into one of its own. */
import { EMPTY_ROW, type Row } from '../../../layout/block-rows.ts';
import { fittedField } from '../../../layout/field-in-row.ts';
import type { CursorOnRows } from '../../components/page/page-window.ts';
import { fieldOfRow, openedField } from '../fields/field-of-row.ts';
import type { View } from '../view.ts';
import type { WalkState } from '../walk-state.ts';

interface PageWithField extends CursorOnRows {
  /** The index of the row that only the field has; `null` if it is in a row of the page. */
  readonly ownRow: number | null;
}

/** Returns the rows with the field, and the cursor on its row, where no byte is marked. Without a field, nothing changes. */
export function withField(sight: CursorOnRows, state: WalkState, view: View): PageWithField {
  const opened = openedField(state);
  if (!opened) return { ...sight, ownRow: null };
  const { rows, cursor } = sight;
  const { width } = view.regions.text;
  const here = rows[cursor.row];
  const field = fieldOfRow(...opened, here?.glyphs ?? [], view);
  const isOwn = here === undefined || !field.isInRow;
  const row: Row = { ...(isOwn ? EMPTY_ROW : here), glyphs: fittedField(field, width), note: '', stop: 'line' };
  return {
    ownRow: isOwn ? cursor.row : null,
    rows: isOwn ? rows.toSpliced(cursor.row, 0, row) : rows.with(cursor.row, row),
    cursor: { ...cursor, position: null },
  };
}
