/** Exchanges that are kept by their bytes, within limits. */
import { describe, expect, it } from 'vitest';
import { verifyExchange } from '../../../src/app/traffic/examined-exchange.ts';
import { keptExchanges } from '../../../src/app/traffic/packed-exchange.ts';
import type { Octets } from '../../../src/bytes/octets.ts';
import { PUBLISHED_SECRETS } from '../../../src/verification/keys.ts';
import { uploaded } from '../../support/commands/captured-exchange.ts';

const SETTINGS = { secrets: PUBLISHED_SECRETS, now: Date.parse('2013-05-24T00:00:00Z') };

describe('exchanges that are kept', () => {
  it('are found as they were', () => {
    const kept = keptExchanges({ exchanges: 2, bytes: 1000 });
    const exchange = uploaded('content', (head) => head.replace('/a.txt', '/b.txt'));
    kept.add(1, exchange);
    expect(kept.find(1)).toEqual(exchange);
    expect(kept.find(2)).toBeNull();
  });

  it('are only the last ones', () => {
    const kept = keptExchanges({ exchanges: 2, bytes: 1000 });
    for (const number of [1, 2, 3]) kept.add(number, uploaded(String(number)));
    expect([1, 2, 3].map((number) => kept.find(number) !== null)).toEqual([false, true, true]);
  });

  it('lose the oldest bodies first, and are still verified', () => {
    const kept = keptExchanges({ exchanges: 10, bytes: 2000 });
    for (const number of [1, 2, 3]) kept.add(number, uploaded(String(number).repeat(900)));
    const found = [1, 2, 3].map((number) => kept.find(number));
    expect(found.map((exchange) => exchange?.request.body.kept.length)).toEqual([0, 900, 900]);
    expect(found.map((exchange) => exchange?.request.body.length)).toEqual([900, 900, 900]);
    expect(found.map((exchange) => exchange && verifyExchange(exchange, SETTINGS)?.verdict)).toEqual(
      Array(3).fill('match'),
    );
  });

  it('know of a body without its bytes that it is another one', () => {
    const kept = keptExchanges({ exchanges: 10, bytes: 0 });
    const exchange = uploaded('content');
    kept.add(1, {
      ...exchange,
      request: { ...exchange.request, body: { ...exchange.request.body, kept: 'CONTENT' as Octets } },
    });
    const found = kept.find(1);
    expect(found?.request.body.kept).toBe('');
    expect(found && verifyExchange(found, SETTINGS)?.verdict).toBe('mismatch');
  });
});
