/** Directory buckets (S3 Express One Zone): the service of their scope, and their list. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { type Order, ordered, readReply } from '../support/sandbox/sandbox-client.ts';
import { settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';

const BUCKET = 'logs--use1-az4--x-s3';
const HOST = `${BUCKET}.s3express-use1-az4.us-east-1.amazonaws.com`;
const SCOPE = ['20130524', 'us-east-1', 's3express', 'aws4_request'];

function open() {
  const { now, ...settings } = settingsOf();
  const store = createStore(BUCKETS);
  store.createBucket(octetsFromText(BUCKET), now);
  store.createBucket(octetsFromText('other--use1-az4--x-s3'), now);
  const sandbox = createSandbox({ ...settings, store, clock: () => now });
  const send = (request: string) =>
    readReply(sandbox.converse()(Buffer.from(request, 'latin1'))?.bytes ?? new Uint8Array(0));
  const ask = (order: Partial<Order>) => send(ordered({ host: HOST, scope: SCOPE, ...order }).request);
  return { ask };
}

const code = (reply: ReturnType<typeof readReply>) => [reply.status, reply.element('Code')];

describe('a directory bucket', () => {
  it('is served to requests that are signed for s3express, and to no others', () => {
    const { ask } = open();
    expect(ask({ method: 'PUT', path: '/a', body: 'b' }).status).toBe(200);
    const wrong = ask({ path: '/a', scope: ['20130524', 'us-east-1', 's3', 'aws4_request'] });
    expect(wrong.element('Message')).toContain('This endpoint belongs to "s3express"');
    const other = ask({ host: 'examplebucket.s3.amazonaws.com', path: '/test.txt' });
    expect(other.element('Message')).toContain('This endpoint belongs to "s3"');
  });

  it('may be followed by two slashes in path style, as by the AWS SDK for JavaScript', () => {
    const { ask } = open();
    const at = (path: string, name: string) => ask({ host: '127.0.0.1', path, query: [[name, '']] });
    expect(at(`/${BUCKET}//`, 'list-type').status).toBe(400);
  });

  it('has no sessions', () => {
    const reply = open().ask({ path: '/', query: [['session', '']] });
    expect([...code(reply), reply.element('Message')]).toEqual([
      501,
      'NotImplemented',
      'The sandbox does not support CreateSession.',
    ]);
  });

  it('can be created by its name', () => {
    const { ask } = open();
    expect(ask({ method: 'PUT', host: 'localhost', path: '/new--use1-az4--x-s3/' }).status).toBe(200);
  });
});

describe('the lists of buckets', () => {
  const names = (reply: ReturnType<typeof readReply>) =>
    [...reply.body.matchAll(/<Name>([^<]*)</g)].map(([, name]) => name);
  const at = { host: 'localhost', path: '/' };
  const express = (...query: Order['query']) => ({ ...at, scope: SCOPE, query });
  const general = { ...at, scope: ['20130524', 'us-east-1', 's3', 'aws4_request'] };

  it('have one kind of bucket each, by the service that the request is signed for', () => {
    const { ask } = open();
    const directories = ask(express(['x-id', 'ListDirectoryBuckets']));
    expect([directories.status, names(directories)]).toEqual([200, [BUCKET, 'other--use1-az4--x-s3']]);
    expect(directories.body).toContain('<ListAllMyDirectoryBucketsResult xmlns=');
    expect(directories.body).toContain('<BucketRegion>us-east-1</BucketRegion>');
    expect(names(ask(general))).toEqual(['examplebucket', 'my.dotted-bucket']);
    expect(ask({ ...general, scope: ['20130524', 'us-east-1', 'ec2', 'aws4_request'] }).status).toBe(400);
  });

  it('come in pages', () => {
    const { ask } = open();
    const first = ask(express(['max-directory-buckets', '1']));
    expect(names(first)).toEqual([BUCKET]);
    const second = ask(express(['continuation-token', /<ContinuationToken>([^<]*)</.exec(first.body)?.[1] ?? '']));
    expect(names(second)).toEqual(['other--use1-az4--x-s3']);
    expect(second.body).not.toContain('ContinuationToken');
    expect(code(ask(express(['max-directory-buckets', '1001'])))).toEqual([400, 'InvalidArgument']);
    expect(code(ask({ ...general, query: [['max-buckets', '0']] }))).toEqual([400, 'InvalidArgument']);
  });

  it.each([
    [['prefix', 'example'], ['examplebucket']],
    [['prefix', 'other'], []],
    [
      ['bucket-region', 'us-east-1'],
      ['examplebucket', 'my.dotted-bucket'],
    ],
    [['bucket-region', 'eu-west-1'], []],
  ] as const)('have the buckets of a %o', (pair, expected) => {
    const { ask } = open();
    expect(names(ask({ ...general, query: [pair] }))).toEqual(expected);
  });
});
