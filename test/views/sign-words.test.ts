/** The sentences about what of a request points to a cause. */
import { expect, it } from 'vitest';
import { SIGN_WORDS, signInWords } from '../../src/views/diagnosis/sign-words.ts';

const isQuoted = (id: string) => SIGN_WORDS[id]?.('one') !== SIGN_WORDS[id]?.('two');

it.each(Object.keys(SIGN_WORDS))('%s is said in a sentence, with a quote that is printable', (id) => {
  const says = signInWords({ id, quote: 'the\x1bquote' } as Parameters<typeof signInWords>[0]);
  expect(says.length).toBeGreaterThan(15);
  expect(says).not.toContain('\x1b');
  expect(says).not.toContain('undefined');
  expect(says.includes('quote')).toBe(isQuoted(id) || SIGN_WORDS[id]?.('').includes('quote'));
});
