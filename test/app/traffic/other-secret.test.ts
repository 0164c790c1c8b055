/** A request that the client signed with another secret than the sandbox has. */
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../src/app/traffic/entry-of.ts';
import { verifyExchange, withCauses } from '../../../src/app/traffic/examined-exchange.ts';
import { causesOf, searchExchange } from '../../../src/app/traffic/exchange-search.ts';
import { fixText } from '../../../src/app/traffic/log/cause-lines.ts';
import { exchangeLine } from '../../../src/app/traffic/log/exchange-lines.ts';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../../src/diagnosis/shown-diagnosis.ts';
import { finished, type Search } from '../../../src/search/search.ts';
import { PUBLISHED_SECRETS } from '../../../src/verification/keys.ts';
import { trafficFacts } from '../../../src/views/traffic/traffic-words.ts';
import { capturedExchange } from '../../support/commands/captured-exchange.ts';
import { ask, type Order, ordered } from '../../support/sandbox/sandbox-client.ts';

const NOW = Date.parse('2013-05-24T00:00:00Z');
const SECRET = 'another/secret/of/the/client/0123456789ab';
const HEAD = 'HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n';

/** The answer of the sandbox, which has no body for HEAD. */
const answerTo = (order: Partial<Order>) =>
  order.method === 'HEAD' ? HEAD : `${HEAD}${ask(ordered(order).request).body}`;

/** Stops a search at its first report, after every single mistake was tried. */
function stopped<Result>(search: Search<Result>): Result {
  let step = search.next(true);
  while (!step.done) step = search.next(false);
  return step.value;
}

function examined(isServers: boolean, method = 'GET') {
  const order = { secret: SECRET, method };
  const secrets = PUBLISHED_SECRETS.map((secret) => (isServers ? { ...secret, isServers: true as const } : secret));
  const settings = { secrets, now: NOW };
  const found = verifyExchange(capturedExchange(order, { answer: answerTo(order) }), settings);
  const search: Search<Diagnosis> | null = found && searchExchange(found.exchange, found.request, settings);
  if (!found || !search) throw new Error('Nothing was refused.');
  const diagnosis = stopped(search);
  return { diagnosis, found: withCauses(found, causesOf(diagnosis)) };
}

describe.each(['GET', 'HEAD', 'PUT'])(
  'a signature of %s that no known mistake with the secret of the server produces',
  (method) => {
    const { diagnosis, found } = examined(true, method);

    it('makes the secret of the client the likely cause, which is not proved', () => {
      const [first] = diagnosis.findings;
      expect(first?.cause.id).toBe('wrong-secret');
      expect(first?.certainty.kind).toBe('possible');
      expect(first?.suspected?.likelihood).toBeGreaterThan(0.5);
      expect(found.cause).toBeNull();
      expect(found.suspect?.says).toContain('The client has a different secret than the server');
    });

    it('is no reason for a question that cannot help', () => {
      expect(diagnosis.suspects?.inquiry.unfit?.has('plain-name')).toBe(true);
      expect(diagnosis.suspects?.ruledOut.find(({ id }) => id === 'secret-whitespace-newline')?.by).toBe(
        'made-and-compared',
      );
    });

    it('is not a signature for another method', () => {
      expect(diagnosis.findings.map(({ cause }) => cause.id)).not.toContain('method-mismatch');
      expect(diagnosis.suspects?.ruledOut.find(({ id }) => id === 'method-mismatch')?.by).toBe('made-and-compared');
    });

    it('says of which request more is known', () => {
      const alike = entryOf(found, { number: 2, at: NOW, search: 'ended', alike: 1 });
      expect(trafficFacts(alike).find(({ label }) => label === 'alike')?.says).toMatch(/^Request 1 is like this one: /);
    });

    it('is explained in the list and on the lines that remain', () => {
      const facts = trafficFacts(entryOf(found, { number: 1, at: NOW, search: 'ended', alike: null }));
      expect(facts.map(({ label }) => label)).toContain('likely');
      expect(facts.map(({ says }) => says).join('\n')).not.toContain('No known mistake explains');
      const lines = exchangeLine(found) + fixText(found);
      expect(lines).toContain('  Probably (credentials): The client has a different secret than the server');
      expect(lines).toContain('  Check: Compare the secret');
    });
  },
);

it.each(['GET', 'HEAD'])('says nothing of the kind of %s if the secret may be that of the client', (method) => {
  expect(examined(false, method).found.suspect).toBeNull();
});

it('is diagnosed in the same way if all but the usual mistakes were tried before', { tags: ['expensive'] }, () => {
  const settings = { secrets: PUBLISHED_SECRETS.map((each) => ({ ...each, isServers: true as const })), now: NOW };
  const order = { secret: SECRET };
  const found = verifyExchange(capturedExchange(order, { answer: answerTo(order) }), settings);
  if (!found) throw new Error('The request cannot be read.');
  const [whole, again] = (['all', 'usual'] as const).map((mistakes) => {
    const search = searchExchange(found.exchange, found.request, settings, { mistakes });
    return search && shownDiagnosis(finished(search));
  });
  expect(again).toEqual(whole);
});
