/** Handles the keys and the pastes in a list or a field that covers the page. */
import type { KeyAction } from '../../app/keys/keys.ts';
import { bytesShown } from '../../views/bytes/shown-bytes.ts';
import { breakOnly, inNewOrder, toggleBreak, undoBreak } from '../breaks/breaking.ts';
import { fieldAfterKey, fieldOf, type TextField, withText } from '../components/text-field.ts';
import { moveIndex, to } from '../reducing.ts';
import { afterAction } from './actions.ts';
import { toPosition, withCursor } from './cursor/following.ts';
import { onByte, toSpot } from './cursor/moving.ts';
import { matchNotice, nearestMatch, nextMatch } from './cursor/searching.ts';
import type { WalkNext } from './events.ts';
import { abandonInput, acceptInput, editNextLine, keyInInput, openField } from './fields/editing.ts';
import { isList, type ListOpen, listItems } from './lists/lists.ts';
import { noCommand } from './lists/palette.ts';
import { confirmed } from './sending.ts';
import { cursorOf, type View } from './view.ts';
import type { Open, WalkState } from './walk-state.ts';

type Kind<Of extends Open['kind']> = Extract<Open, { kind: Of }>;

interface KeyInOpen {
  readonly key: string;
  readonly action: KeyAction | null;
}

/** Returns what follows a key in the list or the field that is open. */
export function afterKeyInOpen(state: WalkState, open: Open, { key, action }: KeyInOpen, view: View): WalkNext {
  const closed: WalkState = { ...state, open: null };
  if (isList(open))
    return action === 'choose' ? chooseItem(state, open, view) : afterKeyInList(state, open, { key, action }, view);
  if (open.kind === 'edit') return afterKeyInEdit(state, open, { key, action }, view);
  if (action === 'close')
    return to(open.kind === 'search' ? { ...toSpot(closed, open.from), searched: '', found: '' } : closed);
  if (action === 'choose') return choose(closed, open, view);
  const field = fieldAfterKey(open.field, key);
  return to(open.kind === 'search' ? typeSearch(state, open, field, view) : { ...state, open: { ...open, field } });
}

function afterKeyInEdit(state: WalkState, open: Kind<'edit'>, { key, action }: KeyInOpen, view: View): WalkNext {
  if (action === 'line-down' || action === 'line-up')
    return to(editNextLine(state, action === 'line-down' ? 1 : -1, view));
  if (action === 'close') return abandonInput(state);
  return action === 'choose' ? to(acceptInput(state)) : keyInInput(state, open, key, view);
}

/** While a text is typed, only the arrow keys move through the list. */
function afterKeyInList(state: WalkState, open: ListOpen, { key, action }: KeyInOpen, view: View): WalkNext {
  const { field, index } = open;
  if (action === 'close' && (field === null || open.kind === 'palette')) return to(state, { open: null });
  if (action === 'close')
    return open.kind === 'breaks'
      ? to(inNewOrder(state, open))
      : to(state, { open: { ...open, field: null, index: 0 } });
  if (action === 'help' && open.kind === 'help') return to(state, { open: null });
  if (action === 'search' && field === null) return to(state, { open: { ...open, field: fieldOf(''), index: 0 } });
  if (action === 'undo') return (open.kind === 'breaks' ? undoBreak(state) : null) ?? to(state);
  const { length } = listItems(open, state, view);
  const step = field === null ? undefined : LIST_STEPS[key];
  if (field !== null && step === undefined)
    return to(state, { open: { ...open, field: fieldAfterKey(field, key), index: 0 } });
  const moved =
    step === undefined
      ? moveIndex(index, action, length, view.regions.text.height)
      : Math.max(0, Math.min(index + step, length - 1));
  return to(state, { open: { ...open, index: moved } });
}

const LIST_STEPS: Readonly<Record<string, number>> = { down: 1, up: -1, pagedown: 10, pageup: -10 };

/** Carries out what Enter does on the selected item of a list. */
function chooseItem(state: WalkState, open: ListOpen, view: View): WalkNext {
  const closed: WalkState = { ...state, open: null };
  const does = listItems(open, state, view)[open.index]?.does;
  if (open.kind === 'palette' && !does) return to(closed, { notice: noCommand(open.field?.text ?? '') });
  switch (does?.kind) {
    case 'break':
      return toggleBreak(state, does.id);
    case 'all-off':
      return breakOnly(state, []);
    case 'copy':
      return to(closed, {}, { kind: 'copy', what: does.what });
    case 'edit':
      return to(state.editing ? openField(closed, state.editing, does.input, view) : closed);
    case 'go':
      return to(toPosition(closed, does.to, view) ?? { ...closed, notice: 'No page shows it.' });
    case 'action':
      return afterAction(closed, does.action, does.key, view);
    case undefined:
      return to(open.kind === 'breaks' ? state : closed);
  }
}

/** Searches while the user types, always from the position where the search began. */
function typeSearch(state: WalkState, open: Kind<'search'>, field: TextField, view: View): WalkState {
  const typing = { ...open, field };
  const there = toSpot(state, open.from);
  if (field.text === '') return { ...there, open: typing, found: '' };
  const found = nearestMatch({ ...there, searched: field.text }, view);
  return { ...found, searched: state.searched, notice: null, open: typing };
}

export function pasteInOpen(state: WalkState, text: string, view: View): WalkState {
  const { open } = state;
  if (open === null) return state;
  if (open.kind === 'search') return typeSearch(state, open, withText(open.field, text), view);
  if (open.field === null) return state;
  return { ...state, open: { ...open, field: withText(open.field, text), ...(isList(open) && { index: 0 }) } };
}

/** Reads a text as a request. */
export const readPaste = (state: WalkState, text: string): WalkNext =>
  to(state, { open: null, notice: 'Reading the paste…' }, { kind: 'read-paste', text });

function choose(state: WalkState, open: Kind<'search' | 'offset' | 'confirm' | 'own-request'>, view: View): WalkNext {
  const { text } = open.field;
  if (open.kind === 'own-request') return text === '' ? to(state) : readPaste(state, text);
  if (open.kind === 'confirm') return confirmed(state, text);
  return to(open.kind === 'search' ? chooseSearch(state, text, view) : toOffset(state, text, view));
}

/** Stays on the current match. Without a text, goes to the next match of the last search. */
function chooseSearch(state: WalkState, text: string, view: View): WalkState {
  if (text === '') return nextMatch(state, 1, view);
  const searched = { ...state, searched: text };
  return { ...searched, notice: matchNotice(searched) };
}

/** Moves to an offset, which is decimal, or hexadecimal after 0x. A negative offset counts from the end. */
function toOffset(state: WalkState, text: string, view: View): WalkState {
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
