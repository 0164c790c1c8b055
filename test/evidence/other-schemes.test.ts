/** Strings of Signature Version 2, and requests of the schemes that are like Signature Version 4. */
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { readPartsOf } from '../../src/evidence/read-parts.ts';
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

describe('a request of a scheme like Signature Version 4', () => {
  const head = (authorization: string, host: string) =>
    `GET /examplebucket/test.txt HTTP/1.1\nHost: ${host}\nAuthorization: ${authorization}\n\n`;
  it.each([
    [
      'GOOG4',
      'GOOG4-HMAC-SHA256 Credential=GOOGTS7C7FUP3AIRVJTE/20190201/us-central1/storage/goog4_request, SignedHeaders=host;x-goog-date, Signature=00',
      'storage.googleapis.com',
      '20190201/us-central1/storage/goog4_request',
    ],
    [
      'TOS4',
      'TOS4-HMAC-SHA256 Credential=AK/20210721/cn-north-1/tos/request,SignedHeaders=host;x-tos-date,Signature=00',
      'tos-cn-beijing.volces.com',
      '20210721/cn-north-1/tos/request',
    ],
    [
      'OSS4',
      'OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,AdditionalHeaders=host,Signature=00',
      'examplebucket.oss-cn-hangzhou.aliyuncs.com',
      '20231216/cn-hangzhou/oss/aliyun_v4_request',
    ],
  ])('is read: %s', (_scheme, authorization, host, scope) => {
    const evidence = sound(readEvidence([{ octets: octetsFromText(head(authorization, host)), by: named('paste') }]));
    expect(readPartsOf(evidence)).toMatchObject({ host, path: '/examplebucket/test.txt', scope });
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
