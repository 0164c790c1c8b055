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
  | { readonly kind: 'paste'; readonly collector: PasteCollector };

export type StringIntroducer = ']' | 'P' | '_';

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
 * What was meant where nothing follows for a while: the Escape key, or Alt with a character that also begins sequences.
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
    default:
      return null;
  }
}
