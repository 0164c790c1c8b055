/** Causes of headers and payload that the server states. */
import { gzipSync } from 'node:zlib';
import {
  BODY,
  describeRows,
  lacking,
  MISMATCH,
  MISMATCH_OF_PAYLOAD,
  NOT_SIGNED,
  of,
  PUT,
  type Row,
} from '../../support/evidence/stated-rows.ts';
import { ordered } from '../../support/sandbox/sandbox-client.ts';
import { sha256Of } from '../../support/sigv4/independent-signer.ts';

const BY_CODE: readonly Row[] = [
  [
    'Amazon Location, Host not signed (https://github.com/babbel/okhttp-aws-signer/issues/10)',
    { message: "'Host' must be a 'SignedHeader' in the AWS Authorization." },
    'host-not-signed',
    'statement',
    /^The server says that Host is not among the signed headers/,
  ],
  [
    'AWS, headers not signed',
    { code: 'AccessDenied', message: NOT_SIGNED, details: { HeadersNotSigned: 'x-amz-acl, x-amz-meta-a' } },
    'xamz-header-not-signed',
    'statement',
    /^x-amz-acl and x-amz-meta-a were sent/,
  ],
  [
    'AWS, metadata not signed',
    { code: 'AccessDenied', message: NOT_SIGNED, details: { HeadersNotSigned: 'x-amz-meta-a' } },
    'xamz-header-not-signed/metadata',
    'statement',
    /^x-amz-meta-a was sent/,
  ],
  [
    'AWS, a token not signed',
    { code: 'AccessDenied', message: NOT_SIGNED, details: { HeadersNotSigned: 'x-amz-security-token' } },
    'session-token-not-signed/header',
    'statement',
    /x-amz-security-token was sent/,
  ],
  [
    'MinIO, a header not signed',
    {
      code: 'AccessDenied',
      message: NOT_SIGNED,
      request: ordered({ headers: [['x-amz-acl', 'private']], unsigned: ['x-amz-acl'] }).request,
    },
    'xamz-header-not-signed/other',
    'statement',
    /^x-amz-acl was sent/,
  ],
  [
    'MinIO, a signed header not sent',
    { code: 'AccessDenied', message: NOT_SIGNED, request: lacking('Expect', '100-continue') },
    'signed-header-never-sent',
    'statement',
    /includes expect, but the request/,
  ],
  [
    'MinIO, a header that nginx takes out',
    { code: 'AccessDenied', message: NOT_SIGNED, request: ordered({ headers: [['x-amz-meta-a_b', '1']] }).request },
    'odd-header-name-dropped/dropped',
    'statement',
    /x-amz-meta-a_b/,
  ],
  [
    's3proxy, a signed header not sent',
    { ...MISMATCH, message: `${MISMATCH.message} The request omits headers it declares as signed: range, te.` },
    'signed-header-never-sent',
    'statement',
    /includes range and te,/,
  ],
  [
    'a hash of nothing',
    { ...MISMATCH_OF_PAYLOAD, details: of('', 'a body') },
    'payload-hash-of-empty-body',
    'statement',
    /the hash of an empty body \(e3b0c442/,
  ],
  [
    'a body that did not arrive',
    { ...MISMATCH_OF_PAYLOAD, details: of('a body', '') },
    'payload-changed-after-signing/body-lost',
    'statement',
    /an empty body arrived/,
  ],
  [
    'two bodies',
    { ...MISMATCH_OF_PAYLOAD, details: of('a body', 'another') },
    'payload-changed-after-signing',
    'statement',
    new RegExp(sha256Of('another')),
  ],
  [
    'a body with other line ends on its way',
    { ...MISMATCH_OF_PAYLOAD, details: of(BODY, BODY.replaceAll('\r\n', '\n')), request: ordered(PUT).request },
    'payload-changed-after-signing/arrived-line-ends',
    'statement',
    /given other line endings in transit/,
  ],
  [
    'a body that was compressed after hashing',
    {
      ...MISMATCH_OF_PAYLOAD,
      details: of(BODY, gzipSync(Buffer.from(BODY, 'latin1')).toString('latin1')),
      request: ordered({ ...PUT, body: gzipSync(Buffer.from(BODY, 'latin1')).toString('latin1') }).request,
    },
    'payload-changed-after-signing/signed-before-gzip',
    'statement',
    /compressed or decompressed after it was hashed/,
  ],
  [
    'a body in another charset',
    {
      ...MISMATCH_OF_PAYLOAD,
      details: of(Buffer.from(BODY, 'latin1').toString('utf8'), BODY),
      request: ordered(PUT).request,
    },
    'payload-charset-or-binary/signed-latin-1',
    'statement',
    /Latin-1/,
  ],
  [
    'chunks taken for the body',
    {
      ...MISMATCH_OF_PAYLOAD,
      details: {
        ClientComputedContentSHA256: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        S3ComputedContentSHA256: sha256Of('x'),
      },
    },
    'aws-chunked-framing',
    'statement',
    /included the chunk headers/,
  ],
  [
    'chunks with other lengths',
    {
      code: 'IncompleteBody',
      details: { NumberBytesExpected: '66560', NumberBytesProvided: '66559' },
      request: ordered({
        method: 'PUT',
        payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        headers: [
          ['x-amz-decoded-content-length', '66560'],
          ['Content-Length', '66824'],
        ],
      }).request,
    },
    'aws-chunked-framing',
    'statement',
    /"66560" bytes .* "66559" arrived/,
  ],
  [
    'a chunk that is too small',
    { code: 'InvalidChunkSizeError', details: { Chunk: '2', BadChunkSize: '100' } },
    'aws-chunked-framing',
    'statement',
    /Chunk 2 of the body has 100 bytes/,
  ],
  [
    'an unknown word',
    {
      code: 'InvalidArgument',
      message:
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.',
      details: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: 'UNSIGNED PAYLOAD' },
    },
    'payload-literal-misspelt',
    'statement',
    /is "UNSIGNED PAYLOAD"/,
  ],
  [
    'trailers that a server does not know',
    {
      code: 'InvalidArgument',
      message:
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.',
      details: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' },
    },
    'unsigned-trailer-unsupported',
    'statement',
    /refuses this with InvalidArgument/,
  ],
  [
    'trailers and no length',
    {
      code: 'MissingContentLength',
      request: ordered({
        method: 'PUT',
        payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        headers: [['x-amz-trailer', 'x-amz-checksum-crc32']],
      }).request,
    },
    'unsigned-trailer-unsupported',
    'explains',
    /MissingContentLength/,
  ],
  [
    'no x-amz-content-sha256',
    { code: 'InvalidRequest', message: 'Missing required header for this request: x-amz-content-sha256' },
    'content-sha256-header-missing',
    'statement',
    /has no x-amz-content-sha256/,
  ],
];

describeRows(BY_CODE);
