/** A store whose content lasts: what is there after another start. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder } from '../../src/disk/data-folder.ts';
import { sharedRoom } from '../../src/http/body/memory.ts';
import { octetsOf } from '../../src/sandbox/storage/content.ts';
import { exampleBuckets } from '../../src/sandbox/storage/objects.ts';
import { openStore } from '../../src/sandbox/storage/persisted.ts';
import { createSpool } from '../../src/sandbox/storage/spool.ts';
import { storedObject } from '../../src/sandbox/storage/stored-object.ts';
import { processWith } from '../support/cli/locking-process.ts';
import { octetsOf as octets } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sigv4-test-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const NOW = new Date('2013-05-24T00:00:00Z');
const BUCKET = octets('examplebucket');

function open() {
  const folder = sound(openDataFolder(home, processWith()));
  const { store, damage } = openStore(folder, exampleBuckets());
  const content = (text: string) => {
    const spool = createSpool({ room: sharedRoom(1000), files: folder.bodies, limit: 1000 });
    spool.add(Buffer.from(text, 'latin1'));
    return sound(spool.finish());
  };
  const put = (key: string, text: string) => {
    const body = content(text);
    const object = {
      body,
      contentType: 'text/plain',
      lastModified: NOW,
      metadata: [['x-amz-meta-a', 'é']],
      checksum: null,
    } as const;
    store.putObject(BUCKET, octets(key), storedObject({ ...object, tags: [{ key: 'k', value: 'ü' }] }));
    body.release();
  };
  const get = (key: string) => {
    const object = store.buckets.get(BUCKET)?.objects.get(octets(key));
    return object && octetsOf(object.body);
  };
  return { store, damage, put, get, content, close: folder.close };
}

describe('a store that lasts', () => {
  it('begins with the example, once', () => {
    const first = open();
    expect(first.get('test.txt')).toContain('Hello, S3!');
    first.store.deleteObject(BUCKET, octets('test.txt'));
    expect(open().get('test.txt')).toBeUndefined();
  });

  it('has objects with all that is known of them, and any key', () => {
    const first = open();
    for (const key of ['plain', '../../etc/passwd', 'a/../b', '\xff\x00 '.repeat(200)]) first.put(key, `of ${key}`);
    first.put('plain', 'another');
    const second = open();
    expect(second.get('plain')).toBe('another');
    expect(second.get('../../etc/passwd')).toBe('of ../../etc/passwd');
    expect(second.get('\xff\x00 '.repeat(200))?.length).toBeGreaterThan(600);
    const before = first.store.buckets.get(BUCKET)?.objects.get(octets('plain'));
    const after = second.store.buckets.get(BUCKET)?.objects.get(octets('plain'));
    expect({ ...after, body: null }).toMatchObject({ ...before, body: null });
    second.close();
    expect(readdirSync(home).sort()).toEqual(['bodies', 'records']);
  });

  it('has unfinished uploads, and completes them', () => {
    const first = open();
    const upload = {
      id: 'u1',
      bucket: BUCKET,
      key: octets('big'),
      initiated: NOW,
      contentType: 'a/b',
      metadata: [],
      tags: [],
      checksum: null,
      parts: new Map(),
    };
    first.store.putUpload(upload);
    const body = first.content('part');
    first.store.putPart(upload, 1, { body, md5: '0', lastModified: NOW, checksum: null });
    const second = open();
    const again = second.store.uploads.get('u1');
    const part = again?.parts.get(1);
    if (!again || !part) throw new Error('The upload is lost.');
    second.store.completeUpload(
      again,
      storedObject({
        body: part.body,
        contentType: 'a/b',
        lastModified: NOW,
        metadata: [],
        checksum: null,
        uploadId: 'u1',
      }),
    );
    const third = open();
    expect([third.get('big'), third.store.uploads.size]).toEqual(['part', 0]);
    expect(third.store.buckets.get(BUCKET)?.objects.get(octets('big'))?.uploadId).toBe('u1');
    expect(readdirSync(join(home, 'bodies'))).toHaveLength(1);
  });

  it('keeps the body of a copy when the source is deleted, also after another start', () => {
    const first = open();
    first.put('source', 'content');
    const source = first.store.buckets.get(BUCKET)?.objects.get(octets('source'));
    if (source) first.store.putObject(BUCKET, octets('copy'), source);
    const second = open();
    second.store.deleteObject(BUCKET, octets('source'));
    expect([second.get('source'), second.get('copy'), open().get('copy')]).toEqual([undefined, 'content', 'content']);
    second.store.deleteObject(BUCKET, octets('copy'));
    expect(readdirSync(join(home, 'bodies'))).toHaveLength(0);
  });
});

/** The record that contains this text. */
function recordOf(text: string): string {
  const records = join(home, 'records');
  const name = readdirSync(records).find((each) => readFileSync(join(records, each), 'utf8').includes(text));
  return join(records, name ?? '');
}

