/** A sandbox for a class: thirty keys, a bucket for each, and whose request each one is. */
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../src/app/traffic/entry-of.ts';
import { verifyExchange } from '../../src/app/traffic/examined-exchange.ts';
import { accessKeyIdOf } from '../../src/app/traffic/key-id.ts';
import { plain } from '../../src/bytes/bytes.ts';
import { isProblem, problem } from '../../src/bytes/problem.ts';
import { classKeys, ownBucketOf, ownBucketsOf } from '../../src/commands/sandbox/class-keys.ts';
import { knownCause, reportLine, reportMembers, senderOf } from '../../src/commands/sandbox/request-log.ts';
import { sandbox } from '../../src/commands/sandbox/sandbox.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import type { AnswerReport } from '../../src/sandbox/settings.ts';
import { createStore, exampleBuckets } from '../../src/sandbox/storage/objects.ts';
import type { KnownSecret } from '../../src/verification/keys.ts';
import { containsText, type TrafficEntry } from '../../src/views/traffic/traffic-entry.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { octetsOf } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { type Order, ordered } from '../support/sandbox/sandbox-client.ts';

const TABLE =
  'name,access key ID,secret access key,bucket\r\n,STUDENT01,first,student01\r\n,STUDENT02,second,student02\r\n';

const NOW = new Date('2013-05-24T00:00:00Z');

/** Keys, in letters that no secret of AWS has. */
async function madeKeys(count: number) {
  let seed = 0;
  const randomBytes = (length: number) => {
    seed += 1;
    return Uint8Array.from({ length }, (_, at) => (seed * 37 + at * 11) % 256);
  };
  const test = worldOf({ randomBytes });
  const keys = sound(await classKeys(test.world, count, 'keys.csv'));
  return { keys, created: test.created };
}

async function openLab(count: number) {
  const { keys } = await madeKeys(count);
  const ids = keys.map(({ accessKeyId }) => accessKeyId);
  const ownBuckets = ownBucketsOf(ids);
  const store = createStore(exampleBuckets());
  for (const bucket of ownBuckets.values()) store.createBucket(bucket, NOW);
  const reports: AnswerReport[] = [];
  const sandbox = createSandbox({
    region: 'us-east-1',
    keys: new Map(
      keys.map(({ accessKeyId, secretAccessKey }) => [accessKeyId, { secretAccessKey, sessionToken: null }]),
    ),
    ownBuckets,
    store,
    clock: () => NOW,
    exchanges: { keeps: 'all', elapsed: () => 0, scheme: 'http' },
    onAnswer: (report) => reports.push(report),
  });
  const secrets = keys.map(
    ({ accessKeyId, secretAccessKey }): KnownSecret => ({
      ...{ accessKeyId, secretAccessKey, isServers: true },
      source: { kind: 'file', path: 'keys.csv' },
    }),
  );
  const settings = { secrets, now: NOW.getTime(), rules: {} };
  /** Sends a request as this student, with the secret of another one if `secretOf` is given. */
  const send = (student: number, order: Partial<Order>, secretOf = student) => {
    const { accessKeyId = '' } = keys[student] ?? {};
    const { secretAccessKey = '' } = keys[secretOf] ?? {};
    const { request } = ordered({ host: '127.0.0.1:9000', keyId: accessKeyId, secret: secretAccessKey, ...order });
    sandbox.converse()(Buffer.from(request, 'latin1'));
    const report = reports.at(-1);
    if (report === undefined) throw new Error('Nothing was reported.');
    return report;
  };
  return { keys, ids, store, reports, send, settings };
}

