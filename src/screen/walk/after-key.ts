/** Carries out the action of a key. */

import type { KeyAction } from '../../app/keys/key-binding.ts';
import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import { DIAGNOSIS } from '../../app/walks/shown-walk.ts';
import { openBreaks, toggleBreak } from '../breaks/breaking.ts';
import { doesNothing } from '../does-nothing.ts';
import { toPosition } from './cursor/following.ts';
import { move } from './cursor/moving.ts';
import { forAction } from './cursor/on-map.ts';
import { asNext, type Next, stateOnly } from './events.ts';
import {
  abandonInput,
  acceptInput,
  type Edited,
  openEdit,
  openField,
  openInputs,
  putBelow,
  redoEdit,
  replaceInputs,
  typeInput,
  undoEdit,
} from './fields/editing.ts';
import { fieldAfterKey } from './fields/text-field.ts';
import { isList, type ListOpen, listItems } from './lists/lists.ts';
import { noCommand } from './lists/palette.ts';
import { afterKeyInOpen, open } from './opening.ts';
import { canDiagnose, keyMode, type Open, type ScreenState } from './screen-state.ts';
import { beforeSending, confirmed, goOn, IN_SANDBOX, nothingToDiagnose, sendLive } from './sending.ts';
import { leadsTo, madeFrom, type View } from './view.ts';

export function afterKey(state: ScreenState, key: string, view: View): Next {
  const action = actionOfKey(key, keyMode(state));
  if (action === 'interrupt') return stateOnly({ ...state, ending: INTERRUPTED });
  const { open } = state;
  if (open?.kind === 'edit') return asNext(afterKeyInEdit(state, open, key, action));
  if (open?.kind === 'confirm' && action === 'choose') return confirmed({ ...state, open: null }, open.field.text);
  if (open && isList(open) && action === 'choose') return chooseItem(state, open, view);
  if (state.open !== null) return stateOnly(afterKeyInOpen(state, state.open, { key, action }, view));
  if (action !== null) return noticeMove(state, afterAction(state, action, key, view));
  return stateOnly({ ...state, notice: doesNothing(key) });
}

/** Records that the cursor was moved on the current step. Going to another step resets this. */
export function noticeMove(before: ScreenState, next: Next): Next {
  const { state } = next;
  if (state.step !== before.step) return { ...next, state: { ...state, isMoved: false, isMapOpen: false } };
  return state.cursors === before.cursors ? next : { ...next, state: { ...state, isMoved: true } };
}

function afterKeyInEdit(
  state: ScreenState,
  open: Extract<Open, { kind: 'edit' }>,
  key: string,
  action: KeyAction | null,
): Edited {
  if (action === 'close') return abandonInput(state);
  if (action === 'choose') return { state: acceptInput(state), inputs: null };
  return typeInput(state, open, fieldAfterKey(open.field, key));
}

/** Carries out what Enter does on the selected item of a list. */
function chooseItem(state: ScreenState, open: ListOpen, view: View): Next {
  const closed: ScreenState = { ...state, open: null };
  const does = listItems(open, state, view)[open.index]?.does;
  // The list of mistakes stays open, so Enter in its field only leaves the field, on the first item that was found.
  if (open.kind === 'breaks' && open.field !== null)
    return stateOnly({ ...state, open: { ...open, field: null, index: does?.kind === 'break' ? does.at : 0 } });
  if (open.kind === 'palette' && !does) return stateOnly({ ...closed, notice: noCommand(open.field?.text ?? '') });
  switch (does?.kind) {
    case 'break':
      return toggleBreak(state, does.id);
    case 'copy':
      return { state: closed, effect: { kind: 'copy', what: does.what } };
    case 'edit':
      return stateOnly(state.editing ? openField(closed, state.editing, does.input, view) : closed);
    case 'go':
      return stateOnly(toPosition(closed, does.to, view) ?? { ...closed, notice: 'No page shows it.' });
    case 'action':
      return afterAction(closed, does.action, does.key, view);
    case undefined:
      return stateOnly(open.kind === 'breaks' ? state : closed);
  }
}

function afterAction(state: ScreenState, action: KeyAction, key: string, view: View): Next {
  switch (action) {
    case 'leave':
      return stateOnly({ ...state, ending: 0 });
    case 'go-on':
      return openLine(state, view) ?? goOn(state);
    case 'send':
      return sendLive(state);
    case 'to-sandbox':
      return (
        beforeSending(state, 't') ?? asNext(replaceInputs({ ...state, notice: IN_SANDBOX }, { goesTo: 'sandbox' }))
      );
    case 'sign-now':
      return beforeSending(state, 'r') ?? { state, effect: { kind: 'read-clock' } };
    case 'diagnose':
      return canDiagnose(state)
        ? openWalk(state, DIAGNOSIS)
        : stateOnly({ ...state, notice: nothingToDiagnose(state) });
    case 'replay': {
      const name = leadsTo(state, view);
      return name === null
        ? stateOnly({ ...state, notice: 'This line is not a cause that can be replayed. Choose another line.' })
        : openWalk(state, name);
    }
    case 'stop-sending':
      if (state.sending.kind === 'sending') return { state, effect: { kind: 'stop-sending' } };
      if (state.searching !== null) return { state, effect: { kind: 'stop-search' } };
      if (state.isMapOpen || state.searched !== '')
        return stateOnly({ ...state, isMapOpen: false, searched: '', found: '' });
      // Leaves only if there is a lesson to return to.
      return stateOnly(state.home === null ? { ...state, notice: 'q leaves.' } : { ...state, ending: 0 });
    case 'edit':
      return stateOnly(openEdit(state, view));
    case 'edit-any':
      return stateOnly(openInputs(state));
    case 'undo':
      return asNext(undoEdit(state));
    case 'redo':
      return state.canReopen ? { state: putBelow(state), effect: { kind: 'reopen' } } : asNext(redoEdit(state));
    case 'break':
      return openBreaks(state);
    case 'export':
      return exportWalk(state, null);
    case 'report':
      return exportWalk(state, 'report');
    case 'copy':
      return stateOnly({ ...state, open: { kind: 'copy', index: 0, field: null } });
    default:
      return stateOnly(open(forAction(state, action), action, view) ?? move(state, { action, key }, view));
  }
}

function exportWalk(state: ScreenState, what: string | null): Next {
  const forms = state.source.exports?.forms ?? [];
  if (forms.length === 0) return stateOnly({ ...state, notice: NO_FILES });
  if (what !== null && !forms.some(({ file }) => file.name === what)) return stateOnly({ ...state, notice: NO_REPORT });
  return { state, effect: { kind: 'export', what } };
}

const NO_FILES = 'No file can be written from here.';
const NO_REPORT =
  'A report needs a refused request. Send this one; if it is refused, press d and then M. For a page of this walk, press X.';

const openWalk = (state: ScreenState, name: string): Next => ({ state, effect: { kind: 'open-walk', name } });

/**
 * After the cursor was moved, goes to the text that the line was derived from. Returns `null` if there is no such text.
 */
function openLine(state: ScreenState, view: View): Next | null {
  const value = madeFrom(state, view);
  const there = value === null ? null : toPosition(state, { value, byte: 0 }, view);
  return there && stateOnly({ ...there, notice: 'Its string to sign. Backspace goes back.' });
}
