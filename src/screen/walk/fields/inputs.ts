/**
 * Presents the inputs of a walk as editable lines. Finds the name of each input, the input from which a byte comes, and
 * the place where the page shows each input.
 */

import { headerOfLine } from '../../../app/options/request-options.ts';
import {
  type EditedId,
  editedIds,
  fieldOfInput,
  headerIndex,
  type WalkInputs,
} from '../../../app/walks/walk-inputs.ts';
import type { InputId } from '../../../bytes/input.ts';
import type { Row } from '../../../layout/block-rows.ts';
import { isSecretName } from '../../../sigv4/secrets/secret-headers.ts';
import { REQUEST_STAGE } from '../../../sigv4/stages/request.ts';
import { isPlace, type Place } from '../../../views/map/place.ts';
import { tagAt } from '../../../views/map/tags.ts';
import { TERMS } from '../../../views/map/terms.ts';
import { type Cursor, cursorAt } from '../../components/page/cursor.ts';
import { withCursor } from '../cursor/following.ts';
import { cursorOf, cursorOnRow, rowsShown, type View } from '../view.ts';
import { isInWhole, type WalkState } from '../walk-state.ts';
import { PART_OF_LETTER } from './shown-part.ts';

const NAMES: Readonly<Partial<Record<EditedId, string>>> = {
  method: TERMS.method,
  url: 'URL',
  payload: TERMS.body,
  region: TERMS.region,
  date: TERMS.date,
  'access-key-id': TERMS.keyId,
  'secret-access-key': 'secret access key',
};

/** Lists the inputs in order, with an additional line for a new header. */
export const inputIds = (inputs: WalkInputs): EditedId[] => editedIds(inputs, 1);

export function inputLabel(inputs: WalkInputs, id: EditedId): string {
  const at = headerIndex(id);
  if (at === null) return NAMES[id] ?? id;
  return at < inputs.headers.length ? `header ${at + 1}` : 'a new header';
}

/** Changes an input. A header with an empty text is removed. */
export function setInput(inputs: WalkInputs, id: EditedId, text: string): WalkInputs {
  const field = fieldOfInput(id);
  if (field !== null) return { ...inputs, [field]: text };
  const at = headerIndex(id);
  if (at === null) return inputs;
  const headers = [...inputs.headers];
  if (text === '') headers.splice(at, 1);
  else headers[at] = headerOfLine(text);
  return { ...inputs, headers };
}

export const isFixed = ({ payload }: WalkInputs, id: EditedId): boolean => id === 'payload' && payload === null;

export function isSecretInput(inputs: WalkInputs, id: EditedId): boolean {
  const at = headerIndex(id);
  return id === 'secret-access-key' || (at !== null && isSecretName(inputs.headers[at]?.[0] ?? ''));
}

/** Returns the input to which a place belongs; `null` if that input cannot be edited. */
export function inputOfPlace(inputs: WalkInputs, { input }: Place): EditedId | null {
  // The server of an s3:// address does not have its own field. Changing the URL changes the server.
  const wanted: InputId | null = input === 'endpoint' ? 'url' : input;
  return editedIds(inputs).find((id) => id === wanted) ?? null;
}

/**
 * Moves the cursor to the line of the input that is being edited, unless the cursor is already there or the page does
 * not show the input.
 */
export function onOpenInput(state: WalkState, view: View): WalkState {
  const { open } = state;
  return withCursor(state, (open?.kind === 'edit' && lineOfInput(state, open.input, view)) || undefined);
}

/** Returns whether a row has room for a field. The chain of keys in the picture has none. */
const hasRoom = (row: Row | undefined): boolean => row === undefined || row.bytes === null || row.stop !== 'line';

function lineOfInput(state: WalkState, input: EditedId, view: View): Cursor | null {
  const { editing, step, open } = state;
  if (!editing) return null;
  // Another part of a URL is in another line.
  const isPart = ({ letter }: Place) =>
    open?.kind !== 'edit' || open.part === 'whole' || input !== 'url' || PART_OF_LETTER[letter] === open.part;
  const inputs = editing.history.present;
  const rows = rowsShown(state, view);
  const placesIn = ({ glyphs }: Row): Place[] =>
    glyphs.flatMap(({ at }) => {
      const tag = at && tagAt(view.places, { value: at.value, byte: at.start });
      return tag !== null && isPlace(tag) ? [tag] : [];
    });
  const isOwn = (place: Place) => isPart(place) && inputOfPlace(inputs, place) === input;
  const shows = (row: Row) => placesIn(row).some(isOwn);
  const here = rows[cursorOf(state, view).row];
  if (here && hasRoom(here) && shows(here)) return null;
  for (const place of view.places.all) {
    const own = isOwn(place) && cursorAt(rows, { value: place.value, byte: place.start });
    if (own && hasRoom(rows[own.row])) return own;
  }
  // Some inputs appear only in another form. For example, the payload appears as its hash.
  if (!isInWhole(state) && view.facts.trace.stages[step]?.id !== REQUEST_STAGE.id) return null;
  const showing = (fits: (row: Row) => boolean) => rows.findLastIndex((row) => row.stop === 'bytes' && fits(row));
  const alone = showing((row) => shows(row) && placesIn(row).every(isOwn));
  const made = alone >= 0 ? alone : showing(shows);
  if (made >= 0) return cursorOnRow(state, made, view);
  return hasRoom(here) ? null : cursorOnRow(state, 0, view);
}
