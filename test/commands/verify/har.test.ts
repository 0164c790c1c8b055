/** `sigv4 verify` of a HAR file: a line for each request, or one of them. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { harOf, SIGNED_ENTRY, UNSIGNED_ENTRY } from '../../support/verification/verify-inputs.ts';
import { PRESIGNED_URL, type VerifyOrder, verifyText } from '../../support/verification/verifying.ts';

const WRONG_ENTRY = { ...SIGNED_ENTRY, url: 'https://examplebucket.s3.amazonaws.com/other.txt' };

const BROKEN_ENTRY = { method: 'GET', url: 'no url', headers: [] };

describe('a HAR file', () => {
  it.each([
    [0, [SIGNED_ENTRY, UNSIGNED_ENTRY]],
    [1, [UNSIGNED_ENTRY]],
    [1, [SIGNED_ENTRY, WRONG_ENTRY]],
    [1, [SIGNED_ENTRY, BROKEN_ENTRY]],
    [1, []],
  ])('gives exit code %i for %j', async (code, requests) => {
    expect((await verifyText(harOf(...requests))).code).toBe(code);
    expect((await verifyText(harOf(...requests), { options: { json: true } })).code).toBe(code);
  });

  it('with one request is written in every form that shows a request', async () => {
    const { code, output } = await verifyText(harOf(SIGNED_ENTRY), { options: { html: '-' } });
    expect(code).toBe(0);
    expect(output).toContain('<h1>');
  });

  it('has problems of the same shape no matter what is asked for', async () => {
    const har = harOf(BROKEN_ENTRY);
    const listed = JSON.parse((await verifyText(har, { options: { json: true } })).output).entries[0];
    const alone = JSON.parse((await verifyText(har, { options: { json: true, entry: '1' } })).output);
    expect(listed.problem).toEqual(alone.problem);
  });

  it.each([
    ['1', 0, 'match'],
    ['2', 1, 'unsigned'],
    ['3', 1, 'malformed at'],
  ])('is one of them in full with --entry %s', async (entry, code, verdict) => {
    const har = harOf(SIGNED_ENTRY, UNSIGNED_ENTRY, BROKEN_ENTRY);
    const found = await verifyText(har, { options: { entry } });
    expect([found.code, found.errors]).toEqual([code, '']);
    expect(found.verdict).toContain(verdict);
  });

  it('of one request has no other, and says so', async () => {
    const { code, errors } = await verifyText(harOf(SIGNED_ENTRY), { options: { entry: '2' } });
    expect([code, errors]).toEqual([2, 'sigv4: The file has 1 request. Use --entry 1.\n']);
  });

  it('needs --entry for --walk', async () => {
    const har = harOf(SIGNED_ENTRY, UNSIGNED_ENTRY);
    expect((await verifyText(har, { options: { walk: true } })).code).toBe(2);
    expect((await verifyText(har, { options: { walk: true, entry: '1' } })).output).toContain('String to sign');
  });

  // A browser records them beside the requests that it sends.
  it.each(['data:image/png;base64,AAAA', 'blob:https://h/1', 'chrome-extension://a/b.js', 'wss://h/socket'])(
    'has %s as an unsigned request',
    async (url) => {
      const { code, output } = await verifyText(harOf(SIGNED_ENTRY, { ...UNSIGNED_ENTRY, url }));
      expect([code, output.split('\n')[1]]).toEqual([0, '2  unsigned']);
    },
  );

  it('does not take a signed address of a socket for one that no one signed', async () => {
    const url = PRESIGNED_URL.replace('https', 'wss');
    expect((await verifyText(harOf(SIGNED_ENTRY, { ...UNSIGNED_ENTRY, url }))).code).toBe(1);
  });

  const recorded = (startedDateTime: unknown) =>
    JSON.stringify({ log: { entries: [{ startedDateTime, request: SIGNED_ENTRY }] } });
  const later: VerifyOrder = { world: { now: () => new Date('2026-01-01T00:00:00Z') } };
  it.each([
    ['2013-05-24T00:00:10.123Z', 'match'],
    ['2013-05-24T02:00:10.123+02:00', 'match'],
    ['2013-05-24T00:15:01.000Z', 'expired'],
    ['2013-05-23T23:44:59.000Z', 'not yet valid'],
    ['2013-05-24T00:00:10.123', 'expired'],
    ['2013-13-24T00:00:10Z', 'expired'],
    ['24 May 2013', 'expired'],
    [0, 'expired'],
    [undefined, 'expired'],
  ])('that was recorded at %j is verified by that clock: %s', async (startedDateTime, verdict) => {
    const har = recorded(startedDateTime);
    expect((await verifyText(har, later)).verdict).toContain(verdict);
    expect((await verifyText(har, { ...later, options: { entry: '1' } })).verdict).toBe(verdict);
    const { output } = await verifyText(har, { ...later, options: { json: true } });
    expect(JSON.parse(output).entries[0].verdict).toBe(verdict.replaceAll(' ', '-'));
  });

  it('says that its clock is that of the recording, and takes another one with --at', async () => {
    const har = recorded('2013-05-24T00:00:00.000Z');
    const says = async (options: OptionValues) => (await verifyText(har, { ...later, options })).output;
    const twice = har.replace(/\[(\{"startedDateTime.*\})\]/s, '[$1, $1]');
    const { output } = await verifyText(twice, later);
    expect(output).toMatch(/^1 {2}match {2}.*\n2 {2}match {2}.*\n {3}Each request is verified at its startedDateTime/);
    for (const options of [{}, { entry: '1' }, { json: true }])
      expect((await says(options)).replace(/\s+/g, ' ')).toContain('startedDateTime, 24 May 2013, 00:00 UTC.');
    for (const options of [{}, { entry: '1' }, { json: true }]) {
      const given = await says({ ...options, at: '20140101T000000Z' });
      expect(given).toContain('expired');
      expect(given).not.toContain('startedDateTime');
    }
  });

  it('masks a token in the URL of a line', async () => {
    const token = 'FQoGZXIvYXdzEXAMPLETOKEN';
    const entry = { ...UNSIGNED_ENTRY, url: `${PRESIGNED_URL}&X-Amz-Security-Token=${token}` };
    expect((await verifyText(harOf(entry))).output).not.toContain(token.slice(4, 16));
  });
});
