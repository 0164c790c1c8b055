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
  /** The last bytes, which may be the beginning of the end marker. */
  let tail: Uint8Array = Buffer.alloc(0);
  let last: number | null = null;

  const add = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (length <= longest) kept.add(bytes);
    else kept = growingBuffer(0);
  };
  return {
    take(piece) {
      last = piece.at(-1) ?? last;
      const bytes = tail.length === 0 ? octetsIn(piece) : Buffer.concat([tail, piece]);
      const end = bytes.indexOf(PASTE_END);
      const held = end < 0 ? beginningOfEnd(bytes) : 0;
      add(bytes.subarray(0, end < 0 ? bytes.length - held : end));
      if (end >= 0) return { used: end + PASTE_END.length - tail.length, event: pasted(kept.array(), length, longest) };
      tail = Buffer.from(bytes.subarray(bytes.length - held));
      return { used: piece.length, event: null };
    },
    length: () => length,
    lastByte: () => last,
  };
}

/** Returns the same memory as a Buffer. */
export const octetsIn = ({ buffer, byteOffset, length }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, length);

/** Returns how many bytes at the end may be the beginning of the end marker. */
function beginningOfEnd(bytes: Buffer): number {
  const at = bytes.lastIndexOf(ESCAPE);
  const rest = bytes.subarray(at < 0 ? bytes.length : at);
  return rest.equals(PASTE_END.subarray(0, rest.length)) ? rest.length : 0;
}

const pasted = (bytes: Uint8Array, length: number, longest: number): PasteEvent =>
  length > longest ? { kind: 'long-paste', length } : { kind: 'paste', text: pastedText(bytes) };

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
