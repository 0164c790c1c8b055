/** Exchanges that are kept by their bytes, within limits. */
import { describe, expect, it } from 'vitest';
import { verifyExchange } from '../../../src/app/traffic/examined-exchange.ts';
import { keptExchanges } from '../../../src/app/traffic/kept-exchanges.ts';
import { plain } from '../../../src/bytes/bytes.ts';
import { EMPTY, type Octets } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { readRequestHead, readResponseHead } from '../../../src/http/read-head.ts';
import type { CapturedExchange } from '../../../src/http/relay/captured.ts';
import { PUBLISHED_SECRETS } from '../../../src/verification/keys.ts';
import { ordered } from '../../support/sandbox-client.ts';

const SETTINGS = { secrets: PUBLISHED_SECRETS, now: Date.parse('2013-05-24T00:00:00Z') };
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n' as Octets;

/** An upload with a right signature. */
function uploaded(body: string, forwarded: (head: string) => string = (head) => head): CapturedExchange {
  const { request } = ordered({ method: 'PUT', path: '/a.txt', body });
  const octets = request.slice(0, request.length - body.length) as Octets;
  const [head, answered] = [readRequestHead(plain(octets)), readResponseHead(plain(ANSWER))];
  if (isProblem(head) || isProblem(answered)) throw new Error('The exchange cannot be read.');
  const kept = { kept: body as Octets, length: body.length, sha256: null };
  return {
    scheme: 'http',
    server: '127.0.0.1:9000',
    request: { head, octets, forwarded: forwarded(octets) as Octets, body: kept },
    response: { head: answered, octets: ANSWER, body: { kept: EMPTY, length: 0, sha256: null } },
    times: { requestEnd: 1, firstByte: 2, finished: 3 },
    problem: null,
  };
}

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
