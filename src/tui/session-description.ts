/**
 * What a screen is, so that one shell (`session.ts`) can run it: a state, what each event makes of it, how it is drawn and
 * said, and what has to be done outside for it. The walk and the course are two of them.
 */
import type { Layout, ScreenSize } from '../render/screen/regions.ts';
import type { ScreenRow } from '../render/screen/style.ts';
import type { MouseEvent } from './input/input-event.ts';

/** The size that the screen has, and how it is laid out. */
export interface ScreenRoom {
  readonly size: ScreenSize;
  readonly layout: Layout;
}

/** What comes from the person, and what the terminal has to say. */
export type PersonEvent =
  /** The name of a key, as the table of keys has it, or what was typed. */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  /** Something to be said once. */
  | { readonly kind: 'said'; readonly text: string }
  | MouseEvent;

/** How a session ends: with an exit code, or back to the one below, which can open it again as it is. */
export type Ending = number | 'back';

/** What the shell has to say. */
export type ShellEvent =
  | { readonly kind: 'resized' }
  /** The session on top has ended. */
  | { readonly kind: 'returned'; readonly ending: Ending }
  /** This session has ended with `back`, and the one below opens it again. */
  | { readonly kind: 'reopened' };

export interface Next<State, Effect> {
  readonly state: State;
  /** To be done outside, in this order, after the state is shown. */
  readonly effects: readonly Effect[];
}

/** `Event`: what comes of its effects, beside what every session is told. */
export interface SessionDescription<State, Event, Effect> {
  readonly first: (room: ScreenRoom) => Next<State, Effect>;
  /** Gives the same state where nothing changes: then nothing is drawn anew. */
  readonly reduce: (state: State, event: Event | PersonEvent | ShellEvent, room: ScreenRoom) => Next<State, Effect>;
  /** Gives as many rows as the screen is high. Called once for a state and a room. */
  readonly draw: (state: State, room: ScreenRoom) => readonly ScreenRow[];
  /** For people who listen: all that there is, and what has changed. */
  readonly announceAll: (state: State, room: ScreenRoom) => readonly string[];
  readonly announceChange: (before: State, after: State, room: ScreenRoom) => readonly string[];
  /** `null` while the session is open. Only a session on top of another one can end with `back`. */
  readonly ending: (state: State) => Ending | null;
  /** `state`: the one that the effect was asked for with. */
  readonly carryOut: (effect: Effect, state: State, outside: Outside<Event>) => void;
  /** Finds out what takes longer, with pauses in which keys are taken. Rejects where the program is damaged. */
  readonly complete?: (take: Outside<Event>['take'], pause: () => Promise<void>) => Promise<void>;
}

/** What a session can do outside of itself. */
export interface Outside<Event> {
  /** What comes of an effect, at any later time; nothing is taken any more by a session that was left. */
  readonly take: (event: Event | PersonEvent) => void;
  /** Sends a text to the clipboard of the terminal, and says so in this sentence, or why not. */
  readonly copy: (text: string, says: string) => void;
  /** Ctrl-Z. */
  readonly suspend: () => void;
  /** Opens a session on top of this one: it has the screen and the keys until it ends. */
  readonly open: <State, OtherEvent, Effect>(description: SessionDescription<State, OtherEvent, Effect>) => void;
  /** Opens the session again that ended with `back`, if no other one was opened after it. */
  readonly reopen: () => void;
  /** Aborted when this session ends with an exit code. */
  readonly left: AbortSignal;
}
