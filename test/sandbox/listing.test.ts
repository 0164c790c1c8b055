/** ListObjectsV2 and ListObjects, as https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html has them. */
import { describe, expect, it } from 'vitest';
import { utf8 } from '../support/octets-of.ts';
import { bucketWith, commonPrefixes } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** The bucket of AWS's page on prefixes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html). */
const SAMPLES = [
  'sample.jpg',
  'photos/2006/January/sample.jpg',
  'photos/2006/February/sample2.jpg',
  'photos/2006/February/sample3.jpg',
  'photos/2006/February/sample4.jpg',
];

describe('a listing', () => {
  it('is the document that S3 sends', () => {
    const { list } = bucketWith(['b', 'a/<&>']);
    const { status, headers, body } = list();
    expect([status, headers['content-type']]).toEqual([200, 'application/xml']);
    const contents = (key: string, etag: string, size: number) =>
      `<Contents><Key>${key}</Key><LastModified>2013-05-24T00:00:00.000Z</LastModified><ETag>"${etag}"</ETag>` +
      `<Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
    expect(body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="${NAMESPACE}"><Name>examplebucket</Name>` +
        '<Prefix></Prefix><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>' +
        // The MD5 of each key, by md5sum.
        contents('a/&lt;&amp;&gt;', '4bb9519053d5ac006c6cb24b2d988151', 5) +
        contents('b', '92eb5ffee6ae2fec3ad71c777531578f', 1) +
        '</ListBucketResult>',
    );
  });

  it('of no objects has no contents', () => {
    const { list } = bucketWith([]);
    expect([list().element('KeyCount'), list().all('Key')]).toEqual(['0', []]);
  });

  it('has keys in the order of their UTF-8 bytes', () => {
    const keys = ['b', 'a', 'B', 'a/', 'a-', utf8('é'), utf8('\uffee'), utf8('😀'), 'z', 'aa'];
    const { list } = bucketWith(keys);
    const inOrder = ['B', 'a', 'a-', 'a/', 'aa', 'b', 'z', 'é', '\uffee', '😀'];
    expect(list().all('Key')).toEqual(inOrder);
  });

  it.each([
    ['nothing', [], SAMPLES.length, []],
    ['a delimiter', [['delimiter', '/']], 1, ['photos/']],
    ['a prefix', [['prefix', 'photos/2006/']], 4, []],
    [
      'both',
      [
        ['prefix', 'photos/2006/'],
        ['delimiter', '/'],
      ],
      0,
      ['photos/2006/February/', 'photos/2006/January/'],
    ],
    [
      'a prefix that is part of a name',
      [
        ['prefix', 'photos/2006/F'],
        ['delimiter', '/'],
      ],
      0,
      ['photos/2006/February/'],
    ],
    ['a longer delimiter', [['delimiter', '/2006/']], 1, ['photos/2006/']],
    ['a prefix of no key', [['prefix', 'x']], 0, []],
  ] satisfies [string, Pair[], number, string[]][])(
    'groups keys as AWS describes it with %s',
    (_what, query, keys, prefixes) => {
      const { list, listV1 } = bucketWith(SAMPLES);
      const listing = list(...query);
      expect([listing.all('Key').length, commonPrefixes(listing)]).toEqual([keys, prefixes]);
      expect(listing.element('KeyCount')).toBe(String(keys + prefixes.length));
      expect(listing.element('Prefix')).toBe(query.find(([name]) => name === 'prefix')?.[1] ?? '');
      expect(listing.element('Delimiter')).toBe(query.find(([name]) => name === 'delimiter')?.[1]);
      const older = listV1(...query);
      expect([older.all('Key'), commonPrefixes(older)]).toEqual([listing.all('Key'), prefixes]);
    },
  );

  it('names the owner only where it is asked to, the older one always', () => {
    const { list, listV1 } = bucketWith(['a']);
    expect(list().element('ID')).toBeUndefined();
    expect(list(['fetch-owner', 'true']).element('ID')).toMatch(/^[0-9a-f]{64}$/);
    expect(listV1().element('ID')).toBe(list(['fetch-owner', 'true']).element('ID'));
  });

  it.each([
    ['a key', 'a', ['a-', 'a/1', 'a/2', 'b'], ['a-', 'b', 'a/']],
    ['what is no key', 'a.', ['a/1', 'a/2', 'b'], ['b', 'a/']],
    ['a key in a group', 'a/1', ['a/2', 'b'], ['b', 'a/']],
    ['the last key', 'b', [], []],
  ])('starts after %s', (_what, after, keys, grouped) => {
    const { list } = bucketWith(['a', 'a-', 'a/1', 'a/2', 'b']);
    const listing = list(['start-after', after]);
    expect([listing.all('Key'), listing.element('StartAfter')]).toEqual([keys, after]);
    const groups = list(['start-after', after], ['delimiter', '/']);
    expect([...groups.all('Key'), ...commonPrefixes(groups)]).toEqual(grouped);
  });
});

describe('the names in a listing', () => {
  const NAMES = ['a b+c', 'tab\there', 'control\x01', 'line\r\nend', utf8('é/😀'), "~*-._!'()"];

  it('are character references where XML cannot hold them', () => {
    const { body, xml } = bucketWith(NAMES).list();
    expect(body).toContain('<Key>control&#x1;</Key>');
    expect(body).toContain('<Key>line&#xD;\nend</Key>');
    expect(body).toContain('<Key>tab\there</Key>');
    expect(xml).toContain('<Key>é/😀</Key>');
  });

  it('are encoded as in a form where the client asks for that, every byte of them', () => {
    const { list } = bucketWith([...NAMES, '\xff']);
    const listing = list(['encoding-type', 'url'], ['start-after', ' x']);
    expect(listing.element('EncodingType')).toBe('url');
    expect(listing.element('StartAfter')).toBe('+x');
    expect(listing.all('Key')).toEqual([
      'a+b%2Bc',
      'control%01',
      'line%0D%0Aend',
      'tab%09here',
      '%7E*-._%21%27%28%29',
      '%C3%A9/%F0%9F%98%80',
      '%FF',
    ]);
    const grouped = list(['encoding-type', 'url'], ['delimiter', ' '], ['prefix', 'a']);
    expect([grouped.element('Delimiter'), ...commonPrefixes(grouped)]).toEqual(['+', 'a+']);
  });
});
