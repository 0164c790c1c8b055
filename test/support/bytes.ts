/** What tests need to make bytes and to judge their spans. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { type Bytes, given, plain } from '../../src/bytes/bytes.ts';
import { type Octets, octetsFromArray } from '../../src/bytes/octets.ts';
import type { Rule, Transform } from '../../src/bytes/origin.ts';
import { inputWords } from '../../src/views/input-words.ts';
import { inputNamed } from './sources.ts';

/** A byte string written in place: one character for one octet. */
export function octets(text: string): Octets {
  expect(text).toMatch(/^[\u0000-\u00ff]*$/);
  return text as Octets;
}

/** Any bytes at all. */
export const anyOctets = fc.uint8Array({ maxLength: 40 }).map(octetsFromArray);

export const RULE: Rule = { id: 'test-rule', says: 'the test says so', see: 'https://example.com/rule' };

export const TRANSFORM: Transform = { id: 'test-transform', done: 'changed by the test', secrecy: 'keeps' };

/** Spans that lie one after the other without a gap, none empty, and end where the octets end. */
export function expectTiled({ octets, spans }: Bytes): void {
  if (spans === null) throw new Error('the bytes have no spans');
  let reached = 0;
  for (const { start, end, origin } of spans) {
    expect(start).toBe(reached);
    expect(end).toBeGreaterThan(start);
    if (origin.kind === 'given' || origin.kind === 'copy') expect(origin.end - origin.start).toBe(end - start);
    reached = end;
  }
  expect(reached).toBe(octets.length);
}

/** Every span that quotes a source has the octets that are in the source at the recorded range. */
export function expectQuoted({ octets, spans }: Bytes, sources: Readonly<Record<string, string>>): void {
  for (const { start, end, origin } of spans ?? []) {
    if (origin.kind !== 'given' && origin.kind !== 'copy') continue;
    const source = sources[origin.kind === 'given' ? inputWords(origin.input) : origin.value] ?? 'no such source';
    expect(source.slice(origin.start, origin.end)).toBe(octets.slice(start, end));
  }
}

/** What an operation makes of these octets, which has to be the same with spans and without. */
export function bothWays(operation: (bytes: Bytes) => Bytes, input: Octets): Octets {
  const recorded = operation(given(input, inputNamed('input')));
  const unrecorded = operation(plain(input));
  expect(unrecorded.spans).toBeNull();
  expectTiled(recorded);
  expectQuoted(recorded, { input });
  expect(recorded.octets).toBe(unrecorded.octets);
  return recorded.octets;
}
