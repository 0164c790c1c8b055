/** The sentences about what of a request points to a cause. */
import { expect, it } from 'vitest';
import { CAUSES, FEATURES } from '../../src/causes/table.ts';
import { reasonsInWords } from '../../src/views/diagnosis/suspect-words.ts';

it('no two features have one name', () => {
  expect(new Set(FEATURES.map(({ id }) => id)).size).toBe(FEATURES.length);
});

it.each(FEATURES)('$id is said in a sentence, with a quote that is printable', (feature) => {
  const cause = CAUSES.find(({ features }) => features.includes(feature));
  if (!cause) throw new Error(`No cause has ${feature.id}.`);
  const signs = [{ id: feature.id, quote: 'the\x1bquote' }];
  const [says = ''] = reasonsInWords({
    cause,
    variant: null,
    suspected: { likelihood: 0.5, signs, doubt: null, looksAt: 'request' },
  });
  expect(says.length).toBeGreaterThan(15);
  expect(says).not.toContain('\x1b');
  expect(says).not.toContain('undefined');
  if (typeof feature.says === 'string') expect(says).toBe(feature.says);
  else expect(says).not.toBe(feature.says(''));
});
