import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMoment, readTimestamp, writeTimestamp } from '../../src/sigv4/timestamp.ts';

describe('a timestamp', () => {
  it('is the moment that it says, in UTC', () => {
    expect(readTimestamp('20130524T000000Z')).toBe(1_369_353_600_000);
    expect(readTimestamp('20000229T235959Z')).toBe(951_868_799_000);
  });

  it.each(['20130230T000000Z', '20130524T240000Z', '20130524T006000Z', '20131324T000000Z', '20130000T000000Z'])(
    '%s is no moment that exists',
    (text) => {
      expect(readTimestamp(text)).toBeNull();
    },
  );

  it.each(['', '20130524', '2013-05-24T00:00:00Z', '20130524T000000', '20130524T000000z', ' 20130524T000000Z'])(
    '%j is not written as one',
    (text) => {
      expect(readTimestamp(text)).toBeNull();
    },
  );

  it('is read as it was written, to the second', () => {
    const moment = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, (date) => {
        expect(readTimestamp(writeTimestamp(date))).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });
});

describe('a time that a person gives', () => {
  it.each([
    ['20130524T000000Z', 1_369_353_600_000],
    ['2013-05-24T00:00:00Z', 1_369_353_600_000],
    ['2013-05-24T00:00:00.999Z', 1_369_353_600_000],
    ['2013-05-24T02:00:00+02:00', 1_369_353_600_000],
    ['2013-05-23T18:30:00-05:30', 1_369_353_600_000],
    ['2013-05-24', null],
    ['2013-05-24T00:00:00', null],
    ['2013-02-30T00:00:00Z', null],
    ['2013-05-24T24:00:00Z', null],
    ['2013-05-24T00:00:00+99:00', null],
    ['yesterday', null],
  ])('%s', (text, moment) => expect(readMoment(text)).toBe(moment));
});
