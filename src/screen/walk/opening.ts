/** Opens the lists and fields that cover the page, and handles their keys. */
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { bytesShown } from '../../views/bytes/shown-bytes.ts';
import { moveIndex } from '../move-index.ts';
import { byteOfUses, shownUses, spotOf, toPosition, withCursor } from './cursor/following.ts';
import { onByte, toSpot } from './cursor/moving.ts';
import { matchNotice, nearestMatch, nextMatch } from './cursor/searching.ts';
import { nearestWithBytes } from './drawing/cursor.ts';
import { fieldAfterKey, fieldOf, type TextField, withText } from './fields/text-field.ts';
import { isList, type ListOpen, listItems } from './lists/lists.ts';
import type { Open, ScreenState } from './screen-state.ts';
import { cursorOf, rowsShown, type View } from './view.ts';

/** Opens the list or field that an action is for; `null` for other actions. */
export function open(state: ScreenState, action: KeyAction, view: View): ScreenState | null {
  switch (action) {
    case 'help':
      return { ...state, open: { kind: 'help', index: 0, field: null } };
    case 'palette':
      return { ...state, open: { kind: 'palette', index: 0, field: fieldOf('') } };
    case 'search':
      return { ...state, found: '', open: { kind: 'search', field: fieldOf(''), from: spotOf(state, view) } };
    case 'offset':
      return openOffset(state, view);
    case 'uses':
      return openUses(state, view);
    case 'next-match':
    case 'previous-match':
      return nextMatch(state, action === 'next-match' ? 1 : -1, view);
    default:
      return null;
  }
}

/**
 * Opens the field for an offset in the value on this line. If the line shows no bytes, uses the nearest line that shows
 * bytes.
 */
function openOffset(state: ScreenState, view: View): ScreenState {
  const cursor = cursorOf(state, view);
  const there = cursor.position ? cursor : nearestWithBytes(rowsShown(state, view), cursor);
  if (!there) return { ...state, notice: 'This step shows no bytes.' };
  return { ...withCursor(state, there), open: { kind: 'offset', field: fieldOf('') } };
}

function openUses(state: ScreenState, view: View): ScreenState {
  const position = byteOfUses(state, view);
  if (!position) return { ...state, notice: 'This line shows no bytes.' };
  const range = { value: position.value, start: position.byte, end: position.byte + 1 };
  const ranges = shownUses(view.facts.trace, range, (at) => toPosition(state, at, view) !== null);
  const [only, ...others] = ranges;
  if (!only) return { ...state, notice: 'This byte is used nowhere else.' };
  const there = others.length === 0 ? toPosition(state, { value: only.value, byte: only.start }, view) : null;
  if (there) return there;
  return { ...state, open: { kind: 'ranges', title: 'Used in', ranges, index: 0, field: null } };
}

interface KeyInOpen {
  readonly key: string;
  readonly action: KeyAction | null;
}

export function afterKeyInOpen(state: ScreenState, open: Open, { key, action }: KeyInOpen, view: View): ScreenState {
  const closed: ScreenState = { ...state, open: null };
  if (isList(open)) return afterKeyInList(state, open, { key, action }, view);
  if (action === 'close')
    return open.kind === 'search' ? { ...toSpot(closed, open.from), searched: '', found: '' } : closed;
  if (action === 'choose') return choose(closed, open, view);
  const field = fieldAfterKey(open.field, key);
  return open.kind === 'search' ? typeSearch(state, open, field, view) : { ...state, open: { ...open, field } };
}

/** While a text is typed, only the arrow keys move through the list. */
function afterKeyInList(state: ScreenState, open: ListOpen, { key, action }: KeyInOpen, view: View): ScreenState {
  const { field, index } = open;
  const closed: ScreenState = { ...state, open: null };
  if (action === 'close')
    return field === null || open.kind === 'palette' ? closed : { ...state, open: { ...open, field: null, index: 0 } };
  if (action === 'help' && open.kind === 'help') return closed;
  if (action === 'search' && field === null) return { ...state, open: { ...open, field: fieldOf(''), index: 0 } };
  const { length } = listItems(open, state, view);
  const step = field === null ? undefined : LIST_STEPS[key];
  if (field !== null && step === undefined)
    return { ...state, open: { ...open, field: fieldAfterKey(field, key), index: 0 } };
  const moved =
    step === undefined
      ? moveIndex(index, action, length, view.regions.text.height)
      : Math.max(0, Math.min(index + step, length - 1));
  return { ...state, open: { ...open, index: moved } };
}

const LIST_STEPS: Readonly<Record<string, number>> = { down: 1, up: -1, pagedown: 10, pageup: -10 };

/** Searches while the user types, always from the position where the search began. */
function typeSearch(
  state: ScreenState,
  open: Extract<Open, { kind: 'search' }>,
  field: TextField,
  view: View,
): ScreenState {
  const typing = { ...open, field };
  const there = toSpot(state, open.from);
  if (field.text === '') return { ...there, open: typing, found: '' };
  const found = nearestMatch({ ...there, searched: field.text }, view);
  return { ...found, searched: state.searched, notice: null, open: typing };
}

export function pasteInOpen(state: ScreenState, text: string, view: View): ScreenState {
  const { open } = state;
  if (open === null) return state;
  if (open.kind === 'search') return typeSearch(state, open, withText(open.field, text), view);
  if (open.field === null) return state;
  return { ...state, open: { ...open, field: withText(open.field, text), ...(isList(open) && { index: 0 }) } };
}

function choose(state: ScreenState, open: Open, view: View): ScreenState {
  switch (open.kind) {
    case 'search':
      return chooseSearch(state, open.field.text, view);
    case 'offset':
      return toOffset(state, open.field.text, view);
    default:
      return state;
  }
}

/** Stays on the current match. Without a text, goes to the next match of the last search. */
function chooseSearch(state: ScreenState, text: string, view: View): ScreenState {
  if (text === '') return nextMatch(state, 1, view);
  const searched = { ...state, searched: text };
  return { ...searched, notice: matchNotice(searched) };
}

/** Moves to an offset, which is decimal, or hexadecimal after 0x. A negative offset counts from the end. */
function toOffset(state: ScreenState, text: string, view: View): ScreenState {
  const { position } = cursorOf(state, view);
  const shown = position && bytesShown(view.facts, position.value);
  const length = shown?.length ?? 0;
  const number = /^\s*(-?\d+|0x[0-9a-f]+)\s*$/i.test(text) ? Number(text) : Number.NaN;
  const byte = number < 0 ? length + number : number;
  if (!position || !(byte >= 0 && byte < length))
    return { ...state, notice: `Enter an offset from 0 to ${Math.max(length - 1, 0)}, in decimal or as 0x1f.` };
  if (shown && byte >= shown.stored.length) return { ...state, notice: shown.limit };
  return withCursor(state, onByte(state, { ...position, byte }, view));
}
