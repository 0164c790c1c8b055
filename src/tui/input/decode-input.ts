/**
 * Decodes bytes from a terminal into events: keys, pastes, mouse events, and the terminal's reply about its background.
 * The bytes may arrive in pieces of any size. The encodings are those of xterm, VTE, kitty in its legacy mode, rxvt,
 * tmux, and the Linux console (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html). Unknown sequences are
 * discarded as a whole, and never read as typed text.
 */
import { charactersOf, isTyped, unfinishedBytes } from './characters.ts';
import type { InputEvent } from './input-event.ts';
import { controlByteName, keyName } from './key-names.ts';
import { PASTE_LIMIT } from './paste.ts';
import { readAfterEscape, readOldMouse, readPaste, readSequence, readString } from './read-sequence.ts';
import { giveUp, key, meantAlone, READY, type Reading, type Step } from './reading.ts';

interface InputDecoder {
  /**
   * Returns the events that end in this piece. The caller may reuse the piece afterward. The events do not depend on
   * how the input is split, with two exceptions. A grapheme that consists of more than one character is a single key
   * only if it arrives in one piece. After a paste has stalled, a piece that is one key counts as that key, while a
   * longer piece is the rest of the paste.
   */
  take(piece: Uint8Array): readonly InputEvent[];
  /**
   * Returns whether the input is ambiguous until a short silence follows. An Escape is ambiguous because it may be a
   * key or the beginning of a sequence. A Ctrl-C within a paste is ambiguous because it may be typed or pasted.
   */
  isUndecided(): boolean;
  /** Returns the events of the undecided bytes, because nothing followed while the caller waited. */
  flush(): readonly InputEvent[];
  /** Returns whether a sequence, a reply, or a paste is unfinished, so that the next key would become part of it. */
  isUnfinished(): boolean;
  /**
   * Ends an unfinished sequence, reply, or paste, because the rest may never arrive. The next key then counts as a key.
   */
  giveUp(): readonly InputEvent[];
}

/** Creates a decoder. The decoder accepts any bytes, never throws, and keeps at most `pasteLimit` bytes of a paste. */
export function decodeInput(pasteLimit: number = PASTE_LIMIT): InputDecoder {
  let reading = READY;
  return {
    take(piece) {
      const events: InputEvent[] = [];
      for (let at = 0; at < piece.length; ) {
        const step = readOn(reading, piece.subarray(at), pasteLimit);
        reading = step.next;
        at += step.used;
        for (const event of step.events) events.push(event);
      }
      return events;
    },
    isUndecided: () => meantAlone(reading) !== null,
    flush() {
      const events = meantAlone(reading);
      if (events !== null) reading = READY;
      return events ?? [];
    },
    isUnfinished: () => giveUp(reading) !== null,
    giveUp() {
      const end = giveUp(reading);
      if (end !== null) reading = end.next;
      return end?.events ?? [];
    },
  };
}

function readOn(reading: Reading, piece: Uint8Array, pasteLimit: number): Step {
  switch (reading.kind) {
    case 'characters':
      return readCharacters(reading, piece);
    case 'escape':
      return readAfterEscape(reading, piece);
    case 'sequence':
      return readSequence(reading, piece, pasteLimit);
    case 'string':
      return readString(reading, piece);
    case 'old-mouse':
      return readOldMouse(reading, piece);
    case 'paste':
      return readPaste(reading, piece);
  }
}

const ESCAPE = 0x1b;
const CONTROL_BYTE = (byte: number) => byte < 0x20 || byte === 0x7f;

/** Reads characters up to a control byte. A control byte at the beginning is a key. */
function readCharacters({ begun, alt }: Extract<Reading, { kind: 'characters' }>, piece: Uint8Array): Step {
  const found = piece.findIndex(CONTROL_BYTE);
  if (found === 0 && begun.length === 0) return readControlByte(piece[0] ?? 0, alt);
  const run = join(begun, piece.subarray(0, found < 0 ? piece.length : found));
  // A character that is incomplete before a control byte will never be completed.
  const unfinished = found < 0 ? unfinishedBytes(run) : 0;
  const whole = run.subarray(0, run.length - unfinished);
  const names = charactersOf(whole).flatMap((character, index) =>
    isTyped(character) ? [index === 0 ? keyName(character, alt) : character] : [],
  );
  const next: Reading = {
    kind: 'characters',
    begun: run.slice(run.length - unfinished),
    alt: whole.length === 0 ? alt : 0,
  };
  return { used: found < 0 ? piece.length : found, next, events: names.map(key) };
}

function readControlByte(byte: number, alt: number): Step {
  if (byte === ESCAPE) return { used: 1, next: { kind: 'escape', isDoubled: false }, events: [] };
  return { used: 1, next: READY, events: [key(controlByteName(byte, alt))] };
}

function join(begun: Uint8Array, more: Uint8Array): Uint8Array {
  if (begun.length === 0) return more;
  const all = new Uint8Array(begun.length + more.length);
  all.set(begun);
  all.set(more, begun.length);
  return all;
}
