/** A walk being looked at: the state after each event, and what has to be done outside for it. Draws nothing. */

import type { WalkInputs } from '../app/editing/walk-inputs.ts';
import type { ShownWalk } from '../app/walks/shown-walk.ts';
import { hexFromOctets, textFromOctets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { bytesShown } from '../pages/bytes/shown-bytes.ts';
import type { WalkFacts } from '../pages/facts.ts';
import type { Layout, ScreenSize } from '../render/screen/regions.ts';
import { screenRows } from '../render/screen/screen-rows.ts';
import type { ScreenRow } from '../render/screen/style.ts';
import { findValue } from '../trace/trace.ts';
import type { Announcer, DrawnSession, SessionTerminal } from './drawn-session.ts';
import { clipboardSequence } from './input/clipboard.ts';
import { announceAll, announceChange } from './state/announce.ts';
import { contentOf } from './state/content.ts';
import { type Effect, nextState, type ScreenEvent } from './state/next-state.ts';
import { replaced } from './state/placing.ts';
import { firstState, type ScreenState } from './state/screen-state.ts';
import { type View, viewOf } from './state/view.ts';

export interface Frame {
  readonly state: ScreenState;
  readonly view: View;
}

export interface Session extends DrawnSession {
  /** The same object as long as nothing changes. */
  readonly frame: () => Frame;
  readonly take: (event: ScreenEvent) => void;
}

export interface SessionRoom {
  readonly size: ScreenSize;
  readonly layout: Layout;
  /** The id of the stage that is shown first; the first one, where none is named. */
  readonly stage?: string | null;
  /** Where who leaves comes back to, in a word. */
  readonly home?: string | null;
}

export function beginSession(
  walk: ShownWalk,
  { size, layout, stage = null, home = null }: SessionRoom,
  terminal: SessionTerminal,
): Session {
  const listeners = new Set<() => void>();
  let windowSize = size;
  const rowsOf = rowsOnce();
  let frame = frameOf({ ...startAt(firstState(walk), stage), home }, null);
  let stop = () => {};
  // Of several walks that are being made, the one that was asked for last counts.
  let asked = 0;

  function frameOf(state: ScreenState, before: Frame | null): Frame {
    const facts = factsOf(state);
    const view = viewOf(facts, windowSize, layout, state.source.facts);
    if (!before) return { state, view };
    // Of another walk the rows of the one before say nothing.
    const isSameWalk = before.state.source === state.source;
    return { state: replaced(state, isSameWalk ? before.view : view, view), view };
  }

  function show(next: Frame): void {
    frame = next;
    for (const listener of listeners) listener();
  }

  function take(event: ScreenEvent): void {
    const { state, effect } = nextState(frame.state, event, frame.view);
    show(isSameView(frame.state, state) ? { state, view: frame.view } : frameOf(state, frame));
    if (state.exitCode !== null) stop();
    if (effect) carryOut(effect);
  }

  function carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        send();
        break;
      case 'stop-sending':
        stop();
        break;
      case 'suspend':
        terminal.suspend();
        break;
      case 'read-paste':
        void frame.state.source.paste(effect.text).then((pasted) => take({ kind: 'pasted', pasted }));
        break;
      case 'recompute':
        recompute(effect.inputs);
        break;
      case 'lead-on':
        void frame.state.walk.leadOn?.(effect.way).then((found) => take({ kind: 'led-on', found }));
        break;
      case 'copy':
        take({ kind: 'said', text: copy(frame.view.facts, effect.value, terminal.write) });
        break;
    }
  }

  function send(): void {
    const controller = new AbortController();
    stop = () => controller.abort();
    const onProgress = (progress: Parameters<typeof take>[0] & { kind: 'progress' }) => take(progress);
    void frame.state.walk
      .send({ signal: controller.signal, onProgress: (progress) => onProgress({ kind: 'progress', progress }) })
      .then((exchange) => take({ kind: 'answered', exchange }));
  }

  function recompute(inputs: WalkInputs): void {
    asked += 1;
    const number = asked;
    void frame.state.source.editor?.walk(inputs).then((made) => {
      if (number === asked) take({ kind: 'recomputed', made });
    });
  }

  return {
    frame: () => frame,
    rows: () => rowsOf(frame),
    announcer: () => announcerOf(() => frame),
    exitCode: () => frame.state.exitCode,
    take,
    resize(next) {
      if (next.width === windowSize.width && next.height === windowSize.height) return;
      windowSize = next;
      show(frameOf(frame.state, frame));
    },
    async complete(pause) {
      if (walk.complete) take({ kind: 'completed', first: walk.facts, complete: await walk.complete(pause) });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function startAt(state: ScreenState, stage: string | null): ScreenState {
  const step = state.walk.facts.trace.stages.findIndex(({ id }) => id === stage);
  return step < 0 ? state : { ...state, step };
}

/** The rows of a frame, made once for as long as it is asked for. */
function rowsOnce(): (frame: Frame) => readonly ScreenRow[] {
  let drawn: { readonly of: Frame; readonly rows: readonly ScreenRow[] } | null = null;
  return (frame) => {
    const { state, view } = frame;
    if (drawn?.of !== frame) drawn = { of: frame, rows: screenRows(contentOf(state, view), view.regions) };
    return drawn.rows;
  };
}

function announcerOf(frameNow: () => Frame): Announcer {
  let said = frameNow();
  return {
    all: () => announceAll(said.state, said.view),
    change: () => {
      const before = said;
      said = frameNow();
      return announceChange(before.state, said.state, said.view);
    },
  };
}

/** Writes a value for the clipboard; gives what is to be said of it. A key goes as hexadecimal digits. */
function copy(facts: WalkFacts, value: string, write: SessionTerminal['write']): string {
  const shown = bytesShown(facts, value);
  if (!shown) return 'There is nothing to copy.';
  const octets = shown.stored.read(0, shown.stored.length);
  const isKey = findValue(facts.trace, value)?.form === 'octets' && shown.masked.length === 0;
  const text = isKey ? null : textFromOctets(octets);
  const sequence = clipboardSequence(text ?? hexFromOctets(octets));
  if (isProblem(sequence)) return `${sequence.says} ${sequence.mend}`;
  write(sequence);
  return `${shown.name} was sent to the terminal's clipboard${text === null ? ', as hexadecimal digits' : ''}.`;
}

/** Whether both are looked at with the same pages. */
function isSameView(one: ScreenState, other: ScreenState): boolean {
  return (
    one.walk.facts === other.walk.facts &&
    one.source === other.source &&
    answerOf(one) === answerOf(other) &&
    deliveryOf(one) === deliveryOf(other)
  );
}

/** The facts of the walk with what has happened to its request since. */
function factsOf(state: ScreenState): WalkFacts {
  const { facts } = state.walk;
  const exchange = answerOf(state) ?? facts.exchange;
  const delivery = deliveryOf(state);
  return exchange === facts.exchange && delivery === facts.delivery ? facts : { ...facts, exchange, delivery };
}

const answerOf = ({ sending }: ScreenState) => (sending.kind === 'answered' ? sending.exchange : null);

function deliveryOf({ sending, editing }: ScreenState): WalkFacts['delivery'] {
  if (sending.kind === 'sending') return 'under-way';
  return editing?.problem ? 'held' : 'ready';
}
