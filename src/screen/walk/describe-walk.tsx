/** Describes the session of a walk: what it begins with, and its next frames. */
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { COMPARISON_STAGE } from '../../sigv4/stages/comparison.ts';
import { findValue } from '../../trace/trace.ts';
import { verdictKind, type WalkFacts } from '../../views/facts.ts';
import type { OpenShown, WalkOpening } from '../opening.ts';
import type { Next, ScreenRoom, SessionDescription, ShellEvent, UserEvent } from '../session-description.ts';
import { announceAll, announceChange } from './announce.ts';
import { contentOf } from './content.ts';
import { toPosition } from './cursor/following.ts';
import { inRoom } from './cursor/on-whole.ts';
import { placeAgain } from './cursor/placing.ts';
import { effectsOf } from './effects.ts';
import type { Effect, WalkEvent } from './events.ts';
import { nextState } from './next-state.ts';
import { type Frame, type View, viewOf } from './view.ts';
import { Walk } from './walk.tsx';
import { baselineOf, firstState, type WalkState, WHOLE } from './walk-state.ts';

type WalkDescription = SessionDescription<Frame, WalkEvent, Effect>;

export function describeWalk(walk: ShownWalk, opening: WalkOpening = {}): WalkDescription {
  return {
    first: (room) => {
      const state = openAt(firstState(walk), { notice: walk.opensWith ?? null, ...opening });
      return { state: begun(frameOf(state, room, null), opening), effects: [] };
    },
    reduce: nextFrame,
    draw: ({ state, view }, room) => <Walk content={contentOf(state, view)} regions={view.regions} room={room} />,
    announceAll: ({ state, view }) => announceAll(state, view),
    announceChange: (before, { state, view }) => announceChange(before.state, state, view),
    ending: ({ state }) => state.ending,
    carryOut: effectsOf(opening.openShown ?? openAsWalk, opening.commands),
  };
}

function openAt(state: WalkState, opening: WalkOpening): WalkState {
  const { stage, home = null, below = null, notice = null, commands } = opening;
  const wanted = stage ?? firstStageOf(state.walk.facts);
  const step = state.walk.facts.trace.stages.findIndex(({ id }) => id === wanted);
  return { ...state, step: Math.max(step, 0), hasCommands: commands !== undefined, home, below, notice };
}

/** Begins with the whole signature, unless a stage is wanted. */
function begun({ state, view }: Frame, { stage }: WalkOpening): Frame {
  // A mistake that is made again begins where it changes something. The way there is not one to go back.
  const changed = view.facts.replay?.at ?? null;
  const there = changed && stage === undefined ? toPosition(state, changed, view) : null;
  if (there) return { state: { ...there, trail: state.trail }, view };
  return { state: stage === undefined ? asBegun(state, view) : state, view };
}

/** Shows the whole signature, if a walk begins with it. Those who hear a walk begin with its first step. */
function asBegun(state: WalkState, view: View): WalkState {
  const { facts, regions } = view;
  const isStage = firstStageOf(facts) !== null || facts.breaks.length > 0 || regions.layout === 'heard';
  return isStage ? state : inRoom({ ...state, step: WHOLE }, view);
}

/**
 * Returns the stage to show first. A request with a wrong signature opens at its first difference. Every other walk
 * opens at the first step.
 */
const firstStageOf = (facts: WalkFacts): string | null =>
  verdictKind(facts) === 'mismatch' ? COMPARISON_STAGE.id : null;

function frameOf(state: WalkState, { size, layout }: ScreenRoom, before: Frame | null): Frame {
  const view = viewOf(factsOf(state), size, layout, { before: baselineOf(state), isHexOpen: state.isHexOpen });
  if (!before) return { state, view };
  // Rows of one walk cannot be compared with rows of another walk.
  const isSameWalk = before.state.source === state.source;
  const placed = placeAgain(state, isSameWalk ? before.view : view, view);
  // A window that has become large enough shows the whole signature, as if the walk had begun in it.
  const isAtStart = before.view.whole() === null && placed.step === 0 && !placed.isMoved;
  return { state: isAtStart ? asBegun(placed, view) : inRoom(placed, view), view };
}

function nextFrame(frame: Frame, event: WalkEvent | UserEvent | ShellEvent, room: ScreenRoom): Next<Frame, Effect> {
  if (event.kind === 'resized') return { state: frameOf(frame.state, room, frame), effects: [] };
  const { state, effects } = nextState(frame.state, event, frame.view);
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

const openAsWalk: OpenShown = ({ open }, shown, opening) => {
  if (shown.kind === 'walk') open(describeWalk(shown.walk, opening));
};
