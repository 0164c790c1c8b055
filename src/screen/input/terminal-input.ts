/**
 * Contains the stream that Ink reads keys from. It takes over the terminal before anything is drawn, keeps what arrives
 * early, hands each key to Ink on its own, and takes out what Ink does not read: pastes and replies. It
 * restores the terminal when the program ends.
 */
import { Readable } from 'node:stream';
import type { InputEvent, ReportEvent } from './input-event.ts';
import { looksPasted, PASTE_BEGINNING, PASTE_END } from './paste.ts';
import { watchProcess } from './process-signals.ts';
import { splitInput } from './split-input.ts';
import { ENTER, LEAVE } from './terminal-modes.ts';

interface TerminalInputOptions {
  /**
   * Called once, before anything else, if the process ends without `close`. It must stop all drawing, because a last
   * frame would otherwise be drawn over the primary screen. Exceptions that it throws are ignored.
   */
  readonly onEnding: () => void;
  /**
   * What a signal that asks the process to end does. With `event`, it is reported as the event `gone`, because the
   * program has to stop a server first.
   */
  readonly signals: 'exit' | 'event';
}

export interface TerminalInput {
  /** What Ink reads. Ink suspends and resumes the input by its raw mode. */
  readonly keys: KeyStream;
  /** Asks the terminal for pastes, now and whenever the input is resumed, and writes this once. */
  readonly begin: (first: string) => void;
  /** Sets the listener, and hands over what has arrived before, keys included. Ink must already read the keys. */
  readonly listen: (listener: (event: ReportEvent) => void) => void;
  /** Restores the terminal permanently. Drawing must have ended. */
  readonly close: () => void;
}

/**
 * Takes over the terminal: raw mode is set, so that no key is echoed. Everything is restored when the process ends,
 * except after SIGKILL. `stdin` is `process.stdin` or, if that is a pipe, a stream from `/dev/tty`, which the caller
 * that opened it destroys after `close`. Events arrive in the order of the bytes. SIGTSTP is the key Ctrl-Z.
 */
export function openTerminalInput(
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WriteStream,
  { onEnding, signals }: TerminalInputOptions,
): TerminalInput {
  let state: 'open' | 'suspended' | 'closed' = 'suspended';
  let hasBegun = false;
  let listener: ((event: ReportEvent) => void) | null = null;
  const early: InputEvent[] = [];
  const deliver = (event: InputEvent) => {
    // Input that arrived in one piece with the key that closes or suspends is not meant for the next reader.
    if (state !== 'open') return;
    if (listener === null) early.push(event);
    else if (event.kind === 'key') keys.hand(event.sequence);
    else listener(event);
  };
  const reader = inputReader(deliver);
  const gone = () => deliver({ kind: 'gone' });
  const stopKey = () => deliver({ kind: 'key', sequence: '\x1a' });

  const resume = () => {
    if (state !== 'suspended') return;
    state = 'open';
    stdin.setRawMode(true);
    if (hasBegun) stdout.write(ENTER);
    stdin.on('data', reader.take);
    stdin.resume();
    process.on('SIGTSTP', stopKey);
  };
  const suspend = () => {
    if (state !== 'open') return;
    state = 'suspended';
    process.off('SIGTSTP', stopKey);
    stdin.off('data', reader.take);
    stdin.pause();
    reader.forget();
    attempt(() => hasBegun && stdout.write(LEAVE));
    attempt(() => stdin.setRawMode(false));
  };
  const keys = new KeyStream((isRaw) => (isRaw ? resume() : suspend()));
  const close = () => {
    suspend();
    state = 'closed';
    unwatch();
    stdin.off('end', gone);
    stdin.off('error', gone);
  };
  const unwatch = watchProcess({
    onEnd: () => {
      attempt(onEnding);
      close();
    },
    ...(signals === 'event' ? { onSignal: gone } : {}),
    onContinue: () => {
      if (state !== 'open') return;
      // Another program may have changed the mode in the meantime, and libuv does not notice such a change.
      stdin.setRawMode(false);
      stdin.setRawMode(true);
      if (hasBegun) stdout.write(ENTER);
      deliver({ kind: 'resumed' });
    },
  });
  stdin.on('end', gone);
  stdin.on('error', gone);
  resume();
  return {
    keys,
    begin: (first) => {
      hasBegun = true;
      stdout.write(ENTER + first);
    },
    listen: (next) => {
      listener = next;
      for (const event of early.splice(0)) deliver(event);
    },
    close,
  };
}

/** A stream that looks like a terminal to Ink. Each read gives one key. */
export class KeyStream extends Readable {
  readonly isTTY = true;
  readonly #setRawMode: (isRaw: boolean) => void;

  constructor(setRawMode: (isRaw: boolean) => void) {
    super({ objectMode: true, read: () => {} });
    this.#setRawMode = setRawMode;
  }

  setRawMode(isRaw: boolean): this {
    this.#setRawMode(isRaw);
    return this;
  }

  /** Hands a key to Ink, which reads it before this returns, so that keys and other events stay in order. */
  hand(sequence: string): void {
    this.push(sequence);
    this.emit('readable');
  }
}

/** Runs an action and ignores its failure, because the terminal may be gone. */
function attempt(action: () => unknown): void {
  try {
    action();
  } catch {
    // Cleanup has failed, and no further cleanup is possible.
  }
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

interface InputReader {
  readonly take: (piece: Uint8Array) => void;
  readonly forget: () => void;
}

/** Decides by time what the splitter cannot decide. */
function inputReader(onEvent: (event: InputEvent) => void): InputReader {
  let splitter = splitInput();
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
  const split = (bytes: Uint8Array) => {
    for (const event of splitter.take(bytes)) onEvent(event);
  };
  const endUnmarkedPaste = () => {
    isUnmarkedPaste = false;
    return splitter.take(PASTE_END);
  };
  return {
    take(piece) {
      stopWaiting();
      if (!isUnmarkedPaste && !splitter.isUndecided() && !splitter.isUnfinished() && looksPasted(piece)) {
        isUnmarkedPaste = true;
        split(PASTE_BEGINNING);
      }
      split(piece);
      if (isUnmarkedPaste) after(ESCAPE_DELAY, endUnmarkedPaste);
      else if (splitter.isUndecided()) after(ESCAPE_DELAY, splitter.flush);
      else if (splitter.isUnfinished()) after(PATIENCE, splitter.giveUp);
    },
    forget() {
      stopWaiting();
      isUnmarkedPaste = false;
      splitter = splitInput();
    },
  };
}
