/** The file of each large body: it is there while an object has it or a response reads it, and no longer. */
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import type { BodyFiles } from '../../src/sandbox/storage/spool.ts';
import { type Order, ordered, readReply } from '../support/sandbox/sandbox-client.ts';
import { settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';

const LARGE = 'l'.repeat(5 * 2 ** 20 + 1);
const SMALL = 's'.repeat(2 ** 20);
const SOURCE = ['x-amz-copy-source', '/examplebucket/a'] as const;

/** Files in memory, each of which is removed once and not read afterwards. */
function countedFiles() {
  const open = new Set<object>();
  const create: BodyFiles['create'] = () => {
    let bytes = Buffer.alloc(0);
    let holders = 1;
    const release = () => {
      expect(holders).toBeGreaterThan(0);
      holders -= 1;
      if (holders === 0) open.delete(file);
    };
    const file = {
      inMemory: 0,
      get length() {
        return bytes.length;
      },
      append(piece: Uint8Array) {
        bytes = Buffer.concat([bytes, piece]);
        return null;
      },
      read(start: number, end: number) {
        expect(holders).toBeGreaterThan(0);
        return bytes.subarray(start, end);
      },
      hold() {
        holders += 1;
        return release;
      },
      remove: release,
    };
    open.add(file);
    return file;
  };
  return { files: { create }, count: () => open.size };
}

function opened() {
  const { files, count } = countedFiles();
  const { now, ...settings } = settingsOf();
  const sandbox = createSandbox({ ...settings, files, store: createStore(BUCKETS), clock: () => now });
  const reply = (order: Partial<Order>) =>
    sandbox.converse()(Buffer.from(ordered({ path: '/a', ...order }).request, 'latin1'));
  const ask = (order: Partial<Order>) => readReply(reply(order)?.bytes ?? new Uint8Array());
  const put = (body: string, order: Partial<Order> = {}) => ask({ method: 'PUT', body, ...order }).status;
  return { reply, ask, put, count };
}

describe('the file of a large body', () => {
  it('is there as long as its object', () => {
    const { ask, put, count } = opened();
    expect([put(SMALL), count()]).toEqual([200, 0]);
    expect([put(LARGE), count()]).toEqual([200, 1]);
    expect([put(LARGE), count()]).toEqual([200, 1]);
    expect([ask({ method: 'DELETE' }).status, count()]).toEqual([204, 0]);
  });

  it.each([
    ['with a wrong hash', 400, { payloadHash: '0'.repeat(64) }],
    ['with tags', 501, { headers: [['x-amz-tagging', 'a=1']] }],
    ['where nothing is stored', 200, { method: 'GET', path: '/test.txt' }],
  ] satisfies [string, number, Partial<Order>][])('is gone after a request %s', (_what, status, order) => {
    const { put, count } = opened();
    expect([put(LARGE, order), count()]).toEqual([status, 0]);
  });

  it('is another one for a copy', () => {
    const { ask, put, count } = opened();
    put(LARGE);
    expect(ask({ method: 'PUT', path: '/b', headers: [SOURCE] }).status).toBe(200);
    expect(count()).toBe(2);
    ask({ method: 'DELETE' });
    expect([ask({ path: '/b', headers: [['Range', 'bytes=0-9']] }).body, count()]).toEqual(['llllllllll', 1]);
  });

  it('can be read to its end by a response that has begun', () => {
    const { reply, ask, put, count } = opened();
    put(LARGE);
    const outgoing = reply({})?.outgoing;
    ask({ method: 'DELETE' });
    expect(count()).toBe(1);
    let length = 0;
    for (let piece = outgoing?.next(); piece; piece = outgoing?.next()) length += piece.length;
    outgoing?.close();
    expect([length, count()]).toEqual([LARGE.length, 0]);
  });

  it('of a part becomes one of the object, or is gone with the upload', () => {
    const { ask, put, count } = opened();
    const begin = () => /<UploadId>(\w+)/.exec(ask({ method: 'POST', query: [['uploads', '']] }).body)?.[1] ?? '';
    const upload = (id: string, number: number) =>
      ask({
        method: 'PUT',
        body: LARGE,
        query: [
          ['partNumber', String(number)],
          ['uploadId', id],
        ],
      }).headers.get('ETag');
    const [first, second] = [begin(), begin()];
    const tags = [1, 2, 3].map((number) => upload(first, number));
    upload(second, 1);
    expect(count()).toBe(4);
    expect([ask({ method: 'DELETE', query: [['uploadId', second]] }).status, count()]).toEqual([204, 3]);
    const parts = [1, 2].map(
      (number) => `<Part><PartNumber>${number}</PartNumber><ETag>${tags[number - 1]}</ETag></Part>`,
    );
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    expect([ask({ method: 'POST', query: [['uploadId', first]], body }).status, count()]).toEqual([200, 2]);
    expect([put(SMALL), count()]).toEqual([200, 0]);
  });
});