const DAMAGES: readonly (readonly [string, (text: string) => string])[] = [
  ['cut off', (text) => text.slice(0, 20)],
  ['empty', () => ''],
  ['not of this form', () => '{"kind":"object"}'],
  ['with a number for a text', (text) => text.replace(/"etag":"[^}]*?",/, '"etag":5,')],
  ['with a time that does not exist', (text) => text.replace(/"lastModified":"[^"]*"/, '"lastModified":"soon"')],
];

describe('a store with a damaged record', () => {
  it.each(DAMAGES)('says so, opens, and has everything else: %s', (_name, damaged) => {
    const first = open();
    for (const key of ['a', 'b', 'c']) first.put(key, `of ${key}`);
    const record = recordOf('"key":"b"');
    const sane = readFileSync(record, 'utf8');
    writeFileSync(record, damaged(sane));
    const bodies = readdirSync(join(home, 'bodies')).length;
    const second = open();
    expect(second.damage).toMatchObject([{ code: 'data-folder', says: expect.stringContaining('records/object-') }]);
    expect(['a', 'b', 'c'].map(second.get)).toEqual(['of a', undefined, 'of c']);
    second.put('d', 'of d');
    expect(open().get('d')).toBe('of d');
    // The object is back as soon as its record is: neither start has deleted its body.
    expect(readdirSync(join(home, 'bodies')).length).toBe(bodies + 1);
    writeFileSync(record, sane);
    const third = open();
    expect([third.damage, third.get('b')]).toEqual([[], 'of b']);
  });

  it('deletes bodies that no record names only after the record was deleted or replaced', () => {
    open().put('a', 'of a');
    const record = recordOf('"key":"a"');
    writeFileSync(record, '{');
    open().put('a', 'again');
    expect(readdirSync(join(home, 'bodies'))).toHaveLength(2);
    const last = open();
    expect([last.damage, last.get('a')]).toEqual([[], 'again']);
    expect(readdirSync(join(home, 'bodies'))).toHaveLength(1);
  });

  it('keeps the objects of a bucket whose own record is damaged', () => {
    open().put('a', 'of a');
    writeFileSync(recordOf('"kind":"bucket"'), '');
    const second = open();
    expect([second.damage.length, second.get('a')]).toEqual([1, 'of a']);
  });

  it('says which object has lost its body', () => {
    const first = open();
    first.put('a', 'of a');
    first.put('b', 'of b');
    const [, file = ''] = /"files":\["(.*?)"/.exec(readFileSync(recordOf('"key":"a"'), 'utf8')) ?? [];
    rmSync(join(home, 'bodies', file));
    const second = open();
    expect(second.damage).toMatchObject([{ says: expect.stringContaining('The object "a" in examplebucket') }]);
    expect([second.get('a'), second.get('b')]).toEqual([undefined, 'of b']);
  });

  it('deletes no file outside that a record names', () => {
    open().put('a', 'of a');
    writeFileSync(join(home, 'thesis.txt'), 'mine');
    const record = recordOf('"key":"a"');
    writeFileSync(record, readFileSync(record, 'utf8').replace(/"files":\[".*?"/, '"files":["../thesis.txt"'));
    const second = open();
    second.store.deleteObject(BUCKET, octets('a'));
    expect([second.damage.length, readFileSync(join(home, 'thesis.txt'), 'utf8')]).toEqual([1, 'mine']);
  });
});
