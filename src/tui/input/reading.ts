/** Defines the states of the decoder, which consist of the kind of input and the part of it that has arrived. */
import type { InputEvent } from './input-event.ts';
import { ALT } from './key-names.ts';
import type { PasteCollector } from './paste.ts';

export type Reading =
  /**
   * `begun` is an incomplete character of at most three bytes. `alt` is the Alt bit if an Escape came before the
   * character, and 0 otherwise.
   */
  | { readonly kind: 'characters'; readonly begun: Uint8Array; readonly alt: number }
  /** One Escape, or two if `isDoubled`. The second Escape may begin the sequence of a key pressed with Alt. */
  | { readonly kind: 'escape'; readonly isDoubled: boolean }
  /** A sequence that begins with `ESC [` or `ESC O`. */
  | {
      readonly kind: 'sequence';
      readonly introducer: '[' | 'O';
      readonly content: string;
      readonly isDoubled: boolean;
    }
  /**
   * A string that begins with `ESC ]`, `ESC P` or `ESC _`. With `isEnding`, an Escape has arrived that may begin the
   * terminator.
   */
  | {
      readonly kind: 'string';
      readonly introducer: StringIntroducer;
      readonly content: string;
      readonly isEnding: boolean;
    }
  | { readonly kind: 'old-mouse'; readonly begun: Uint8Array }
  /** `isStalled` means that nothing has arrived for so long that the next key may have been typed. */
  | { readonly kind: 'paste'; readonly collector: PasteCollector; readonly isStalled: boolean };

export type StringIntroducer = ']' | 'P' | '_';

export const INTERRUPT = 0x03;

const NO_BYTES = new Uint8Array(0);

export const READY: Reading = { kind: 'characters', begun: NO_BYTES, alt: 0 };
/** The state after an Escape that does not begin a sequence. */
export const READY_WITH_ALT: Reading = { ...READY, alt: ALT };
export const OLD_MOUSE: Reading = { kind: 'old-mouse', begun: NO_BYTES };

/** The result of reading part of a piece: the number of bytes that were used, the next state, and the events. */
export interface Step {
  readonly used: number;
  readonly next: Reading;
  readonly events: readonly InputEvent[];
}

export const key = (name: string): InputEvent => ({ kind: 'key', name });

/**
 * Returns the keys that the input means if nothing follows for a moment. The result is the Escape key, Alt with a
 * character that could also begin a sequence, or Ctrl-C within a paste, which is text only if more of the paste
 * follows. Returns `null` if the rest of a sequence, a paste, or a character should be waited for.
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
 * Ends an unfinished sequence or paste whose rest has not arrived. Returns the next state and the events, or `null` if
 * nothing is unfinished. A sequence or a reply is dropped. A paste becomes stalled: its length is reported, and its
 * bytes are kept in case the rest of the paste arrives.
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
