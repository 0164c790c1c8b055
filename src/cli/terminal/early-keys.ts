/**
 * Keys that are typed while the program loads. They are not echoed, and are kept for the screen. This file is loaded first, so
 * it imports almost nothing.
 */
import { exitAtSignals } from '../processes/signals.ts';

const INTERRUPT = 0x03;
const INTERRUPTED = 130;

let state: 'untouched' | 'raw' | 'read' = 'untouched';
let kept: Uint8Array[] = [];
let stopExiting = () => {};

/** Puts the terminal in raw mode. Node.js restores it when the process ends. */
export function keepEarlyKeys(): void {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return;
  process.stdin.setRawMode(true);
  process.on('SIGCONT', assertRawMode);
  stopExiting = exitAtSignals();
  state = 'raw';
}

/** Sets raw mode again after the program was suspended and the shell changed it, which libuv does not notice. */
function assertRawMode(): void {
  process.stdin.setRawMode(false);
  process.stdin.setRawMode(true);
}

/**
 * Reads the keys, because in raw mode Ctrl-C is a key too, and must end the program. Unread input stays in the
 * terminal for the next reader.
 */
export function readEarlyKeys(): void {
  if (state !== 'raw') return;
  state = 'read';
  process.stdin.on('data', take);
}

/** Hands the terminal over in raw mode, with the keys that were read. */
export function handOverEarlyKeys(): void {
  process.off('SIGCONT', assertRawMode);
  if (state === 'read') {
    process.stdin.off('data', take);
    process.stdin.pause();
    if (kept.length > 0) process.stdin.unshift(Buffer.concat(kept));
    kept = [];
  }
  state = 'untouched';
}

/** Restores the terminal if no screen opens. */
export function giveTerminalBack(): void {
  if (state === 'untouched') return;
  handOverEarlyKeys();
  stopExiting();
  process.stdin.setRawMode(false);
}

/** Restores the terminal for as long as another program may use it. */
export async function withTerminalGivenBack<Result>(use: () => Promise<Result>): Promise<Result> {
  if (state === 'untouched') return use();
  giveTerminalBack();
  try {
    return await use();
  } finally {
    keepEarlyKeys();
    readEarlyKeys();
  }
}

function take(piece: Uint8Array): void {
  if (piece.includes(INTERRUPT)) {
    giveTerminalBack();
    process.exit(INTERRUPTED);
  }
  kept.push(piece);
}
