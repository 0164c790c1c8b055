/** Any bytes in any pieces: nothing throws, nothing depends on the cut, nothing grows without end. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PASTE_LIMIT } from '../../../src/screen/input/paste.ts';
import {
  anyInput,
  bytesOf,
  cutBytes,
  eventsByteByByte,
  eventsOf,
  inputWithoutJoining,
  offsets,
} from '../../support/screen/input-events.ts';
import { decodeInput, type NamedEvent } from '../../support/screen/named-input.tsx';
import { runs } from '../../support/sweep.ts';

/** The beginning of a name that is a word, or has more than Alt before it. */
const WORD = /^(?:[a-z]{2}|f\d|(?:ctrl|meta|shift)\+)/;
const ALT = 'alt+';

/** Neighbouring characters as one: how they were grouped to graphemes depends on the cut, also after Alt. */
function joined(events: readonly NamedEvent[]): unknown[] {
  const parts: unknown[] = [];
  const addText = (text: string) => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else if (text !== '') parts.push(text);
  };
  for (const event of events) {
    const name = event.kind === 'key' ? event.name : '';
    const hasAlt = name.startsWith(ALT);
    const character = hasAlt ? name.slice(ALT.length) : name;
    if (event.kind !== 'key' || WORD.test(character)) {
      parts.push(event);
    } else if (hasAlt) {
      const [first = '', ...rest] = character;
      parts.push({ alt: first });
      addText(rest.join(''));
    } else {
      addText(character);
    }
  }
  return parts;
}

describe('any input', () => {
  it('makes the same events however it is cut', () => {
    fc.assert(
      fc.property(inputWithoutJoining, offsets, (bytes, at) => {
        const whole = eventsOf([bytes], 20);
        expect(eventsOf(cutBytes(bytes, at), 20)).toEqual(whole);
        expect(eventsByteByByte(bytes, 20)).toEqual(whole);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('makes the same text and the same other events however it is cut, also inside a grapheme', () => {
    fc.assert(
      fc.property(anyInput, offsets, (bytes, at) => {
        // Alt goes with the first character, of which a cut may leave more or less.
        const whole = joined(eventsOf([bytes]));
        expect(joined(eventsOf(cutBytes(bytes, at)))).toEqual(whole);
        expect(joined(eventsByteByByte(bytes))).toEqual(whole);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('is over before what follows: after its end, Ctrl-C is Ctrl-C', () => {
    fc.assert(
      fc.property(anyInput, offsets, (bytes, at) => {
        const events = eventsOf([...cutBytes(bytes, at), bytesOf('!!!\x1b[201~\x07\x03')]);
        expect(events.at(-1)).toEqual({ kind: 'key', name: 'ctrl+c' });
      }),
      { numRuns: runs(2000) },
    );
  });

  it('keeps no key waiting after it was given up', () => {
    fc.assert(
      fc.property(anyInput, (bytes) => {
        const decoder = decodeInput();
        decoder.take(bytes);
        decoder.flush();
        decoder.giveUp();
        expect(decoder.isUnfinished()).toBe(false);
        expect(decoder.take(bytesOf('q')).at(-1)).toMatchObject({ kind: 'key', name: expect.stringMatching(/q$/) });
      }),
      { numRuns: runs(2000) },
    );
  });

  it('is decided after a flush, no matter what was flushed', () => {
    fc.assert(
      fc.property(anyInput, (bytes) => {
        const decoder = decodeInput();
        decoder.take(bytes);
        const isUndecided = decoder.isUndecided();
        expect(decoder.flush().length > 0).toBe(isUndecided);
        expect(decoder.isUndecided()).toBe(false);
        expect(decoder.flush()).toEqual([]);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('memory', () => {
  const MEBIBYTE = new Uint8Array(2 ** 20).fill(0x30);
  const ARRIVED = 160 * 2 ** 20;
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  /** Without what earlier tests left, and without what only waits to be collected. */
  const memoryInUse = () => {
    // The memory of buffers is given back beside the program; the second collection waits for the first.
    collectGarbage();
    collectGarbage();
    return process.memoryUsage();
  };

  it.each([
    ['a paste that never ends', '\x1b[200~'],
    ['an answer that never ends', '\x1b]11;'],
    ['a sequence that never ends', '\x1b['],
  ])('does not grow with %s', { tags: ['expensive'] }, (_what, beginning) => {
    const decoder = decodeInput();
    decoder.take(bytesOf(beginning));
    const before = memoryInUse();
    for (let taken = 0; taken < ARRIVED; taken += MEBIBYTE.length) expect(decoder.take(MEBIBYTE)).toEqual([]);
    const after = memoryInUse();
    // What only waits to be collected, which is at most the half of what came, is not kept.
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(4 * PASTE_LIMIT);
    expect(after.heapUsed - before.heapUsed).toBeLessThan(ARRIVED / 2);
  });

  it('of a long paste in pieces of one byte is that of its bytes', { tags: ['expensive'] }, () => {
    const decoder = decodeInput();
    decoder.take(bytesOf('\x1b[200~'));
    const before = process.memoryUsage();
    const piece = bytesOf('x');
    for (let count = 0; count < 2 ** 20; count++) decoder.take(piece);
    const after = memoryInUse();
    expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(40 * 2 ** 20);
    const [event] = decoder.take(bytesOf('\x1b[201~'));
    expect(event?.kind === 'paste' && event.text.length).toBe(2 ** 20);
  });
});
