/** Turns the wheel of a mouse into keys. */
import type { MouseEvent } from './input/input-event.ts';

/** Returns the keys that have the same effect as a turn of the wheel. Returns an empty list for other mouse events. */
export function keysOfWheel({ button, action }: MouseEvent): readonly string[] {
  if (action !== 'press') return [];
  if (button === 'wheel-down') return ['down', 'down', 'down'];
  return button === 'wheel-up' ? ['up', 'up', 'up'] : [];
}
