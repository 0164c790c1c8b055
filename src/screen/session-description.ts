/**
 * Defines the description of a screen: its state, its reducer, its drawing, its announcements, and its effects. The
 * same shell (`session.ts`) runs all screens.
 */

import type { ReactElement } from 'react';
import type { Layout, ScreenSize } from './components/regions.ts';

export interface ScreenRoom {
  readonly size: ScreenSize;
  readonly layout: Layout;
}

export type UserEvent =
  /** `key` is the name of a key, as in the table of keys, or a typed character. */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'notice'; readonly text: string };

/** The end of a session: an exit code, or going back to the session below, which can reopen this session. */
export type Ending = number | 'back';

export type ShellEvent =
  | { readonly kind: 'resized' }
  | { readonly kind: 'returned'; readonly ending: Ending }
  /** This session ended with `back`, and the session below has reopened it. */
  | { readonly kind: 'reopened' };

export interface Next<State, Effect> {
  readonly state: State;
  /** The effects, which are carried out in this order after the state has been shown. */
  readonly effects: readonly Effect[];
}

/**
 * A description of a session. `Event` is the type of the results of effects. Every session also receives the events of
 * the user and of the shell.
 */
export interface SessionDescription<State, Event, Effect> {
  readonly first: (room: ScreenRoom) => Next<State, Effect>;
  /**
   * Returns the next state and its effects. If nothing changes, the state must be the same object, so that nothing is
   * redrawn.
   */
  readonly reduce: (state: State, event: Event | UserEvent | ShellEvent, room: ScreenRoom) => Next<State, Effect>;
  /** Draws a state so that it fills the screen exactly. The result is reused until the state or the room changes. */
  readonly draw: (state: State, room: ScreenRoom) => ReactElement;
  /** Returns lines for a screen reader that describe the whole state. */
  readonly announceAll: (state: State, room: ScreenRoom) => readonly string[];
  readonly announceChange: (before: State, after: State, room: ScreenRoom) => readonly string[];
  /**
   * Returns how the session has ended; `null` while it is open. Only a session that is on top of another session can
   * end with `back`.
   */
  readonly ending: (state: State) => Ending | null;
  /** Carries out an effect. `state` is the state that was returned with the effect. */
  readonly carryOut: (effect: Effect, state: State, outside: Outside<Event>) => void;
}

/** The functions that a session can call outside itself. */
export interface Outside<Event> {
  /**
   * Receives the result of an effect at any later time. The result is ignored if the session has ended with an exit
   * code.
   */
  readonly take: (event: Event | UserEvent) => void;
  /**
   * Copies text to the terminal's clipboard and shows the notice `says` or the reason that the text cannot be copied.
   */
  readonly copy: (text: string, says: string) => void;
  /**
   * Opens a session on top of this one. That session gets the screen and the keys until it ends, and the keys that are
   * pressed while its code is loaded.
   */
  readonly open: <State, OtherEvent, Effect>(
    description: SessionDescription<State, OtherEvent, Effect> | Promise<SessionDescription<State, OtherEvent, Effect>>,
  ) => void;
  /** Reopens the session that ended with `back`, unless another session was opened after it. */
  readonly reopen: () => void;
  /** Whether things may move on the screen. */
  readonly moves: boolean;
  /** Aborted when this session ends with an exit code. */
  readonly left: AbortSignal;
}
