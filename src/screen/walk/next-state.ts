/**
 * Contains the reducer of a walk, which determines how each event changes the state of the screen and which effects
 * follow.
 */
import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import type { Pasted, ShownWalk } from '../../app/walks/shown-walk.ts';
import type { WalkInputs } from '../../app/walks/walk-inputs.ts';
import { isExampleKey } from '../../aws/example-keys.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import { SERVICE } from '../../sigv4/stages/request.ts';
import { requireValue, type WalkFacts } from '../../views/facts.ts';
import { breakAgain, previewed, takeBreaks, takeBroken, takePreview } from '../breaks/breaking.ts';
import { isTooSmall } from '../components/fitted-rows.ts';
import { withText } from '../components/text-field.ts';
import { doesNothing, to } from '../reducing.ts';
import type { Ending } from '../session-description.ts';
import { afterAction } from './actions.ts';
import { inRoom } from './cursor/on-whole.ts';
import { settle } from './cursor/placing.ts';
import { dropsSearch, type WalkEvent, type WalkNext } from './events.ts';
import { putBelow, replaceInputs, takeRecomputed, typeInput } from './fields/editing.ts';
import { afterKeyInOpen, pasteInOpen, readPaste } from './in-open.ts';
import { selectedBreak } from './lists/lists.ts';
import { SIGNED_NOW } from './sending.ts';
import { isSameRequest, keepAnswer } from './sent-requests.ts';
import type { View } from './view.ts';
import { isInWhole, keyMode, type WalkState } from './walk-state.ts';

const FOLLOWING = 'Following the way of this line to the signature…';

/** Returns the state after an event, and the effects that it asks for. */
export function nextState(state: WalkState, event: WalkEvent, view: View): WalkNext {
  const { state: next, effects } = withPreview(afterEvent(state, event, view), view);
  const isInView = next.walk === state.walk && next.source === state.source;
  const shown = isInView ? settle(inRoom(next, view), view) : next;
  const endsSearch = ENDS_SEARCH.has(event.kind) || effects.some(dropsSearch);
  return { state: endsSearch ? withoutSearch(shown) : shown, effects };
}

/** Asks for the preview of the chosen break, unless the event asks for something else first. */
const withPreview = (next: WalkNext, view: View): WalkNext =>
  next.effects.length === 0 && next.state.open?.kind === 'breaks'
    ? previewed(next.state, selectedBreak(next.state, view))
    : next;

const ENDS_SEARCH: ReadonlySet<WalkEvent['kind']> = new Set(['walk-opened', 'recomputed', 'broken']);

const withoutSearch = (state: WalkState): WalkState =>
  state.searching === null ? state : { ...state, searching: null };

function afterEvent(state: WalkState, event: WalkEvent, view: View): WalkNext {
  if (isTooSmall(view.regions) && isFromUser(event)) return takeUnseen(state, event);
  switch (event.kind) {
    case 'progress':
      return to(addProgress(state, event.progress));
    case 'answered':
      return to(takeAnswer(state, event));
    case 'paste':
      return takePaste({ ...state, notice: null }, event.text, view);
    case 'pasted':
      return openPasted(state, event.pasted);
    case 'searching':
      return to(state, { searching: event.tried });
    case 'walk-opened':
      return openOnTop(state, event.found, BACK);
    case 'notice':
      return to(state, { notice: event.text });
    case 'clock-read':
      return replaceInputs({ ...state, notice: SIGNED_NOW }, { date: event.date });
    case 'recomputed':
      return breakAgain(state, takeRecomputed(state, event.made));
    case 'followed':
      return event.part < 1 && isInWhole(state)
        ? to(state, { followed: event.part, notice: FOLLOWING })
        : to(state, { followed: null, notice: state.followed === null ? state.notice : null });
    case 'breaks-found':
      return to(takeBreaks(state, event.found));
    case 'broken':
      return to(takeBroken(state, event.made));
    case 'break-previewed':
      return to(takePreview(state, event.id, event.shown));
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, view);
    case 'returned':
      return to(afterReturn(state, event.ending));
    case 'reopened':
      return to(state, { ending: null });
  }
}

/** Goes on after a session on top of this one has ended. One of another command leaves nothing but itself. */
function afterReturn(state: WalkState, ending: Ending): WalkState {
  if (ending === 'back') return { ...state, canReopen: !state.isCovered, isCovered: false };
  return state.isCovered && ending !== INTERRUPTED ? { ...state, isCovered: false } : { ...state, ending };
}

type UserInput = Extract<WalkEvent, { kind: 'key' | 'paste' }>;

const isFromUser = (event: WalkEvent): event is UserInput => event.kind === 'key' || event.kind === 'paste';

