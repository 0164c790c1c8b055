/** The state of the screen of a walk: one position, what is open over it, and what has been sent. */

import type { EditedId, WalkInputs } from '../../app/editing/walk-inputs.ts';
import type { KeyMode } from '../../app/keys/key-binding.ts';
import type { EditedWalk, ShownWalk, WalkSender } from '../../app/walks/shown-walk.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { Cursor } from '../../render/screen/cursor.ts';
import type { Pane, Windows } from '../../render/screen/page/page-parts.ts';
import { beginHistory, type History } from '../../trace/history.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { Ending } from '../session-description.ts';
import type { TextField } from './fields/text-field.ts';

type Sending =
  /** Someone else signed the request. */
  | { readonly kind: 'never' }
  | { readonly kind: 'unsent' }
  /** The last reports of the progress, oldest first; empty at first. */
  | { readonly kind: 'sending'; readonly reports: readonly ExchangeProgress[] }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange };

/** Bytes to go to, and what they are. */
export interface ToGo extends ByteRange {
  readonly says: string;
}

/** What covers the page, or takes what is typed. */
export type Open =
  | { readonly kind: 'help'; readonly index: number }
  | { readonly kind: 'ranges'; readonly title: string; readonly ranges: readonly ToGo[]; readonly index: number }
  | { readonly kind: 'palette'; readonly field: TextField; readonly index: number }
  | { readonly kind: 'search'; readonly field: TextField }
  | { readonly kind: 'offset'; readonly field: TextField }
  | { readonly kind: 'inputs'; readonly index: number }
  /** Every key changes the walk. */
  | { readonly kind: 'edit'; readonly input: EditedId; readonly field: TextField };

export interface Spot {
  readonly step: number;
  readonly cursor: Cursor;
  readonly pane: Pane;
  readonly windows: Windows;
}

/** The inputs, and those before each edit. */
export interface Editing {
  readonly history: History<WalkInputs>;
  /** Why what is typed cannot be signed yet; the walk stays as it was. */
  readonly problem: Problem | null;
}

export interface ScreenState {
  readonly walk: EditedWalk;
  /** `null` for a request that someone else signed, which is never signed again. */
  readonly editing: Editing | null;
  /** The walk as it began, with which it is compared; its editor makes the walks of edits. */
  readonly source: ShownWalk;
  /** `walk` for a diagnosis, a replay or a paste that was opened on top of another walk. */
  readonly below: 'walk' | null;
  /** Whether the session that led back here last can be opened again. */
  readonly canReopen: boolean;
  readonly step: number;
  /** The cursor of each stage; `null` before the first visit. */
  readonly cursors: readonly (Cursor | null)[];
  /** Which stored bytes are shown as text, on all stages. */
  readonly windows: Windows;
  readonly pane: Pane;
  /** Where `o` and `u` were pressed, the last one last. */
  readonly trail: readonly Spot[];
  readonly open: Open | null;
  readonly searched: string;
  readonly notice: string | null;
  readonly sending: Sending;
  /** What leaving leads back to: `lesson`, or `null` for nothing. */
  readonly home: string | null;
  readonly ending: Ending | null;
}

export function firstState(source: ShownWalk): ScreenState {
  const { facts, send, editor, openWalk } = source;
  const steps = facts.trace.stages.length;
  return {
    walk: { facts, send: send ?? neverSent, openWalk },
    editing: editor && { history: beginHistory(editor.inputs), problem: null },
    source,
    below: null,
    canReopen: false,
    step: 0,
    cursors: Array.from({ length: steps }, () => null),
    windows: {},
    pane: 'page',
    trail: [],
    open: null,
    searched: '',
    notice: null,
    sending: send ? { kind: 'unsent' } : { kind: 'never' },
    home: null,
    ending: null,
  };
}

const neverSent: WalkSender = () => Promise.reject(new Error('What somebody else signed is not sent.'));

export function keyMode(state: ScreenState): KeyMode {
  const { open } = state;
  if (open === null) return walkMode(state);
  return 'field' in open ? 'field' : 'list';
}

/** Returns what the keys are for when nothing is open. */
export function walkMode({ walk }: ScreenState): 'walk' | 'diagnosis' {
  const { purpose } = walk.facts.trace;
  return purpose === 'diagnose' || purpose === 'replay' ? 'diagnosis' : 'walk';
}

/** Returns whether the server refused what was sent, so that there is something to diagnose. */
export function canDiagnose({ sending, walk }: ScreenState): boolean {
  const status = sending.kind === 'answered' ? sending.exchange.response?.head.status : undefined;
  return walk.openWalk !== null && status !== undefined && status >= REFUSED;
}

const REFUSED = 400;

/**
 * Returns whether the request can be sent: on the last stage but one any number of times, on the last one until an
 * answer has come. What is typed and cannot be signed is not sent.
 */
export function canSend({ step, cursors, sending, open, editing }: ScreenState): boolean {
  const last = cursors.length - 1;
  if (editing?.problem || open !== null || step < last - 1 || sending.kind === 'sending' || sending.kind === 'never')
    return false;
  const isFailed = sending.kind === 'answered' && sending.exchange.problem !== null;
  return step !== last || sending.kind === 'unsent' || isFailed;
}
