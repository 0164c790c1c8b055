/** Tags, versions, attributes, and what S3 says of the settings of a new private bucket. */
import { describe, expect, it } from 'vitest';
import { bucketWith, client } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const tagsOf = (pairs: readonly Pair[]) =>
  `<Tagging><TagSet>${pairs.map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join('')}</TagSet></Tagging>`;

describe('tags of an object', () => {
  const TAGGING: Pair[] = [['tagging', '']];

  it('are stored, counted, replaced, copied, and deleted', () => {
    const { ask, put } = client();
    put('key', 'body', [['x-amz-tagging', 'a=1&b%20c=x+y']]);
    const read = (path = '/key') => {
      const answer = ask({ path, query: TAGGING });
      return answer.all('Key').map((key, index) => [key, answer.all('Value')[index]]);
    };
    expect(read()).toEqual([
      ['a', '1'],
      ['b c', 'x y'],
    ]);
    expect(ask({ path: '/key' }).headers['x-amz-tagging-count']).toBe('2');
    ask({ method: 'PUT', path: '/copy', headers: [['x-amz-copy-source', '/examplebucket/key']] });
    expect(ask({ method: 'PUT', path: '/key', query: TAGGING, body: tagsOf([['new', '']]) }).status).toBe(200);
    expect([read(), read('/copy')]).toEqual([
      [['new', '']],
      [
        ['a', '1'],
        ['b c', 'x y'],
      ],
    ]);
    expect(ask({ method: 'DELETE', path: '/key', query: TAGGING }).status).toBe(204);
    expect([read(), ask({ path: '/key' }).body]).toEqual([[], 'body']);
  });

  it.each([
    ['eleven', Array.from({ length: 11 }, (_, index): Pair => [`k${index}`, '']), 'BadRequest'],
    [
      'the same key twice',
      [
        ['a', '1'],
        ['a', '2'],
      ],
      'InvalidTag',
    ],
    ['an empty key', [['', '1']], 'InvalidTag'],
    ['a long value', [['a', 'v'.repeat(257)]], 'InvalidTag'],
    ['a character that tags do not have', [['a', '{']], 'InvalidTag'],
  ] satisfies [string, Pair[], string][])('are refused with %s', (_what, pairs, code) => {
    const { ask, put } = client();
    put('key');
    expect(ask({ method: 'PUT', path: '/key', query: TAGGING, body: tagsOf(pairs) }).element('Code')).toBe(code);
  });
});

describe('versions', () => {
  it('are those of a bucket without versioning: one for each key, and its ID is null', () => {
    const { ask } = bucketWith(['a', 'b/1', 'b/2', 'c']);
    const list = (...query: Pair[]) => ask({ query: [['versions', ''], ...query] });
    const all = list();
    expect([all.all('Key'), all.all('VersionId'), all.all('IsLatest')]).toEqual([
      ['a', 'b/1', 'b/2', 'c'],
      ['null', 'null', 'null', 'null'],
      ['true', 'true', 'true', 'true'],
    ]);
    const first = list(['delimiter', '/'], ['max-keys', '2']);
    expect([first.all('Key'), first.element('NextKeyMarker')]).toEqual([['a'], 'b/']);
    expect(list(['delimiter', '/'], ['key-marker', 'b/']).all('Key')).toEqual(['c']);
    expect(ask({ path: '/a', query: [['versionId', 'null']] }).body).toBe('a');
    expect(ask({ path: '/a', query: [['versionId', 'another']] }).element('Code')).toBe('InvalidArgument');
  });
});

describe('GetObjectAttributes', () => {
  it('returns the attributes that the client names', () => {
    const { ask, put } = client();
    put('key', 'body');
    const read = (names: string) =>
      ask({ path: '/key', query: [['attributes', '']], headers: [['x-amz-object-attributes', names]] });
    const some = read('ETag,ObjectSize');
    expect([some.element('ETag'), some.element('ObjectSize'), some.element('StorageClass')]).toEqual([
      '841a2d689ad86bd1611447453c22c6fc',
      '4',
      undefined,
    ]);
    expect(read('StorageClass').element('StorageClass')).toBe('STANDARD');
    expect(['Color', 'ETag,constructor'].map((names) => read(names).element('Code'))).toEqual([
      'InvalidArgument',
      'InvalidArgument',
    ]);
    expect(ask({ path: '/key', query: [['attributes', '']] }).element('Code')).toBe('InvalidRequest');
  });
});

describe('the settings of a new bucket', () => {
  it.each([
    [
      'versioning',
      200,
      '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></VersioningConfiguration>',
    ],
    ['acl', 200, '<Permission>FULL_CONTROL</Permission>'],
    ['encryption', 200, '<SSEAlgorithm>AES256</SSEAlgorithm>'],
    ['ownershipControls', 200, 'BucketOwnerEnforced'],
    ['publicAccessBlock', 200, '<BlockPublicAcls>true</BlockPublicAcls>'],
    ['policy', 404, 'NoSuchBucketPolicy'],
    ['cors', 404, 'NoSuchCORSConfiguration'],
    ['lifecycle', 404, 'NoSuchLifecycleConfiguration'],
    ['object-lock', 404, 'ObjectLockConfigurationNotFoundError'],
    ['tagging', 404, 'NoSuchTagSet'],
    ['replication', 404, 'ReplicationConfigurationNotFoundError'],
    ['website', 404, 'NoSuchWebsiteConfiguration'],
  ])('say %s: %i', (name, status, content) => {
    const answer = client().ask({ query: [[name, '']] });
    expect([answer.status, answer.xml.includes(content)]).toEqual([status, true]);
    expect(
      client()
        .ask({ host: 'nobody.s3.amazonaws.com', query: [[name, '']] })
        .element('Code'),
    ).toBe('NoSuchBucket');
  });

  it('have an access control list for each object', () => {
    const { ask, put } = client();
    put('key');
    expect(ask({ path: '/key', query: [['acl', '']] }).element('Permission')).toBe('FULL_CONTROL');
    expect(ask({ path: '/other', query: [['acl', '']] }).element('Code')).toBe('NoSuchKey');
  });
});
