/**
 * Contains the reducer of a walk, which determines how each event changes the state of the screen and which effects
 * follow.
 */

import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import type { EditedWalk } from '../../app/walks/shown-walk.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { breakAgain, takeBreaks, takeBroken } from '../breaks/breaking.ts';
import { isTooSmall } from '../components/fitted-rows.ts';
import type { MouseEvent } from '../input/input-event.ts';
import { afterKey, noticeMove } from './after-key.ts';
import { click, scroll } from './cursor/moving.ts';
import { settle } from './cursor/placing.ts';
import { asNext, dropsSearch, type Next, type ScreenEvent, stateOnly } from './events.ts';
import { replaceInputs, takeRecomputed, typeInput } from './fields/editing.ts';
import { withText } from './fields/text-field.ts';
import { pasteInOpen } from './opening.ts';
import { BACK, openOnTop, openPasted } from './pasting.ts';
import { keyMode, type ScreenState } from './screen-state.ts';
import { SIGNED_NOW } from './sending.ts';
import { isSameRequest, keepAnswer } from './sent-requests.ts';
import type { View } from './view.ts';

export function nextState(state: ScreenState, event: ScreenEvent, view: View): Next {
  const next = afterEvent(state, event, view);
  const isInView = next.state.walk === state.walk && next.state.source === state.source;
  const shown = isInView ? settle(next.state, view) : next.state;
  return { ...next, state: ENDS_SEARCH.has(event.kind) || dropsSearch(next.effect) ? withoutSearch(shown) : shown };
}

const ENDS_SEARCH: ReadonlySet<ScreenEvent['kind']> = new Set(['walk-opened', 'recomputed', 'broken']);

const withoutSearch = (state: ScreenState): ScreenState =>
  state.searching === null ? state : { ...state, searching: null };

function afterEvent(state: ScreenState, event: ScreenEvent, view: View): Next {
  if (isTooSmall(view.regions) && isFromUser(event)) return takeUnseen(state, event);
  switch (event.kind) {
    case 'progress':
      return stateOnly(addProgress(state, event.progress));
    case 'answered':
      return stateOnly(takeAnswer(state, event));
    case 'paste':
      return takePaste({ ...state, notice: null }, event.text, view);
    case 'pasted':
      return openPasted(state, event.pasted);
    case 'searching':
      return stateOnly({ ...state, searching: event.tried });
    case 'walk-opened':
      return openOnTop(state, event.found, BACK);
    case 'notice':
      return stateOnly({ ...state, notice: event.text });
    case 'mouse':
      return afterMouse({ ...state, notice: null }, event, view);
    case 'clock-read':
      return asNext(replaceInputs({ ...state, notice: SIGNED_NOW }, { date: event.date }));
    case 'recomputed':
      return breakAgain(state, takeRecomputed(state, event.made));
    case 'breaks-found':
      return stateOnly(takeBreaks(state, event.found));
    case 'broken':
      return stateOnly(takeBroken(state, event.made));
    case 'completed':
      return stateOnly(completeFacts(state, event.first, event.complete));
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, view);
    case 'returned':
      return stateOnly(event.ending === 'back' ? { ...state, canReopen: true } : { ...state, ending: event.ending });
    case 'reopened':
      return stateOnly({ ...state, ending: null });
  }
}

type UserInput = Extract<ScreenEvent, { kind: 'key' | 'paste' | 'mouse' }>;

const isFromUser = (event: ScreenEvent): event is UserInput =>
  event.kind === 'key' || event.kind === 'paste' || event.kind === 'mouse';

/** Handles only the keys that leave the screen, because the window is too small to show anything else. */
function takeUnseen(state: ScreenState, event: UserInput): Next {
  const action = event.kind === 'key' ? actionOfKey(event.key, 'walk') : null;
  switch (action) {
    case 'leave':
      return stateOnly({ ...state, ending: 0 });
    case 'interrupt':
      return stateOnly({ ...state, ending: INTERRUPTED });
    default:
      return stateOnly(state);
  }
}

const REPORTS = 30;

/** Adds a progress report. A report that arrives too late changes nothing. */
function addProgress(state: ScreenState, progress: ExchangeProgress): ScreenState {
  const { sending } = state;
  if (sending.kind !== 'sending') return state;
  return { ...state, sending: { ...sending, reports: [...sending.reports, progress].slice(-REPORTS) } };
}

/** Replaces the facts with the complete facts, unless an edit has created another walk in the meantime. */
function completeFacts(state: ScreenState, first: WalkFacts, complete: WalkFacts): ScreenState {
  const completed = (walk: EditedWalk) => (walk.facts === first ? { ...walk, facts: complete } : walk);
  const [walk, unbroken] = [completed(state.walk), state.unbroken && completed(state.unbroken)];
  return walk === state.walk && unbroken === state.unbroken ? state : { ...state, walk, unbroken };
}

/** Shows an answer on the last step. If the request was edited while it was sent, only keeps its answer. */
function takeAnswer(state: ScreenState, { exchange, of }: Extract<ScreenEvent, { kind: 'answered' }>): ScreenState {
  const answers = keepAnswer(state.answers, of, exchange);
  if (!isSameRequest(of, state.walk.facts)) return { ...state, answers, notice: ANSWER_OF_OTHER };
  const step = state.cursors.length - 1;
  const cursors = state.cursors.map((old, index) => (index === step ? null : old));
  return { ...state, step, cursors, answers, open: null, isMoved: false, sending: { kind: 'answered', exchange } };
}

const ANSWER_OF_OTHER = 'The answer to the request before your edit has arrived. z goes back to that request.';

function afterMouse(state: ScreenState, event: MouseEvent, view: View): Next {
  if (event.button === 'wheel-up' || event.button === 'wheel-down') return stateOnly(scroll(state, event, view));
  const clicked = click(state, event, view);
  if (clicked.kind === 'key') return afterKey(state, clicked.key, view);
  return noticeMove(state, stateOnly(clicked.state));
}

/** Inserts a paste into the open field. If no field is open, reads the paste as a request. */
function takePaste(state: ScreenState, text: string, view: View): Next {
  const { open } = state;
  if (open?.kind === 'edit') return asNext(typeInput(state, open, withText(open.field, text)));
  return keyMode(state) === 'field'
    ? stateOnly(pasteInOpen(state, text, view))
    : { state: { ...state, open: null, notice: 'Reading the paste…' }, effect: { kind: 'read-paste', text } };
}