describe('thirty clients with thirty keys', () => {
  const objectOf = (id: string) => `/${ownBucketOf(id)}/mine.txt`;
  /** Requests in a mixed order, as a class sends them: own uploads, own reads, and attempts on others. */
  const METHODS = ['PUT', 'GET', 'DELETE', 'PUT', 'HEAD'] as const;

  it('keep their objects, and a filter by a key shows exactly its requests', async () => {
    const { ids, store, reports, send, settings } = await openLab(30);
    const sent = new Map<string, number>();
    for (let number = 0; number < 1_000; number += 1) {
      const student = (number * 7) % 30;
      const id = ids[student] ?? '';
      // Every other round, all try another one's bucket.
      const other = ids[(student + 1 + (number % 28)) % 30] ?? '';
      const isOwn = number < 30 || number % 2 === 0;
      const method = number < 30 ? 'PUT' : (METHODS[number % METHODS.length] ?? 'GET');
      const isDelete = method === 'DELETE' && isOwn;
      const path = isDelete ? `/${ownBucketOf(id)}/other.txt` : objectOf(isOwn ? id : other);
      const body = method === 'PUT' ? `of ${isOwn ? id : `the intruder ${id}`}` : '';
      const { status } = send(student, { method, path, body });
      const isChange = method === 'PUT' || method === 'DELETE';
      expect(status, `${id} ${method} ${path}`).toBe(isChange && !isOwn ? 403 : isDelete ? 204 : 200);
      sent.set(id, (sent.get(id) ?? 0) + 1);
    }
    for (const id of ids) {
      const object = store.buckets.get(octetsOf(ownBucketOf(id)))?.objects.get(octetsOf('mine.txt'));
      expect(object?.body.length, id).toBe(`of ${id}`.length);
    }
    const entries = reports.flatMap(({ exchange }, at): TrafficEntry[] =>
      exchange === null
        ? []
        : [entryOf(verifyExchange(exchange, settings), { number: at + 1, at: 0, search: 'none', alike: null })],
    );
    expect(entries).toHaveLength(1_000);
    for (const id of ids) {
      const shown = entries.filter((entry) => containsText(entry, `key:${id.toLowerCase()}`));
      expect(shown).toHaveLength(sent.get(id) ?? 0);
      expect(shown.every(({ keyId }) => keyId === id)).toBe(true);
      expect(reports.filter((report) => reportMembers(report).accessKeyId === id)).toHaveLength(shown.length);
    }
  });

  it('cannot write into the bucket of all, copy into another one, or delete several there', async () => {
    const { ids, send } = await openLab(3);
    const [first = '', second = ''] = ids;
    expect(send(0, { method: 'PUT', path: objectOf(first), body: 'x' }).status).toBe(200);
    const copy: Partial<Order> = { method: 'PUT', headers: [['x-amz-copy-source', objectOf(first)]] };
    expect(send(1, { ...copy, path: objectOf(second) }).status).toBe(200);
    expect(send(1, { ...copy, path: '/student03/copied.txt' }).status).toBe(403);
    expect(send(1, { method: 'PUT', path: '/examplebucket/test.txt', body: 'x' }).status).toBe(403);
    expect(send(1, { method: 'DELETE', path: '/student01' }).status).toBe(403);
    expect(send(1, { method: 'PUT', path: '/another-bucket' }).status).toBe(403);
    const many = '<Delete><Object><Key>mine.txt</Key></Object></Delete>';
    const refused = send(1, { method: 'POST', path: '/student01', query: [['delete', '']], body: many });
    expect([refused.status, refused.refusal]).toEqual([
      403,
      'AccessDenied: This key can change only the bucket student02.',
    ]);
  });

  it('that mix up their secrets are told whose secret signed', async () => {
    const { send, settings } = await openLab(3);
    const report = send(0, {}, 2);
    const cause = knownCause(report, settings);
    expect(cause).toMatchObject({
      id: 'secret-of-another-key',
      certainty: 'proved',
      says: 'The request names the key STUDENT01, and was signed with the secret of STUDENT03.',
    });
    const known = { cause, suspect: null, search: 'none', alike: null } as const;
    expect(reportLine(report, 1, known, `${senderOf(report)}  `)).toMatch(/^STUDENT01 {2}GET .*STUDENT03\.\n/);
    if (report.exchange === null) throw new Error('The exchange was not kept.');
    expect(verifyExchange(report.exchange, settings).cause).toEqual(cause);
    const unknown = send(0, { secret: 'a'.repeat(40) });
    expect(knownCause(unknown, settings)?.id).not.toBe('secret-of-another-key');
  });
});

