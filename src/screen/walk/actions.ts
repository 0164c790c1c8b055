/** Says what each key does while nothing is open: it moves, opens something, edits, or asks for an effect. */

import type { WalkCommands } from '../../app/course/shown-course.ts';
import type { ActionIn, KeyAction } from '../../app/keys/keys.ts';
import type { Position } from '../../trace/provenance.ts';
import { openBreaks, undoBreak } from '../breaks/breaking.ts';
import { nearestWithBytes } from '../components/page/cursor.ts';
import { fieldOf } from '../components/text-field.ts';
import { to } from '../reducing.ts';
import { byteOfUses, shownUses, spotOf, toPosition, withCursor } from './cursor/following.ts';
import { type MoveAction, move } from './cursor/moving.ts';
import { intoStep, whyNoWhole } from './cursor/on-whole.ts';
import { nextMatch } from './cursor/searching.ts';
import type { WalkNext } from './events.ts';
import { changeForm, openEdit, openInputs, putBelow, redoEdit, replaceInputs, undoEdit } from './fields/editing.ts';
import { beforeSending, goOn, IN_SANDBOX, nothingToDiagnose, sendLive } from './sending.ts';
import { cursorOf, leadsTo, madeFrom, rowsShown, type View } from './view.ts';
import { canDiagnose, isInWhole, type Open, type WalkState } from './walk-state.ts';

type Does = (state: WalkState, view: View) => WalkNext;

const opens =
  (open: Open): Does =>
  (state) =>
    to(state, { open });

const only =
  (change: (state: WalkState, view: View) => WalkState): Does =>
  (state, view) =>
    to(change(state, view));

const UNFILTERED = { index: 0, field: null } as const;

/** What keys do in a walk that move nothing. Those that end or suspend every screen are handled before. */
type OwnAction = Exclude<ActionIn<'walk' | 'diagnosis'>, MoveAction | 'interrupt' | 'suspend'>;

const DOES: Readonly<Partial<Record<KeyAction, Does>> & Record<OwnAction, Does>> = {
  leave: (state) => to(state, { ending: 0 }),
  'go-on': (state, view) => {
    const there = isInWhole(state) ? intoStep(state, view) : openLine(state, view);
    return there ? to(there) : goOn(state);
  },
  send: sendLive,
  'to-sandbox': (state) =>
    beforeSending(state, 't') ?? replaceInputs({ ...state, notice: IN_SANDBOX }, { goesTo: 'sandbox' }),
  'sign-now': (state) => beforeSending(state, 'r') ?? to(state, {}, { kind: 'read-clock' }),
  diagnose: (state) =>
    canDiagnose(state)
      ? openWalk(state, null)
      : ((isInWhole(state) ? openCommand(state, 'diagnose') : null) ?? to(state, { notice: nothingToDiagnose(state) })),
  learn: (state) => openCommand(state, 'learn') ?? to(state, { notice: 'sigv4 learn opens the course.' }),
  'own-request': opens({ kind: 'own-request', field: fieldOf('') }),
  follow: (state, view) =>
    isInWhole(state)
      ? to(state, {}, { kind: 'follow' })
      : to(state, { notice: view.whole() ? FOLLOWS : whyNoWhole(view) }),
  replay: (state, view) => {
    const name = leadsTo(state, view);
    return name === null ? to(state, { notice: NO_REPLAY }) : openWalk(state, name);
  },
  'stop-sending': stop,
  edit: only(openEdit),
  'edit-any': only(openInputs),
  presign: changeForm,
  undo: (state) => undoBreak(state) ?? undoEdit(state),
  redo: (state) => (state.canReopen ? to(putBelow(state), {}, { kind: 'reopen' }) : redoEdit(state)),
  break: openBreaks,
  export: (state) => exportWalk(state, null),
  report: (state) => exportWalk(state, 'report'),
  copy: opens({ kind: 'copy', ...UNFILTERED }),
  help: opens({ kind: 'help', ...UNFILTERED }),
  palette: opens({ kind: 'palette', field: fieldOf(''), index: 0 }),
  search: (state, view) =>
    to(state, { found: '', open: { kind: 'search', field: fieldOf(''), from: spotOf(state, view) } }),
  offset: only(openOffset),
  uses: only(openUses),
  'next-match': only((state, view) => nextMatch(state, 1, view)),
  'previous-match': only((state, view) => nextMatch(state, -1, view)),
};

