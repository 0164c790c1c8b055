/**
 * Keeps keys that are typed while the program loads. These keys are not echoed, and the screen receives them later.
 * This file is loaded first, so it imports almost nothing.
 */
import { exitAtSignals } from '../processes/signals.ts';

const INTERRUPT = 0x03;
const INTERRUPTED = 130;

let state: 'untouched' | 'raw' | 'read' = 'untouched';
let kept: Uint8Array[] = [];
let stopExiting = () => {};

/** Puts the terminal into raw mode. Node.js restores it when the process ends. */
export function keepEarlyKeys(): void {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return;
  process.stdin.setRawMode(true);
  process.on('SIGCONT', assertRawMode);
  stopExiting = exitAtSignals();
  state = 'raw';
}

/**
 * Sets raw mode again, because the shell changes it while the program is suspended, and libuv does not notice this
 * change.
 */
function assertRawMode(): void {
  process.stdin.setRawMode(false);
  process.stdin.setRawMode(true);
}

/**
 * Reads the keys. This is necessary because in raw mode, Ctrl-C is a key like any other, but it must end the program.
 * Unread input stays in the terminal for the next reader.
 */
export function readEarlyKeys(): void {
  if (state !== 'raw') return;
  state = 'read';
  process.stdin.on('data', take);
}

/** Hands over the terminal in raw mode, together with the keys that were read. */
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

/** Restores the terminal while `use` runs, because another program may need it then. */
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
