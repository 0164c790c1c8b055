/**
 * Takes over the terminal for a screen. Events go to the current listener, and no event is lost when the listener
 * changes.
 */
import type { ScreenChoice } from '../app/options/screen-options.ts';
import { type Keyboard, openKeyboard, type TerminalEvent } from './input/keyboard.ts';

export interface TerminalStreams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

interface TerminalListener {
  readonly onEvent: (event: TerminalEvent) => void;
  /** Stops drawing, because the process is about to exit. */
  readonly onEnding: () => void;
}

export interface TakenTerminal {
  readonly keyboard: Keyboard;
  /** Sets the listener, which first gets the events that arrived while there was no listener. */
  readonly listen: (listener: TerminalListener) => void;
  /** Removes the listener. The next listener gets these events first. */
  readonly putBack: (events: readonly TerminalEvent[]) => void;
}

/**
 * Takes over the terminal. From then on, keys are received without being echoed. `signals` is what a signal that asks
 * the process to end does.
 */
export function takeTerminal(
  { layout }: ScreenChoice,
  { stdin, stdout }: TerminalStreams,
  signals: 'exit' | 'event' = 'exit',
): TakenTerminal {
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
      signals,
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
