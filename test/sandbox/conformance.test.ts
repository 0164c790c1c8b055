/**
 * The header tests of the public S3 conformance suite (ceph/s3-tests, commit 8f0ae7b, test_headers.py): each changes one
 * header of a right request, before or after it is signed.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import type { Pair } from '../support/independent-signer.ts';
import { type Order, ordered, readReply } from '../support/sandbox-client.ts';
import { settingsOf } from '../support/sandbox-settings.ts';
import { BUCKETS } from '../support/stored-objects.ts';

type Change = (request: string) => string;

function ask(order: Partial<Order>, change: Change, sigv2 = false) {
  const { now, ...settings } = settingsOf();
  const sandbox = createSandbox({ ...settings, store: createStore(BUCKETS), clock: () => now, sigv2 });
  const request = change(ordered(order).request);
  expect(request).not.toBe('');
  const reply = sandbox.converse()(Buffer.from(request, 'latin1'));
  if (!reply?.isLast) throw new Error('The sandbox waits for more.');
  const { status, element } = readReply(reply.bytes);
  return [status, element('Code') ?? null];
}

const PUT: Partial<Order> = { method: 'PUT', path: '/new', body: 'bar' };
const BUCKET: Partial<Order> = { method: 'PUT', host: 's3.amazonaws.com', path: '/new-bucket' };
const unchanged: Change = (request) => request;
const added = (...headers: readonly Pair[]): Partial<Order> => ({ ...PUT, headers });
const without =
  (name: string): Change =>
  (request) =>
    request.replace(new RegExp(`\r\n${name}: [^\r\n]*`, 'i'), '');
const changed =
  (name: string, value: string): Change =>
  (request) =>
    request.replace(new RegExp(`(\r\n${name}: )[^\r\n]*`, 'i'), `$1${value}`);
/** A header that is not signed. */
const unsigned =
  (line: string): Change =>
  (request) =>
    request.replace('\r\n', `\r\n${line}\r\n`);

const ROWS: [string, Partial<Order>, Change, number, string | null][] = [
  ['a Content-MD5 that is none', added(['Content-MD5', 'YWJyYWNhZGFicmE=']), unchanged, 400, 'InvalidDigest'],
  ['the Content-MD5 of other bytes', added(['Content-MD5', 'rL0Y20xC+Fzt72VPzMSk2A==']), unchanged, 400, 'BadDigest'],
  ['an empty Content-MD5', added(['Content-MD5', '']), unchanged, 400, 'InvalidDigest'],
  ['no Content-MD5', PUT, unchanged, 200, null],
  ['Expect: 200', PUT, unsigned('Expect: 200'), 200, null],
  ['an empty Expect', PUT, unsigned('Expect:'), 200, null],
  ['an empty Content-Length', PUT, changed('Content-Length', ''), 400, 'BadRequest'],
  ['Content-Length: -1', PUT, changed('Content-Length', '-1'), 400, 'BadRequest'],
  ['no Content-Length', { ...PUT, body: '' }, without('Content-Length'), 411, 'MissingContentLength'],
  ['an empty Content-Type', PUT, unsigned('Content-Type:'), 200, null],
  ['no Content-Type', PUT, unchanged, 200, null],
  ['an empty Authorization', PUT, changed('Authorization', ''), 403, 'AccessDenied'],
  ['no Authorization', PUT, without('Authorization'), 403, 'AccessDenied'],
  ['CreateBucket with an empty Authorization', BUCKET, changed('Authorization', ''), 403, 'AccessDenied'],
  ['CreateBucket without Authorization', BUCKET, without('Authorization'), 403, 'AccessDenied'],
  ['Date and X-Amz-Date', PUT, unsigned('Date: Fri, 24 May 2013 00:00:00 GMT'), 200, null],
  ['X-Amz-Date and an empty Date', PUT, unsigned('Date:'), 200, null],
  ['CreateBucket without Content-Length', BUCKET, unchanged, 200, null],
  ['no User-Agent', PUT, unchanged, 200, null],
  ['an empty User-Agent', PUT, unsigned('User-Agent:'), 200, null],
];

describe('the conformance suite of Ceph, Signature Version 4', () => {
  it.each(ROWS)('%s', (_what, order, change, status, code) => {
    expect(ask(order, change)).toEqual([status, code]);
  });
});

describe('the conformance suite of Ceph, Signature Version 2', () => {
  const version2 =
    (authorization: string, date: string | null): Change =>
    (request) => {
      const dated = date === null ? without('x-amz-date')(request) : changed('x-amz-date', date)(request);
      return changed('Authorization', authorization)(dated);
    };
  const KEY = 'AWS AKIAIOSFODNN7EXAMPLE:AAAAAAAAAAAAAAAAAAAAAAAAAAA=';
  it.each([
    // S3 says InvalidArgument; the request names no key and no signature, and both codes have the status 400.
    ['Authorization: AWS HAHAHA', 'AWS HAHAHA', '20130524T000000Z', 400],
    ['an unknown key', 'AWS AKIAUNKNOWN:AAAA', '20130524T000000Z', 403],
    ['a date that is none', KEY, 'Bad Date', 403],
    ['an empty date', KEY, '', 403],
    ['no date', KEY, null, 403],
    ['a date in 2010', KEY, 'Tue, 07 Jul 2010 21:53:04 GMT', 403],
    ['a date in 2030', KEY, 'Tue, 07 Jul 2030 21:53:04 GMT', 403],
    ['a date in 9999', KEY, 'Tue, 07 Jul 9999 21:53:04 GMT', 403],
    ['a date in 1950', KEY, 'Tue, 07 Jul 1950 21:53:04 GMT', 403],
  ] as const)('%s', (_what, authorization, date, status) => {
    expect(ask(PUT, version2(authorization, date), true)[0]).toBe(status);
  });
});

it('computes the MD5 that the suite sends from the bytes that it names', () => {
  expect(createHash('md5').update('bar').digest('base64')).not.toBe('rL0Y20xC+Fzt72VPzMSk2A==');
});
