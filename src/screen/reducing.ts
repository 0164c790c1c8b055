/** Contains what the reducers of several screens have in common. */
import type { KeyAction } from '../app/keys/keys.ts';
import type { Next } from './session-description.ts';

/** Returns a state with changes, and the effects that it asks for; without changes, the same state. */
export const to = <State, Effect>(
  state: State,
  changes?: Partial<State>,
  ...effects: readonly Effect[]
): Next<State, Effect> => ({ state: changes ? { ...state, ...changes } : state, effects });

/**
 * Returns the index to which an action moves in a list of `length` items. Other actions return the same index. `page`
 * is a number of items.
 */
export function moveIndex(index: number, action: KeyAction | null, length: number, page: number): number {
  const by: Partial<Record<KeyAction, number>> = {
    'line-down': 1,
    'line-up': -1,
    'page-down': page,
    'page-up': -page,
    'first-line': -index,
    'last-line': length,
  };
  const step = action === null ? undefined : by[action];
  return step === undefined ? index : Math.max(0, Math.min(index + step, length - 1));
}

/** Says that a key has no meaning on this screen. Keys of unknown sequences are not named. */
export const doesNothing = (key: string): string => `${nameOf(key)} does nothing here; ? shows the keys.`;

/** Names a key as people do: the space bar by its name, because its character cannot be seen. */
function nameOf(key: string): string {
  if (key === ' ') return 'space';
  if (!/^[ -~]{1,12}$/.test(key)) return 'This key';
  return key.length === 1 ? `"${key}"` : key;
}
