/**
 * The keyboard and the mouse of a full-screen program, and the terminal as it was whenever the program is left.
 *
 * Ink reads standard input only for its own hooks (useInput, usePaste, useFocus), which merge keys and drop the mouse.
 * This reads instead of it: give Ink `inkInput()`, and use none of those hooks.
 */
import { Readable } from 'node:stream';
import { decodeInput } from './decode-input.ts';
import type { InputEvent } from './input-event.ts';
import { stopProcess, watchProcess } from './process-signals.ts';
import { assertSequence, enterSequence, leaveSequence, type TerminalModes } from './terminal-modes.ts';

export type TerminalEvent =
  | InputEvent
  /** The process was stopped by somebody else and goes on: the screen is to be drawn anew. */
  | { readonly kind: 'resumed' }
  /** The terminal is gone: nothing more comes from it. */
  | { readonly kind: 'gone' };

export interface KeyboardOptions extends TerminalModes {
  /** Milliseconds after which an Escape that nothing followed is the Escape key. */
  readonly escapeDelay?: number;
  /** Milliseconds of silence after which a sequence, an answer or a paste that has no end is given up. */
  readonly patience?: number;
  /**
   * Called first, once, where the process ends without `close`: ends what draws (Ink's `unmount`), which otherwise draws
   * a last frame over the primary screen. What it throws is dropped.
   */
  readonly onEnding?: () => void;
}

export interface Keyboard {
  /** Gives the terminal back for good. Whatever draws has to have ended. */
  close(): void;
  /** Gives the terminal back for a while, to an editor or a shell. */
  suspend(): void;
  /** Takes it again. The alternate screen is empty, to be drawn anew. */
  resume(): void;
  /** Ctrl-Z: `suspend`, stop the process, `resume` once it goes on. */
  stop(): Promise<void>;
}

/** Longer than a terminal or tmux takes for one key, shorter than anybody types the next; as in Neovim (ttimeoutlen). */
const ESCAPE_DELAY = 50;
/** Longer than most lines stall in the middle of a sequence, shorter than a person waits before the program seems dead. */
const PATIENCE = 1000;

/** An input for Ink that nothing comes from, and that is no terminal: hooks that would read it fail at once. */
export function inkInput(): Readable {
  return new Readable({ read() {} });
}

/**
 * Takes the terminal: raw mode first, so that no key is echoed, then the modes; all is given back when the process ends
 * in any way but SIGKILL. Before the first frame is the time to call it.
 *
 * `stdin` is `process.stdin`, or a stream of `/dev/tty` where that is a pipe: who opened it destroys it after `close`.
 * `stdout` gets the modes, and writes at once, as streams of terminals do but on Windows. Events come in the order of the
 * bytes; a SIGTSTP comes as the key `ctrl+z`, to which the caller does the same: end drawing, `stop`, draw anew.
 */
export function openKeyboard(
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WriteStream,
  onEvent: (event: TerminalEvent) => void,
  options: KeyboardOptions,
): Keyboard {
  let state: 'open' | 'suspended' | 'closed' = 'suspended';
  const { escapeDelay = ESCAPE_DELAY, patience = PATIENCE } = options;
  const reader = inputReader(
    (event) => {
      // What came in one piece with the key that closes or suspends was not meant for who comes after.
      if (state === 'open') onEvent(event);
    },
    { escapeDelay, patience },
  );
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
    ends: () => {
      attempt(() => options.onEnding?.());
      close();
    },
    goesOn: () => {
      if (state !== 'open') return;
      // Whoever had the terminal meanwhile may have made it cooked, of which libuv does not know.
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

/** What is done on the way out goes on whatever fails: the terminal may be gone. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Nobody is left to tell.
  }
}

interface InputReader {
  readonly take: (piece: Uint8Array) => void;
  /** Drops what has begun and not ended. */
  readonly forget: () => void;
}

interface Delays {
  readonly escapeDelay: number;
  readonly patience: number;
}

function inputReader(onEvent: (event: InputEvent) => void, { escapeDelay, patience }: Delays): InputReader {
  let decoder = decodeInput();
  let timer: NodeJS.Timeout | undefined;
  let check: NodeJS.Immediate | undefined;
  const stopWaiting = () => {
    clearTimeout(timer);
    clearImmediate(check);
  };
  const after = (delay: number, events: () => readonly InputEvent[]) => {
    timer = setTimeout(() => {
      // The rest may have come while the program was busy: what can be read is read before this runs.
      check = setImmediate(() => {
        for (const event of events()) onEvent(event);
      });
    }, delay);
  };
  return {
    take(piece) {
      stopWaiting();
      for (const event of decoder.take(piece)) onEvent(event);
      if (decoder.isUndecided()) after(escapeDelay, decoder.flush);
      else if (decoder.isUnfinished()) after(patience, decoder.giveUp);
    },
    forget() {
      stopWaiting();
      decoder = decodeInput();
    },
  };
}
