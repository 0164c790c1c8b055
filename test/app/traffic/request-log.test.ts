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

describe('the line of a request', () => {
  it('is written at once, and its cause on a line of its own, which names it', async () => {
    const { written, add, refused, end } = logging();
    add('GET /a');
    refused('GET /b');
    add('GET /c');
    expect(written).toEqual(['1 GET /a none\n', '2 GET /b running\n', '3 GET /c none\n']);
    await end(FOUND);
    expect(written.slice(3)).toEqual([
      '  Cause of request 2, GET /b (canonical-uri): The path was encoded twice.\n  Fix: Encode it once.\n',
    ]);
  });

  it('says how certain the cause is, and where it is known from', async () => {
    const { written, refused, end } = logging();
    for (const name of ['GET /a', 'GET /b']) refused(name);
    await end(LIKELY);
    await end(NOTHING);
    expect(written.slice(2)).toEqual([
      '  Probable cause of request 1, GET /a (credentials): The client probably has a different secret.\n  Check: Compare the secrets…\n',
      '  Cause of request 2, GET /b: not found. No usual mistake explains it. All others were not tried, because they did not explain request 1, which has the same form.\n',
    ]);
  });

  it('says if nothing was found, and if a search was given up', async () => {
    const { written, refused, end } = logging();
    refused('GET /a');
    await end(NOTHING);
    refused('PUT /b');
    await end(null);
    expect(written.slice(1)).toEqual([
      "  Cause of request 1, GET /a: no known mistake explains the refusal.\n  Check: Compare the secret that the client uses with the server's: the length, and the last four characters.\n",
      '2 PUT /b running\n',
      '  Cause of request 2, PUT /b: not found, because the search was given up.\n',
    ]);
  });

  it('is followed by the cause if it is found soon after the server is stopped', async () => {
    const { log, written, refused, end } = logging();
    refused('GET /a');
    const closed = log.close();
    await end(FOUND);
    await closed;
    expect(written[1]).toContain('Cause of request 1, GET /a (canonical-uri): ');
  });

  it('is followed by what is likely if the end of the server ends the search', async () => {
    const { log, written, refused, waited, begun } = logging();
    refused('GET /a');
    const closed = log.close();
    begun[0]?.end({ ...LIKELY, isComplete: false });
    await waited();
    await closed;
    expect(written[1]).toContain('  Probable cause of request 1, GET /a (credentials): ');
  });

  it('is followed by nothing if the end of the server ends the search', async () => {
    const { log, written, refused, waited } = logging();
    for (const name of ['GET /a', 'GET /b']) refused(name);
    const closed = log.close();
    await waited();
    await closed;
    expect(written).toHaveLength(2);
  });
});

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

describe('a request at which the program fails', () => {
  const fails = (): never => {
    throw new RangeError('a message that quotes a secret');
  };
  const SAYS = 'The request could not be examined, because this program failed (RangeError).';

  const common = { method: 'GET', target: '/a?X-Amz-Security-Token=*******************', status: 200, number: 1 };

  it.each([
    ['to examine it', fails],
    ['to write it', () => ({ ...LOGGED, line: fails })],
  ])('has a line that says so, without the message, and the next one is logged: it fails %s', (_, examined) => {
    const { log, written, records, add } = logging();
    log.add(ANSWERED, examined);
    add('GET /b');
    expect(written.join('')).toContain(`GET ${common.target} → 200\n  Cause (program): ${SAYS}\n  Fix: `);
    expect(written.join('')).not.toMatch(/quotes a secret|a-token/);
    expect(written.at(-1)).toBe('2 GET /b none\n');
    expect(records()).toMatchObject([
      { ...common, verdict: 'unknown', stage: 'program', cause: 'not-examined', says: SAYS },
      { name: 'GET /b', number: 2 },
    ]);
  });

  it('does not hold back the records of others', async () => {
    const { log, records, add, refused, end } = logging();
    log.add(ANSWERED, () => ({ ...LOGGED, membersOf: fails }));
    refused('GET /b');
    add('GET /c');
    await end(FOUND);
    expect(records()).toMatchObject([
      { name: 'GET /a', stage: 'program', cause: 'not-examined' },
      { name: 'GET /b', cause: CAUSE.id },
      { name: 'GET /c' },
    ]);
  });
});

const LOGGED: LoggedRequest = {
  ...{ ...NOTHING, name: 'GET /a', searched: null, line: () => '', members: { name: 'GET /a' }, membersOf: () => ({}) },
};
