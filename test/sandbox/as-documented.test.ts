/** Requests of real clients, byte by byte, with the answers that S3 documents for them. */
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { KEY_ID, readReply, SECRET } from '../support/sandbox/sandbox-client.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';

/** When all of them were signed. */
const SIGNED = new Date('2026-11-27T10:39:27Z');

type Documented = readonly [
  what: string,
  status: number,
  code: string | undefined,
  head: readonly string[],
  body: string,
];

const REQUESTS: readonly Documented[] = [
  [
    'a parameter for the access log',
    200,
    undefined,
    [
      'GET /examplebucket/test.txt?x-user=johndoe&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261127%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261127T103927Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=e82069486c7d1a0c7c40a01cf2e142a120969a0f3477f8e8291cd763342de3f3 HTTP/1.1',
      'Host: 127.0.0.1:39191',
    ],
    '',
  ],
  [
    'the SHA-512 checksum of other bytes',
    400,
    'BadDigest',
    [
      'PUT /examplebucket/ck HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-checksum-sha512: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-checksum-sha512;x-amz-content-sha256;x-amz-date, Signature=d4b08d7460e4b42583f66615065c1943f0082604e570e1e7db0cce9d79bb684e',
      'Content-Length: 5',
    ],
    'hello',
  ],
  [
    'an announced checksum that is not sent',
    400,
    'InvalidRequest',
    [
      'PUT /examplebucket/ck HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-sdk-checksum-algorithm: SHA256',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-sdk-checksum-algorithm, Signature=399d93177004dbc4ca7704862842f436481cde1ffb7003630fd22552437eb30f',
      'Content-Length: 5',
    ],
    'hello',
  ],
  [
    'a checksum of another algorithm than the announced one',
    400,
    'InvalidRequest',
    [
      'PUT /examplebucket/ck HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-checksum-crc32: NhCmhg==',
      'x-amz-sdk-checksum-algorithm: SHA256',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-checksum-crc32;x-amz-content-sha256;x-amz-date;x-amz-sdk-checksum-algorithm, Signature=38641b06111bfe7090a140c3fe9850d41e841afc27da3bef442544166ab9a792',
      'Content-Length: 5',
    ],
    'hello',
  ],
  [
    'a transfer coding without a stated length',
    501,
    'NotImplemented',
    [
      'PUT /examplebucket/te HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=e779e68b3042fe5e3b2fb1a491f0e9921ed3a33865b51b10578b22b04a13821f',
      'Transfer-Encoding: chunked',
    ],
    '5\r\nhello\r\n0\r\n\r\n',
  ],
  [
    'signed headers that are not sorted',
    403,
    'SignatureDoesNotMatch',
    [
      'GET /examplebucket/test.txt HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=x-amz-date;x-amz-content-sha256;host, Signature=84e6a5e8e26e496d42b3e2bdd2be359b73396ed48a78719f9934125c9c9e9676',
    ],
    '',
  ],
  [
    'a space in the target',
    400,
    'BadRequest',
    [
      'PUT /examplebucket/a b HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=4b8a63496d7513f86547660db450cbc0fcb2a57ec8c0c16a02f30bbb36fda98e',
      'Content-Length: 5',
    ],
    'hello',
  ],
  [
    'a percent sign that begins no byte',
    400,
    'InvalidURI',
    [
      'PUT /examplebucket/%zz HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=8090304d1debf8a8eb79a579de30cc4f0245152bc17aceefdd8a520ccfb8c604',
      'Content-Length: 1',
    ],
    'x',
  ],
  [
    'a Date with the zone -0000',
    200,
    undefined,
    [
      'GET /examplebucket/test.txt HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'Date: Fri, 27 Nov 2026 10:39:27 -0000',
      'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=date;host;x-amz-content-sha256, Signature=d4d5d8a5eb0358c14a7a9e8674d8fcaed716780e6065213ccdd02ef85239b69f',
    ],
    '',
  ],
  [
    'CreateBucket with a public access control list',
    400,
    'InvalidBucketAclWithObjectOwnership',
    [
      'PUT /lockbucket HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-bucket-object-lock-enabled: true',
      'x-amz-acl: public-read',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-acl;x-amz-bucket-object-lock-enabled;x-amz-content-sha256;x-amz-date, Signature=34451f1a72c9529ac82c169bddf25fa111a6efb07145f060037d72822430673b',
      'Content-Length: 0',
    ],
    '',
  ],
  [
    'the owner of another account',
    403,
    'AccessDenied',
    [
      'GET /examplebucket/test.txt HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-expected-bucket-owner: 111122223333',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-expected-bucket-owner, Signature=26ecf303435e24fbeee987a4723665b8cacc92af1d66014bbd5e67fd9bcb2400',
    ],
    '',
  ],
  [
    'a URL that is presigned with SigV4A, without a region set',
    400,
    'AuthorizationQueryParametersError',
    [
      'GET /examplebucket/test.txt?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261127%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261127T103927Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=b921f9e76911d82e7cc024bcdab8e3017b5e3ab60d3558979096735a5ebde47d HTTP/1.1',
      'Host: 127.0.0.1:39191',
    ],
    '',
  ],
  [
    'a target in absolute-form',
    200,
    undefined,
    [
      'GET http://127.0.0.1:39191/examplebucket/test.txt HTTP/1.1',
      'Host: 127.0.0.1:39191',
      'x-amz-date: 20261127T103927Z',
      'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=cdeac323f9a899d7ea495658df30e86f8bfab9a974d5198d1402c35829123506',
    ],
    '',
  ],
];

describe('a recorded request with', () => {
  it.each(REQUESTS)('%s is answered as S3 documents it: %i %s', (_what, status, code, head, body) => {
    const keys = new Map([[KEY_ID, { secretAccessKey: SECRET, sessionToken: null }]]);
    const sandbox = createSandbox({ region: 'us-east-1', keys, store: createStore(BUCKETS), clock: () => SIGNED });
    const reply = sandbox.converse()(Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1'));
    if (!reply?.isLast) throw new Error('The sandbox waits for more.');
    const { status: got, element } = readReply(reply.bytes);
    expect([got, element('Code')]).toEqual([status, code]);
  });
});
