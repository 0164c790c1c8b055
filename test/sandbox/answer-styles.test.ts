/** The answers of other servers, as their sources and quoted answers have them. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { readElements } from '../../src/evidence/answers/error-xml.ts';
import { ANSWER_STYLES, answerStyle } from '../../src/sandbox/answers/answer-styles.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { type Order, ordered, readReply } from '../support/sandbox/sandbox-client.ts';
import { settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';

function ask(id: string, order: Partial<Order>) {
  const { now, ...settings } = settingsOf();
  const style = answerStyle(id);
  if (!style) throw new Error(`There is no style ${id}.`);
  const sandbox = createSandbox({ ...settings, style, store: createStore(BUCKETS), clock: () => now });
  const reply = sandbox.converse()(Buffer.from(ordered(order).request, 'latin1'));
  const { body, ...rest } = readReply(reply?.bytes ?? new Uint8Array(0));

  return { ...rest, document: body, elements: [...(readElements(octetsFromText(body)) ?? [])] };
}

const WRONG = { path: '/a b.txt', secret: 'wrong' };
const S3_MESSAGE =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
const names = (document: string) => [...document.matchAll(/<(\w+)>[^<]*<\//g)].map(([, name]) => name);

describe('a wrong signature', () => {
  it('is answered as by MinIO: the request is named, and no canonical request', () => {
    const { status, headers, document } = ask('minio', WRONG);
    expect([status, headers.get('Server'), headers.get('x-amz-request-id')]).toEqual([
      403,
      'MinIO',
      '0000000000000001',
    ]);
    expect(document).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>${S3_MESSAGE}</Message><Key>a b.txt</Key><BucketName>examplebucket</BucketName><Resource>/a b.txt</Resource><Region>us-east-1</Region><RequestId>0000000000000001</RequestId><HostId>sandbox</HostId></Error>`,
    );
  });

  it('is answered as by radosgw: with a code, and an empty message', () => {
    const { status, headers, document } = ask('ceph', WRONG);
    expect([status, headers.has('Server'), headers.has('x-amz-id-2')]).toEqual([403, false, false]);
    expect(document).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message></Message><RequestId>tx000000000000000000001-sandbox-default</RequestId><HostId>sandbox-default-default</HostId></Error>',
    );
  });

  it('is answered as by Garage: access is denied', () => {
    const { status, headers, document } = ask('garage', WRONG);
    expect([status, headers.has('Server'), headers.has('x-amz-request-id')]).toEqual([403, false, false]);
    expect(document).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Forbidden: Invalid signature</Message><Resource>/a b.txt</Resource><Region>us-east-1</Region></Error>',
    );
  });

  it('is answered as by R2: with both texts, and the signature last', () => {
    const { headers, document } = ask('r2', WRONG);
    expect(headers.get('Server')).toBe('cloudflare');
    expect(document).toContain('Check your secret access key and signing method.');
    expect(names(document)).toEqual([
      ...['Code', 'Message', 'StringToSign', 'StringToSignBytes'],
      ...['CanonicalRequest', 'CanonicalRequestBytes', 'SignatureProvided'],
    ]);
  });

  it('is answered as by S3: with everything', () => {
    const { headers, document } = ask('aws', WRONG);
    expect(headers.get('Server')).toBe('AmazonS3');
    expect(names(document)).toEqual([
      ...['Code', 'Message', 'AWSAccessKeyId', 'StringToSign', 'SignatureProvided', 'StringToSignBytes'],
      ...['CanonicalRequest', 'CanonicalRequestBytes', 'RequestId', 'HostId'],
    ]);
  });
});

describe('other errors', () => {
  it('have the statuses and codes of MinIO', () => {
    const unsigned = ask('minio', { headers: [['x-amz-meta-a', 'b']], unsigned: ['x-amz-meta-a'] });
    expect([unsigned.status, names(unsigned.document)[0]]).toEqual([400, 'Code']);
    expect(unsigned.document).toContain('<Code>AccessDenied</Code>');
    const token = ask('minio', { headers: [['x-amz-security-token', 'unwanted']] });
    expect([token.status, token.document.includes('<Code>InvalidTokenId</Code>')]).toEqual([403, true]);
  });

  it('of radosgw name the bucket once the sender is known', () => {
    const { status, document } = ask('ceph', { path: '/nothere' });
    expect([status, names(document)]).toEqual([404, ['Code', 'Message', 'BucketName', 'RequestId', 'HostId']]);
  });

  it('of Garage have no code for an unknown key', () => {
    const { document } = ask('garage', { keyId: 'AKIAUNKNOWN' });
    expect(document).toContain('<Code>AccessDenied</Code><Message>Forbidden: No such key</Message>');
  });
});

describe('every style', () => {
  it.each(ANSWER_STYLES.map(({ id }) => id))(
    'of %s accepts what is right, and writes errors that can be read',
    (id) => {
      expect(ask(id, {}).status).toBe(200);
      expect(ask(id, WRONG).elements.map(([name]) => name)).toContain('Code');
    },
  );
});
