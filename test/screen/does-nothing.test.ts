/** What a key that does nothing is called. */

import { expect, it } from 'vitest';
import { doesNothing } from '../../src/screen/reducing.ts';

it.each([
  [' ', 'space'],
  ['x', '"x"'],
  ['pageup', 'pageup'],
  ['\x1b[99~', 'This key'],
])('calls the key %j %s', (key, name) => {
  expect(doesNothing(key)).toBe(`${name} does nothing here; ? shows the keys.`);
});
