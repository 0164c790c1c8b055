/** The terminal taken for a screen: whoever is on it at the time gets what comes from it, and nothing is lost between. */
import type { ScreenChoice } from '../app/options/screen-options.ts';
import { type Keyboard, openKeyboard, type TerminalEvent } from './input/keyboard.ts';

/** Where a screen is shown, and where keys come from. */
export interface TerminalStreams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

export interface TerminalListener {
  readonly onEvent: (event: TerminalEvent) => void;
  /** Ends what draws, where the process ends. */
  readonly onEnding: () => void;
}

export interface TakenTerminal {
  readonly keyboard: Keyboard;
  /** From now on this one listens; it first gets what came while nobody did. */
  readonly listen: (listener: TerminalListener) => void;
  /** From now on nobody listens; these come first for the next one. */
  readonly putBack: (events: readonly TerminalEvent[]) => void;
}

/** Keys count, and none is echoed, from now on. */
export function takeTerminal({ layout }: ScreenChoice, { stdin, stdout }: TerminalStreams): TakenTerminal {
  const isHeard = layout === 'screen-reader';
  const waiting: TerminalEvent[] = [];
  let listener: TerminalListener | null = null;
  const keyboard = openKeyboard(
    stdin,
    stdout,
    (event) => {
      if (listener) listener.onEvent(event);
      else waiting.push(event);
    },
    {
      mouse: isHeard ? 'off' : 'on',
      screen: isHeard ? 'primary' : 'alternate',
      onEnding: () => listener?.onEnding(),
    },
  );
  return {
    keyboard,
    listen: (next) => {
      listener = next;
      for (const event of waiting.splice(0)) next.onEvent(event);
    },
    putBack: (events) => {
      listener = null;
      waiting.unshift(...events);
    },
  };
}
