/** Defines the state of the screen of a walk: the position, an open list or field, and the exchange. */

import type { KeyMode } from '../../app/keys/key-binding.ts';
import type { WalkSender } from '../../app/reading/watched-send.ts';
import type { EditedWalk, EditProblem, ShownWalk } from '../../app/walks/shown-walk.ts';
import type { EditedId, PastedInputs, WalkInputs } from '../../app/walks/walk-inputs.ts';
import { isDiagnosable } from '../../aws/diagnosable.ts';
import { beginHistory, type History } from '../../trace/history.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import type { BreakPreview } from '../../views/breaks/break-preview.ts';
import { type ShownBreak, verdictKind, type WalkFacts } from '../../views/facts.ts';
import type { Cursor } from '../components/page/cursor.ts';
import type { Windows } from '../components/page/page-parts.ts';
import type { Pane } from '../components/regions.ts';
import type { TextField } from '../components/text-field.ts';
import type { Ending } from '../session-description.ts';
import type { PartKind } from './fields/shown-part.ts';
import type { KeptAnswer, Sending } from './sent-requests.ts';

/** Bytes that the user can go to, and a description of them. */
export interface Target extends ByteRange {
  readonly says: string;
}

/** A list. `index` refers to the items that contain what is typed. The field is `null` if it is not open. */
interface Listed {
  readonly index: number;
  readonly field: TextField | null;
}

export type Open =
  | ({ readonly kind: 'help' } & Listed)
  | ({ readonly kind: 'ranges'; readonly title: string; readonly ranges: readonly Target[] } & Listed)
  /** The list of commands, whose field is always open. */
  | ({ readonly kind: 'palette' } & Listed)
  | { readonly kind: 'search'; readonly field: TextField; readonly from: Spot }
  /** The mistakes that can be made in the request on purpose. */
  | ({
      readonly kind: 'breaks';
      readonly breaks: readonly ShownBreak[];
      /** How many of them were on when the list was opened. They come first. */
      readonly onFirst: number;
      readonly preview: PreviewedBreak | null;
    } & Listed)
  /** A list of things to copy. */
  | ({ readonly kind: 'copy' } & Listed)
  /** The word that must be typed before a request that changes something is sent over the network. */
  | { readonly kind: 'confirm'; readonly field: TextField }
  | { readonly kind: 'offset'; readonly field: TextField }
  /** A request of the user's own, which is pasted or typed. */
  | { readonly kind: 'own-request'; readonly field: TextField }
  | ({ readonly kind: 'inputs' } & Listed)
  /** `part` is the part of the input that is shown, if its row shows no more of it. */
  | { readonly kind: 'edit'; readonly input: EditedId; readonly field: TextField; readonly part: PartKind };

/** What a break of the list changes; `shown` is `null` until it is known, or if the break changes nothing here. */
interface PreviewedBreak {
  readonly of: string;
  readonly shown: BreakPreview | null;
}

/** The breaks that were on before a change to them, and the number of edits that could be undone then. */
interface BreakStep {
  readonly ids: readonly string[];
  readonly edits: number;
}

export interface Spot {
  readonly step: number;
  readonly cursor: Cursor;
  readonly pane: Pane;
  readonly windows: Windows;
}

/** The current inputs, and the inputs before each edit. */
export interface Editing {
  readonly history: History<WalkInputs>;
  /**
   * The reason that the edited request cannot be signed; `null` if the request can be signed. While there is a reason,
   * the walk stays the same.
   */
  readonly problem: EditProblem | null;
}

/** A walk with which edits are compared. `pasted` is the paste that the walk shows; `null` for the original walk. */
interface Baseline {
  readonly pasted: PastedInputs | null;
  readonly facts: WalkFacts;
}

/** The picture of the whole signature, which comes before the first step. */
export const WHOLE = -1;

