/** Collects bracketed pastes (DEC mode 2004), in which everything between `ESC [ 200 ~` and `ESC [ 201 ~` is text. */
import { growingBuffer } from '../../http/body/memory.ts';
import type { PasteEvent } from './input-event.ts';

const ESCAPE = 0x1b;
export const PASTE_BEGINNING: Uint8Array = Buffer.from('\x1b[200~', 'latin1');
export const PASTE_END: Uint8Array = Buffer.from('\x1b[201~', 'latin1');

/**
 * The maximum length of a paste in bytes. Pasted requests are shorter than this limit, and longer requests are read
 * from files.
 */
export const PASTE_LIMIT = 8 * 2 ** 20;

export interface PasteCollector {
  /**
   * Takes the bytes of a piece that belong to the paste. Returns the number of these bytes and, once the paste is
   * complete, the event.
   */
  take(piece: Uint8Array): { readonly used: number; readonly event: PasteEvent | null };
  /** Returns the number of bytes that have arrived, excluding bytes that may be the beginning of the end marker. */
  length(): number;
  /** Returns the last byte that has arrived; `null` if no byte has arrived yet. */
  lastByte(): number | null;
}

/** Collects a paste of at most `longest` bytes. If the paste is longer, its bytes are only counted. */
export function pasteCollector(longest: number): PasteCollector {
  let kept = growingBuffer(longest);
  let length = 0;
  /**
   * The number of bytes of the end marker that have been matched. Only the first byte of the marker is an Escape, so a
   * mismatch cannot hide the beginning of another marker.
   */
  let matched = 0;
  let last: number | null = null;

  const add = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (length <= longest) kept.add(bytes);
    else kept = growingBuffer(0);
  };
  const event = (): PasteEvent =>
    length > longest ? { kind: 'long-paste', length } : { kind: 'paste', text: pastedText(kept.array()) };
  return {
    take(piece) {
      let at = 0;
      last = piece.at(-1) ?? last;
      while (at < piece.length) {
        if (matched === 0) {
          const found = piece.indexOf(ESCAPE, at);
          const end = found < 0 ? piece.length : found;
          add(piece.subarray(at, end));
          if (found >= 0) matched = 1;
          at = end + matched;
        } else if (piece[at] === PASTE_END[matched]) {
          at += 1;
          matched += 1;
          if (matched === PASTE_END.length) return { used: at, event: event() };
        } else {
          add(PASTE_END.subarray(0, matched));
          matched = 0;
        }
      }
      return { used: at, event: null };
    },
    length: () => length,
    lastByte: () => last,
  };
}

/** Users do not type so many bytes before the program reads them. */
const SHORTEST_UNMARKED = 32;
/** A key that is held sends few different bytes. */
const FEWEST_KINDS = 8;
/** The end of a line with more text after it. */
const LINE_BREAK = /[\r\n][^\r\n]/;

/**
 * Returns whether bytes that arrived in one piece are a paste from a terminal that does not mark pastes. Some serial
 * consoles do not, and neither does `tmux paste-buffer` without `-p`. Read as keys, a pasted response could end the
 * program, and the rest of the response would go to the shell.
 */
export function looksPasted(piece: Uint8Array): boolean {
  if (piece.length < SHORTEST_UNMARKED || piece.includes(ESCAPE)) return false;
  return new Set(piece).size >= FEWEST_KINDS && LINE_BREAK.test(Buffer.from(piece).toString('latin1'));
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Decodes a paste. Like the Return key, terminals send a CR for each line ending, so the original line ending is
 * unknown. Each CR becomes an LF. (xterm sends two CRs for a CRLF.)
 */
function pastedText(bytes: Uint8Array): string {
  return utf8.decode(bytes).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}
