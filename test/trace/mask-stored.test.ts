/** Secrets in an answer that is too long to keep: masked wherever they lie, as in one that is kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import { type StoredBytes, storedOctets } from '../../src/bytes/stored-bytes.ts';
import { KEPT_LIMIT, recorder, storedRecord } from '../../src/http/body/recorded.ts';
import { failedExchange } from '../../src/http/exchange.ts';
import { maskOf } from '../../src/trace/masks/mask.ts';
import { maskStored, redactExchange } from '../../src/trace/redact-exchange.ts';
import { octets } from '../support/bytes.ts';
import { memoryScratch } from '../support/wire/memory-scratch.ts';

const SECRET = 'Zq9/marked+Secret=Key~0123&Xy';
const percented = encodeURIComponent;
const decimal = (text: string) => [...Buffer.from(text)].join(', ');
/** The longest of the spellings: twice percent-encoded, each octet of it in decimal. */
const SPELLINGS = [
  SECRET,
  percented(SECRET),
  Buffer.from(SECRET).toString('hex'),
  decimal(percented(percented(SECRET))),
];

/** What a screen may show of an answer with this text, its scratch file included. */
function shown(text: string, secrets = [octets(SECRET)]): StoredBytes {
  const received = recorder(memoryScratch);
  // In pieces that end nowhere in particular.
  for (let at = 0; at < text.length; at += 65_521) received.add(Buffer.from(text.slice(at, at + 65_521), 'latin1'));
  const nothing = failedExchange({ host: 'h', port: 1 }, problem('none', 'None.', 'None.'));
  return storedRecord(redactExchange({ ...nothing, received: { ...received.record(), pieces: [] } }, secrets).received);
}

describe('an answer that is longer than what is kept', () => {
  const BLOCK = 65_536;
  const LENGTH = KEPT_LIMIT + 3 * BLOCK;
  const borders = [KEPT_LIMIT, KEPT_LIMIT + BLOCK, LENGTH];

  it.each(SPELLINGS)('has no byte of a secret across any border: %s', { tags: ['expensive'] }, (spelled) => {
    for (const border of borders) {
      for (const before of [0, 1, Math.floor(spelled.length / 2), spelled.length - 1, spelled.length]) {
        const text = '.'.repeat(border - before) + spelled + '.'.repeat(Math.max(LENGTH - border, 0));
        const { length, read } = shown(text);
        expect(length).toBe(text.length);
        const masked =
          '.'.repeat(border - before) + '*'.repeat(spelled.length) + '.'.repeat(Math.max(LENGTH - border, 0));
        // The whole first: it is compared at once, and not printed.
        expect(read(0, length) === masked).toBe(true);
        expect(read(border - 2, border + 2)).toBe(masked.slice(border - 2, border + 2));
      }
    }
  });

  it('is shown as it is where there is no secret', () => {
    const text = SECRET + '.'.repeat(KEPT_LIMIT) + SECRET;
    const { length, read } = shown(text, []);
    expect(read(length - SECRET.length, length)).toBe(SECRET);
  });

  it('is masked as one text, however it is read', () => {
    const mask = maskOf([octets(SECRET)]);
    const pieces = fc.array(fc.constantFrom(...SPELLINGS, '.'.repeat(1000), 'a b c', SECRET.slice(0, 9)), {
      minLength: 150,
      maxLength: 300,
    });
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(300_000), { maxLength: 12 }), (texts, positions) => {
        const text = octets(texts.join(''));
        const { read } = maskStored(storedOctets(text), mask, 32 * SECRET.length);
        const whole = mask(text);
        for (const at of positions) expect(read(at, at + 900)).toBe(whole.slice(at, at + 900));
      }),
      { numRuns: 60 },
    );
  });

  it('is searched once for a block, not once for a window', () => {
    let read = 0;
    const watched: StoredBytes = {
      length: 2 ** 30,
      read: (start, end) => {
        read += end - start;
        return octets('.'.repeat(end - start));
      },
    };
    const { read: readMasked } = maskStored(watched, (text) => text, 1000);
    for (let at = 2 ** 29; at < 2 ** 29 + 60_000; at += 16) expect(readMasked(at, at + 16)).toHaveLength(16);
    expect(read).toBe(BLOCK + 2000);
  });

  it('ends where its bytes cannot be read any more', () => {
    const shrunk: StoredBytes = {
      length: 200_000,
      read: (start, end) => octets('.'.repeat(Math.max(Math.min(end, 70_000) - start, 0))),
    };
    expect(maskStored(shrunk, (text) => text, 10).read(69_000, 71_000)).toHaveLength(1000);
    expect(maskStored(shrunk, (text) => text, 10).read(150_000, 150_016)).toBe('');
  });
});
