/**
 * Contains the shell of every screen. The shell keeps the state of a session, passes events to it, draws each state
 * once, notifies listeners, and carries out effects. A session that is opened on top of another session has its own
 * shell, so sessions form a stack of any height. The session on top has the screen and the keys.
 */
import type { ReactElement } from 'react';
import type { TextMask } from '../app/world/terminal.ts';
import { isProblem } from '../bytes/problem.ts';
import { printable } from '../views/characters/visible.ts';
import type { ScreenSize } from './components/regions.ts';
import { listeners, type Observed } from './listeners.ts';
import type {
  Ending,
  Next,
  Outside,
  ScreenRoom,
  SessionDescription,
  ShellEvent,
  UserEvent,
} from './session-description.ts';
import { clipboardSequence } from './terminal/clipboard.ts';

export interface SessionTerminal {
  /** Whether tmux is between this program and the terminal, and decides what reaches the terminal's clipboard. */
  readonly isInTmux?: boolean;
  readonly write: (text: string) => void;
  /** Whether things may move on the screen; omitted if they may not. */
  readonly moves?: boolean;
  /** Masks what is copied; omitted if nothing is masked. */
  readonly masked?: TextMask;
}

/** A session together with all sessions on top of it. It determines what is drawn and announced, and where keys go. */
export interface DrawnSession extends Observed {
  /** Returns what the screen shows. The result is the same object as long as nothing changes. */
  readonly screen: () => ReactElement;
  readonly exitCode: () => number | null;
  readonly take: (event: UserEvent) => void;
  readonly resize: (size: ScreenSize) => void;
  /**
   * Returns an announcer for a screen reader. The announcer can announce everything, and then only the changes since
   * the last call.
   */
  readonly announcer: () => Announcer;
  /** Masks the rows that are drawn; omitted if nothing is masked. */
  readonly masked?: TextMask;
}

interface Announcer {
  readonly all: () => readonly string[];
  readonly change: () => readonly string[];
}

export interface Session<State> extends DrawnSession {
  /**
   * Returns the state of the session itself, not including the sessions on top of it. The result is the same object as
   * long as nothing changes.
   */
  readonly state: () => State;
}

/** A session on top of another session, or a session that was set aside and can be reopened. */
interface UpperSession extends DrawnSession {
  readonly ending: () => Ending | null;
  readonly reopen: () => void;
}

/** Begins a session. The session uses `terminal` for effects other than drawing rows. */
export function beginSession<State, Event, Effect>(
  description: SessionDescription<State, Event, Effect>,
  room: ScreenRoom,
  terminal: SessionTerminal,
): Session<State> & UpperSession {
  const { subscribe, notify } = listeners();
  const leaving = new AbortController();
  const first = description.first(room);
  const above = sessionsAbove(notify, (ending) => take({ kind: 'returned', ending }));
  let here = room;
  let { state } = first;
  /** What the user did since the code of a session began to be loaded; `null` if none is loaded. */
  let held: UserEvent[] | null = null;
  let drawn: { readonly of: State; readonly in: ScreenRoom; readonly screen: ReactElement } | null = null;
  const outside: Outside<Event> = {
    take,
    copy: (text, says) => take({ kind: 'notice', text: copy(text, says, terminal) }),
    open: (other) => {
      if (other instanceof Promise) void openLater(other);
      else above.open(beginSession(other, here, terminal));
    },
    reopen: () => above.reopen(here.size),
    moves: terminal.moves === true,
    left: leaving.signal,
  };

  function take(event: Event | UserEvent | ShellEvent): void {
    if (leaving.signal.aborted) return;
    const next = description.reduce(state, event, here);
    state = next.state;
    if (typeof description.ending(state) === 'number') leaving.abort();
    notify();
    carryOut(next);
  }

  function takeFromUser(event: UserEvent): void {
    if (held) held.push(event);
    else (above.top() ?? { take }).take(event);
  }

  /** Opens a session as soon as it is loaded, and gives it what the user did meanwhile. */
  async function openLater<Its, OtherEvent, OtherEffect>(
    coming: Promise<SessionDescription<Its, OtherEvent, OtherEffect>>,
  ): Promise<void> {
    held ??= [];
    const other = await coming;
    const events = held ?? [];
    held = null;
    above.open(beginSession(other, here, terminal));
    events.forEach(takeFromUser);
  }

  function carryOut(asked: Next<State, Effect>): void {
    for (const effect of asked.effects) description.carryOut(effect, asked.state, outside);
  }

  function ownScreen(): ReactElement {
    if (drawn?.of !== state || drawn.in !== here)
      drawn = { of: state, in: here, screen: description.draw(state, here) };
    return drawn.screen;
  }

  carryOut(first);
  return {
    state: () => state,
    screen: () => above.top()?.screen() ?? ownScreen(),
    exitCode: () => {
      const ending = description.ending(state);
      return ending === 'back' ? 0 : ending;
    },
    ending: () => description.ending(state),
    reopen: () => take({ kind: 'reopened' }),
    take: takeFromUser,
    resize(size) {
      if (size.width === here.size.width && size.height === here.size.height) return;
      here = { ...here, size };
      above.top()?.resize(size);
      take({ kind: 'resized' });
    },
    subscribe,
    announcer: () => announcerOf(description, () => ({ state, room: here, top: above.top() })),
  };
}

/**
 * Keeps the session on top of another session, and the last session that the user left with `back`, which can be
 * reopened.
 */
function sessionsAbove(notify: () => void, returned: (ending: Ending) => void) {
  let top: UpperSession | null = null;
  let aside: UpperSession | null = null;
  return {
    top: () => top,
    open(session: UpperSession): void {
      [top, aside] = [session, null];
      session.subscribe(() => {
        // A session that was set aside may still receive results.
        if (top !== session) return;
        const ending = session.ending();
        if (ending === null) return notify();
        [top, aside] = [null, ending === 'back' ? session : null];
        returned(ending);
      });
      notify();
    },
    reopen(size: ScreenSize): void {
      if (aside === null) return;
      const session = aside;
      [top, aside] = [session, null];
      session.reopen();
      session.resize(size);
    },
  };
}

/**
 * Announces a session and the sessions on top of it. A session that has just come to the top is announced in full. The
 * lines are escaped here as the drawn ones are, because they are written to the terminal unchanged.
 */
function announcerOf<State, Event, Effect>(
  description: SessionDescription<State, Event, Effect>,
  now: () => { readonly state: State; readonly room: ScreenRoom; readonly top: DrawnSession | null },
): Announcer {
  let { state: announced } = now();
  let upper: { readonly session: DrawnSession; readonly announcer: Announcer } | null = null;
  return {
    all: () => description.announceAll(announced, now().room).map(printable),
    change: () => {
      const before = announced;
      const { state, room, top } = now();
      announced = state;
      if (top === (upper?.session ?? null))
        return upper?.announcer.change() ?? description.announceChange(before, announced, room).map(printable);
      upper = top && { session: top, announcer: top.announcer() };
      return upper?.announcer.all() ?? description.announceAll(announced, room).map(printable);
    },
  };
}

const IN_TMUX = ' tmux passes it on only with "set -g set-clipboard on".';

/**
 * Copies text to the clipboard. Returns the notice to show, which is `says` or the reason that the text was not copied.
 */
function copy(text: string, says: string, { write, masked, isInTmux = false }: SessionTerminal): string {
  const sequence = clipboardSequence(masked?.(text) ?? text);
  if (isProblem(sequence)) return `${sequence.says} ${sequence.fix}`;
  write(sequence);
  return isInTmux ? says + IN_TMUX : says;
}
