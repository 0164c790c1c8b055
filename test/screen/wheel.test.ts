/** The wheel of the mouse moves as the arrow keys do. */

import { expect, it } from 'vitest';
import { keysOfWheel } from '../../src/screen/reducing.ts';

it.each([
  ['wheel-down', ['down', 'down', 'down']],
  ['wheel-up', ['up', 'up', 'up']],
  ['left', []],
] as const)('%s', (button, keys) => {
  expect(keysOfWheel({ kind: 'mouse', button, column: 1, row: 1 })).toEqual(keys);
});
