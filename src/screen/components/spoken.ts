/** Says to a screen reader what all screens have: their lists, and their keys. */
import { spokenText } from '../../layout/shown-glyphs.ts';
import { footerKeys, HELP_KEY, HELP_WIDTH, type KeysNow } from '../footer-keys.ts';
import type { ScreenRoom, SessionDescription } from '../session-description.ts';
import type { ListContent } from './fitted-rows.ts';

/** Announces the whole list that has just opened, or the item to which its cursor has moved. */
export function spokenList(before: ListContent | null, after: ListContent | null): string[] {
  if (after === null || before?.index === after.index) return [];
  const { title, items, index } = after;
  return before === null ? [title, ...items.map(spokenText)] : items.slice(index, index + 1).map(spokenText);
}

/** Announces the keys that have an effect now. While a text is typed, `?` is part of it. */
export function spokenKeys(now: KeysNow, { width }: ScreenRoom['size'], isTyping: boolean): string {
  const keys = [footerKeys(now, width - HELP_WIDTH), isTyping ? [] : HELP_KEY].filter(({ length }) => length > 0);
  return `Keys: ${keys.map(spokenText).join(', ')}`;
}

/**
 * Returns the announcers of a screen that says all it shows in lines. `linesOf` returns these lines: all of them are
 * announced at first, with the keys, and then those that are new.
 */
export const spokenLines = <State>(
  linesOf: (state: State) => readonly string[],
  keysOf: (state: State) => KeysNow,
): Pick<SessionDescription<State, never, never>, 'announceAll' | 'announceChange'> => ({
  announceAll: (state, { size }) => [...linesOf(state), spokenKeys(keysOf(state), size, false)],
  announceChange: (before, after) => {
    const known = new Set(linesOf(before));
    return linesOf(after).filter((line) => !known.has(line));
  },
});