/** Carries out an action. `key` is the key, for an action that several keys have. */
export const afterAction = (state: WalkState, action: KeyAction, key: string, view: View): WalkNext =>
  DOES[action]?.(state, view) ?? to(move(state, { action, key }, view));

const NO_REPLAY = 'This line is not a cause that can be replayed. Choose another line.';

const FOLLOWS = 'f follows a line in the picture of the whole signature: 0 shows it.';

/** Opens the screen of another command, after which the walk goes on; `null` if the walk opens none. */
const openCommand = (state: WalkState, command: keyof WalkCommands): WalkNext | null =>
  state.hasCommands ? to(state, { isCovered: true }, { kind: 'open-command', command }) : null;

const openWalk = (state: WalkState, replay: string | null): WalkNext =>
  to(state, { isCovered: false }, { kind: 'open-walk', replay });

function stop(state: WalkState): WalkNext {
  if (state.sending.kind === 'sending') return to(state, {}, { kind: 'stop-sending' });
  if (state.searching !== null) return to(state, {}, { kind: 'stop-search' });
  if (state.searched !== '') return to(state, { searched: '', found: '' });
  // Leaves only if there is a lesson to return to.
  return to(state, state.home === null ? { notice: 'q leaves.' } : { ending: 0 });
}

function exportWalk(state: WalkState, what: string | null): WalkNext {
  const forms = state.source.exports?.forms ?? [];
  if (forms.length === 0) return to(state, { notice: NO_FILES });
  if (what !== null && !forms.some(({ file }) => file.name === what)) return to(state, { notice: NO_REPORT });
  return to(state, {}, { kind: 'export', what });
}

const NO_FILES = 'No file can be written from here.';
const NO_REPORT =
  'A report needs a refused request. Send this one; if it is refused, press d and then M. For a page of this walk, press X.';

/**
 * After the cursor was moved, goes to the text that the line was derived from. Returns `null` if there is no such text.
 */
function openLine(state: WalkState, view: View): WalkState | null {
  const value = madeFrom(state, view);
  const there = value === null ? null : toPosition(state, { value, byte: 0 }, view);
  return there && { ...there, notice: 'Its string to sign. Backspace goes back.' };
}

/**
 * Opens the field for an offset in the value on this line. If the line shows no bytes, uses the nearest line that shows
 * bytes.
 */
function openOffset(from: WalkState, view: View): WalkState {
  const state = isInWhole(from) ? intoStep(from, view) : from;
  const cursor = cursorOf(state, view);
  const there = cursor.position ? cursor : nearestWithBytes(rowsShown(state, view), cursor);
  if (!there) return { ...state, notice: 'This step shows no bytes.' };
  return { ...withCursor(state, there), open: { kind: 'offset', field: fieldOf('') } };
}

const NOT_IN_PICTURE = 'The picture shows no other place with this byte. Enter goes into its step.';

function openUses(state: WalkState, view: View): WalkState {
  const position = byteOfUses(state, view);
  if (!position) return { ...state, notice: 'This line shows no bytes.' };
  const range = { value: position.value, start: position.byte, end: position.byte + 1 };
  const isShown = (at: Position) => toPosition(state, at, view) !== null;
  const uses = shownUses(view.facts.trace, range, isShown);
  const ranges = isInWhole(state) ? uses.filter(({ value, start }) => isShown({ value, byte: start })) : uses;
  const [only, ...others] = ranges;
  if (!only) return { ...state, notice: isInWhole(state) ? NOT_IN_PICTURE : 'This byte is used nowhere else.' };
  const there = others.length === 0 ? toPosition(state, { value: only.value, byte: only.start }, view) : null;
  if (there) return there;
  return { ...state, open: { kind: 'ranges', title: 'Used in', ranges, index: 0, field: null } };
}
