/** The state of the screen: one position, what is open above it, and what has been sent. Nothing here knows of Ink. */
import type { KeyMode } from '../../commands/keys.ts';
import type { ExchangeProgress } from '../../http/progress.ts';
import type { Cursor } from '../../render/screen/cursor.ts';
import type { FoundUse } from '../../trace/provenance.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { TextField } from './text-field.ts';

export type Sending =
  /** The request is somebody else's. */
  | { readonly kind: 'never' }
  | { readonly kind: 'unsent' }
  /** The last reports of how far it has come, oldest first; none at first. */
  | { readonly kind: 'sending'; readonly reports: readonly ExchangeProgress[] }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange };

/** What lies over the page, or takes what is typed. */
export type Open =
  | { readonly kind: 'help'; readonly index: number }
  | { readonly kind: 'uses'; readonly uses: readonly FoundUse[]; readonly index: number }
  | { readonly kind: 'palette'; readonly field: TextField; readonly index: number }
  | { readonly kind: 'search'; readonly field: TextField }
  | { readonly kind: 'offset'; readonly field: TextField };

/** Which pane the keys move in: the page, or the hex view beside it. */
export type Pane = 'text' | 'bytes';

export interface Spot {
  /** Which stage, from 0. */
  readonly step: number;
  readonly cursor: Cursor;
}

export interface ScreenState {
  readonly step: number;
  /** Where the cursor stands on each stage; `null` for one that nobody has been on. */
  readonly cursors: readonly (Cursor | null)[];
  readonly pane: Pane;
  /** Where `o` and `u` were pressed, the last one last. */
  readonly trail: readonly Spot[];
  readonly open: Open | null;
  /** What was searched last. */
  readonly searched: string;
  /** Said once, until the next key. */
  readonly notice: string | null;
  readonly sending: Sending;
  /** `null` while the screen is open. */
  readonly exitCode: number | null;
}

export function firstState(steps: number, sending: Sending = { kind: 'unsent' }): ScreenState {
  return {
    step: 0,
    cursors: Array.from({ length: steps }, () => null),
    pane: 'text',
    trail: [],
    open: null,
    searched: '',
    notice: null,
    sending,
    exitCode: null,
  };
}

export function keyMode({ open }: ScreenState): KeyMode {
  if (open === null) return 'walk';
  return 'field' in open ? 'field' : 'list';
}

/** On the last stage but one again and again; on the last while nothing has been sent. */
export function canSend({ step, cursors, sending, open }: ScreenState): boolean {
  const last = cursors.length - 1;
  if (open !== null || step < last - 1 || sending.kind === 'sending' || sending.kind === 'never') return false;
  return step !== last || sending.kind === 'unsent';
}
