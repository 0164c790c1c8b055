/**
 * Takes the keyboard and the mouse for a full-screen program, and restores the terminal when the program
 * ends.
 *
 * Ink reads standard input only for its own hooks (useInput, usePaste, useFocus), which merge keys and drop the mouse.
 * This module reads it instead: give Ink `inkInput()`, and use none of those hooks.
 */
import { Readable } from 'node:stream';
import { decodeInput } from './decode-input.ts';
import type { InputEvent } from './input-event.ts';
import { stopProcess, watchProcess } from './process-signals.ts';
import { assertSequence, enterSequence, leaveSequence, type TerminalModes } from './terminal-modes.ts';

export type TerminalEvent =
  | InputEvent
  /** The process continues after something else stopped it: the screen has to be drawn again. */
  | { readonly kind: 'resumed' }
  | { readonly kind: 'gone' };

interface KeyboardOptions extends TerminalModes {
  /**
   * Called first, once, if the process ends without `close`. Ends what draws (Ink's `unmount`), which would otherwise
   * draw a last frame over the primary screen. Its exceptions are dropped.
   */
  readonly onEnding?: () => void;
}

export interface Keyboard {
  /** Gives the terminal back for good. Drawing must have ended. */
  close(): void;
  /** Gives the terminal back for a while, to an editor or a shell. */
  suspend(): void;
  /** Takes the terminal again. The alternate screen is empty, and has to be drawn. */
  resume(): void;
  /** Handles Ctrl-Z: `suspend`, stop the process, `resume` once it continues. */
  stop(): Promise<void>;
}

/**
 * Milliseconds after which an Escape is the Escape key if nothing follows. The bytes of one key come faster, and the next key
 * of a user comes later. Neovim waits as long (ttimeoutlen).
 */
const ESCAPE_DELAY = 50;
/**
 * Milliseconds of silence after which an unfinished sequence, answer or paste is given up. Most connections stall for
 * less, and users wait longer before they type.
 */
const PATIENCE = 1000;

/** Returns an input for Ink that never has data and is no terminal: hooks that would read it fail at once. */
export function inkInput(): Readable {
  return new Readable({ read() {} });
}

/**
 * Takes the terminal before the first frame: raw mode first, to echo no key, and then the modes. Everything is restored
 * when the process ends, except by SIGKILL.
 *
 * `stdin` is `process.stdin`, or a stream of `/dev/tty` if that is a pipe; its opener destroys it after `close`.
 * `stdout` gets the modes, and must write at once, as streams of terminals do except on Windows. Events come in the
 * order of the bytes. A SIGTSTP comes as the key `ctrl+z`, for which the caller ends drawing, calls `stop`, and draws
 * again.
 */
export function openKeyboard(
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WriteStream,
  onEvent: (event: TerminalEvent) => void,
  options: KeyboardOptions,
): Keyboard {
  let state: 'open' | 'suspended' | 'closed' = 'suspended';
  const reader = inputReader((event) => {
    // What came in one piece with the key that closes or suspends is not for the next reader.
    if (state === 'open') onEvent(event);
  });
  const gone = () => {
    if (state === 'open') onEvent({ kind: 'gone' });
  };
  const isToStop = () => onEvent({ kind: 'key', name: 'ctrl+z' });

  const resume = () => {
    if (state !== 'suspended') return;
    state = 'open';
    stdin.setRawMode(true);
    stdout.write(enterSequence(options));
    stdin.on('data', reader.take);
    stdin.resume();
    process.on('SIGTSTP', isToStop);
  };
  const suspend = () => {
    if (state !== 'open') return;
    state = 'suspended';
    process.off('SIGTSTP', isToStop);
    stdin.off('data', reader.take);
    stdin.pause();
    reader.forget();
    attempt(() => stdout.write(leaveSequence(options)));
    attempt(() => stdin.setRawMode(false));
  };
  const close = () => {
    suspend();
    state = 'closed';
    unwatch();
    stdin.off('end', gone);
    stdin.off('error', gone);
  };
  const unwatch = watchProcess({
    onEnd: () => {
      attempt(() => options.onEnding?.());
      close();
    },
    onContinue: () => {
      if (state !== 'open') return;
      // Another program may have changed the mode meanwhile, which libuv does not know.
      stdin.setRawMode(false);
      stdin.setRawMode(true);
      stdout.write(assertSequence(options));
      onEvent({ kind: 'resumed' });
    },
  });
  stdin.on('end', gone);
  stdin.on('error', gone);
  resume();
  return {
    close,
    suspend,
    resume,
    async stop() {
      suspend();
      try {
        await stopProcess();
      } finally {
        resume();
      }
    },
  };
}

/** Runs an action and ignores its failure, because the terminal may be gone. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // This is cleanup, and nothing can be done.
  }
}

interface InputReader {
  readonly take: (piece: Uint8Array) => void;
  readonly forget: () => void;
}

function inputReader(onEvent: (event: InputEvent) => void): InputReader {
  let decoder = decodeInput();
  let timer: NodeJS.Timeout | undefined;
  let check: NodeJS.Immediate | undefined;
  const stopWaiting = () => {
    clearTimeout(timer);
    clearImmediate(check);
  };
  const after = (delay: number, events: () => readonly InputEvent[]) => {
    timer = setTimeout(() => {
      // The rest may have come while the program was busy: pending input is read before this runs.
      check = setImmediate(() => {
        for (const event of events()) onEvent(event);
      });
    }, delay);
  };
  return {
    take(piece) {
      stopWaiting();
      for (const event of decoder.take(piece)) onEvent(event);
      if (decoder.isUndecided()) after(ESCAPE_DELAY, decoder.flush);
      else if (decoder.isUnfinished()) after(PATIENCE, decoder.giveUp);
    },
    forget() {
      stopWaiting();
      decoder = decodeInput();
    },
  };
}
