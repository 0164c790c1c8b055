/** Which refused requests are alike: those of one client, in which every mistake changes the same parts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likenessOf } from '../../../src/app/traffic/likeness.ts';
import { type Captured, capturedExchange, refusal } from '../../support/commands/captured-exchange.ts';
import type { Order } from '../../support/sandbox/sandbox-client.ts';

const DENIED = refusal('SignatureDoesNotMatch', 'The signature we calculated does not match.');
const likeness = (order: Partial<Order>, captured: Captured = {}) =>
  likenessOf(capturedExchange(order, { answer: DENIED, ...captured }));

const PRESIGNED = (keyId: string, date: string): [string, string][] => [
  ['X-Amz-Credential', `${keyId}/${date}/us-east-1/s3/aws4_request`],
  ['X-Amz-SignedHeaders', 'host'],
];

const ALIKE: readonly [what: string, Partial<Order>, Partial<Order>][] = [
  ['whose keys consist of letters and digits', { path: '/photos/2024/cat1' }, { path: '/p/8/d' }],
  ['signed with different secrets', { secret: 'one' }, { secret: 'another' }],
  [
    'signed on different days',
    { date: '20130524T000000Z' },
    { date: '20130525T111111Z', scope: ['20130525', 'us-east-1', 's3', 'aws4_request'] },
  ],
  [
    'with other values of the same form in a header',
    { headers: [['amz-sdk-invocation-id', 'ab-01']] },
    { headers: [['amz-sdk-invocation-id', 'c9-7f']] },
  ],
  [
    'presigned on different days',
    { authorization: null, query: PRESIGNED('AKIAA', '20130524') },
    { authorization: null, query: PRESIGNED('AKIAA', '20130525') },
  ],
];

const UNLIKE: readonly [what: string, Partial<Order>, Partial<Order>][] = [
  ['a space in the key', { path: '/a' }, { path: '/a b' }],
  ['another percent-encoded byte in the key', { path: '/a b' }, { path: '/a+b' }],
  ['a dot in the key', { path: '/a' }, { path: '/a.txt' }],
  ['a parameter', {}, { query: [['list-type', '2']] }],
  ['the method', {}, { method: 'DELETE' }],
  ['the access key ID', {}, { keyId: 'AKIAANOTHERKEY' }],
  ['the Region', {}, { scope: ['20130524', 'eu-west-1', 's3', 'aws4_request'] }],
  ['the client', { headers: [['User-Agent', 'curl/8']] }, { headers: [['User-Agent', 'curl/9']] }],
  ['a header', {}, { headers: [['x-amz-meta-a', 'b']] }],
  ['white space in a header', { headers: [['x-amz-meta-a', 'b c']] }, { headers: [['x-amz-meta-a', 'b  c']] }],
  ['whether there is a body', { method: 'PUT' }, { method: 'PUT', body: 'content' }],
  [
    'the key of a presigned URL',
    { authorization: null, query: PRESIGNED('AKIAA', '20130524') },
    { authorization: null, query: PRESIGNED('AKIAB', '20130524') },
  ],
];

describe('requests are alike', () => {
  it.each(ALIKE)('%s', (_, one, other) => {
    expect(likeness(other)).toBe(likeness(one));
  });

  it('for all keys of letters and digits alone', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9]{1,20}$/);
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(likeness({ path: `/${one}` })).toBe(likeness({ path: `/${other}` }));
      }),
      { numRuns: 20 },
    );
  });
});

describe('requests differ', () => {
  it.each(UNLIKE)('in %s', (_, one, other) => {
    expect(likeness(other)).not.toBe(likeness(one));
  });

  it('in the code of the refusal, and in what was changed in transit', () => {
    const usual = likeness({});
    expect(likeness({}, { answer: refusal('AccessDenied', 'Access Denied') })).not.toBe(usual);
    expect(likeness({}, { forwarded: (head) => head.replace('Host: ', 'Host: internal.') })).not.toBe(usual);
  });

  it('in the form of a browser, whose body is signed: it is like no other', () => {
    const headers: [string, string][] = [['Content-Type', 'multipart/form-data; boundary=b']];
    expect(likeness({ method: 'POST', headers, body: '--b' })).toBeNull();
  });
});
