/** What of the input is read now, and how much of it has come: the states of the decoder. */
import type { InputEvent } from './input-event.ts';
import { ALT } from './key-names.ts';
import type { PasteCollector } from './paste.ts';

export type Reading =
  /** `begun`: the bytes, three at most, of a character that is not whole. `alt`: an Escape stood before it. */
  | { readonly kind: 'characters'; readonly begun: Uint8Array; readonly alt: number }
  /** One Escape, or two: the second may begin the sequence of a key with Alt. */
  | { readonly kind: 'escape'; readonly isDoubled: boolean }
  /** Behind `ESC [` or `ESC O`. */
  | {
      readonly kind: 'sequence';
      readonly introducer: '[' | 'O';
      readonly content: string;
      readonly isDoubled: boolean;
    }
  /** Behind `ESC ]`, `ESC P` or `ESC _`. `isEnding`: an Escape has come, which may begin its end. */
  | {
      readonly kind: 'string';
      readonly introducer: StringIntroducer;
      readonly content: string;
      readonly isEnding: boolean;
    }
  | { readonly kind: 'old-mouse'; readonly begun: Uint8Array }
  /** `isStalled`: nothing came for so long that the next key may be one that somebody types. */
  | { readonly kind: 'paste'; readonly collector: PasteCollector; readonly isStalled: boolean };

export type StringIntroducer = ']' | 'P' | '_';

/** The byte that Ctrl-C sends. */
export const INTERRUPT = 0x03;

const NO_BYTES = new Uint8Array(0);

/** Nothing has begun. */
export const READY: Reading = { kind: 'characters', begun: NO_BYTES, alt: 0 };
/** An Escape stands before what comes, which begins no sequence. */
export const READY_WITH_ALT: Reading = { ...READY, alt: ALT };
export const OLD_MOUSE: Reading = { kind: 'old-mouse', begun: NO_BYTES };

/** What comes next after some bytes of a piece, how many they were, and what they meant. */
export interface Step {
  readonly used: number;
  readonly next: Reading;
  readonly events: readonly InputEvent[];
}

export const key = (name: string): InputEvent => ({ kind: 'key', name });

/**
 * Says what was meant if nothing follows for a moment: the Escape key, Alt with a character that also begins sequences,
 * or Ctrl-C, which in a paste is text only if more of the paste comes after it.
 * `null` where waiting is better: for the rest of a sequence that no hand types, of a paste, of a character.
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
 * Ends what has begun if its rest does not come: what to read next, and the events. `null` where nothing holds back the
 * next key.
 *
 * A sequence or an answer of the terminal is dropped. A paste stalls: its length is reported, and its bytes are kept for
 * the case that the rest comes after all.
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
