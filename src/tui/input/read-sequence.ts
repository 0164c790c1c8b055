/** Reads the rest of a sequence, after an Escape or after the introducer. */

import { charactersOf } from './characters.ts';
import { OLD_REPORT_LENGTH, oldMouseEvent, sequenceEvent } from './control-sequence.ts';
import type { InputEvent } from './input-event.ts';
import { ALT } from './key-names.ts';
import { pasteCollector } from './paste.ts';
import {
  INTERRUPT,
  key,
  meantAlone,
  OLD_MOUSE,
  READY,
  READY_WITH_ALT,
  type Reading,
  type Step,
  type StringIntroducer,
} from './reading.ts';

const ESCAPE = 0x1b;
const BELL = 0x07;

/**
 * The maximum number of characters that are kept from a sequence. A longer sequence has no meaning here and is
 * discarded up to its end.
 */
const CONTENT_LIMIT = 256;

type Of<Kind extends Reading['kind']> = Extract<Reading, { kind: Kind }>;

const isControl = (byte: number) => byte < 0x20 || byte === 0x7f;
const isIntroducer = (character: string): character is '[' | 'O' => character === '[' || character === 'O';
const beginsString = (character: string): character is StringIntroducer => ']P_'.includes(character);

/** Reads the byte after an Escape. Either it begins a sequence, or it is a key pressed with Alt. */
export function readAfterEscape({ isDoubled }: Of<'escape'>, piece: Uint8Array): Step {
  const [byte = 0] = piece;
  const character = String.fromCharCode(byte);
  if (isIntroducer(character)) {
    return { used: 1, next: { kind: 'sequence', introducer: character, content: '', isDoubled }, events: [] };
  }
  // Two Escapes that do not begin a sequence are two key presses, or a key press and the beginning of another key.
  if (isDoubled) return { used: 0, next: { kind: 'escape', isDoubled: false }, events: [key('escape')] };
  if (byte === ESCAPE) return { used: 1, next: { kind: 'escape', isDoubled: true }, events: [] };
  // Escape and Ctrl-C may arrive together over a slow connection, and Ctrl-C must work the first time.
  if (byte === INTERRUPT) return { used: 0, next: READY, events: [key('escape')] };
  if (beginsString(character)) {
    return { used: 1, next: { kind: 'string', introducer: character, content: '', isEnding: false }, events: [] };
  }
  return { used: 0, next: READY_WITH_ALT, events: [] };
}

/**
 * Reads up to the final character. A control byte or a non-ASCII byte also ends the sequence, so that keys do not stay
 * blocked for long.
 */
export function readSequence(reading: Of<'sequence'>, piece: Uint8Array, pasteLimit: number): Step {
  let { content } = reading;
  for (const [index, byte] of piece.entries()) {
    if (isControl(byte) || byte >= 0x80) {
      const events = meantAlone({ ...reading, content }) ?? [];
      return { used: index, next: READY, events };
    }
    const character = String.fromCharCode(byte);
    if (isFinal(reading.introducer, content, character)) {
      return finishSequence({ ...reading, content }, character, index + 1, pasteLimit);
    }
    if (content.length < CONTENT_LIMIT) content += character;
  }
  return { used: piece.length, next: { ...reading, content }, events: [] };
}

/** Matches the content of rxvt's sequences for keys with Shift, which end in `$`. No other sequence ends in `$`. */
const RXVT_SHIFT = /^\d{1,2}$/;

function isFinal(introducer: '[' | 'O', content: string, character: string): boolean {
  // The Linux console sends F1 to F5 as `ESC [ [ A` to `ESC [ [ E`.
  if (introducer === '[' && content === '' && character === '[') return false;
  if (introducer === 'O' && content === '' && character === ' ') return true;
  if (introducer === '[' && character === '$') return RXVT_SHIFT.test(content);
  return character >= '@';
}