export interface WalkState {
  readonly walk: EditedWalk;
  /** The correct walk while `walk` is broken on purpose; `null` if nothing is broken. */
  readonly unbroken: EditedWalk | null;
  /** The changes to what is broken, oldest first, which z undoes. */
  readonly breakSteps: readonly BreakStep[];
  /** The edits; `null` for a request that was signed elsewhere, which is never signed again. */
  readonly editing: Editing | null;
  /** The original walk. Its editor creates the edited walks. */
  readonly source: ShownWalk;
  /**
   * The walks with which edited walks are compared: the original walk, and the walk of each paste before its first
   * edit.
   */
  readonly baselines: readonly Baseline[];
  /** `walk` for a diagnosis, a replay, or a paste that was opened on top of another walk; otherwise `null`. */
  readonly below: 'walk' | 'paste' | null;
  /** Whether the screens of other commands can be opened on top of this walk. */
  readonly hasCommands: boolean;
  /** Whether the screen of another command is on top, after which this walk goes on. */
  readonly isCovered: boolean;
  /** Whether the session that last went back to this one can be reopened. */
  readonly canReopen: boolean;
  /** The index of the stage that is shown; `WHOLE` for the picture of the whole signature. */
  readonly step: number;
  /** The cursor of each stage; `null` before the stage is first visited. */
  readonly cursors: readonly (Cursor | null)[];
  /** The stored bytes that are shown as text, for all stages. */
  readonly windows: Windows;
  readonly pane: Pane;
  /** The spots where `o` or `u` was pressed, oldest first. */
  readonly trail: readonly Spot[];
  readonly open: Open | null;
  readonly searched: string;
  /** The number of the match under the cursor, such as `1 of 4 here, 10 in all`; empty if there is no search. */
  readonly found: string;
  /** Whether the hex view was opened in a layout in which it is not always visible. */
  readonly isHexOpen: boolean;
  /** The cursor of the picture, on one of its lines; `null` before it is first moved. */
  readonly whole: Cursor | null;
  /** How far the way of the line is drawn while it is followed, from 0 to 1; `null` if it is not followed. */
  readonly followed: number | null;
  /** Whether the cursor was moved since this step was opened. Until then, a step can show its own text. */
  readonly isMoved: boolean;
  readonly notice: string | null;
  readonly sending: Sending;
  /** The answers to the requests of this session, oldest first. */
  readonly answers: readonly KeptAnswer[];
  /**
   * The number of combinations of mistakes that a search for a diagnosis has tried; `null` if no search has reported
   * any.
   */
  readonly searching: number | null;
  /** The place to which leaving returns, such as `lesson`; `null` if leaving ends the program. */
  readonly home: string | null;
  readonly ending: Ending | null;
}

export function firstState(source: ShownWalk): WalkState {
  const { facts, send, editor, openDiagnosis, breaker } = source;
  const own: EditedWalk = { facts, send: send ?? neverSent, openDiagnosis, breaker };
  const steps = facts.trace.stages.length;
  return {
    walk: source.broken ?? own,
    unbroken: source.broken ? own : null,
    breakSteps: [],
    editing: editor && { history: beginHistory(editor.inputs), problem: null },
    source,
    baselines: [{ pasted: null, facts }],
    below: null,
    hasCommands: false,
    isCovered: false,
    canReopen: false,
    step: 0,
    cursors: Array.from({ length: steps }, () => null),
    windows: {},
    pane: 'page',
    trail: [],
    open: null,
    searched: '',
    found: '',
    isHexOpen: false,
    whole: null,
    followed: null,
    isMoved: false,
    notice: null,
    sending: send ? { kind: 'unsent' } : { kind: 'never' },
    answers: [],
    searching: null,
    home: null,
    ending: null,
  };
}

/**
 * Returns the facts with which the walk is compared: those of the correct request if it is broken, and otherwise those
 * of the latest paste or of the original walk.
 */
export function baselineOf({ baselines, editing, source, unbroken }: WalkState): WalkFacts {
  if (unbroken) return unbroken.facts;
  const pasted = editing?.history.present.pasted ?? null;
  return baselines.find((baseline) => baseline.pasted === pasted)?.facts ?? source.facts;
}

const neverSent: WalkSender = () => Promise.reject(new Error('A request that was signed elsewhere is not sent.'));

export function keyMode(state: WalkState): KeyMode {
  const { open } = state;
  if (open === null) return walkMode(state);
  return open.field === null ? 'list' : 'field';
}

export function walkMode({ walk }: WalkState): 'walk' | 'diagnosis' {
  const { purpose } = walk.facts.trace;
  return purpose === 'diagnose' || purpose === 'replay' ? 'diagnosis' : 'walk';
}

/** Returns whether a diagnosis may reveal why the server refused the request, or why the signature is wrong. */
export function canDiagnose({ sending, walk }: WalkState): boolean {
  const verdict = verdictKind(walk.facts);
  if (verdict !== null) return walk.openDiagnosis !== null && verdict !== 'match';
  const status = sending.kind === 'answered' ? sending.exchange.response?.head.status : undefined;
  return walk.openDiagnosis !== null && status !== undefined && isDiagnosable(status);
}

/** Returns whether the picture of the whole signature is shown. */
export const isInWhole = ({ step }: Pick<WalkState, 'step'>): boolean => step === WHOLE;

/** Returns the target of the request on the network; `null` if the request does not leave this machine. */
export const liveTarget = ({ walk }: WalkState) => walk.facts.destination.live ?? null;

/** Returns whether a request can be sent over the network from this screen. */
export const isLive = (state: WalkState): boolean => liveTarget(state) !== null && canSend({ ...state, open: null });

/**
 * Returns whether the request can be sent. On the second-to-last stage, it can be sent any number of times. On the last
 * stage, it can be sent until there is a response. An edited request that cannot be signed is never sent.
 */
export function canSend({ step, cursors, sending, open, editing }: WalkState): boolean {
  const last = cursors.length - 1;
  if (editing?.problem || open !== null || step < last - 1 || sending.kind === 'sending' || sending.kind === 'never')
    return false;
  const isFailed = sending.kind === 'answered' && sending.exchange.problem !== null;
  return step !== last || sending.kind === 'unsent' || isFailed;
}
