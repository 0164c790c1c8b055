/**
 * The description of a screen, which one shell (`session.ts`) runs: its state, its reducer, how it is drawn and
 * announced, and its effects.
 */
import type { Layout, ScreenSize } from '../render/screen/regions.ts';
import type { ScreenRow } from '../render/screen/styled-glyphs.ts';
import type { MouseEvent } from './input/input-event.ts';

/** The size and the layout of the screen. */
export interface ScreenRoom {
  readonly size: ScreenSize;
  readonly layout: Layout;
}

/** What comes from the user, and notices. */
export type UserEvent =
  /** The name of a key, as in the table of keys, or a typed character. */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'notice'; readonly text: string }
  | MouseEvent;

/** How a session ends: with an exit code, or back to the session below, which can reopen it. */
export type Ending = number | 'back';

export type ShellEvent =
  | { readonly kind: 'resized' }
  | { readonly kind: 'returned'; readonly ending: Ending }
  /** This session has ended with `back`, and the one below opens it again. */
  | { readonly kind: 'reopened' };

export interface Next<State, Effect> {
  readonly state: State;
  /** To be carried out in this order, after the state is shown. */
  readonly effects: readonly Effect[];
}

/** `Event`: the results of its effects, in addition to the events of every session. */
export interface SessionDescription<State, Event, Effect> {
  readonly first: (room: ScreenRoom) => Next<State, Effect>;
  /** Returns the same state if nothing changes: then nothing is drawn. */
  readonly reduce: (state: State, event: Event | UserEvent | ShellEvent, room: ScreenRoom) => Next<State, Effect>;
  /** Draws a state in exactly the rows of the screen. Called once for a state and a room. */
  readonly draw: (state: State, room: ScreenRoom) => readonly ScreenRow[];
  /** For a screen reader: everything, and what has changed. */
  readonly announceAll: (state: State, room: ScreenRoom) => readonly string[];
  readonly announceChange: (before: State, after: State, room: ScreenRoom) => readonly string[];
  /** `null` while the session is open. Only a session on top of another one can end with `back`. */
  readonly ending: (state: State) => Ending | null;
  /** Carries out an effect; `state` is the state that requested it. */
  readonly carryOut: (effect: Effect, state: State, outside: Outside<Event>) => void;
  /** Computes what takes longer, with pauses for keys. Rejects if the program is damaged. */
  readonly complete?: (take: Outside<Event>['take'], pause: () => Promise<void>) => Promise<void>;
}

/** The functions of a session outside itself. */
export interface Outside<Event> {
  /** Takes the result of an effect, at any later time. A session that has ended takes nothing. */
  readonly take: (event: Event | UserEvent) => void;
  /** Sends a text to the clipboard of the terminal, and shows this notice, or why it cannot. */
  readonly copy: (text: string, says: string) => void;
  readonly suspend: () => void;
  /** Opens a session on top of this one, which has the screen and the keys until it ends. */
  readonly open: <State, OtherEvent, Effect>(description: SessionDescription<State, OtherEvent, Effect>) => void;
  /** Opens the session that ended with `back` again, unless another one was opened after it. */
  readonly reopen: () => void;
  /** Aborted when this session ends with an exit code. */
  readonly left: AbortSignal;
}
