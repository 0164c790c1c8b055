/** From when until when a signature is good, to the millisecond. */
import { describe, expect, it } from 'vitest';
import { validityOf } from '../../src/verification/verdict.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';
import { receivedClaim } from '../support/verification/received-claim.ts';

const SIGNED = Date.UTC(2013, 4, 24);
const QUARTER = 15 * 60 * 1000;
const of = (request: string) => validityOf(receivedClaim(request).claim);

describe('what is good', () => {
  it('of a header: a quarter of an hour before and after, both ends with it', () => {
    expect(of(ordered().request)).toEqual({ from: SIGNED - QUARTER, until: SIGNED + QUARTER + 1 });
  });

  it.each([
    ['0', 0],
    ['1', 1000],
    ['+60', 60_000],
    ['0086400', 86_400_000],
    ['604800', 604_800_000],
  ])('of a query with X-Amz-Expires %s: a quarter of an hour before, and not at its end', (expires, milliseconds) => {
    expect(of(presigned({ expires }).request)).toEqual({ from: SIGNED - QUARTER, until: SIGNED + milliseconds });
  });
});

describe('a policy', () => {
  const ANY_TIME_BEFORE = Number.NEGATIVE_INFINITY;

  // S3 says that it is not good after that time.
  it.each([
    ['2013-05-24T01:00:00.000Z', Date.UTC(2013, 4, 24, 1) + 1],
    ['2013-05-24T01:00:00Z', Date.UTC(2013, 4, 24, 1) + 1],
    ['2013-05-24T01:00:00.999Z', Date.UTC(2013, 4, 24, 1, 0, 0, 999) + 1],
    ['1969-12-31T23:59:59Z', -999],
  ])('is good at any time before, and at %s for the last time', (expiration, until) => {
    expect(of(formOf({ expiration }).request)).toEqual({ from: ANY_TIME_BEFORE, until });
  });

  const conditions: readonly unknown[] = [];
  it.each<readonly [string, Parameters<typeof formOf>[0]]>([
    ['says nothing', { document: { conditions } }],
    ['says no text', { document: { expiration: 1369353600000, conditions } }],
    ['says null', { document: { expiration: null, conditions } }],
    ['says it in a list', { document: { expiration: ['2013-05-24T01:00:00Z'], conditions } }],
    ['says it inside of something', { document: { x: { expiration: '2013-05-24T01:00:00Z' }, conditions } }],
    // Read leniently, these two were another moment in each time zone.
    ['says a time without a zone', { expiration: '2013-05-24T01:00:00' }],
    ['says a date in words', { expiration: 'May 24 2013' }],
    ['says a time of another zone', { expiration: '2013-05-24T01:00:00+02:00' }],
    ['says a date alone', { expiration: '2013-05-24' }],
    ['says no time that exists', { expiration: '2013-13-24T01:00:00Z' }],
    ['says nothing between its quotation marks', { expiration: '' }],
    ['is a list', { document: [{ expiration: '2013-05-24T01:00:00Z' }] }],
    ['is null', { document: null }],
    ['is a text', { document: '2013-05-24T01:00:00Z' }],
    ['is not JSON', { encode: () => Buffer.from('{"expiration": ').toString('base64') }],
    ['is not UTF-8', { encode: () => Buffer.from('{"expiration": "\xff"}', 'latin1').toString('base64') }],
    ['is not base64', { encode: () => '{}' }],
    ['is empty', { encode: () => '' }],
  ])('that %s ends at no time that is known', (_what, order) => {
    expect(of(formOf(order).request)).toEqual({ from: ANY_TIME_BEFORE, until: null });
  });
});
