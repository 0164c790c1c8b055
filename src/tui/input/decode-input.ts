/**
 * Decodes bytes from a terminal, in any pieces, to events: keys, pastes, the mouse, an answer.
 *
 * The encodings are those of xterm, VTE, kitty in its legacy mode, rxvt, tmux and the Linux console
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html). Unknown sequences are swallowed whole, never typed as text.
 */
import { charactersOf, isTyped, unfinishedBytes } from './characters.ts';
import type { InputEvent } from './input-event.ts';
import { controlByteName, keyName } from './key-names.ts';
import { PASTE_LIMIT } from './paste.ts';
import { readAfterEscape, readOldMouse, readPaste, readSequence, readString } from './read-sequence.ts';
import { giveUp, key, meantAlone, READY, type Reading, type Step } from './reading.ts';

interface InputDecoder {
  /**
   * Returns the events that end in this piece, which may be overwritten afterward. They are the same however the input
   * is cut, with two exceptions. A grapheme of several characters is one key only if it comes in one piece. After a
   * paste was given up, a piece of one key is that key, while a longer piece is the rest of the paste.
   */
  take(piece: Uint8Array): readonly InputEvent[];
  /**
   * Returns whether only a moment of silence can decide what came: an Escape, which is a key or the beginning of one, or a
   * Ctrl-C in a paste, which is typed or pasted.
   */
  isUndecided(): boolean;
  /** Returns the events of undecided bytes, because nothing followed while the caller waited. */
  flush(): readonly InputEvent[];
  /** Returns whether a sequence, an answer or a paste is unfinished, and the next key would become a part of it. */
  isUnfinished(): boolean;
  /** Ends an unfinished sequence, because its rest may never arrive. The next key counts. */
  giveUp(): readonly InputEvent[];
}

/** Makes a decoder that takes any bytes, throws for none, and keeps at most `pasteLimit` bytes of a paste. */
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

/** Reads characters up to a control byte; a control byte at the beginning is a key. */
function readCharacters({ begun, alt }: Extract<Reading, { kind: 'characters' }>, piece: Uint8Array): Step {
  const found = piece.findIndex(CONTROL_BYTE);
  if (found === 0 && begun.length === 0) return readControlByte(piece[0] ?? 0, alt);
  const run = join(begun, piece.subarray(0, found < 0 ? piece.length : found));
  // Before a control byte, an incomplete character stays incomplete.
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
