/** Causes of headers and payload that other servers than the sandbox refuse: from what both sides say. */
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { MADE_ELSEWHERE } from '../../support/causes/made-elsewhere.ts';
import { canonicalOf, type Stated } from '../../support/evidence/stated-evidence.ts';
import { BODY, DATE, describeRows, HASH, HOST, MISMATCH, type Row } from '../../support/evidence/stated-rows.ts';
import { utf8 } from '../../support/octets-of.ts';
import { ordered, SECRET } from '../../support/sandbox/sandbox-client.ts';
import { sha256Of } from '../../support/sigv4/independent-signer.ts';
import { presigned } from '../../support/sigv4/presigned-order.ts';

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
const FORM = ordered({ method: 'POST', body: '<Part/>' });
const WITH_COMMA = ordered({ headers: [['x-amz-meta-a', 'one,two']] });
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
  both(
    'a space after a comma, by the request, in which the header is once',
    'header-value-whitespace/space-after-comma',
    WITH_COMMA.canonicalRequest.replace('one,two', 'one, two'),
    WITH_COMMA.canonicalRequest,
    { request: WITH_COMMA.request },
  ),
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
  [
    'a body that is read as a form',
    {
      ...MISMATCH,
      request: FORM.request,
      server: FORM.canonicalRequest.replace('\n\n', '\n%3CPart%2F%3E=\n'),
    },
    'form-body-read-as-query/body-in-query',
    'hash',
    /part of the query/,
  ],
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
    'values that something joined on the way',
    'duplicate-header/joined-without-spaces',
    canonicalOf([HOST, HASH, DATE, 'x-amz-meta-a:one,two', 'x-amz-meta-b:one two']),
    canonicalOf([HOST, HASH, DATE, 'x-amz-meta-a:one, two', 'x-amz-meta-b:one two']),
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

describeRows(BY_BOTH_SIDES);

/** What is the other way round in bytes, and named by the variant that comes first. */
const TWINS = new Map([
  ['odd-header-name-dropped/signed-value', 'odd-header-name-dropped/dropped'],
  ['response-headers-replayed-in-request/signed-value', 'response-headers-replayed-in-request/emptied'],
  ['session-token-not-signed/listed-header', 'session-token-not-signed/header'],
]);

it('has a row for each variant of these causes that the sandbox cannot refuse', () => {
  const rows = new Set(BY_BOTH_SIDES.map(([, , named]) => named));
  const ids = new Set([...rows].map((variant) => variant.split('/')[0] ?? ''));
  const untested = [...MADE_ELSEWHERE.keys()].filter(
    (variant) => ids.has(variant.split('/')[0] ?? '') && !rows.has(TWINS.get(variant) ?? variant),
  );
  expect(untested).toEqual([]);
});
