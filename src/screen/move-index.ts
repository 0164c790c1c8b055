/** Moves the cursor in a list by a key. */
import type { KeyAction } from '../app/keys/keys.ts';

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
