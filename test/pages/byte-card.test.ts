/** What is said of one byte. */
import { expect, it } from 'vitest';
import { byteCard } from '../../src/pages/byte-card.ts';
import { placesOf } from '../../src/pages/places.ts';
import { walkOf } from '../support/walk-of.ts';

const { facts } = await walkOf({ options: { header: ['X-Amz-Meta-A: é'] } });
const places = placesOf(facts.trace);
const what = (value: string, byte: number) =>
  byteCard(facts, places, { value, byte })
    ?.what.map(({ text }) => text)
    .join('');

it('names the character that a byte of a text belongs to, and none in what is no text', () => {
  const headers = facts.trace.values.find(({ id }) => id === 'canonical-headers')?.bytes.octets ?? '';
  expect(what('canonical-headers', headers.indexOf('\xc3\xa9'))).toContain('in U+00E9, lowercase letter (Latin)');
  // The bytes of this key happen to begin as those of characters do.
  for (let byte = 0; byte < 32; byte++) expect(what('signing-key', byte)).not.toContain('U+');
});