/** Handles only the keys that leave the screen, because the window is too small to show anything else. */
function takeUnseen(state: WalkState, event: UserInput): WalkNext {
  const action = event.kind === 'key' ? actionOfKey(event.key, 'walk') : null;
  if (action === 'leave') return to(state, { ending: 0 });
  return to(action === 'interrupt' ? { ...state, ending: INTERRUPTED } : state);
}

function afterKey(state: WalkState, key: string, view: View): WalkNext {
  const action = actionOfKey(key, keyMode(state));
  if (action === 'interrupt') return to(state, { ending: INTERRUPTED });
  if (state.open !== null) return afterKeyInOpen(state, state.open, { key, action }, view);
  if (action === null) return to(state, { notice: doesNothing(key) });
  return noticeMove(state, afterAction(state, action, key, view));
}

/** Records that the cursor was moved on the current step. Going to another step resets this. */
function noticeMove(before: WalkState, { state, effects }: WalkNext): WalkNext {
  if (state.step !== before.step) return to(state, { isMoved: false }, ...effects);
  return to(state, state.cursors === before.cursors ? undefined : { isMoved: true }, ...effects);
}

const REPORTS = 30;

/** Adds a progress report. A report that arrives too late changes nothing. */
function addProgress(state: WalkState, progress: ExchangeProgress): WalkState {
  const { sending } = state;
  if (sending.kind !== 'sending') return state;
  return { ...state, sending: { ...sending, reports: [...sending.reports, progress].slice(-REPORTS) } };
}

/** Shows an answer on the last step. If the request was edited while it was sent, only keeps its answer. */
function takeAnswer(state: WalkState, { exchange, of }: Extract<WalkEvent, { kind: 'answered' }>): WalkState {
  const answers = keepAnswer(state.answers, of, exchange);
  if (!isSameRequest(of, state.walk.facts)) return { ...state, answers, notice: ANSWER_OF_OTHER };
  const step = state.cursors.length - 1;
  const cursors = state.cursors.map((old, index) => (index === step ? null : old));
  return { ...state, step, cursors, answers, open: null, isMoved: false, sending: { kind: 'answered', exchange } };
}

const ANSWER_OF_OTHER = 'The response to the request before your edit has arrived. z goes back to that request.';

/** Inserts a paste into the open field. If no field is open, reads the paste as a request. */
function takePaste(state: WalkState, text: string, view: View): WalkNext {
  const { open } = state;
  if (open?.kind === 'edit') return typeInput(state, open, withText(open.field, text));
  return keyMode(state) === 'field' && open?.kind !== 'own-request'
    ? to(pasteInOpen(state, text, view))
    : readPaste(state, text);
}

const BACK = 'z goes back.';

function openOnTop(state: WalkState, found: ShownWalk | Problem, notice: string): WalkNext {
  if (isProblem(found)) return to(state, { notice: `${found.says} ${found.fix}` });
  return to(putBelow(state), {}, { kind: 'open', walk: found, notice });
}

/** Takes the inputs from a pasted request that is not signed, or opens a signed request on top. */
function openPasted(state: WalkState, found: Pasted | Problem): WalkNext {
  if (isProblem(found)) return openOnTop(state, found, '');
  if (found.kind === 'walk') return openOnTop(state, found.walk, `You pasted ${found.what}. ${BACK}`);
  const { method, url, headers, payload, region } = found.inputs;
  const kept = region === null ? {} : { region };
  const next = replaceInputs(state, { method, url, headers, payload, ...kept, pasted: found.inputs });
  const [effect] = next.effects;
  if (effect?.kind !== 'recompute') return next;
  const notice = noticeOfPaste(found, effect.inputs, state.source.facts);
  return to(atBeginning(next.state), { notice }, effect);
}

/**
 * Shows the first step, or the whole signature if it is shown, and everything from its beginning, because the old cursors
 * are on bytes of another request.
 */
const atBeginning = (state: WalkState): WalkState => ({
  ...state,
  step: Math.min(state.step, 0),
  cursors: state.cursors.map(() => null),
  whole: null,
  windows: {},
  pane: 'page',
  trail: [],
});

/**
 * Returns the notice for a paste. `signed` are the inputs that the request is signed with, and `begun` is
 * the original walk, whose service is kept if the host identifies none.
 */
function noticeOfPaste(
  { inputs, remarks }: Extract<Pasted, { kind: 'inputs' }>,
  signed: WalkInputs,
  begun: WalkFacts,
): string {
  const key = isExampleKey(signed.accessKeyId) ? "AWS's example key" : 'the key of this walk';
  const kept = [
    ...(inputs.region === null ? [`Region ${signed.region}`] : []),
    ...(inputs.service === null ? [`service ${requireValue(begun, SERVICE).bytes.octets}`] : []),
  ];
  const date = signed.date === '' ? [] : [signed.date];
  return ['Pasted; z undoes the paste.', ...remarks, `Signed with ${[key, ...date, ...kept].join(', ')}.`].join(' ');
}
