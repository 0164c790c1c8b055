/**
 * The shell of every screen: it holds the state of a session, gives it events, draws each state once, tells those who draw
 * or listen, and carries out what is to be done outside. Sessions that are opened on top of another one are a stack: the
 * top one has the screen and the keys.
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

/** A session as whoever draws it, speaks it or has its keys knows it. */
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

/** A session of the stack, whatever its state is. */
interface Layer extends Pick<DrawnSession, 'rows' | 'exitCode' | 'complete' | 'announcer'> {
  readonly take: (event: PersonEvent | ShellEvent) => void;
}

/** What the stack does for each of its layers. */
interface Stack {
  readonly room: () => ScreenRoom;
  readonly terminal: SessionTerminal;
  readonly open: Outside<never>['open'];
  /** Called after each change of a layer. */
  readonly changed: (layer: Layer) => void;
}

/** Begins a session; `terminal`: for what goes past the rows. */
export function beginSession<State, Event, Effect>(
  description: SessionDescription<State, Event, Effect>,
  room: ScreenRoom,
  terminal: SessionTerminal,
): Session<State> {
  const listeners = new Set<() => void>();
  let here = room;
  const stack: Stack = { room: () => here, terminal, open, changed };
  const bottom = beginLayer(description, stack);
  const layers: Layer[] = [bottom];
  const top = () => layers.at(-1) ?? bottom;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function open<Other, OtherEvent, OtherEffect>(other: SessionDescription<Other, OtherEvent, OtherEffect>): void {
    const layer = beginLayer(other, stack);
    layers.push(layer);
    layer.begin();
    void layer.complete(async () => {});
    tell();
  }

  function changed(layer: Layer): void {
    const exitCode = layer.exitCode();
    if (exitCode === null || layer === bottom) {
      tell();
      return;
    }
    layers.splice(layers.indexOf(layer));
    top().take({ kind: 'returned', exitCode });
  }

  bottom.begin();
  return {
    state: bottom.state,
    rows: () => top().rows(),
    exitCode: bottom.exitCode,
    take: (event) => top().take(event),
    resize(size) {
      if (size.width === here.size.width && size.height === here.size.height) return;
      here = { ...here, size };
      for (const layer of layers) layer.take({ kind: 'resized' });
    },
    complete: bottom.complete,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announcer: () => announcerOf(top),
  };
}

/** Of a session that has come on top, or is on top again, all that there is to hear. */
function announcerOf(top: () => Layer): Announcer {
  let layer = top();
  let own = layer.announcer();
  return {
    all: () => own.all(),
    change: () => {
      if (layer === top()) return own.change();
      layer = top();
      own = layer.announcer();
      return own.all();
    },
  };
}

interface BegunLayer<State> extends Layer {
  readonly state: () => State;
  /** Carries out what its first state asks for, as soon as it is on the stack. */
  readonly begin: () => void;
}

function beginLayer<State, Event, Effect>(
  description: SessionDescription<State, Event, Effect>,
  { room, terminal, open, changed }: Stack,
): BegunLayer<State> {
  const { draw, exitCode, announceAll, announceChange } = description;
  const leaving = new AbortController();
  const first = description.first(room());
  let { state } = first;
  let drawn: { readonly of: State; readonly in: ScreenRoom; readonly rows: readonly ScreenRow[] } | null = null;

  const outside: Outside<Event> = {
    take,
    copy: (text, says) => take({ kind: 'said', text: copied(text, says, terminal) }),
    suspend: terminal.suspend,
    open,
    left: leaving.signal,
  };
  const layer: BegunLayer<State> = {
    state: () => state,
    begin: () => carryOut(first),
    exitCode: () => exitCode(state),
    take,
    complete: async (pause) => description.complete?.(take, pause),
    rows: () => {
      if (drawn?.of !== state || drawn.in !== room()) drawn = { of: state, in: room(), rows: draw(state, room()) };
      return drawn.rows;
    },
    announcer: () => {
      let said = state;
      return {
        all: () => announceAll(said, room()),
        change: () => {
          const before = said;
          said = state;
          return announceChange(before, said, room());
        },
      };
    },
  };

  function take(event: Event | PersonEvent | ShellEvent): void {
    if (leaving.signal.aborted) return;
    const next = description.reduce(state, event, room());
    state = next.state;
    if (exitCode(state) !== null) leaving.abort();
    changed(layer);
    carryOut(next);
  }

  function carryOut(asked: Next<State, Effect>): void {
    for (const effect of asked.effects) description.carryOut(effect, asked.state, outside);
  }

  return layer;
}

/** Writes a text for the clipboard; gives what is to be said of it. */
function copied(text: string, says: string, { write }: SessionTerminal): string {
  const sequence = clipboardSequence(text);
  if (isProblem(sequence)) return `${sequence.says} ${sequence.mend}`;
  write(sequence);
  return says;
}
