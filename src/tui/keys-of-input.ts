/** What Ink reports of the keyboard, as the names of keys that the table of keys uses. */
import type { Key } from 'ink';

const NAMED = [
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'return'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const;

const characters = new Intl.Segmenter();

/** Several, where the terminal delivered several characters at once: over a slow line none may be lost. */
export function keysOfInput(input: string, key: Key): string[] {
  const named = NAMED.find(([flag]) => key[flag]);
  if (named) return [named[1]];
  if (key.ctrl) return [`ctrl+${input}`];
  return [...characters.segment(input)].map(({ segment }) => CONTROLS[segment] ?? segment);
}

/** Keys that are one control character, where they come in one chunk with others. */
const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'return',
  '\t': 'tab',
  '\x03': 'ctrl+c',
  '\x1b': 'escape',
  '\x7f': 'backspace',
};
