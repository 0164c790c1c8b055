/** Draws the last row of every screen, which lists as many of the currently available keys as fit. */
import type { KeyMode } from '../app/keys/key-binding.ts';
import { KEYS, type KeyBinding } from '../app/keys/keys.ts';
import type { Run } from '../views/page.ts';

/** The key for the help, which is at the right end of the last row of every screen. */
export const HELP_KEY: readonly Run[] = [
  { text: '?', meaning: 'name' },
  { text: ' keys', meaning: 'aside' },
];
/** The number of cells for the help key, with the spaces around it. */
export const HELP_WIDTH = 9;

export interface KeysNow {
  readonly mode: KeyMode;
  /** Returns whether a key of this mode currently has an effect. By default, every key does. */
  readonly isOffered?: (binding: KeyBinding) => boolean;
  /** Returns a key with the name of its current action. */
  readonly named?: (binding: KeyBinding) => KeyBinding;
  /** Returns whether a key has priority if there is not enough room for all keys. */
  readonly isFirst?: (binding: KeyBinding) => boolean;
  /** Returns whether a key comes before the rest if there is room after the keys with priority. */
  readonly isSecond?: (binding: KeyBinding) => boolean;
  /** Returns whether an offered key has no effect now: if all keys fit, its place stays empty, so that the others keep theirs. */
  readonly isIdle?: (binding: KeyBinding) => boolean;
}

/** Returns the keys that currently have an effect, in the order of the table, with the names of their actions. */
export function keysNow({ mode, isOffered = () => true, named = (binding) => binding }: KeysNow): KeyBinding[] {
  return KEYS.filter((binding) => binding.modes.includes(mode) && isOffered(binding)).map(named);
}

/** Returns the keys that fit, in the order of the table. The key for the help has its own place. `width` is in cells. */
export function footerKeys(now: KeysNow, width: number): Run[] {
  const { isFirst = () => false, isSecond = () => false, isIdle = () => false } = now;
  const all = keysNow(now).filter(({ footer, action }) => footer && action !== 'help');
  const lengthOf = (binding: KeyBinding) => footerText(binding).length + GAP.length;
  const isRoomForAll = all.reduce((length, binding) => length + lengthOf(binding), 0) <= width + GAP.length;
  const offered = isRoomForAll ? all : all.filter((binding) => !isIdle(binding));
  const rankOf = (binding: KeyBinding) => (isFirst(binding) ? 0 : isSecond(binding) ? 1 : 2);
  const byWeight = offered.toSorted((one, other) => rankOf(one) - rankOf(other));
  const kept = new Set<KeyBinding>();
  let room = width + GAP.length;
  for (const binding of byWeight) {
    const length = lengthOf(binding);
    if (length > room) continue;
    room -= length;
    kept.add(binding);
  }
  return offered
    .filter((binding) => kept.has(binding))
    .flatMap((binding, index): Run[] => {
      const gap = index === 0 ? '' : GAP;
      if (isIdle(binding)) return [{ text: gap + ' '.repeat(footerText(binding).length), meaning: 'aside' }];
      return [
        { text: `${gap}${binding.footer?.[0]}`, meaning: 'name' },
        { text: ` ${binding.footer?.[1]}`, meaning: 'aside' },
      ];
    });
}

const GAP = '  ';
const footerText = ({ footer }: KeyBinding) => footer?.join(' ') ?? '';
