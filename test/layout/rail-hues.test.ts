/** The list of names has the same hues in a diagnosis, where it came as bytes, as in a walk, where its bytes are derived. */
import { expect, it } from 'vitest';
import { lineGlyphs } from '../../src/layout/rail/rail-lines.ts';
import { SIGNED_HEADERS } from '../../src/sigv4/stages/canonical-request/canonical-request.ts';
import { findValue } from '../../src/trace/trace.ts';
import type { ComparedLine } from '../../src/views/diagnosis/compared-sides.ts';
import { isPlace } from '../../src/views/map/place.ts';
import { placesOf } from '../../src/views/map/places.ts';
import { tagAt } from '../../src/views/map/tags.ts';
import { walkOf } from '../support/views/walk-of.ts';

it('colors the names of inputs, and not those that a rule adds', async () => {
  const { facts } = await walkOf({ options: { header: ['Range: bytes=0-9', 'X-Amz-Meta-Note: one'] } });
  const names = findValue(facts.trace, SIGNED_HEADERS.id)?.bytes.octets ?? '';
  expect(names).toBe('host;range;x-amz-content-sha256;x-amz-date;x-amz-meta-note');
  const places = placesOf(facts.trace);
  const inWalk = [...names].map((character, byte) =>
    isPlace(tagAt(places, { value: SIGNED_HEADERS.id, byte })) ? character : ' ',
  );
  const line: ComparedLine = {
    ...{ standing: 'alone', side: 'client', text: names, letter: { text: 'N', hue: 1 }, part: 'names' },
    ...{ number: 10, named: 0, title: '' },
  };
  const same: ComparedLine = { ...line, standing: 'same', text: names };
  const colored = (of: ComparedLine) => lineGlyphs(names, of, 100).map(({ text, hue }) => (hue == null ? ' ' : text));
  const inDiagnosis = colored(line);
  expect(colored(same).join('').trim()).toBe('');
  expect(inDiagnosis.join('')).toBe(inWalk.join(''));
  expect(inDiagnosis.join('').trim()).toMatch(/^range +x-amz-meta-note$/);
});
