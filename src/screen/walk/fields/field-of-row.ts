/** Puts the field of the edited input into the row that shows it, in place of the bytes that come from it. */
import { textOfInput, type WalkInputs } from '../../../app/walks/walk-inputs.ts';
import { isPublishedSecret } from '../../../aws/example-keys.ts';
import { EMPTY_ROW, type Row } from '../../../layout/block-rows.ts';
import { type FieldInRow, fittedField } from '../../../layout/field-in-row.ts';
import { type IndexRange, type ShownGlyph, wordGlyphs } from '../../../layout/shown-glyphs.ts';
import { printable } from '../../../views/characters/visible.ts';
import { isPlace, type Place } from '../../../views/map/place.ts';
import { tagAt } from '../../../views/map/tags.ts';
import type { CursorOnRows } from '../../components/page/page-window.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';
import type { Editing, Open, WalkState } from '../walk-state.ts';
import { inputLabel, inputOfPlace, isSecretInput } from './inputs.ts';
import { PART_OF_LETTER, type PartKind, partOfText } from './shown-part.ts';

type EditOpen = Extract<Open, { kind: 'edit' }>;

/** What a field shows in a row: the glyphs from `start` to `end` (exclusive) are replaced by this part of the input. */
interface Replaced {
  readonly start: number;
  readonly end: number;
  readonly kind: PartKind;
}

/** Returns the field in a row with these glyphs. If they show nothing of the input, returns it after its name. */
export function fieldOfRow(
  open: EditOpen,
  editing: Editing,
  glyphs: readonly ShownGlyph[],
  view: View,
): FieldInRow & { readonly isInRow: boolean } {
  const inputs = editing.history.present;
  const label = wordGlyphs(`${inputLabel(inputs, open.input)} `, 'name');
  const inRow = replacedIn(glyphs, open, inputs, view);
  const row = inRow ? glyphs : label;
  const replaced = inRow ?? { start: label.length, end: label.length, kind: 'whole' };
  const { field } = open;
  const shown = partOfText(open.input, field.text, replaced.kind);
  const bytes = row.slice(replaced.start, replaced.end);
  const first = bytes.find(({ at }) => at !== null)?.at ?? null;
  // What is typed has the hue of its bytes. Where it is exactly these bytes, their changes are marked, too.
  const glyphsOf = (text: string) =>
    wordGlyphs(isMasked(inputs, open) ? '*'.repeat(text.length) : text, 'words').map((glyph, index) => ({
      ...glyph,
      at: bytes[index]?.text === glyph.text ? bytes[index].at : first,
    }));
  return {
    isInRow: inRow !== null,
    before: row.slice(0, replaced.start),
    typed: glyphsOf(field.text.slice(shown.start, shown.end)),
    caret: glyphsOf(field.text.slice(shown.start, field.caret)).length,
    after: row.slice(replaced.end),
    note: noteOf(open, editing, replaced.kind),
  };
}

/** Returns the part of the input that the row of the cursor shows, in which keys move the caret. */
export function partUnderCursor(state: WalkState, view: View): IndexRange {
  const opened = openedField(state);
  if (!opened) return { start: 0, end: 0 };
  const [open, editing] = opened;
  const replaced = replacedIn(glyphsUnderCursor(state, view), open, editing.history.present, view);
  return partOfText(open.input, open.field.text, replaced?.kind ?? 'whole');
}

/** Returns the field with the part that the row of the cursor shows, and the caret at its end. */
export function withPartUnderCursor(state: WalkState, view: View): WalkState {
  const { open, editing } = state;
  if (open?.kind !== 'edit' || !editing) return state;
  const glyphs = glyphsUnderCursor(state, view);
  const own = placesIn(glyphs, open, editing.history.present, view);
  if (!own.some(Boolean)) return state;
  const part = kindOfPart(glyphs, own, open);
  const { end } = partOfText(open.input, open.field.text, part);
  return { ...state, open: { ...open, part, field: { ...open.field, caret: end } } };
}

