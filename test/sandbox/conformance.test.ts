/**
 * The header tests of the public S3 conformance suite (ceph/s3-tests, commit 8f0ae7b, test_headers.py): each changes one
 * header of a right request, before or after it is signed. Where the sandbox answers otherwise, `because` says why.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { type Order, ordered, readReply } from '../support/sandbox/sandbox-client.ts';
import { settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

type Change = (request: string) => string;

function ask(order: Partial<Order>, change: Change) {
  const { now, ...settings } = settingsOf();
  const sandbox = createSandbox({ ...settings, store: createStore(BUCKETS), clock: () => now });
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

/** A row of the suite: what it changes, what it expects, and each request that the row stands for. */
interface Row {
  /** As in the suite's table. */
  readonly alter: string;
  readonly status: number;
  /** `null` where the suite expects no error, or names no code. */
  readonly code: string | null;
  readonly requests: readonly (readonly [order: Partial<Order>, change: Change])[];
  /** What the sandbox answers instead, and why. */
  readonly differs?: { readonly status: number; readonly code: string; readonly because: string };
}

const BUCKET_ACL: Partial<Order> = { method: 'PUT', path: '/', query: [['acl', '']] };
const V2_KEY = 'AWS AKIAIOSFODNN7EXAMPLE:AAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const version2 =
  (authorization: string, date: string | null): Change =>
  (request) => {
    const dated = date === null ? without('x-amz-date')(request) : changed('x-amz-date', date)(request);
    return changed('Authorization', authorization)(dated);
  };
const dated = (date: string | null) => [PUT, version2(V2_KEY, date)] as const;
const NO_VERSION_2 = { status: 400, code: 'InvalidRequest', because: 'Signature Version 2 is refused' } as const;

const ROWS: readonly Row[] = [
  {
    alter: 'PUT object with Content-MD5: YWJyYWNhZGFicmE=',
    status: 400,
    code: 'InvalidDigest',
    requests: [[added(['Content-MD5', 'YWJyYWNhZGFicmE=']), unchanged]],
  },
  {
    alter: 'PUT object with Content-MD5: rL0Y20xC+Fzt72VPzMSk2A== (of other bytes)',
    status: 400,
    code: 'BadDigest',
    requests: [[added(['Content-MD5', 'rL0Y20xC+Fzt72VPzMSk2A==']), unchanged]],
  },
  {
    alter: 'PUT object with empty Content-MD5',
    status: 400,
    code: 'InvalidDigest',
    requests: [[added(['Content-MD5', '']), unchanged]],
  },
  { alter: 'PUT object without Content-MD5', status: 200, code: null, requests: [[PUT, unchanged]] },
  {
    alter: 'PUT object with Expect: 200, or empty, or none',
    status: 200,
    code: null,
    requests: [
      [PUT, unsigned('Expect: 200')],
      [PUT, unsigned('Expect:')],
      [PUT, unchanged],
    ],
  },
  {
    alter: 'PUT object with empty Content-Length',
    status: 400,
    code: null,
    requests: [[PUT, changed('Content-Length', '')]],
  },
  {
    alter: 'PUT object with Content-Length: -1',
    status: 400,
    code: null,
    requests: [[PUT, changed('Content-Length', '-1')]],
  },
  {
    alter: 'PUT object without Content-Length',
    status: 411,
    code: 'MissingContentLength',
    requests: [[{ ...PUT, body: '' }, without('Content-Length')]],
  },
  {
    alter: 'PUT object with empty or no Content-Type',
    status: 200,
    code: null,
    requests: [
      [PUT, unsigned('Content-Type:')],
      [PUT, unchanged],
    ],
  },
  {
    alter: 'PUT object with empty Authorization',
    status: 403,
    code: null,
    requests: [[PUT, changed('Authorization', '')]],
  },
  { alter: 'PUT object without Authorization', status: 403, code: null, requests: [[PUT, without('Authorization')]] },
  {
    alter: 'create bucket with empty or no Authorization',
    status: 403,
    code: 'AccessDenied',
    requests: [
      [BUCKET, changed('Authorization', '')],
      [BUCKET, without('Authorization')],
    ],
  },
  {
    alter: 'Date and X-Amz-Date both sent',
    status: 200,
    code: null,
    requests: [[PUT, unsigned('Date: Fri, 24 May 2013 00:00:00 GMT')]],
  },
  { alter: 'X-Amz-Date sent with empty Date', status: 200, code: null, requests: [[PUT, unsigned('Date:')]] },
  {
    alter: 'create bucket / put ACL without Content-Length',
    status: 200,
    code: null,
    requests: [[BUCKET, unchanged]],
  },
  {
    alter: 'create bucket / put ACL without Content-Length',
    status: 200,
    code: null,
    requests: [[BUCKET_ACL, unchanged]],
    differs: { status: 501, code: 'NotImplemented', because: 'the sandbox has no access control lists to change' },
  },
  {
    alter: 'Authorization: AWS HAHAHA',
    status: 400,
    code: 'InvalidArgument',
    requests: [[PUT, version2('AWS HAHAHA', '20130524T000000Z')]],
    differs: NO_VERSION_2,
  },
  {
    alter: 'Authorization of an unknown key',
    status: 403,
    code: 'InvalidDigest',
    requests: [[PUT, version2('AWS AKIAUNKNOWN:AAAA', '20130524T000000Z')]],
    differs: NO_VERSION_2,
  },
  {
    alter: 'x-amz-date: Bad Date, or empty, or none',
    status: 403,
    code: 'AccessDenied',
    requests: [dated('Bad Date'), dated(''), dated(null)],
    differs: NO_VERSION_2,
  },
  {
    alter: 'x-amz-date in 2010, 2030 or 9999',
    status: 403,
    code: 'RequestTimeTooSkewed',
    requests: [2010, 2030, 9999].map((year) => dated(`Tue, 07 Jul ${year} 21:53:04 GMT`)),
    differs: NO_VERSION_2,
  },
  {
    alter: 'x-amz-date in 1950',
    status: 403,
    code: 'AccessDenied',
    requests: [dated('Tue, 07 Jul 1950 21:53:04 GMT')],
    differs: NO_VERSION_2,
  },
  {
    alter: 'empty or no User-Agent',
    status: 200,
    code: null,
    requests: [
      [PUT, unsigned('User-Agent:')],
      [PUT, unchanged],
    ],
  },
];

describe('the conformance suite of Ceph', () => {
  it.each(ROWS)('$alter', ({ requests, differs, ...suite }) => {
    const { status, code } = differs ?? suite;
    for (const [order, change] of requests) {
      const [gotStatus, gotCode] = ask(order, change);
      expect(gotStatus).toBe(status);
      if (code !== null) expect(gotCode).toBe(code);
    }
  });

  const TABLE = resolve(process.env.SIGV4_SHARED ?? '../shared', 'vectors/ceph-s3-tests-headers.json');
  it('is taken row by row from its published table', ({ skip }) => {
    if (!existsSync(TABLE)) skip("../shared/vectors is not here: the suite's table");
    const { cases } = JSON.parse(readFileSync(TABLE, 'utf8')) as { cases: Pick<Row, 'alter' | 'status' | 'code'>[] };
    const rowsOf = (rows: typeof cases) =>
      new Set(rows.map(({ alter, status, code }) => JSON.stringify([alter, status, code])));
    expect(rowsOf([...ROWS])).toEqual(rowsOf(cases));
  });
});

it('computes the MD5 that the suite sends from the bytes that it names', () => {
  expect(createHash('md5').update('bar').digest('base64')).not.toBe('rL0Y20xC+Fzt72VPzMSk2A==');
});
