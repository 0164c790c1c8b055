/** What `docs/sandbox.md` says that the sandbox refuses with 501 is what it refuses, and all of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { askFor, type Order } from '../support/sandbox/sandbox-client.ts';

/** The names in a row of the table, by how the row begins. */
function documented(row: string): string[] {
  const [, section = ''] =
    /## What it refuses with 501\n(.*?)\n## /s.exec(readFileSync('docs/sandbox.md', 'utf8')) ?? [];
  const cell =
    section
      .split('\n')
      .find((line) => line.startsWith(`| ${row} |`))
      ?.split(' | ')[1] ?? '';
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** Each subresource of S3 with the methods of its operations (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html). */
const OF_BUCKETS: Readonly<Record<string, readonly string[]>> = {
  accelerate: ['GET', 'PUT'],
  acl: ['GET', 'PUT'],
  analytics: ['GET', 'PUT', 'DELETE'],
  cors: ['GET', 'PUT', 'DELETE'],
  encryption: ['GET', 'PUT', 'DELETE'],
  'intelligent-tiering': ['GET', 'PUT', 'DELETE'],
  inventory: ['GET', 'PUT', 'DELETE'],
  lifecycle: ['GET', 'PUT', 'DELETE'],
  logging: ['GET', 'PUT'],
  metadataConfiguration: ['GET', 'DELETE'],
  metrics: ['GET', 'PUT', 'DELETE'],
  notification: ['GET', 'PUT'],
  'object-lock': ['GET', 'PUT'],
  ownershipControls: ['GET', 'PUT', 'DELETE'],
  policy: ['GET', 'PUT', 'DELETE'],
  policyStatus: ['GET'],
  publicAccessBlock: ['GET', 'PUT', 'DELETE'],
  replication: ['GET', 'PUT', 'DELETE'],
  requestPayment: ['GET', 'PUT'],
  session: ['GET'],
  tagging: ['GET', 'PUT', 'DELETE'],
  versioning: ['GET', 'PUT'],
  website: ['GET', 'PUT', 'DELETE'],
};

const OF_OBJECTS: Readonly<Record<string, readonly string[]>> = {
  acl: ['GET', 'PUT'],
  attributes: ['GET'],
  'legal-hold': ['GET', 'PUT'],
  renameObject: ['PUT'],
  restore: ['POST'],
  retention: ['GET', 'PUT'],
  select: ['POST'],
  tagging: ['GET', 'PUT', 'DELETE'],
  torrent: ['GET'],
};

/** The operations that the sandbox refuses with 501, by the names that it gives. */
const refused = (path: string, subresources: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(subresources).flatMap(([name, methods]) =>
    methods.flatMap((method) => {
      const { status, element } = askFor({ method, path, query: [[name, '']] });
      return status === 501 ? [/^The sandbox does not support (\w+)\.$/.exec(element('Message') ?? '')?.[1]] : [];
    }),
  );

const sorted = (names: Iterable<string | undefined>) => [...new Set(names)].sort();

describe('the operations that are refused with 501', () => {
  const ofBuckets = refused('/', OF_BUCKETS);

  it('are the documented settings of a bucket', () => {
    const changes = ofBuckets
      .filter((name) => /^(?:Put|Delete)/.test(name ?? ''))
      .map((name) => name?.replace(/^(?:Put|Delete)/, ''));
    expect(documented('settings of a bucket: `Put` and `Delete`')).toEqual(sorted(changes));
    expect(ofBuckets).toEqual(expect.arrayContaining(documented('other operations on a bucket')));
    const reads = ofBuckets.filter((name) => name?.startsWith('Get')).map((name) => name?.slice(3));
    expect(documented('settings of a bucket: `Get` and `List`')).toEqual(sorted(reads));
  });

  it('are the documented operations on an object', () => {
    expect(sorted(documented('operations on an object'))).toEqual(sorted(refused('/test.txt', OF_OBJECTS)));
  });
});

describe('an upload', () => {
  const put = (name: string, value: string, order: Partial<Order> = {}) =>
    askFor({ method: 'PUT', path: '/new.txt', body: 'x', headers: [[name, value]], ...order });

  it.each([...documented('headers of an upload'), ...documented('checksums')])('with %s is refused', (name) => {
    const { status, element } = put(name.replace('*', 'mode'), 'x');
    expect([status, element('Header')]).toEqual([501, name.replace('*', 'mode')]);
    expect(element('Message')?.endsWith(`: ${element('Header')}`)).toBe(true);
  });

  it.each([
    ['x-amz-storage-class', 'GLACIER', {}],
    ['x-amz-server-side-encryption', 'aws:kms', {}],
    ['x-amz-bucket-object-lock-enabled', 'true', { path: '/', host: 'new-bucket.s3.amazonaws.com', body: '' }],
    ['x-amz-object-ownership', 'ObjectWriter', { path: '/', host: 'new-bucket.s3.amazonaws.com', body: '' }],
    ['If-None-Match', '"an-etag"', {}],
    ['x-amz-copy-source', 'arn:aws:s3:us-east-1:111122223333:accesspoint/a/object/test.txt', { body: '' }],
    ['x-amz-copy-source', '/examplebucket/test.txt?versionId=v', { body: '' }],
  ] as const)('with the documented value of %s, %s, is refused', (name, value, order) => {
    const { status, element } = put(name, value, order);
    expect([status, element('Header')]).toEqual([501, name]);
    expect(element('Message')?.endsWith(`: ${name}`)).toBe(true);
    expect(documented('values of a header').join()).toContain(name);
  });

  it.each([
    ['x-amz-storage-class', 'STANDARD'],
    ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
    ['x-amz-server-side-encryption', 'AES256'],
    ['If-None-Match', '*'],
  ])('with %s: %s is accepted', (name, value) => {
    expect(put(name, value).status).toBe(200);
  });
});
