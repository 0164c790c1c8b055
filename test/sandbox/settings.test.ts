/** Versions, and what S3 says of the settings of a new private bucket. */
import { describe, expect, it } from 'vitest';
import { bucketWith, client } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

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

  it('have no tags', () => {
    const { ask, put } = client();
    put('key');
    expect(ask({ path: '/key', query: [['tagging', '']] }).xml).toContain('<TagSet></TagSet>');
    expect(ask({ path: '/other', query: [['tagging', '']] }).element('Code')).toBe('NoSuchKey');
  });
});
