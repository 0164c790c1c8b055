/**
 * The shell of every screen: it holds the state of a session, gives it events, draws each state once, tells those who draw
 * or listen, and carries out what is to be done outside. A session that is opened on top of another one is run by a shell
 * of its own, so that they are a stack of any height: the top one has the screen and the keys.
 */
import { isProblem } from '../bytes/problem.ts';
import type { ScreenSize } from '../render/screen/regions.ts';
import type { ScreenRow } from '../render/screen/style.ts';
import { clipboardSequence } from './input/clipboard.ts';
import type { Next, Outside, PersonEvent, ScreenRoom, SessionDescription, ShellEvent } from './session-description.ts';

/** What the terminal does for a session. */
export interface SessionTerminal {
  readonly write: (text: string) => void;
  /** Ctrl-Z. */
  readonly suspend: () => void;
}

/** A session for those who draw it, speak it or have its keys, with all that is on top of it. */
export interface DrawnSession {
  /** As many as the screen is high; the same object as long as nothing changes. */
  readonly rows: () => readonly ScreenRow[];
  /** `null` while the screen is open. */
  readonly exitCode: () => number | null;
  readonly take: (event: PersonEvent) => void;
  readonly resize: (size: ScreenSize) => void;
  /** Finds out what takes longer, with pauses in which keys are taken. Rejects where the program is damaged. */
  readonly complete: (pause: () => Promise<void>) => Promise<void>;
  /** Calls the listener after each change; gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** For people who listen: all at first, then what has changed since. */
  readonly announcer: () => Announcer;
}

export interface Announcer {
  readonly all: () => readonly string[];
  readonly change: () => readonly string[];
}

export interface Session<State> extends DrawnSession {
  /** That of the session itself, whatever is on top of it; the same object as long as nothing changes. */
  readonly state: () => State;
}

/** Begins a session; `terminal`: for what goes past the rows. */
export function beginSession<State, Event, Effect>(
  description: SessionDescription<State, Event, Effect>,
  room: ScreenRoom,
  terminal: SessionTerminal,
): Session<State> {
  const listeners = new Set<() => void>();
  const leaving = new AbortController();
  const first = description.first(room);
  let here = room;
  let { state } = first;
  let above: DrawnSession | null = null;
  let drawn: { readonly of: State; readonly in: ScreenRoom; readonly rows: readonly ScreenRow[] } | null = null;
  const outside: Outside<Event> = {
    take,
    copy: (text, says) => take({ kind: 'said', text: copied(text, says, terminal) }),
    suspend: terminal.suspend,
    open,
    left: leaving.signal,
  };

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function take(event: Event | PersonEvent | ShellEvent): void {
    if (leaving.signal.aborted) return;
    const next = description.reduce(state, event, here);
    state = next.state;
    if (description.exitCode(state) !== null) leaving.abort();
    tell();
    carryOut(next);
  }

  function carryOut(asked: Next<State, Effect>): void {
    for (const effect of asked.effects) description.carryOut(effect, asked.state, outside);
  }

  function open<Other, OtherEvent, OtherEffect>(other: SessionDescription<Other, OtherEvent, OtherEffect>): void {
    const session = beginSession(other, here, terminal);
    above = session;
    session.subscribe(() => {
      const exitCode = session.exitCode();
      if (exitCode === null) return tell();
      above = null;
      take({ kind: 'returned', exitCode });
    });
    void session.complete(async () => {});
    tell();
  }

  function ownRows(): readonly ScreenRow[] {
    if (drawn?.of !== state || drawn.in !== here) drawn = { of: state, in: here, rows: description.draw(state, here) };
    return drawn.rows;
  }

  /** Of a session that has come on top, or is on top again, all that there is to hear. */
  function announcer(): Announcer {
    let said = state;
    let top: { readonly session: DrawnSession; readonly announcer: Announcer } | null = null;
    return {
      all: () => description.announceAll(said, here),
      change: () => {
        const before = said;
        said = state;
        const wasAbove = top?.session ?? null;
        if (above === wasAbove) return top?.announcer.change() ?? description.announceChange(before, said, here);
        top = above && { session: above, announcer: above.announcer() };
        return top?.announcer.all() ?? description.announceAll(said, here);
      },
    };
  }

  carryOut(first);
  return {
    state: () => state,
    rows: () => above?.rows() ?? ownRows(),
    exitCode: () => description.exitCode(state),
    take: (event) => (above ? above.take(event) : take(event)),
    resize(size) {
      if (size.width === here.size.width && size.height === here.size.height) return;
      here = { ...here, size };
      above?.resize(size);
      take({ kind: 'resized' });
    },
    complete: async (pause) => description.complete?.(take, pause),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announcer,
  };
}

/** Writes a text for the clipboard; gives what is to be said of it. */
function copied(text: string, says: string, { write }: SessionTerminal): string {
  const sequence = clipboardSequence(text);
  if (isProblem(sequence)) return `${sequence.says} ${sequence.fix}`;
  write(sequence);
  return says;
}
