import type { CourseSession, WalkCommands } from '../../app/course/shown-course.ts';
import { watchSearch } from '../../app/reading/watched-search.ts';
import type { PasteSession, ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { isScriptLanguage, type ScriptLanguage } from '../../outputs/script/table.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { COMPARISON_STAGE } from '../../sigv4/stages/comparison.ts';
import { findValue } from '../../trace/trace.ts';
import { verdictKind, type WalkFacts } from '../../views/facts.ts';
import { describeExport } from '../exports/describe-export.tsx';
import { walkScript } from '../exports/walk-script.ts';
import type { Next, Outside, ScreenRoom, SessionDescription, ShellEvent, UserEvent } from '../session-description.ts';
import { announceAll, announceChange } from './announce.ts';
import { contentOf } from './content.ts';
import { toPosition } from './cursor/following.ts';
import { inRoom } from './cursor/on-whole.ts';
import { placeAgain } from './cursor/placing.ts';
import { dropsSearch, type Effect, type WalkEvent } from './events.ts';
import { type Copied, copiedText } from './lists/copying.ts';
import { nextState } from './next-state.ts';
import { type View, viewOf } from './view.ts';
import { Walk } from './walk.tsx';
import { baselineOf, firstState, type WalkState, WHOLE } from './walk-state.ts';

export interface Frame {
  readonly state: WalkState;
  readonly view: View;
}

/** Opens a walk on top of a session, in the form in which it is shown. */
export type OpenOther = (outside: Pick<Outside<never>, 'open'>, walk: ShownWalk, opening: WalkOpening) => void;

/** Opens the screen of another command on top of a session. */
export type OpenCommand = (outside: Pick<Outside<never>, 'open'>, session: PasteSession | CourseSession) => void;

export interface WalkOpening {
  /** The ID of the stage to show first. The default is the first stage. */
  readonly stage?: string;
  /** A word for the place to which leaving returns. */
  readonly home?: string | null;
  /** `walk` if this walk is on top of another walk, to which the z key returns. */
  readonly below?: 'walk' | 'paste' | null;
  readonly notice?: string | null;
  /** Opens another walk. By default, the other walk is shown as a walk. */
  readonly openOther?: OpenOther;
  /** The screens of other commands, and what opens them; none if they are omitted. */
  readonly commands?: WalkCommands;
  readonly openCommand?: OpenCommand;
}

type WalkDescription = SessionDescription<Frame, WalkEvent, Effect>;

export function describeWalk(walk: ShownWalk, opening: WalkOpening = {}): WalkDescription {
  return {
    first: (room) => {
      const state = openAt(firstState(walk), { notice: walk.opensWith ?? projected(room), ...opening });
      return { state: begun(frameOf(state, room, null), opening), effects: [] };
    },
    reduce: nextFrame,
    draw: ({ state, view }, room) => <Walk content={contentOf(state, view)} regions={view.regions} room={room} />,
    announceAll: ({ state, view }) => announceAll(state, view),
    announceChange: (before, { state, view }) => announceChange(before.state, state, view),
    ending: ({ state }) => state.ending,
    carryOut: errands(opening),
    async complete(take, pause) {
      if (walk.complete) take({ kind: 'completed', first: walk.facts, complete: await walk.complete(pause) });
    },
  };
}

/** Returns advice for using a projector if the letters could be larger. */
const projected = ({ size, layout }: ScreenRoom): string | null =>
  layout === 'projector' && size.width >= LARGE_LETTERS
    ? 'Enlarge the font until this fills the wall. Space leads to the next part.'
    : null;
/** The width in columns above which a window has room for larger letters. */
const LARGE_LETTERS = 100;

function openAt(state: WalkState, opening: WalkOpening): WalkState {
  const { stage, home = null, below = null, notice = null, commands } = opening;
  const wanted = stage ?? firstStageOf(state.walk.facts);
  const step = state.walk.facts.trace.stages.findIndex(({ id }) => id === wanted);
  return { ...state, step: Math.max(step, 0), hasCommands: commands !== undefined, home, below, notice };
}

/** Begins with the whole signature, unless a stage is wanted. Those who hear a walk begin with its first step. */
function begun({ state, view }: Frame, { stage }: WalkOpening): Frame {
  // A mistake that is made again begins where it changes something. The way there is not one to go back.
  const changed = view.facts.replay?.at ?? null;
  const there = changed && stage === undefined ? toPosition(state, changed, view) : null;
  if (there) return { state: { ...there, trail: state.trail }, view };
  const isStage = stage !== undefined || firstStageOf(view.facts) !== null || view.facts.breaks.length > 0;
  return { state: isStage || view.regions.layout === 'heard' ? state : inRoom({ ...state, step: WHOLE }, view), view };
}

/**
 * Returns the stage to show first. A request with a wrong signature opens at its first difference. Every other walk
 * opens at the first step.
 */
const firstStageOf = (facts: WalkFacts): string | null =>
  verdictKind(facts) === 'mismatch' ? COMPARISON_STAGE.id : null;

function frameOf(state: WalkState, { size, layout, isDumb = false }: ScreenRoom, before: Frame | null): Frame {
  const open = { hex: state.isHexOpen };
  const view = viewOf(factsOf(state), size, layout, { before: baselineOf(state), open, isDumb });
  if (!before) return { state, view };
  // Rows of one walk cannot be compared with rows of another walk.
  const isSameWalk = before.state.source === state.source;
  const placed = placeAgain(state, isSameWalk ? before.view : view, view);
  // A window that has become large enough shows the whole signature, as if the walk had begun in it.
  const isAtStart = before.view.whole() === null && placed.step === 0 && !placed.isMoved;
  return { state: inRoom(isAtStart ? { ...placed, step: WHOLE } : placed, view), view };
}

function nextFrame(frame: Frame, event: WalkEvent | UserEvent | ShellEvent, room: ScreenRoom): Next<Frame, Effect> {
  if (event.kind === 'resized') return { state: frameOf(frame.state, room, frame), effects: [] };
  const { state, effect } = nextState(frame.state, event, frame.view);
  const effects = effect ? [effect] : [];
  if (!isSameView(frame.state, state)) return { state: frameOf(state, room, frame), effects };
  return { state: state === frame.state ? frame : { ...frame, state }, effects };
}

function isSameView(one: WalkState, other: WalkState): boolean {
  return (
    one.walk.facts === other.walk.facts &&
    one.source === other.source &&
    one.isHexOpen === other.isHexOpen &&
    answerOf(one) === answerOf(other) &&
    deliveryOf(one) === deliveryOf(other)
  );
}

function factsOf(state: WalkState): WalkFacts {
  const { facts } = state.walk;
  const exchange = answerOf(state) ?? facts.exchange;
  const delivery = deliveryOf(state);
  const before = signatureOf(baselineOf(state));
  const isSame = before === undefined || before === signatureOf(facts);
  if (isSame && exchange === facts.exchange && delivery === facts.delivery) return facts;
  // The published values say nothing about an edit that cannot be signed.
  const checks = delivery === 'held' ? [] : facts.checks;
  return { ...facts, exchange, delivery, checks, ...(isSame ? {} : { signatureBefore: before }) };
}

const signatureOf = ({ trace }: WalkFacts) => findValue(trace, SIGNATURE.id)?.bytes.octets;

const answerOf = ({ sending }: WalkState) => (sending.kind === 'answered' ? sending.exchange : null);

function deliveryOf({ sending, editing }: WalkState): WalkFacts['delivery'] {
  if (sending.kind === 'sending') return 'under-way';
  return editing?.problem ? 'held' : 'ready';
}

const openAsWalk: OpenOther = (outside, other, next) => outside.open(describeWalk(other, next));

type Carrying = WalkDescription['carryOut'];
type Take = Outside<WalkEvent>['take'];

/** Returns the function that carries out effects. The function can also stop effects or ignore their results. */
function errands({ openOther = openAsWalk, commands, openCommand }: WalkOpening): Carrying {
  let sending = new AbortController();
  let opening = NOTHING_OPENS;
  // Only the most recently requested walk counts.
  let asked = 0;
  /** Shows the walk that is made. A diagnosis that is asked for while it is made is of the earlier one. */
  const showMade = <Made,>(made: Promise<Made> | undefined, event: (made: Made) => WalkEvent, take: Take) => {
    asked += 1;
    const number = asked;
    void made?.then((walk) => {
      if (number !== asked) return;
      opening.drop();
      take(event(walk));
    });
  };
  return (effect, { state, view }, outside) => {
    const { take } = outside;
    if (dropsSearch(effect)) opening.drop();
    switch (effect.kind) {
      case 'send':
        sending = new AbortController();
        send(state, AbortSignal.any([sending.signal, outside.left]), take);
        break;
      case 'stop-sending':
        sending.abort();
        break;
      case 'read-paste':
        void state.source.paste(effect.text).then((pasted) => take({ kind: 'pasted', pasted }));
        break;
      case 'read-clock': {
        const date = state.source.editor?.now();
        if (date !== undefined) take({ kind: 'clock-read', date });
        break;
      }
      case 'recompute':
        showMade(state.source.editor?.walk(effect.inputs), (made) => ({ kind: 'recomputed', made }), take);
        break;
      case 'export': {
        const { exports } = state.source;
        if (exports) outside.open(describeExport(exports, view.facts, effect.what));
        break;
      }
      case 'find-breaks':
        void state.walk.breaker?.breaks().then((found) => take({ kind: 'breaks-found', found }));
        break;
      case 'break':
        showMade(state.walk.breaker?.walk(effect.ids), (made) => ({ kind: 'broken', made }), take);
        break;
      case 'preview-break':
        preview(effect.id, state.unbroken ?? state.walk, take);
        break;
      case 'open-walk':
        opening = openWalk(state, effect.name, outside);
        break;
      case 'open-command':
        void commands?.[effect.command]().then((session) => showCommand(session, outside, openCommand));
        break;
      case 'follow':
        follow(outside);
        break;
      case 'stop-search':
        opening.stop();
        break;
      case 'open':
        openOther(outside, effect.walk, { home: state.home, below: 'walk', notice: effect.notice });
        break;
      case 'reopen':
        outside.reopen();
        break;
      case 'copy':
        copy(effect.what, state, view, outside);
        break;
      case 'drop-search':
        break;
      default:
        effect satisfies never;
    }
  };
}

function showCommand(
  session: PasteSession | CourseSession | Problem,
  outside: Outside<WalkEvent>,
  openCommand: OpenCommand | undefined,
): void {
  if (isProblem(session)) outside.take({ kind: 'notice', text: session.says });
  else openCommand?.(outside, session);
}

function preview(id: string, { breaker, facts }: WalkState['walk'], take: Take): void {
  void breaker?.preview(id, facts).then((shown) => take({ kind: 'break-previewed', id, shown }));
}

const FRAMES = 6;
const FRAME_TIME = 40;

/** Draws the way little by little, in 240 ms; at once if nothing may move. */
function follow({ take, moves, left }: Pick<Outside<WalkEvent>, 'take' | 'moves' | 'left'>, frame = 0): void {
  if (!moves || left.aborted) return;
  take({ kind: 'followed', part: frame / FRAMES });
  if (frame < FRAMES) setTimeout(() => follow({ take, moves, left }, frame + 1), FRAME_TIME);
}

function send({ walk }: WalkState, signal: AbortSignal, take: Take): void {
  void walk
    .send({ signal, onProgress: (progress) => take({ kind: 'progress', progress }) })
    .then((exchange) => take({ kind: 'answered', exchange, of: walk.facts }));
}

/** A walk that is being opened, such as a diagnosis whose search may take seconds. */
interface Opening {
  /** Ends the search. What was found so far is opened. */
  readonly stop: () => void;
  /** Ends the search, and opens nothing. */
  readonly drop: () => void;
}

const NOTHING_OPENS: Opening = { stop: () => {}, drop: () => {} };

function openWalk({ walk }: WalkState, name: string, { take, left }: Outside<WalkEvent>): Opening {
  const [stopped, dropped] = [new AbortController(), new AbortController()];
  const watch = watchSearch([stopped.signal, dropped.signal, left], (tried) => take({ kind: 'searching', tried }));
  void walk.openWalk?.(name, watch).then((found) => {
    if (!dropped.signal.aborted) take({ kind: 'walk-opened', found });
  });
  return { stop: () => stopped.abort(), drop: () => dropped.abort() };
}

function copy(what: Copied | ScriptLanguage, state: WalkState, view: View, outside: Outside<WalkEvent>): void {
  if (isScriptLanguage(what)) {
    void walkScript(view.facts, what).then((script) => offer(script, 'The script', outside));
    return;
  }
  const copied = copiedText(what, state, view);
  offer(copied, typeof copied === 'string' ? '' : copied.says, outside);
}

/** Copies a text, or shows the sentence that says why there is none. */
function offer(copied: { readonly text: string } | string, says: string, outside: Outside<WalkEvent>): void {
  if (typeof copied === 'string') outside.take({ kind: 'notice', text: copied });
  else outside.copy(copied.text, `${says} was sent to the terminal's clipboard.`);
}
