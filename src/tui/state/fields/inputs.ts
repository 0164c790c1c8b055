/** The inputs of a walk as lines that are edited: each by its name, and which of them a byte comes from. */
import {
  type EditedId,
  editedIds,
  fieldOfInput,
  headerIndex,
  type WalkInputs,
} from '../../../app/editing/walk-inputs.ts';
import { headerOfLine } from '../../../app/options/header-line.ts';
import type { InputId } from '../../../bytes/input.ts';
import { tagAt } from '../../../pages/bytes/byte-card.ts';
import { isPlace, type Place } from '../../../pages/places.ts';
import type { Row } from '../../../render/layout/block-rows.ts';
import { type Cursor, cursorAt, cursorOn } from '../../../render/screen/cursor.ts';
import { isSecretName } from '../../../sigv4/secrets/secret-headers.ts';
import { REQUEST_STAGE } from '../../../sigv4/stages/request.ts';
import type { ScreenState } from '../screen-state.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';

const NAMES: Readonly<Partial<Record<EditedId, string>>> = {
  method: 'method',
  url: 'URL',
  payload: 'payload',
  region: 'region',
  date: 'date',
  'access-key-id': 'access key ID',
  'secret-access-key': 'secret access key',
};

/** In the order in which they are listed; a line for one more header after those that are there. */
export const inputIds = (inputs: WalkInputs): EditedId[] => editedIds(inputs, 1);

/** What people call it. */
export function inputLabel(inputs: WalkInputs, id: EditedId): string {
  const at = headerIndex(id);
  if (at === null) return NAMES[id] ?? id;
  return at < inputs.headers.length ? `header ${at + 1}` : 'a new header';
}

/** An empty header is none. */
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

/** Whether it is there and is not edited. */
export const isFixed = ({ payload }: WalkInputs, id: EditedId): boolean => id === 'payload' && payload === null;

/** Whether a field shows it masked. */
export function isSecretInput(inputs: WalkInputs, id: EditedId): boolean {
  const at = headerIndex(id);
  return id === 'secret-access-key' || (at !== null && isSecretName(inputs.headers[at]?.[0] ?? ''));
}

/** The input that a place is part of; `null` for one that is not edited. */
export function inputOfPlace(inputs: WalkInputs, { input }: Place): EditedId | null {
  // The server of an s3:// address has no field: another URL is what leads elsewhere.
  const wanted: InputId | null = input === 'endpoint' ? 'url' : input;
  return editedIds(inputs).find((id) => id === wanted) ?? null;
}

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
