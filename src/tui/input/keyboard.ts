/**
 * Takes over the keyboard and the mouse for a full-screen program, and restores the terminal when the program ends. Ink
 * reads standard input only for its own hooks (useInput, usePaste, useFocus), which merge keys and ignore the mouse.
 * This module reads standard input instead. Give Ink `inkInput()`, and do not use those hooks.
 */
import { Readable } from 'node:stream';
import { decodeInput } from './decode-input.ts';
import type { InputEvent } from './input-event.ts';
import { looksPasted, PASTE_BEGINNING, PASTE_END } from './paste.ts';
import { stopProcess, watchProcess } from './process-signals.ts';
import { assertSequence, enterSequence, leaveSequence, type TerminalModes } from './terminal-modes.ts';

export type TerminalEvent =
  | InputEvent
  /** The process was stopped by something other than this module and has continued, so the screen must be redrawn. */
  | { readonly kind: 'resumed' }
  | { readonly kind: 'gone' };

interface KeyboardOptions extends TerminalModes {
  /**
   * Called once, before anything else, if the process ends without `close`. It must stop all drawing (with Ink's
   * `unmount`), because a last frame would otherwise be drawn over the primary screen. Exceptions that it throws are
   * ignored.
   */
  readonly onEnding?: () => void;
  /**
   * What a signal that asks the process to end does. With `event`, it is reported as the event `gone`, because the
   * program has to stop a server first.
   */
  readonly signals?: 'exit' | 'event';
}

export interface Keyboard {
  /** Restores the terminal permanently. Drawing must have ended. */
  close(): void;
  /** Restores the terminal temporarily, such as for an editor or a shell. */
  suspend(): void;
  /** Takes over the terminal again. The alternate screen is then empty and must be redrawn. */
  resume(): void;
  /** Handles Ctrl-Z: calls `suspend`, stops the process, and calls `resume` once it continues. */
  stop(): Promise<void>;
}

/**
 * The number of milliseconds without input after which an Escape is the Escape key, and an unmarked paste is complete.
 * The bytes of one key arrive faster, and users press the next key later. Neovim uses the same value (ttimeoutlen).
 */
const ESCAPE_DELAY = 50;
/**
 * After this many milliseconds of silence, an unfinished sequence, reply, or paste is abandoned. Most connections stall
 * for less time, and users wait longer before they type.
 */
const PATIENCE = 1000;

/**
 * Returns an input for Ink that never has data and is not a terminal, so that hooks that would read it fail
 * immediately.
 */
export function inkInput(): Readable {
  return new Readable({ read() {} });
}

/**
 * Takes over the terminal before the first frame. Raw mode is set first, so that no key is echoed, and then the other
 * modes. Everything is restored when the process ends, except after SIGKILL. `stdin` is `process.stdin` or, if that is
 * a pipe, a stream from `/dev/tty`, which the caller that opened it destroys after `close`. The modes are written to
 * `stdout`. The stream must write synchronously, which terminal streams do on all systems except Windows. Events arrive
 * in the order of the bytes. SIGTSTP is reported as the key `ctrl+z`. In response, the caller ends drawing, calls
 * `stop`, and draws again.
 */
export function openKeyboard(
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WriteStream,
  onEvent: (event: TerminalEvent) => void,
  options: KeyboardOptions,
): Keyboard {
  let state: 'open' | 'suspended' | 'closed' = 'suspended';
  const reader = inputReader((event) => {
    // Input that arrived in one piece with the key that closes or suspends is not meant for the next reader.
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
    ...(options.signals === 'event' ? { onSignal: gone } : {}),
    onContinue: () => {
      if (state !== 'open') return;
      // Another program may have changed the mode in the meantime, and libuv does not notice such a change.
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
    // Cleanup has failed, and no further cleanup is possible.
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
  /** Whether a paste that the terminal does not mark has begun. */
  let isUnmarkedPaste = false;
  const stopWaiting = () => {
    clearTimeout(timer);
    clearImmediate(check);
  };
  const after = (delay: number, events: () => readonly InputEvent[]) => {
    timer = setTimeout(() => {
      // The rest may have arrived while the program was busy. Pending input is read before this callback runs.
      check = setImmediate(() => {
        for (const event of events()) onEvent(event);
      });
    }, delay);
  };
  const decode = (bytes: Uint8Array) => {
    for (const event of decoder.take(bytes)) onEvent(event);
  };
  const endUnmarkedPaste = () => {
    isUnmarkedPaste = false;
    return decoder.take(PASTE_END);
  };
  return {
    take(piece) {
      stopWaiting();
      if (!isUnmarkedPaste && !decoder.isUndecided() && !decoder.isUnfinished() && looksPasted(piece)) {
        isUnmarkedPaste = true;
        decode(PASTE_BEGINNING);
      }
      decode(piece);
      if (isUnmarkedPaste) after(ESCAPE_DELAY, endUnmarkedPaste);
      else if (decoder.isUndecided()) after(ESCAPE_DELAY, decoder.flush);
      else if (decoder.isUnfinished()) after(PATIENCE, decoder.giveUp);
    },
    forget() {
      stopWaiting();
      isUnmarkedPaste = false;
      decoder = decodeInput();
    },
  };
}
