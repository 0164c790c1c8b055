/**
 * Keys that are typed while the program is loaded: not echoed, and kept for the screen. This file is loaded before all
 * others, so that it imports almost nothing.
 */
import { exitAtSignals } from '../processes/signals.ts';

const INTERRUPT = 0x03;
const INTERRUPTED = 130;

let state: 'as-it-was' | 'raw' | 'read' = 'as-it-was';
let kept: Uint8Array[] = [];
let stopExiting = () => {};

/** Raw mode, from now on. Node.js gives the terminal back however the process ends. */
export function keepEarlyKeys(): void {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return;
  process.stdin.setRawMode(true);
  process.on('SIGCONT', assertRawMode);
  stopExiting = exitAtSignals();
  state = 'raw';
}

/** A shell made the terminal cooked while the program was stopped, of which libuv does not know. */
function assertRawMode(): void {
  process.stdin.setRawMode(false);
  process.stdin.setRawMode(true);
}

/**
 * Reads them, since Ctrl-C is a key now too, and must end the program while it waits for others. What is not read yet
 * stays in the terminal, for whoever reads it next.
 */
export function readEarlyKeys(): void {
  if (state !== 'raw') return;
  state = 'read';
  process.stdin.on('data', take);
}

/** For who takes the terminal: in raw mode still, the keys before all others. */
export function handOverEarlyKeys(): void {
  process.off('SIGCONT', assertRawMode);
  if (state === 'read') {
    process.stdin.off('data', take);
    process.stdin.pause();
    if (kept.length > 0) process.stdin.unshift(Buffer.concat(kept));
    kept = [];
  }
  state = 'as-it-was';
}

/** The terminal as it was: there is no screen. */
export function giveTerminalBack(): void {
  if (state === 'as-it-was') return;
  handOverEarlyKeys();
  stopExiting();
  process.stdin.setRawMode(false);
}

/** The terminal as it was for as long as somebody else may ask something on it. */
export async function withTerminalGivenBack<Result>(use: () => Promise<Result>): Promise<Result> {
  if (state === 'as-it-was') return use();
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
