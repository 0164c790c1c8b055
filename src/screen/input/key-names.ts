/** Maps the keys that Ink reads to the names of the table of keys (`app/keys`). */
import type { Key } from 'ink';

const WORDS = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'return'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const satisfies readonly (readonly [keyof Key, string])[];

/** The name of a key that Ink recognizes but does not name, such as F5. No table of keys has it. */
const NAMELESS = 'a key without a name';
/** Return with Control, which Ink does not tell from a character. */
const LINE_FEED = '\n';

/**
 * Returns the name of a key: the character as typed (`q`, `Q`, ` `, `é`), or a word for a key without a character.
 * Modifiers come first, in the order `ctrl+`, `alt+`, `meta+`, `shift+` (`ctrl+c`, `alt+x`, `shift+tab`, `ctrl+right`).
 * Characters have no `shift+`, unless another modifier hides the effect of Shift. Returns `null` for the release of a
 * key.
 */
export function nameOfKey(typed: string, key: Key): string | null {
  if (key.eventType === 'release') return null;
  if (typed === LINE_FEED) return 'ctrl+j';
  const word = WORDS.find(([flag]) => key[flag])?.[1];
  if (word === undefined && typed === '') return NAMELESS;
  const held = `${key.ctrl ? 'ctrl+' : ''}${key.meta ? 'alt+' : ''}${key.super ? 'meta+' : ''}`;
  if (word !== undefined) return `${held}${key.shift ? 'shift+' : ''}${word}`;
  if (!key.shift) return held + typed;
  return held === '' ? typed.toUpperCase() : `${held}${typed === typed.toUpperCase() ? '' : 'shift+'}${typed}`;
}
