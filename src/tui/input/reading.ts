/** The states of the decoder: the kind of input, and its part that has arrived. */
import type { InputEvent } from './input-event.ts';
import { ALT } from './key-names.ts';
import type { PasteCollector } from './paste.ts';

export type Reading =
  /** `begun`: at most three bytes of an incomplete character. `alt`: the bit of Alt if an Escape came before it. */
  | { readonly kind: 'characters'; readonly begun: Uint8Array; readonly alt: number }
  /** One Escape, or two: the second may begin the sequence of a key with Alt. */
  | { readonly kind: 'escape'; readonly isDoubled: boolean }
  /** After `ESC [` or `ESC O`. */
  | {
      readonly kind: 'sequence';
      readonly introducer: '[' | 'O';
      readonly content: string;
      readonly isDoubled: boolean;
    }
  /** After `ESC ]`, `ESC P` or `ESC _`. `isEnding`: an Escape has come, which may begin the end. */
  | {
      readonly kind: 'string';
      readonly introducer: StringIntroducer;
      readonly content: string;
      readonly isEnding: boolean;
    }
  | { readonly kind: 'old-mouse'; readonly begun: Uint8Array }
  /** `isStalled`: nothing came for so long that the next key may be a typed one. */
  | { readonly kind: 'paste'; readonly collector: PasteCollector; readonly isStalled: boolean };

export type StringIntroducer = ']' | 'P' | '_';

/** The byte that Ctrl-C sends. */
export const INTERRUPT = 0x03;

const NO_BYTES = new Uint8Array(0);

export const READY: Reading = { kind: 'characters', begun: NO_BYTES, alt: 0 };
/** After an Escape that begins no sequence. */
export const READY_WITH_ALT: Reading = { ...READY, alt: ALT };
export const OLD_MOUSE: Reading = { kind: 'old-mouse', begun: NO_BYTES };

/** The result of reading some bytes of a piece: their number, what to read next, and their events. */
export interface Step {
  readonly used: number;
  readonly next: Reading;
  readonly events: readonly InputEvent[];
}

export const key = (name: string): InputEvent => ({ kind: 'key', name });

/**
 * Returns the keys if nothing follows for a moment: the Escape key, Alt with a character that also begins
 * sequences, or Ctrl-C, which in a paste is text only if more of the paste follows. `null` if waiting is better, for the
 * rest of a sequence, a paste or a character.
 */
export function meantAlone(reading: Reading): readonly InputEvent[] | null {
  switch (reading.kind) {
    case 'escape':
      return reading.isDoubled ? [key('escape'), key('escape')] : [key('escape')];
    case 'sequence':
      if (reading.content !== '') return null;
      return [...(reading.isDoubled ? [key('escape')] : []), key(`alt+${reading.introducer}`)];
    case 'string':
      if (reading.isEnding) return [key('escape')];
      return reading.content === '' ? [key(`alt+${reading.introducer}`)] : null;
    case 'paste':
      return reading.collector.lastByte() === INTERRUPT ? [key('ctrl+c')] : null;
    default:
      return null;
  }
}

/**
 * Ends an unfinished sequence or paste if its rest does not arrive. Returns what to read next, and the events; `null` if nothing delays
 * the next key.
 *
 * A sequence or an answer is dropped. A paste stalls: its length is reported, and its bytes are kept in case the rest
 * comes after all.
 */
export function giveUp(reading: Reading): { readonly next: Reading; readonly events: readonly InputEvent[] } | null {
  switch (reading.kind) {
    case 'sequence':
    case 'string':
    case 'old-mouse':
      return { next: READY, events: [] };
    case 'paste': {
      if (reading.isStalled) return null;
      const length = reading.collector.length();
      return { next: { ...reading, isStalled: true }, events: [{ kind: 'unfinished-paste', length }] };
    }
    default:
      return null;
  }
}
