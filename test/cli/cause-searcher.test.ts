/** The thread that searches for causes, started from the sources: it finds them, outlives a failure, and can be ended. */
import { afterEach, expect, it } from 'vitest';
import type { SearchJob } from '../../src/app/traffic/cause-searches.ts';
import { packExchange } from '../../src/app/traffic/packed-exchange.ts';
import { causeSearcher } from '../../src/cli/cause-searcher.ts';
import { PUBLISHED_SECRETS } from '../../src/verification/keys.ts';
import { capturedExchange } from '../support/commands/captured-exchange.ts';
import { ask, type Order, ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { WAIT } from '../support/waits.ts';

const searcher = causeSearcher();
afterEach(() => searcher.close());

/** A search for the cause of what the sandbox refuses. */
function jobOf(order: Partial<Order>): SearchJob {
  const answer = `HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n${ask(ordered(order).request).body}`;
  const secrets = PUBLISHED_SECRETS.map((secret) => ({ ...secret, isServers: true as const }));
  const settings = { secrets, now: Date.parse('2013-05-24T00:00:00Z') };
  return { exchange: packExchange(capturedExchange(order, { answer })), settings, mistakes: 'all' };
}

const EXPLAINED = jobOf({ secret: `${SECRET}\n` });
const UNEXPLAINED = jobOf({ secret: 'another/secret/of/the/client/0123456789ab' });

it('finds a cause, and one that is only likely', async () => {
  expect((await searcher.search(EXPLAINED))?.cause).toMatchObject({
    id: 'secret-whitespace-newline',
    certainty: 'proved',
  });
  const usual = await searcher.search({ ...UNEXPLAINED, mistakes: 'usual' });
  expect(usual).toMatchObject({ cause: null, suspect: { id: 'wrong-secret', certainty: 'possible' } });
});

it('outlives a search that fails', async () => {
  // The secrets are no secrets, as no job of the program has them.
  const broken = { ...EXPLAINED, settings: { ...EXPLAINED.settings, secrets: [null] } } as unknown as SearchJob;
  expect(await searcher.search(broken)).toBeNull();
  expect((await searcher.search(EXPLAINED))?.cause?.id).toBe('secret-whitespace-newline');
});

it('ends in the middle of a search, which still says what is likely, and before the first one', async () => {
  const patient = causeSearcher(WAIT);
  const found = patient.search(UNEXPLAINED);
  await patient.close();
  expect(await found).toMatchObject({ cause: null, suspect: { id: 'wrong-secret' }, isComplete: false });
  const impatient = causeSearcher(0);
  const lost = impatient.search(UNEXPLAINED);
  await impatient.close();
  expect(await lost).toBeNull();
  await causeSearcher().close();
});
