/** The state of the screen: one position, what is open above it, and what has been sent. Nothing here knows of Ink. */

import type { EditedId, WalkInputs } from '../../app/editing/walk-inputs.ts';
import type { KeyMode } from '../../app/keys/key-binding.ts';
import type { EditedWalk, ShownWalk, WalkSender } from '../../app/walks/shown-walk.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { Cursor } from '../../render/screen/cursor.ts';
import type { Windows } from '../../render/screen/page/page-parts.ts';
import type { Pane } from '../../render/screen/page/text-rows.ts';
import { beginHistory, type History } from '../../trace/history.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { Ending } from '../session-description.ts';
import type { TextField } from './fields/text-field.ts';

export type Sending =
  /** The request is somebody else's. */
  | { readonly kind: 'never' }
  | { readonly kind: 'unsent' }
  /** The last reports of how far it has come, oldest first; none at first. */
  | { readonly kind: 'sending'; readonly reports: readonly ExchangeProgress[] }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange };

/** Bytes to go to, and what is to be said of them. */
export interface ToGo extends ByteRange {
  readonly says: string;
}

/** What lies over the page, or takes what is typed. */
export type Open =
  | { readonly kind: 'help'; readonly index: number }
  /** Places to go to. */
  | { readonly kind: 'ranges'; readonly title: string; readonly ranges: readonly ToGo[]; readonly index: number }
  | { readonly kind: 'palette'; readonly field: TextField; readonly index: number }
  | { readonly kind: 'search'; readonly field: TextField }
  | { readonly kind: 'offset'; readonly field: TextField }
  | { readonly kind: 'inputs'; readonly index: number }
  /** What is typed is what is signed: every key changes the walk. */
  | { readonly kind: 'edit'; readonly input: EditedId; readonly field: TextField };

export interface Spot {
  /** Which stage, from 0. */
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
  /** What is shown. */
  readonly walk: EditedWalk;
  /** `null` for a request that somebody else signed: it is never signed anew. */
  readonly editing: Editing | null;
  /** As it began: what is shown is held against it, and its editor makes what is shown. */
  readonly source: ShownWalk;
  /** `walk` for a diagnosis, a replay or a paste that was opened on top of another walk. */
  readonly below: 'walk' | null;
  /** Whether the session that led back here last can be opened again. */
  readonly canReopen: boolean;
  readonly step: number;
  /** Where the cursor stands on each stage; `null` for one that nobody has been on. */
  readonly cursors: readonly (Cursor | null)[];
  /** Which of the bytes of any number are shown as text, on all stages. */
  readonly windows: Windows;
  /** In which pane the keys move. */
  readonly pane: Pane;
  /** Where `o` and `u` were pressed, the last one last. */
  readonly trail: readonly Spot[];
  readonly open: Open | null;
  /** What was searched last. */
  readonly searched: string;
  /** Said once, until the next key. */
  readonly notice: string | null;
  readonly sending: Sending;
  /** Where who leaves comes back to: `lesson`; `null` where nothing else is behind it. */
  readonly home: string | null;
  /** `null` while the screen is open. */
  readonly ending: Ending | null;
}

export function firstState(source: ShownWalk): ScreenState {
  const { facts, send, editor, leadOn } = source;
  const steps = facts.trace.stages.length;
  return {
    walk: { facts, send: send ?? neverSent, leadOn },
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

/** What the keys are for where nothing is open. */
export function walkMode({ walk }: ScreenState): 'walk' | 'diagnosis' {
  const { purpose } = walk.facts.trace;
  return purpose === 'diagnose' || purpose === 'replay' ? 'diagnosis' : 'walk';
}

/** Whether the server refused what was sent, so that somebody can ask why. */
export function canDiagnose({ sending, walk }: ScreenState): boolean {
  const status = sending.kind === 'answered' ? sending.exchange.response?.head.status : undefined;
  return walk.leadOn !== null && status !== undefined && status >= REFUSED;
}

const REFUSED = 400;

/** On the last stage but one again and again; on the last while nothing has been sent. */
/** What is typed and cannot be signed is not sent in the place of something else. */
export function canSend({ step, cursors, sending, open, editing }: ScreenState): boolean {
  const last = cursors.length - 1;
  if (editing?.problem || open !== null || step < last - 1 || sending.kind === 'sending' || sending.kind === 'never')
    return false;
  const isFailed = sending.kind === 'answered' && sending.exchange.problem !== null;
  return step !== last || sending.kind === 'unsent' || isFailed;
}
