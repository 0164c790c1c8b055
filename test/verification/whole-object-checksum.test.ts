/** The checksum of CompleteMultipartUpload is that of the object. The body of the request only lists the parts. */
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../src/app/traffic/entry-of.ts';
import { verifyExchange } from '../../src/app/traffic/examined-exchange.ts';
import { keysFrom, PUBLISHED_SECRETS, secretSource } from '../../src/verification/keys.ts';
import { type VerifiedRequest, verifyRequest } from '../../src/verification/verify-request.ts';
import { exchangeOf } from '../support/commands/captured-exchange.ts';
import { type Order, ordered } from '../support/sandbox/sandbox-client.ts';

const NOW = Date.parse('2013-05-24T00:00:00Z');
const BODY = '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>';
const OF_OBJECT = ['x-amz-checksum-crc32c', 'AAAAAA=='] as const;
const COMPLETE: Partial<Order> = { method: 'POST', path: '/big', query: [['uploadId', 'made-up']], body: BODY };

function verified(order: Partial<Order>): VerifiedRequest {
  const { request } = exchangeOf(ordered({ headers: [OF_OBJECT], ...order }).request);
  const sent = { head: request.head, body: request.body.kept };
  return verifyRequest(sent, { keySource: keysFrom(secretSource(PUBLISHED_SECRETS)), now: NOW, rules: {} });
}

describe('the checksum of an object that is uploaded in parts', () => {
  it('is not compared with the body', () => {
    const { verdict, comparisons } = verified(COMPLETE);
    expect(verdict.kind).toBe('match');
    expect(comparisons.find(({ id }) => id === 'checksum-crc32c')).toMatchObject({
      claimed: OF_OBJECT[1],
      computed: null,
      standing: 'unknown',
      says: 'This is the checksum of the whole object, of which the body only lists the parts.',
    });
  });

  it('leaves an accepted request right in the list of a capture', () => {
    const exchange = exchangeOf(ordered({ headers: [OF_OBJECT], ...COMPLETE }).request);
    const found = verifyExchange(exchange, { secrets: PUBLISHED_SECRETS, now: NOW });
    const entry = found && entryOf(found, { number: 1, at: NOW, search: 'none', alike: null });
    expect(entry).toMatchObject({ verdict: 'match', outcome: 'right' });
  });

  it('still needs a right signature and a right hash', () => {
    expect(verified({ ...COMPLETE, secret: 'another' }).verdict).toMatchObject({ at: { id: 'signature' } });
    const hash = { ...COMPLETE, payloadHash: '0'.repeat(64) };
    expect(verified(hash).verdict).toMatchObject({ at: { id: 'hashed-payload' } });
  });
});

it.each([
  ['an upload of a part', { method: 'PUT', query: [['uploadId', 'made-up']] }],
  ['a POST of something else', { query: [['delete', '']] }],
] satisfies [string, Partial<Order>][])('the checksum of %s is that of its body', (_what, order) => {
  expect(verified({ ...COMPLETE, ...order }).verdict).toMatchObject({
    kind: 'mismatch',
    at: { id: 'checksum-crc32c' },
  });
});
