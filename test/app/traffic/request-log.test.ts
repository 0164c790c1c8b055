/** The log of requests: what is written at once, and what follows when a search has ended. */
import { describe, expect, it } from 'vitest';
import { requestLog } from '../../../src/app/traffic/log/request-log.ts';
import type { LoggedRequest } from '../../../src/app/traffic/log/unexamined.ts';
import type { TrafficCause } from '../../../src/views/traffic/traffic-entry.ts';
import { octets } from '../../support/bytes.ts';
import { capturedExchange, refusal } from '../../support/commands/captured-exchange.ts';
import { heldSearcher, settled } from '../../support/commands/searcher-here.ts';

const CAUSE: TrafficCause = {
  ...{ id: 'path-double-encoded-on-s3', stage: 'canonical-uri', certainty: 'proved' },
  ...{ says: 'The path was encoded twice.', fix: 'Encode it once.' },
};
const SUSPECT: TrafficCause = {
  ...{ id: 'wrong-secret', stage: 'credentials', certainty: 'possible' },
  ...{ says: 'The client probably has a different secret.', fix: 'Compare the secrets…' },
};
const FOUND = { cause: CAUSE, suspect: null };
const LIKELY = { cause: null, suspect: SUSPECT };
const NOTHING = { cause: null, suspect: null };

const EXCHANGE = capturedExchange({}, { answer: refusal('SignatureDoesNotMatch', '') });

const ANSWERED = { method: octets('GET'), target: octets('/a?X-Amz-Security-Token=a-token-of-a-client'), status: 200 };

function logging() {
  const { searcher, begun } = heldSearcher();
  const waits: (() => void)[] = [];
  const written: string[] = [];
  const records: unknown[] = [];
  const log = requestLog(
    {
      causeSearcher: () => searcher,
      now: () => new Date(0),
      wait: () => new Promise((resolve) => void waits.push(resolve)),
    },
    {
      writeText: (text) => void written.push(text),
      writeRecord: (line) => void records.push(JSON.parse(line)),
    },
  );
  const add = (name: string, more: Partial<LoggedRequest> = {}) =>
    log.add(ANSWERED, () => ({
      ...{ ...NOTHING, name, searched: null },
      ...{ line: (number, { search }) => `${number} ${name} ${search}\n`, members: { name }, membersOf: () => ({}) },
      ...more,
    }));
  return {
    ...{ log, begun, written, add },
    refused: (name: string) => add(name, { searched: { exchange: EXCHANGE, settings: { secrets: [], now: 0 } } }),
    /** The members of each record that matter here. */
    records: () => records.map((record) => record as Readonly<Record<string, unknown>>),
    end: async (found: Parameters<(typeof begun)[number]['end']>[0]) => {
      begun.at(-1)?.end(found);
      await settled();
    },
    /** The time for which records wait is over. */
    waited: async () => {
      for (const resolve of waits.splice(0)) resolve();
      await settled();
    },
  };
}

const KNOWN = {
  ...{ cause: CAUSE.id, says: CAUSE.says, fix: CAUSE.fix },
  ...{ standing: 'proved', search: 'ended', alike: null },
};
const UNKNOWN = { cause: null, says: null, fix: null, standing: null, alike: null };

describe('the record of a request', () => {
  it('waits for the cause, and later records wait for it', async () => {
    const { records, add, refused, end } = logging();
    add('GET /a');
    refused('GET /b');
    add('GET /c');
    await settled();
    expect(records()).toEqual([{ name: 'GET /a', ...UNKNOWN, search: 'none', number: 1 }]);
    await end(FOUND);
    expect(records().slice(1)).toEqual([
      { name: 'GET /b', ...KNOWN, number: 2 },
      { name: 'GET /c', ...UNKNOWN, search: 'none', number: 3 },
    ]);
  });

  it('waits only for a short time, and the cause is then a record of its own', async () => {
    const { records, add, refused, end, waited } = logging();
    refused('GET /a');
    add('GET /b');
    await waited();
    expect(records()).toEqual([
      { name: 'GET /a', ...UNKNOWN, search: 'running', number: 1 },
      { name: 'GET /b', ...UNKNOWN, search: 'none', number: 2 },
    ]);
    await end(LIKELY);
    expect(records().slice(2)).toEqual([
      {
        ...{ causeOf: 1, cause: SUSPECT.id, says: SUSPECT.says, fix: SUSPECT.fix },
        ...{ standing: 'possible', search: 'ended', alike: null },
      },
    ]);
  });

  it('is written when the server is stopped, and so is that of the cause', async () => {
    const { log, records, refused, waited } = logging();
    refused('GET /a');
    await waited();
    refused('GET /b');
    const closed = log.close();
    await waited();
    await closed;
    expect(records()).toEqual([
      { name: 'GET /a', ...UNKNOWN, search: 'running', number: 1 },
      { causeOf: 1, ...UNKNOWN, search: 'skipped' },
      { name: 'GET /b', ...UNKNOWN, search: 'running', number: 2 },
      { causeOf: 2, ...UNKNOWN, search: 'skipped' },
    ]);
  });
});
