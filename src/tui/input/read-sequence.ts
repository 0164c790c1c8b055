/** Reading on inside a sequence: after an Escape, behind its introducer, up to its end. */

import { charactersOf } from './characters.ts';
import { sequenceEvent } from './control-sequence.ts';
import type { InputEvent } from './input-event.ts';
import { ALT } from './key-names.ts';
import { OLD_REPORT_LENGTH, oldMouseEvent } from './mouse.ts';
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
import { stringReport } from './string-report.ts';

const ESCAPE = 0x1b;
const BELL = 0x07;

/** No answer that means anything here is longer. What is longer is swallowed up to its end and not kept. */
const CONTENT_LIMIT = 256;

type Of<Kind extends Reading['kind']> = Extract<Reading, { kind: Kind }>;

const isControl = (byte: number) => byte < 0x20 || byte === 0x7f;
const isIntroducer = (character: string): character is '[' | 'O' => character === '[' || character === 'O';
const beginsString = (character: string): character is StringIntroducer => ']P_'.includes(character);

/** The byte after an Escape: it begins a sequence, or it is a key with Alt. */
export function readAfterEscape({ isDoubled }: Of<'escape'>, piece: Uint8Array): Step {
  const [byte = 0] = piece;
  const character = String.fromCharCode(byte);
  if (isIntroducer(character)) {
    return { used: 1, next: { kind: 'sequence', introducer: character, content: '', isDoubled }, events: [] };
  }
  // Two Escapes that begin no sequence were two keys, or a key and the beginning of another.
  if (isDoubled) return { used: 0, next: { kind: 'escape', isDoubled: false }, events: [key('escape')] };
  if (byte === ESCAPE) return { used: 1, next: { kind: 'escape', isDoubled: true }, events: [] };
  // Escape and Ctrl-C that come together over a slow line: a way out has to work the first time.
  if (byte === INTERRUPT) return { used: 0, next: READY, events: [key('escape')] };
  if (beginsString(character)) {
    return { used: 1, next: { kind: 'string', introducer: character, content: '', isEnding: false }, events: [] };
  }
  return { used: 0, next: READY_WITH_ALT, events: [] };
}

/** Up to the final character. A control byte or one that is not ASCII breaks it off, so that no key is stuck for long. */
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

/** rxvt's keys with shift end in `$`, which is no final character otherwise. */
const RXVT_SHIFT = /^\d{1,2}$/;

function isFinal(introducer: '[' | 'O', content: string, character: string): boolean {
  // The linux console's F1 to F5: `ESC [ [ A`.
  if (introducer === '[' && content === '' && character === '[') return false;
  if (introducer === 'O' && content === '' && character === ' ') return true;
  if (introducer === '[' && character === '$') return RXVT_SHIFT.test(content);
  return character >= '@';
}

function finishSequence(sequence: Of<'sequence'>, final: string, used: number, pasteLimit: number): Step {
  const { introducer, content, isDoubled } = sequence;
  // Only a key can have an Escape before it as Alt; before anything else it was the Escape key.
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

/** Up to `ESC \` or BEL. Another control byte breaks it off: no terminal sends one inside, and somebody may be typing. */
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

/** The bytes of a report are 32 or more, or 0 for a place too far away: Ctrl-C is none of them. */
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
 * Up to the end of the paste. After a stall the next piece says what happened: with the end in it, or longer than a key,
 * it is the rest of the paste, which came late and must not run as commands; a single key was typed, and ends the paste.
 */
export function readPaste(reading: Of<'paste'>, piece: Uint8Array): Step {
  const { used, event } = reading.collector.take(piece);
  if (event !== null) return { used, next: READY, events: [event] };
  if (reading.isStalled && isOneKey(piece)) return { used: 0, next: READY, events: [] };
  return { used, next: { ...reading, isStalled: false }, events: [] };
}

/** No key and no report of the mouse is longer. */
const KEY_LIMIT = 24;

/** Whether a piece can be one key: a character, or what an Escape begins. */
function isOneKey(piece: Uint8Array): boolean {
  return piece[0] === ESCAPE ? piece.length <= KEY_LIMIT : charactersOf(piece).length === 1;
}

const listed = (event: InputEvent | null): readonly InputEvent[] => (event === null ? [] : [event]);