const glyphsUnderCursor = (state: WalkState, view: View): readonly ShownGlyph[] =>
  rowsShown(state, view)[cursorOf(state, view).row]?.glyphs ?? [];

/** Returns the place of each glyph that comes from the input; `null` for all others. */
const placesIn = (glyphs: readonly ShownGlyph[], { input }: EditOpen, inputs: WalkInputs, { places }: View) =>
  glyphs.map(({ at }): Place | null => {
    const tag = at && tagAt(places, { value: at.value, byte: at.start });
    return tag !== null && isPlace(tag) && inputOfPlace(inputs, tag) === input ? tag : null;
  });

/** A header has its value after a colon. A row without a colon has only its name, as the list of signed headers has. */
function kindOfPart(glyphs: readonly ShownGlyph[], own: readonly (Place | null)[], { input }: EditOpen): PartKind {
  if (input !== 'url') return colonIn(glyphs, own.findIndex(Boolean)) < 0 ? 'name' : 'value';
  const letters = new Set(own.flatMap((place) => (place ? [place.letter] : [])));
  const [letter = ''] = letters;
  return letters.size === 1 ? (PART_OF_LETTER[letter] ?? 'whole') : 'whole';
}

const colonIn = (glyphs: readonly ShownGlyph[], from: number): number =>
  glyphs.findIndex(({ text }, index) => index >= from && text === ':');

/**
 * Returns what the field replaces in a row: a part, or everything that comes from the input; `null` if the row has
 * nothing of it. A part of a URL that is empty, which a rule then replaces, stays where it was.
 */
function replacedIn(glyphs: readonly ShownGlyph[], open: EditOpen, inputs: WalkInputs, view: View): Replaced | null {
  const own = placesIn(glyphs, open, inputs, view);
  const [first, last] = [own.findIndex(Boolean), own.findLastIndex(Boolean)];
  const { part, field, input } = open;
  const { start, end } = partOfText(input, field.text, part);
  // What is typed may end the part, as a question mark ends a path.
  const isInPart = part !== 'whole' && field.caret >= start && field.caret <= end;
  const rest = glyphs.findLastIndex(({ text }) => text !== '\\n') + 1;
  if (first < 0)
    return input === 'url' && part !== 'whole' ? { start: 0, end: rest, kind: isInPart ? part : 'whole' } : null;
  const whole: Replaced = { start: first, end: last + 1, kind: 'whole' };
  if (!isInPart) return whole;
  if (part !== 'value') return { ...whole, kind: part };
  const colon = colonIn(glyphs, first);
  const value = glyphs[colon + 1]?.text === ' ' ? colon + 2 : colon + 1;
  return colon < 0 ? whole : { kind: part, start: value, end: Math.max(last + 1, value) };
}

export const isMasked = (inputs: WalkInputs, { input, field }: EditOpen): boolean =>
  isSecretInput(inputs, input) && !isPublishedSecret(field.text);

/** Says what is wrong with what is typed or, if it is valid, what it was before. */
function noteOf(open: EditOpen, { history, problem }: Editing, kind: PartKind): ShownGlyph[] {
  const own = problem && [problem, ...(problem.others ?? [])].find(({ where }) => where?.value === open.input);
  if (own) return wordGlyphs(`✗ ${printable(own.says)}`, 'differs');
  const { present, past } = history;
  const first = past.find(({ pasted }) => pasted === present.pasted) ?? present;
  const text = textOfInput(first, open.input);
  if (text === open.field.text || isSecretInput(present, open.input)) return [];
  const { start, end } = partOfText(open.input, text, kind);
  return wordGlyphs(text === '' ? 'new' : `was ${printable(text.slice(start, end))}`, 'aside');
}

/** Returns the field that is open; `null` if none is. */
export const openedField = ({ open, editing }: WalkState): readonly [EditOpen, Editing] | null =>
  open?.kind === 'edit' && editing ? [open, editing] : null;

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
