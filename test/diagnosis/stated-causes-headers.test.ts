/** Causes of headers and payload that the server states, or that other servers than the sandbox refuse. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../src/diagnosis/causes/table.ts';
import { sha256Of } from '../support/independent-signer.ts';
import { NOT_BY_SANDBOX } from '../support/not-by-sandbox.ts';
import { utf8 } from '../support/octets-of.ts';
import { presigned } from '../support/presigned-order.ts';
import { ordered, SECRET } from '../support/sandbox-client.ts';
import { canonicalOf, findingsOf, type Stated } from '../support/stated-evidence.ts';

const NOT_SIGNED = 'There were headers present in the request which were not signed';
const OF_NOTHING = sha256Of('');
const HOST = 'host:examplebucket.s3.amazonaws.com';
const DATE = 'x-amz-date:20130524T000000Z';
const HASH = `x-amz-content-sha256:${OF_NOTHING}`;
const MISMATCH = {
  code: 'SignatureDoesNotMatch',
  message:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
};
const BODY = utf8('{"size": "Größe",\r\n "a": 1}\r\n');
const PUT = { method: 'PUT', body: BODY } as const;
const of = (bodyOfClient: string, bodyOfServer: string) => ({
  ClientComputedContentSHA256: sha256Of(bodyOfClient),
  S3ComputedContentSHA256: sha256Of(bodyOfServer),
});
const MISMATCH_OF_PAYLOAD = {
  code: 'XAmzContentSHA256Mismatch',
  message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
};
/** As `ordered`, with a header less than was signed. */
const lacking = (name: string, value: string) =>
  ordered({ headers: [[name, value]] }).request.replace(`${name}: ${value}\r\n`, '');

type Row = readonly [what: string, stated: Stated, named: string, standing: string, says: RegExp];

