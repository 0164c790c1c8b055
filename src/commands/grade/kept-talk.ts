/** Keeps what a program writes to standard error, where it must not be seen at once. */
import { printable } from '../../views/characters/visible.ts';

const MOST_CHARACTERS = 4_096;

interface KeptTalk {
  readonly take: (text: string) => void;
  /** Returns what was kept as lines below a title; nothing if the program wrote nothing. */
  readonly lines: () => readonly string[];
}

/** Keeps the beginning of the program's output to standard error. */
export function keptTalk(): KeptTalk {
  let kept = '';
  return {
    take(text) {
      if (kept.length < MOST_CHARACTERS) kept += text.slice(0, MOST_CHARACTERS - kept.length);
    },
    lines: () =>
      kept === '' ? [] : ['', 'Standard error of your program', ...kept.trimEnd().split(/\r?\n/).map(printable)],
  };
}
