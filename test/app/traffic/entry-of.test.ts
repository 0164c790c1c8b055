/** The facts in the list of requests: the form of a signature, its standing, and what is said about it. */
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../src/app/traffic/entry-of.ts';
import { verifyExchange } from '../../../src/app/traffic/examined-exchange.ts';
import { problem } from '../../../src/bytes/problem.ts';
import { trafficFacts } from '../../../src/pages/traffic/traffic-words.ts';
import { PUBLISHED_SECRETS } from '../../../src/verification/keys.ts';
import { type Captured, capturedExchange, refusal } from '../../support/captured-exchange.ts';
import type { Order } from '../../support/sandbox-client.ts';

const NOW = Date.parse('2013-05-24T00:00:00Z');

function entryFor(order: Partial<Order>, captured: Captured = {}) {
  const found = verifyExchange(capturedExchange(order, captured), { secrets: PUBLISHED_SECRETS, now: NOW });
  if (found === null) throw new Error('The request cannot be read.');
  return entryOf(found, { number: 1, at: NOW, search: 'none', alike: null });
}

const saysOfSignature = (...given: Parameters<typeof entryFor>) =>
  trafficFacts(entryFor(...given)).find(({ label }) => label === 'signature')?.says;

describe('the form of a signature', () => {
  it.each([
    ['that is right', {}, 'header'],
    ['of version 2', { authorization: 'AWS AKIAIOSFODNN7EXAMPLE:c2lnbmF0dXJl' }, 'v2'],
    ['in a header that is malformed', { authorization: 'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE' }, 'header'],
    ['without a date', { date: null }, 'header'],
    [
      'in a query that is malformed',
      { authorization: null, query: [['X-Amz-Algorithm', 'AWS4-HMAC-SHA256']] },
      'query',
    ],
    ['that is not there', { authorization: null, date: null }, 'unsigned'],
  ] satisfies [string, Partial<Order>, string][])('%s', (_, order, form) => {
    expect(entryFor(order).form).toBe(form);
  });
});

const DENIED = refusal('SignatureDoesNotMatch', 'The signature we calculated does not match.');
const CUT = problem('closed', 'The server closed the connection.', 'Look at its log.');

describe('a request whose signature is right', () => {
  it('and that the server accepted', () => {
    expect(entryFor({}).standing).toBe('right');
    expect(saysOfSignature({})).toBe('The signature is right.');
  });

  it('is right as the client sent it if the server refused it', () => {
    expect(entryFor({}, { answer: DENIED }).standing).toBe('refused');
    expect(saysOfSignature({}, { answer: DENIED })).toBe(
      'The signature is right as the client sent it; the server refused what arrived.',
    );
  });

  it('is not refused if its response was cut', () => {
    expect(entryFor({}, { problem: CUT })).toMatchObject({ standing: 'failed', status: 200 });
    expect(saysOfSignature({}, { problem: CUT })).toBe('The signature is right.');
  });

  it('is refused if a proxy refuses it, and nothing arrives at the server', () => {
    expect(entryFor({}, { answer: DENIED, problem: CUT }).standing).toBe('refused');
  });
});
