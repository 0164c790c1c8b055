/** The places in which two drafts differ, and drafts with the changes of both. */
import { expect, it } from 'vitest';
import type { CanonicalHeader } from '../../src/drafts/draft.ts';
import { differingSlots, madeTogether } from '../../src/search/slots.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';

const { draft: BASE } = rightRequestOf(ordered({ headers: [['Range', 'bytes=0-9']] }).request);
const withLines = (headers: readonly CanonicalHeader[]) => ({ ...BASE, headers });
const ofRange = (change: (header: CanonicalHeader) => CanonicalHeader[]) =>
  BASE.headers.flatMap((header) => (header.name === 'range' ? change(header) : [header]));

const OTHER_VALUE = withLines(ofRange(({ name }) => [{ name, value: BASE.method }]));
const BACKWARD = withLines(BASE.headers.toReversed());
const BOTH = withLines(OTHER_VALUE.headers.toReversed());
const slotted = (draft: typeof BASE) => ({ draft, slots: differingSlots(BASE, draft) });

it('the order of header lines is a place of its own, beside a line that has another value', () => {
  expect(differingSlots(BASE, BACKWARD)).toEqual(['headers']);
  expect(differingSlots(BASE, BOTH)).toEqual(['header/range', 'headers']);
});

it('a line that only one draft has says nothing of the order', () => {
  expect(differingSlots(BASE, withLines(ofRange(() => [])))).toEqual(['header/range']);
});

it('both changes are made together', () => {
  expect(madeTogether(BASE, slotted(OTHER_VALUE), slotted(BACKWARD))?.headers).toEqual(BOTH.headers);
  expect(madeTogether(BASE, slotted(BACKWARD), slotted(OTHER_VALUE))?.headers).toEqual(BOTH.headers);
});
