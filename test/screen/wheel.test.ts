/** The wheel of the mouse moves as the arrow keys do. */

import { expect, it } from 'vitest';
import { keysOfWheel } from '../../src/screen/common-keys.ts';

const at = { kind: 'mouse', column: 1, row: 1, action: 'press' } as unknown as Parameters<typeof keysOfWheel>[0];

it.each([
  ['wheel-down', 'press', ['down', 'down', 'down']],
  ['wheel-up', 'press', ['up', 'up', 'up']],
  ['left', 'press', []],
  ['wheel-down', 'release', []],
] as const)('a %s that is a %s', (button, action, keys) => {
  expect(keysOfWheel({ ...at, button, action } as typeof at)).toEqual(keys);
});
