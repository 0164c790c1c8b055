/** Strings of Signature Version 2, and the signatures of other vendors. */
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { readVersionTwo } from '../../src/evidence/version-two.ts';
import { sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';

describe('a string to sign of Signature Version 2', () => {
  it.each([
    [
      'with its lines',
      'PUT\n\nimage/jpeg\n1518399402\n/mybucket/photo.jpg',
      ['PUT', 'image/jpeg', '1518399402', '/mybucket/photo.jpg'],
    ],
    [
      'without its empty lines',
      'PUT\nimage/jpeg\n1518399402\n/mybucket/photo.jpg',
      ['PUT', 'image/jpeg', '1518399402', '/mybucket/photo.jpg'],
    ],
    ['flattened by a browser', 'GET 1708795817 /mybucket/a b.webp', ['GET', null, '1708795817', '/mybucket/a b.webp']],
    [
      'indented',
      'PUT\n    application/octet-stream 1535007327\n    /b/c.mp4\n',
      ['PUT', 'application/octet-stream', '1535007327', '/b/c.mp4'],
    ],
    [
      'with a Date header',
      'PUT\n\nimage/jpeg\nWed, 02 Apr 2014 22:25:47 GMT\nx-amz-acl:public-read\n/b',
      ['PUT', 'image/jpeg', 'Wed, 02 Apr 2014 22:25:47 GMT', '/b'],
    ],
  ])('is read %s', (_how, text, expected) => {
    const read = readVersionTwo(text as Octets);
    expect([read?.method, read?.contentType, read?.date, read?.resource]).toEqual(expected);
  });

  it('is not one of Version 4', () => {
    expect(readVersionTwo('AWS4-HMAC-SHA256\n20130524T000000Z' as Octets)).toBeNull();
  });
});

describe('the signature of another vendor', () => {
  const head = (authorization: string, target = '/b/k') =>
    `GET ${target} HTTP/1.1\nHost: example.com\nAuthorization: ${authorization}\n\n`;
  const url = (parameters: string) => `https://example.com/b/k?${parameters}`;
  it.each([
    [
      'GOOG4-HMAC-SHA256 of Google Cloud Storage',
      head('GOOG4-HMAC-SHA256 Credential=A/20190201/us/storage/goog4_request'),
    ],
    ['GOOG4-RSA-SHA256 of Google Cloud Storage', url('X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Signature=0')],
    [
      'OSS4-HMAC-SHA256 of Alibaba Cloud OSS',
      'OSS4-HMAC-SHA256\n20251023T171529Z\n20251023/cn/oss/aliyun_v4_request\n0',
    ],
    ['TOS4-HMAC-SHA256 of Volcengine TOS', url('X-Tos-Algorithm=TOS4-HMAC-SHA256&X-Tos-Signature=0')],
    ['HMAC-SHA256 of Volcengine', head('HMAC-SHA256 Credential=AK/20210721/cn-north-1/iam/request, Signature=0')],
    ['TC3-HMAC-SHA256 of Tencent Cloud', head('TC3-HMAC-SHA256 Credential=A/2019-02-25/cvm/tc3_request, Signature=0')],
    ['SDK-HMAC-SHA256 of Huawei Cloud', head('SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=0')],
    ['ACS3-HMAC-SHA256 of Alibaba Cloud', head('ACS3-HMAC-SHA256 Credential=A,SignedHeaders=host,Signature=0')],
  ])('is named: %s', (name, text) => {
    const evidence = readEvidence([{ octets: octetsFromText(text), by: named('paste') }]);
    const says = `The signature is ${name}, and this program reads AWS Signature Version 4 and 4A.`;
    expect(evidence).toMatchObject({ code: 'other-scheme', says });
  });

  it('is not one of AWS whose algorithm has lost its beginning', () => {
    const text = head('HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0');
    expect(sound(readEvidence([{ octets: octetsFromText(text), by: named('paste') }])).request).not.toBeNull();
  });
});

describe('a vendor that is not known', () => {
  const scope = '20240305/zone-1/objects/kss4_request';
  const authorization = `KSS4-HMAC-SHA256 Credential=KEYID/${scope}, SignedHeaders=host, Signature=${'a'.repeat(64)}`;

  it('has its request read', () => {
    const evidence = readEvidence([
      { octets: octetsFromText(`Host: h\nAuthorization: ${authorization}\n\nPUT https://h/b/k`), by: named('a') },
    ]);
    expect(sound(evidence).request?.head.method.octets).toBe('PUT');
  });

  it('has its string to sign read, and its URL', () => {
    const text = `KSS4-HMAC-SHA256\n20240305T100000Z\n${scope}\n${'b'.repeat(64)}`;
    const url = `https://h/b/k?X-Kss-Credential=KEYID&X-Kss-Signature=${'c'.repeat(64)}`;
    const { client, request } = sound(
      readEvidence([{ octets: octetsFromText(`I sign this:\n${text}\nand open ${url}\n`), by: named('a') }]),
    );
    expect(client?.stringToSign?.octets).toBe(text);
    expect(request?.head.target.octets).toContain('X-Kss-Signature');
  });
});
