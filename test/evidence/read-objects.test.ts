/** Values without quotation marks in objects that programs print. */
import { describe, expect, it } from 'vitest';
import type { Group } from '../../src/evidence/objects/objects.ts';
import { readObjects } from '../../src/evidence/objects/read-objects.ts';
import { octets } from '../support/bytes.ts';

const entriesIn = (group: Group): readonly (readonly [string, string])[] => [
  ...group.entries.map(({ key, value }) => [key, value] as const),
  ...group.groups.flatMap(entriesIn),
];

describe('a value without quotation marks', () => {
  // In UTF-8, "à" ends with the byte 0xA0, which JavaScript trims as a space.
  it.each([
    ['in a list', '{X-Amz-Meta-City=[ L\xc3\xa0 ], Range=[bytes=0-9]}'],
    ['in a map', '{X-Amz-Meta-City= L\xc3\xa0 , Range=bytes=0-9}'],
  ])('%s keeps each byte of its letters, without the spaces around it', (_where, printed) => {
    expect(entriesIn(readObjects(octets(printed)))).toContainEqual(['X-Amz-Meta-City', 'L\xc3\xa0']);
  });
});