describe('the keys of a class', () => {
  it('are in a table', async () => {
    const { keys } = await madeKeys(30);
    expect(keys.map(({ accessKeyId }) => accessKeyId)).toEqual(
      Array.from({ length: 30 }, (_, at) => `STUDENT${String(at + 1).padStart(2, '0')}`),
    );
    for (const { secretAccessKey } of keys) expect(secretAccessKey).toMatch(/^[a-zA-Z2-9]{40}$/);
  });

  it.each([
    ['0.0.0.0', 'http://192.0.2.7'],
    ['127.0.0.1', 'http://127.0.0.1'],
  ])('are on a slip of paper each, with the address to type: that of %s is %s', async (listen, url) => {
    const listening = { host: listen, port: 9000, close: async () => undefined };
    const test = worldOf({ listen: async () => listening }, { 'keys.csv': TABLE });
    expect(await sandbox.run(test.world, { listen, makeKeys: '2', csv: 'keys.csv' }, [])).toBe(0);
    const slips = test.created.get('keys-slips.txt') ?? '';
    expect(slips.match(/name: _+/g)).toHaveLength(2);
    expect(slips).toContain(
      `  export AWS_SECRET_ACCESS_KEY=second\n  export AWS_ENDPOINT_URL=${url}:9000\n  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1\n  your bucket: student02\n`,
    );
  });

  it('are read again from the table, with the names that a teacher filled in', async () => {
    const { keys, created } = await madeKeys(3);
    const table = Buffer.from(created.get('keys.csv') ?? '', 'latin1').toString();
    const named = table
      .replace('\r\n,STUDENT02', '\r\n"Curie, ""Marie""",STUDENT02')
      .replace('\r\n,STUDENT03', '\r\nÉmilie,STUDENT03');
    const again = worldOf({}, { 'keys.csv': named });
    expect(await classKeys(again.world, 3, 'keys.csv')).toEqual(keys);
    expect(again.created.size).toBe(0);
  });

  it.each([
    [
      'of another number',
      'name,access key ID,secret access key,bucket\r\n,A,b,c\r\n',
      /has 1 keys, and not 3\. Give --make-keys 1/,
    ],
    ['that is something else', 'homework\r\n', /exists, and is not a table of keys\. Name a new file\./],
  ])('are not made over a table %s', async (_what, text, says) => {
    const found = await classKeys(worldOf({}, { 'keys.csv': text }).world, 3, 'keys.csv');
    expect(isProblem(found) ? `${found.says} ${found.fix}` : found).toMatch(says);
  });

  it('are not given away if the table cannot be written', async () => {
    const full = problem('output', 'The disk is full.', 'Free some space.');
    expect(await classKeys(worldOf({ createFile: async () => full }).world, 3, 'keys.csv')).toEqual(full);
  });
});

describe('the key that a request names', () => {
  it.each([
    [
      'GET / HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256 Credential=STUDENT08/20130524/us-east-1/s3/aws4_request, Signature=0',
      'STUDENT08',
    ],
    [
      'GET / HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256 SignedHeaders=host,Credential=A1/20130524/us-east-1/s3/aws4_request',
      'A1',
    ],
    ['GET / HTTP/1.1\r\nAuthorization: AWS STUDENT08:c2lnbmF0dXJl', 'STUDENT08'],
    ['GET /?X-Amz-Credential=STUDENT08%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&a=b HTTP/1.1', 'STUDENT08'],
    ['GET /?a=b&AWSAccessKeyId=STUDENT08&Signature=x HTTP/1.1', 'STUDENT08'],
    ['GET /Credential=A/ HTTP/1.1\r\nAuthorization: Basic YTpi', ''],
    ['GET / HTTP/1.1', ''],
    [
      `GET / HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256 Credential=${'a'.repeat(40)}/20130524/us-east-1/s3/aws4_request`,
      '',
    ],
    [
      'GET / HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256 Credential=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY/20130524/us-east-1/s3/aws4_request',
      '',
    ],
  ])('%s', (text, keyId) => {
    expect(accessKeyIdOf(sound(readRequestHead(plain(octetsOf(`${text}\r\nHost: a\r\n\r\n`)))))).toBe(keyId);
  });
});