function finishSequence(sequence: Of<'sequence'>, final: string, used: number, pasteLimit: number): Step {
  const { introducer, content, isDoubled } = sequence;
  // An Escape means Alt only before a key. Before anything else, it was the Escape key.
  const escaped = isDoubled ? [key('escape')] : [];
  if (introducer === '[' && content === '' && final === 'M') {
    return { used, next: OLD_MOUSE, events: escaped };
  }
  if (introducer === '[' && content === '200' && final === '~') {
    const collector = pasteCollector(pasteLimit);
    return { used, next: { kind: 'paste', collector, isStalled: false }, events: escaped };
  }
  if (content.length >= CONTENT_LIMIT) return { used, next: READY, events: escaped };
  const event = sequenceEvent({ introducer, content, final }, isDoubled ? ALT : 0);
  return { used, next: READY, events: event?.kind === 'key' ? [event] : [...escaped, ...listed(event)] };
}

/**
 * Reads up to `ESC \` or BEL. Any other control byte ends the string, because terminals never send a control byte
 * inside a string, so the user must have typed it.
 */
export function readString(reading: Of<'string'>, piece: Uint8Array): Step {
  const { introducer } = reading;
  let { content } = reading;
  if (reading.isEnding) {
    if (piece[0] === 0x5c) return { used: 1, next: READY, events: listed(stringReport(introducer, content)) };
    return { used: 0, next: { kind: 'escape', isDoubled: false }, events: [] };
  }
  for (const [index, byte] of piece.entries()) {
    if (byte === BELL) return { used: index + 1, next: READY, events: listed(stringReport(introducer, content)) };
    if (byte === ESCAPE) return { used: index + 1, next: { ...reading, content, isEnding: true }, events: [] };
    if (isControl(byte)) return { used: index, next: READY, events: meantAlone({ ...reading, content }) ?? [] };
    if (content.length < CONTENT_LIMIT) content += String.fromCharCode(byte);
  }
  return { used: piece.length, next: { ...reading, content }, events: [] };
}

/**
 * Reads the bytes of a mouse report. Each byte is at least 32, or 0 if the cell is too far away, so no byte is ever
 * Ctrl-C.
 */
export function readOldMouse({ begun }: Of<'old-mouse'>, piece: Uint8Array): Step {
  const missing = OLD_REPORT_LENGTH - begun.length;
  const interrupt = piece.subarray(0, missing).indexOf(INTERRUPT);
  if (interrupt >= 0) return { used: interrupt, next: READY, events: [] };
  const report = Uint8Array.from([...begun, ...piece.subarray(0, missing)]);
  if (report.length < OLD_REPORT_LENGTH) {
    return { used: piece.length, next: { kind: 'old-mouse', begun: report }, events: [] };
  }
  return { used: missing, next: READY, events: listed(oldMouseEvent(report)) };
}

/**
 * Reads up to the end of the paste. If the paste has stalled, the next piece shows what happened. A piece that contains
 * the end, or that is longer than a key, is the rest of the paste. Such a piece arrived late and must not be run as
 * commands. A piece with a single key was typed, and ends the paste.
 */
export function readPaste(reading: Of<'paste'>, piece: Uint8Array): Step {
  const { used, event } = reading.collector.take(piece);
  if (event !== null) return { used, next: READY, events: [event] };
  if (reading.isStalled && isOneKey(piece)) return { used: 0, next: READY, events: [] };
  return { used, next: { ...reading, isStalled: false }, events: [] };
}

/** The maximum length of a key or a mouse report in bytes. */
const KEY_LIMIT = 24;

function isOneKey(piece: Uint8Array): boolean {
  return piece[0] === ESCAPE ? piece.length <= KEY_LIMIT : charactersOf(piece).length === 1;
}

const listed = (event: InputEvent | null): readonly InputEvent[] => (event === null ? [] : [event]);

/**
 * Matches `rgb:` with three numbers of one to four hexadecimal digits, the form that XParseColor reads, or `rgba:` if
 * there is also an opacity.
 */
const BACKGROUND = /^11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?$/i;

/** Returns the background color that a string from the terminal reports; `null` for any other string. */
function stringReport(introducer: StringIntroducer, content: string): InputEvent | null {
  const match = introducer === ']' ? BACKGROUND.exec(content) : null;
  if (!match) return null;
  const [red = 0, green = 0, blue = 0] = match.slice(1, 4).map(level);
  return { kind: 'background', color: { red, green, blue } };
}

/** Converts hexadecimal digits to a level from 0 to 255. `f`, `ff`, and `ffff` all have the maximum level. */
const level = (digits: string): number => Math.round((Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255);
