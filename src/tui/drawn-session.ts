/** What a screen shows, whatever it is: rows, what there is to hear of them, and what takes the keys. */
import type { ScreenSize } from '../render/screen/regions.ts';
import type { ScreenRow } from '../render/screen/style.ts';
import type { MouseEvent } from './state/mouse.ts';

/** What comes from the person, and what the terminal has to say. */
export type SessionEvent =
  /** The name of a key, as the table of keys has it, or what was typed. */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  /** Something to be said once. */
  | { readonly kind: 'said'; readonly text: string }
  | MouseEvent;

/** What the terminal does for a session. */
export interface SessionTerminal {
  readonly write: (text: string) => void;
  /** Ctrl-Z. */
  readonly suspend: () => void;
}

export interface DrawnSession {
  /** As many as the screen is high; the same object as long as nothing changes. */
  readonly rows: () => readonly ScreenRow[];
  /** `null` while the screen is open. */
  readonly exitCode: () => number | null;
  readonly take: (event: SessionEvent) => void;
  readonly resize: (size: ScreenSize) => void;
  /** Finds out what takes longer, with pauses in which keys are taken. Rejects where the program is damaged. */
  readonly complete: (pause: () => Promise<void>) => Promise<void>;
  /** Called after each change; gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** For who listens: all at first, then what has changed since. */
  readonly announcer: () => Announcer;
}

export interface Announcer {
  readonly all: () => readonly string[];
  readonly change: () => readonly string[];
}
