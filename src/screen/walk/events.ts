/** Defines how a walk is opened, its events, and the effects that its reducer asks for. */
import type { WalkCommands } from '../../app/course/shown-course.ts';
import type { EditedWalk, EditProblem, Pasted, ShownWalk } from '../../app/walks/shown-walk.ts';
import type { WalkInputs } from '../../app/walks/walk-inputs.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { ScriptLanguage } from '../../outputs/script/table.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { BreakPreview } from '../../views/breaks/break-preview.ts';
import type { ShownBreak, WalkFacts } from '../../views/facts.ts';
import type { Next, ShellEvent, UserEvent } from '../session-description.ts';
import type { Copied } from './lists/copying.ts';
import type { WalkState } from './walk-state.ts';

export type WalkEvent =
  | UserEvent
  | Exclude<ShellEvent, { readonly kind: 'resized' }>
  | { readonly kind: 'progress'; readonly progress: ExchangeProgress }
  /** The answer to a request that was sent. `of` contains the facts of its walk. */
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange; readonly of: WalkFacts }
  | { readonly kind: 'pasted'; readonly pasted: Pasted | Problem }
  /** The progress of the search for a diagnosis: the number of combinations of mistakes tried so far. */
  | { readonly kind: 'searching'; readonly tried: number }
  | { readonly kind: 'walk-opened'; readonly found: ShownWalk | Problem }
  | { readonly kind: 'clock-read'; readonly date: string }
  | { readonly kind: 'recomputed'; readonly made: EditedWalk | EditProblem }
  /** How far the way of the line is drawn, from 0 to 1. */
  | { readonly kind: 'followed'; readonly part: number }
  | { readonly kind: 'breaks-found'; readonly found: readonly ShownBreak[] | Problem }
  | { readonly kind: 'break-previewed'; readonly id: string; readonly shown: BreakPreview | Problem }
  | { readonly kind: 'broken'; readonly made: EditedWalk | Problem };

/** An effect that the reducer cannot carry out itself. */
export type Effect =
  | { readonly kind: 'send' }
  | { readonly kind: 'stop-sending' }
  | { readonly kind: 'read-paste'; readonly text: string }
  | { readonly kind: 'read-clock' }
  | { readonly kind: 'recompute'; readonly inputs: WalkInputs }
  /** Opens the export of the walk; `null` lets the user choose the kind of file. */
  | { readonly kind: 'export'; readonly what: string | null }
  | { readonly kind: 'find-breaks' }
  | { readonly kind: 'break'; readonly ids: readonly string[] }
  /** Makes one break of the list alone, to show what it changes. */
  | { readonly kind: 'preview-break'; readonly id: string }
  /** Opens the replay with this name; `null` opens the diagnosis. */
  | { readonly kind: 'open-walk'; readonly replay: string | null }
  /** Opens the screen of another command. */
  | { readonly kind: 'open-command'; readonly command: keyof WalkCommands }
  /** Draws the way of the line little by little. */
  | { readonly kind: 'follow' }
  /** Ends the search for a diagnosis. What was found so far is opened. */
  | { readonly kind: 'stop-search' }
  /** Ends the search for a diagnosis, and opens nothing. */
  | { readonly kind: 'drop-search' }
  | { readonly kind: 'open'; readonly walk: ShownWalk; readonly notice: string }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'copy'; readonly what: Copied | ScriptLanguage };

/** The effects after which a diagnosis would be of another request or response, or is asked for again. */
const DROPPING: ReadonlySet<Effect['kind']> = new Set([
  'send',
  'recompute',
  'break',
  'open-walk',
  'open',
  'drop-search',
]);

/** Returns whether an effect ends the search for a diagnosis, and drops what was found. */
export const dropsSearch = ({ kind }: Effect): boolean => DROPPING.has(kind);

export type WalkNext = Next<WalkState, Effect>;
