/** Keeps what a program writes to standard error, where it must not be seen at once. */
import { octetsFromArray, textFromArray } from '../../bytes/octets.ts';
import { printable } from '../../views/characters/visible.ts';

const MOST_BYTES = 4_096;

interface KeptTalk {
  readonly take: (bytes: Uint8Array) => void;
  /** Returns what was kept as lines below a title; nothing if the program wrote nothing. */
  readonly lines: () => readonly string[];
}

/** Keeps the beginning of the program's output to standard error. */
export function keptTalk(): KeptTalk {
  let kept: Uint8Array = new Uint8Array();
  return {
    take: (bytes) => {
      if (kept.length < MOST_BYTES) kept = Buffer.concat([kept, bytes.subarray(0, MOST_BYTES - kept.length)]);
    },
    lines: () => {
      if (kept.length === 0) return [];
      const text = textFromArray(kept) ?? octetsFromArray(kept);
      return ['', 'Standard error of your program', ...text.trimEnd().split(/\r?\n/).map(printable)];
    },
  };
}
