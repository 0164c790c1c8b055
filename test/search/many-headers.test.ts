/** Requests with many signed headers: the work of a search grows no faster than the request. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { searchDiagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { Draft } from '../../src/drafts/draft.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { differingSlots, madeTogether, type SlottedDraft } from '../../src/search/slots.ts';
import { mismatch } from '../support/evidence/pasted-failure.ts';
import { sound } from '../support/problems.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { rightRequest } from '../support/sigv4/base-requests.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';
import { named } from '../support/sources.ts';

const manyHeaders = (count: number): Pair[] =>
  Array.from({ length: count }, (_, index) => [`x-amz-meta-${String(index).padStart(4, '0')}`, 'v'] as const);

/** A draft whose headers count how often they are read, with these values. */
function counted(count: number, valueAt: (index: number) => string) {
  const reads = { count: 0 };
  const headers = manyHeaders(count).map(([name], index) => ({
    get name() {
      reads.count += 1;
      return name as Octets;
    },
    value: valueAt(index) as Octets,
  }));
  return { reads, draft: { ...rightRequest('get-range').draft, headers } satisfies Draft };
}

/** The reads of two drafts that are compared, and whose changes are put together. */
function readsOf(count: number): number {
  const base = counted(count, () => 'v');
  const even = counted(count, (index) => (index % 2 === 0 ? 'w' : 'v'));
  const odd = counted(count, (index) => (index % 2 === 0 ? 'v' : 'w'));
  const slotted = ({ draft }: typeof even): SlottedDraft => ({ draft, slots: differingSlots(base.draft, draft) });
  const together = madeTogether(base.draft, slotted(even), slotted(odd));
  expect(together?.headers.every(({ value }) => value === 'w')).toBe(true);
  return [base, even, odd].reduce((sum, { reads }) => sum + reads.count, 0);
}

it('compares and joins the headers of drafts in linear time', () => {
  expect(readsOf(2000)).toBeLessThan(2.1 * readsOf(1000));
});

/** The number of combinations of two mistakes that are tried for a request with so many headers, and its length. */
function triedFor(count: number): { readonly tried: number; readonly length: number } {
  const { request, canonicalRequest } = ordered({ headers: manyHeaders(count), secret: 'another' });
  const pieces = [mismatch(), request].map((octets) => ({ octets: octets as Octets, by: named('the test') }));
  const search = searchDiagnosis(sound(readEvidence(pieces)), () => SECRET as Octets);
  let tried = 0;
  for (let step = search.next(true); !step.done; step = search.next(true)) tried = step.value.tried;
  return { tried, length: canonicalRequest.length };
}

describe('a search for two mistakes', () => {
  it('does not hash more bytes for a request with many headers', { tags: ['expensive'] }, () => {
    const [few, many] = [triedFor(1), triedFor(400)];
    expect(many.length).toBeGreaterThan(20 * few.length);
    expect(many.tried).toBeGreaterThan(1000);
    expect(many.tried * many.length).toBeLessThan(8 * few.tried * few.length);
  });
});