const BY_CODE: readonly Row[] = [
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
    /names expect, and the request/,
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
    /names range and te,/,
  ],
  [
    'a hash of nothing',
    { ...MISMATCH_OF_PAYLOAD, details: of('', 'a body') },
    'payload-hash-of-empty-body',
    'statement',
    /that of an empty body \(e3b0c442/,
  ],
  [
    'a body that did not arrive',
    { ...MISMATCH_OF_PAYLOAD, details: of('a body', '') },
    'payload-changed-after-signing/body-lost',
    'statement',
    /an empty one arrived/,
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
    /given other line ends on its way/,
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
    /lines of its chunks/,
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
    /refuses with InvalidArgument/,
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

/** Of servers that quote nothing. */
const BY_SIGNS: readonly Row[] = [
  [
    'accept-encoding behind Cloudflare',
    {
      ...MISMATCH,
      headers: { server: 'cloudflare' },
      request: ordered({ headers: [['Accept-Encoding', 'identity']] }).request,
    },
    'accept-encoding-rewritten',
    'possible',
    /Cloudflare/,
  ],
  [
    'an empty Range at the server',
    { ...MISMATCH, server: canonicalOf([HOST, 'range:', HASH, DATE]) },
    'signed-header-dropped-in-transit/range',
    'explains',
    /^range was signed/,
  ],
  [
    'an empty header of a URL',
    {
      ...MISMATCH,
      server: canonicalOf(['content-type:', HOST], {
        query: 'X-Amz-Algorithm=AWS4-HMAC-SHA256',
        payload: 'UNSIGNED-PAYLOAD',
      }),
    },
    'presigned-signed-header-not-sent/not-sent',
    'explains',
    /content-type/,
  ],
  [
    'headers of an answer',
    { ...MISMATCH, server: canonicalOf([HOST, HASH, DATE, 'x-amz-id-2:', 'x-amz-request-id:']) },
    'response-headers-replayed-in-request',
    'explains',
    /x-amz-id-2 and x-amz-request-id/,
  ],
  [
    'an empty header with an underscore',
    { ...MISMATCH, server: canonicalOf([HOST, HASH, DATE, 'x-amz-meta-a_b:']) },
    'odd-header-name-dropped/dropped',
    'explains',
    /x-amz-meta-a_b/,
  ],
  [
    'an empty Expect',
    { ...MISMATCH, server: canonicalOf(['expect:', HOST, HASH, DATE]) },
    'expect-signed/removed',
    'explains',
    /Expect was signed/,
  ],
  [
    'an empty Content-Length',
    { ...MISMATCH, server: canonicalOf(['content-length:', HOST, HASH, DATE]) },
    'content-length-signed/removed',
    'explains',
    /Content-Length was signed/,
  ],
  [
    'a signed header that the request lacks',
    { ...MISMATCH, request: lacking('x-amz-acl', 'private') },
    'signed-header-never-sent',
    'explains',
    /names x-amz-acl/,
  ],
  [
    'a default port that was signed',
    { ...MISMATCH, client: canonicalOf(['host:localhost:80', HASH, DATE]) },
    'host-default-port-signed',
    'possible',
    /"localhost:80"/,
  ],
  [
    'chunks of no length',
    { ...MISMATCH, request: ordered({ method: 'PUT', payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }).request },
    'aws-chunked-framing',
    'explains',
    /x-amz-decoded-content-length is missing/,
  ],
];

const both = (what: string, named: string, client: string, server: string, more: Stated = {}): Row => [
  what,
  { ...MISMATCH, client, server, ...more },
  named,
  'hash',
  /./,
];
const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256';
const OF_ES = { service: 'es' } as const;
const postRequest = (body: string) =>
  ordered({
    method: 'POST',
    body,
    payloadHash: null,
    scope: ['20130524', 'us-east-1', 'es', 'aws4_request'],
  }).request.replace(/^x-amz-content-sha256.*\r\n/m, '');
const INSIDE = presigned({ host: 'minio:9000' });
const SPACED = ordered({ headers: [['x-amz-meta-a', 'one  two']] });
const UNSIGNED = ordered({
  method: 'POST',
  body: '{}',
  payloadHash: 'UNSIGNED-PAYLOAD',
  scope: ['20130524', 'us-east-1', 'es', 'aws4_request'],
});
const ofEs = (payload: string) => canonicalOf([HOST, DATE], { method: 'POST', path: '/test.txt', payload });
const changed = (variant: string, body: string, after: string): Row => [
  `a body of another service, ${variant}`,
  { ...MISMATCH, ...OF_ES, request: postRequest(body), server: ofEs(sha256Of(after)) },
  variant,
  'hash',
  /./,
];

const BY_BOTH_SIDES: readonly Row[] = [
  both(
    'another length',
    'content-length-signed/to-another',
    canonicalOf(['content-length:123456', HOST, HASH, DATE]),
    canonicalOf(['content-length:-1', HOST, HASH, DATE]),
  ),
  both(
    'a server that keeps spaces',
    'header-value-whitespace/spaces-kept',
    canonicalOf([HOST, HASH, DATE, 'x-amz-meta-a:one two']),
    canonicalOf([HOST, HASH, DATE, 'x-amz-meta-a:one  two']),
  ),
  both(
    'a URL with another header',
    'presigned-signed-header-not-sent/another-value',
    canonicalOf([HOST, 'x-amz-acl:public-read'], { query, payload: 'UNSIGNED-PAYLOAD' }),
    canonicalOf([HOST, 'x-amz-acl:private'], { query, payload: 'UNSIGNED-PAYLOAD' }),
  ),
  both(
    'a URL with another value in its query',
    'presigned-signed-header-not-sent/value-of-query',
    canonicalOf([HOST, 'x-amz-acl:public-read'], { query: `${query}&x-amz-acl=private`, payload: 'UNSIGNED-PAYLOAD' }),
    canonicalOf([HOST, 'x-amz-acl:private'], { query: `${query}&x-amz-acl=private`, payload: 'UNSIGNED-PAYLOAD' }),
  ),
  [
    'a URL used elsewhere, by the URL',
    {
      ...MISMATCH,
      request: INSIDE.request,
      server: INSIDE.canonicalRequest.replace('host:minio:9000', 'host:files.example'),
    },
    'presigned-internal-host/used-elsewhere',
    'hash',
    /used with another/,
  ],
  [
    'a server that keeps spaces, by the request',
    { ...MISMATCH, request: SPACED.request, server: SPACED.canonicalRequest.replace('one two', 'one  two') },
    'header-value-whitespace/server-keeps-spaces',
    'hash',
    /server keeps/,
  ],
  [
    'a server that keeps spaces, by the secret',
    {
      ...MISMATCH,
      secret: SECRET,
      signatureProvided: SPACED.signature,
      server: SPACED.canonicalRequest.replace('one two', 'one  two'),
    },
    'header-value-whitespace/collapsed',
    'signature',
    /server keeps/,
  ],
  [
    'unsigned payload for another service, by the request',
    {
      ...MISMATCH,
      ...OF_ES,
      request: UNSIGNED.request,
      server: UNSIGNED.canonicalRequest.replace(/UNSIGNED-PAYLOAD$/, sha256Of('{}')),
    },
    'unsigned-payload-not-for-this-service/words-sent',
    'hash',
    /UNSIGNED-PAYLOAD was signed/,
  ],
  both(
    'a URL used elsewhere',
    'presigned-internal-host/signed-internal-host',
    canonicalOf(['host:minio:9000'], { query, payload: 'UNSIGNED-PAYLOAD' }),
    canonicalOf(['host:files.example'], { query, payload: 'UNSIGNED-PAYLOAD' }),
  ),
  both(
    'another body',
    'payload-changed-after-signing/signed-another-body',
    ofEs(sha256Of('one')),
    ofEs(sha256Of('two')),
    OF_ES,
  ),
  both(
    'a header with an underscore',
    'odd-header-name-dropped/dropped',
    canonicalOf([HOST, HASH, DATE, 'x-amz-meta-a_b:value']),
    canonicalOf([HOST, HASH, DATE, 'x-amz-meta-a_b:']),
  ),
  both(
    'a trace',
    'hop-by-hop-or-trace-header-signed/another',
    canonicalOf([HOST, HASH, DATE, 'x-amzn-trace-id:Root=1-5']),
    canonicalOf([HOST, HASH, DATE, 'x-amzn-trace-id:Root=1-5;Self=2']),
  ),
  both(
    'headers of an answer',
    'response-headers-replayed-in-request/emptied',
    canonicalOf([HOST, HASH, DATE, 'x-amz-id-2:one', 'x-amz-request-id:two']),
    canonicalOf([HOST, HASH, DATE, 'x-amz-id-2:', 'x-amz-request-id:']),
  ),
  both(
    'unsigned payload for another service',
    'unsigned-payload-not-for-this-service/words-signed',
    ofEs('UNSIGNED-PAYLOAD'),
    ofEs(sha256Of('{}')),
    OF_ES,
  ),
  both(
    'a token put into a header afterwards',
    'session-token-not-signed/header',
    canonicalOf([HOST, HASH, DATE]),
    canonicalOf([HOST, HASH, DATE, 'x-amz-security-token:EXAMPLE']),
  ),
  both(
    'a token put into a URL afterwards',
    'session-token-not-signed/parameter',
    canonicalOf([HOST], { query }),
    canonicalOf([HOST], { query: `${query}&X-Amz-Security-Token=EXAMPLE` }),
  ),
  changed('payload-changed-after-signing/arrived-line-ends', BODY, BODY.replaceAll('\r\n', '\n')),
  changed('payload-changed-after-signing/arrived-end-of-body', BODY, BODY.trimEnd()),
  changed('payload-changed-after-signing/arrived-json-serialised-again', BODY, utf8('{"size":"Größe","a":1}')),
  changed('payload-changed-after-signing/arrived-gzip', BODY, gzipSync(Buffer.from(BODY, 'latin1')).toString('latin1')),
  changed('payload-changed-after-signing/arrived-byte-order-mark', BODY, `\xef\xbb\xbf${BODY}`),
  changed('payload-changed-after-signing/body-lost', BODY, ''),
  changed('payload-charset-or-binary/arrived-latin-1', BODY, Buffer.from(BODY, 'latin1').toString('utf8')),
  changed('payload-charset-or-binary/arrived-utf-8-twice', BODY, utf8(BODY)),
  changed(
    'payload-charset-or-binary/arrived-lost-characters',
    BODY,
    BODY.replace(/[^\x00-\x7f]+/g, '??').replace('????', '??'),
  ),
  changed(
    'payload-charset-or-binary/arrived-utf-16',
    BODY,
    Buffer.from(Buffer.from(BODY, 'latin1').toString('utf8'), 'utf16le').toString('latin1'),
  ),
  changed('payload-charset-or-binary/arrived-base64', BODY, Buffer.from(BODY, 'latin1').toString('base64')),
];

describe.each([...BY_CODE, ...BY_SIGNS, ...BY_BOTH_SIDES])('%s', (_what, stated, named, standing, says) => {
  it(`is ${named}`, () => {
    const [first] = findingsOf(stated);
    expect([first?.cause.id, first?.variant].filter((part) => part).join('/')).toBe(named);
    expect(first?.standing.kind === 'proved' ? first.standing.by : first?.standing.kind).toBe(standing);
    expect(first?.says).toMatch(says);
  });
});

/** What is the other way round in bytes, and named by the variant that comes first. */
const TWINS = new Map([
  ['odd-header-name-dropped/signed-value', 'odd-header-name-dropped/dropped'],
  ['response-headers-replayed-in-request/signed-value', 'response-headers-replayed-in-request/emptied'],
  ['session-token-not-signed/listed-header', 'session-token-not-signed/header'],
]);

it('has a row for each variant of these causes that the sandbox cannot refuse', () => {
  const rows = new Set(BY_BOTH_SIDES.map(([, , named]) => named));
  const ids = new Set(CAUSES.map(({ id }) => id));
  const untested = [...NOT_BY_SANDBOX.keys()].filter(
    (variant) => ids.has(variant.split('/')[0] ?? '') && !rows.has(TWINS.get(variant) ?? variant),
  );
  expect(untested).toEqual([]);
});

it('proves no request wrong that arrived as it was made', () => {
  const { request } = ordered({ headers: [['Range', 'bytes=0-9']] });
  expect(findingsOf({ request }).filter(({ standing }) => standing.kind !== 'possible')).toEqual([]);
});
