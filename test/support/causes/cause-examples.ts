/** A complete example of each cause: a variant applied to a base request, or a server's response with the request. */
import { UNSIGNED_CHUNKS } from '../../../src/sigv4/payload-keywords.ts';

export type CauseExample =
  | { readonly kind: 'mutation'; readonly base: 'get-range' | 'put-metadata' | 'presigned'; readonly variant: string }
  | { readonly kind: 'answer'; readonly text: string; readonly request?: string };

/** Quotes a response from OpenSearch to GET /caf%C3%A9/a%20b. */
const ANSWER =
  `{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'GET
/caf%25C3%25A9/a%2520b

host:search-example.us-east-1.es.amazonaws.com
x-amz-date:20130524T000000Z

host;x-amz-date
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

The String-to-Sign should have been
'AWS4-HMAC-SHA256
20130524T000000Z
20130524/us-east-1/es/aws4_request
203a6259b0e0af7aa2e4e43c6f84404127232473b97fc72e345fb1bb8dc6102b'
"}`.replaceAll('\n', '\\n');

/** Quotes the client's log for the same request. */
const LOG = `CanonicalRequest:
GET
/caf%C3%A9/a%20b

host:search-example.us-east-1.es.amazonaws.com
x-amz-date:20130524T000000Z

host;x-amz-date
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
StringToSign:
AWS4-HMAC-SHA256
20130524T000000Z
20130524/us-east-1/es/aws4_request
c75607606053eee935f6c9d63c5dece616a6c8e23fb438af936c3a082d81b8f8
Signature:
5509709307e1c4816b1f7940790cabe703d395fa44a31c20981cb14812e48c44`;

/** A response of S3, or of another service, that says only that the signatures differ. */
const S3_MISMATCH =
  '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message></Error>\n\n';
const OTHER_MISMATCH =
  '{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}\n\n';

/** Examples of causes that only code, a message, or a log shows. */
const SHOWN_BY_WORDS: Readonly<Record<string, CauseExample>> = {
  'foreign-authorization-scheme': {
    kind: 'answer',
    text: `{"message":"Authorization header requires 'Credential' parameter. Authorization=Basic dXNlcjpwYXNz"}`,
  },
  'host-not-signed': {
    kind: 'answer',
    text: `{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."}`,
  },
  'host-or-path-includes-scheme': {
    kind: 'answer',
    text: `${OTHER_MISMATCH}aws4.sign({ service: 'execute-api', hostname: 'https://example.execute-api.us-east-1.amazonaws.com' })`,
  },
  'signed-options-not-the-sent-request': {
    kind: 'answer',
    text: `${OTHER_MISMATCH}axios(aws4.sign({ host, method: 'post', url: endpoint, data }))`,
  },
  'slash-in-bucket-name': { kind: 'answer', text: `${S3_MISMATCH}s3.list_objects(bucket: 'examplebucket/photos')` },
  'other-difference': {
    kind: 'answer',
    text: `${ANSWER}\n${LOG.replace('caf%C3%A9/a%20b', 'caf%25C3%25A9/a%2520b')
      .replace(
        'c75607606053eee935f6c9d63c5dece616a6c8e23fb438af936c3a082d81b8f8',
        '203a6259b0e0af7aa2e4e43c6f84404127232473b97fc72e345fb1bb8dc6102b',
      )
      .replace('es/aws4_request', 'es/made_up_request')}`,
  },
  'path-over-encoded-on-wire': {
    kind: 'answer',
    text: `${OTHER_MISMATCH}The Canonical String for this request should have been\nPOST\n/model/anthropic.claude-v1%25253A0/converse\n`,
  },
  'form-body-read-as-query': {
    kind: 'answer',
    text: `${OTHER_MISMATCH}The Canonical String for this request should have been\nPOST\n/file\n%3CCompleteMultipartUpload%3E%0A`,
  },
  'hmac-tool-failed': { kind: 'answer', text: `${OTHER_MISMATCH}unknown option '-mac'\noptions are` },
  'chunk-data-changed': {
    kind: 'answer',
    text: `${S3_MISMATCH}AWS4-HMAC-SHA256-PAYLOAD\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request`,
  },
  'presigned-checksum-of-empty-body': {
    kind: 'answer',
    text: `${S3_MISMATCH}https://s3.example.com/examplebucket/a.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-SignedHeaders=host&x-amz-checksum-crc32=AAAAAA%3D%3D`,
  },
  'oac-body-hash-missing': {
    kind: 'answer',
    text: `${OTHER_MISMATCH}POST https://abcdefgh.lambda-url.us-east-1.on.aws/ through CloudFront with OAC`,
  },
  'post-form-v2-fields-v4-signature': {
    kind: 'answer',
    text: `${S3_MISMATCH}form.append('AWSAccessKeyId', id); form.append('policy', policy); form.append('signature', fields['x-amz-signature'])`,
  },
};

export const CAUSE_EXAMPLES: Readonly<Record<string, CauseExample>> = {
  ...SHOWN_BY_WORDS,
  'accept-encoding-rewritten': { kind: 'mutation', base: 'get-range', variant: 'to-gzip' },
  'authorization-header-malformed': {
    kind: 'answer',
    text: '<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.</Message></Error>',
  },
  'authorization-stripped-by-proxy': {
    kind: 'answer',
    text: 'HTTP/1.1 403 Forbidden\nVia: 1.1 proxy (squid/6.9)\nContent-Type: application/xml\n\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    request:
      'GET /examplebucket/test.txt HTTP/1.1\nHost: s3.example.com\nx-amz-content-sha256: UNSIGNED-PAYLOAD\nx-amz-date: 20130524T000000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0123456789012345678901234567890123456789012345678901234567890123\n',
  },
  'aws-chunked-framing': {
    kind: 'answer',
    text: '<Error><Code>XAmzContentSHA256Mismatch</Code><ClientComputedContentSHA256>STREAMING-AWS4-HMAC-SHA256-PAYLOAD</ClientComputedContentSHA256><S3ComputedContentSHA256>e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855</S3ComputedContentSHA256></Error>',
  },
  'bucket-missing-from-canonical-uri': { kind: 'mutation', base: 'put-metadata', variant: 'key-only' },
  'bucket-twice': { kind: 'mutation', base: 'get-range', variant: 'signed-twice' },
  'canonical-request-misbuilt': { kind: 'mutation', base: 'get-range', variant: 'no-signed-headers' },
  'clock-skew': {
    kind: 'answer',
    text: '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestTime>20150604T232559Z</RequestTime><ServerTime>2015-06-04T22:26:16Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds></Error>',
  },
  'content-length-signed': { kind: 'mutation', base: 'get-range', variant: 'removed' },
  'content-sha256-header-missing': { kind: 'mutation', base: 'put-metadata', variant: 'removed' },
  'content-type-added-or-changed': { kind: 'mutation', base: 'put-metadata', variant: 'charset-removed' },
  'crlf-or-extra-newline': { kind: 'mutation', base: 'get-range', variant: 'crlf' },
  'double-or-raw-hash': { kind: 'mutation', base: 'get-range', variant: 'double' },
  'duplicate-header': { kind: 'mutation', base: 'put-metadata', variant: 'separate-lines' },
  'expect-signed': { kind: 'mutation', base: 'put-metadata', variant: 'removed' },
  'forwarding-headers-signed': { kind: 'mutation', base: 'get-range', variant: 'changed' },
  'global-endpoint-region': {
    kind: 'answer',
    text: "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>Credential should be scoped to a valid region, not 'eu-central-1'. </Message></Error></ErrorResponse>",
    request:
      'GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1\r\nHost: iam.amazonaws.com\r\nX-Amz-Date: 20150830T123600Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-central-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000\r\n\r\n',
  },
  'header-name-not-lowercased': { kind: 'mutation', base: 'get-range', variant: 'lines-and-list' },
  'header-value-whitespace': { kind: 'mutation', base: 'put-metadata', variant: 'spaces-kept' },
  'headers-in-canonical-query': { kind: 'mutation', base: 'get-range', variant: 'with-headers' },
  'headers-not-sorted': { kind: 'mutation', base: 'get-range', variant: 'lines-and-list' },
  'hop-by-hop-or-trace-header-signed': { kind: 'mutation', base: 'get-range', variant: 'user-agent' },
  'host-default-port-signed': { kind: 'mutation', base: 'get-range', variant: 'port-443' },
  'host-or-path-includes-scheme': { kind: 'mutation', base: 'get-range', variant: 'signed-as-url' },
  'host-nondefault-port-not-signed': { kind: 'mutation', base: 'presigned', variant: 'port-not-signed' },
  'host-rewritten-by-proxy': { kind: 'mutation', base: 'get-range', variant: 'to-upstream' },
  'listed-header-not-signed': { kind: 'mutation', base: 'get-range', variant: 'only-needed-signed' },
  'literal-plus-read-as-space': { kind: 'mutation', base: 'get-range', variant: 'in-path' },
  'locale-dependent-date': {
    kind: 'answer',
    text: '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestTime>25580604T222559Z</RequestTime><ServerTime>2015-06-04T22:26:16Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds></Error>',
  },
  'lowercase-percent-hex': { kind: 'mutation', base: 'get-range', variant: 'in-path' },
  'method-mismatch': { kind: 'mutation', base: 'presigned', variant: 'signed-for-put' },
  'non-ascii-header-value': { kind: 'mutation', base: 'put-metadata', variant: 'signed-latin-1' },
  'odd-header-name-dropped': { kind: 'mutation', base: 'put-metadata', variant: 'dropped' },
  'path-double-encoded-on-s3': { kind: 'mutation', base: 'get-range', variant: 'signed-twice' },
  'path-normalised': { kind: 'mutation', base: 'get-range', variant: 'slashes-merged' },
  'path-not-encoded': { kind: 'mutation', base: 'get-range', variant: 'raw' },
  'path-prefix-not-signed': { kind: 'mutation', base: 'put-metadata', variant: 'signed-without-prefix' },
  'path-prefix-stripped-by-proxy': { kind: 'mutation', base: 'put-metadata', variant: 'first-segment' },
  'path-reserved-not-encoded': { kind: 'mutation', base: 'get-range', variant: 'segment-characters' },
  'path-single-encoded-non-s3': { kind: 'answer', text: `${ANSWER}\n${LOG}` },
  'payload-changed-after-signing': { kind: 'mutation', base: 'put-metadata', variant: 'signed-before-line-ends' },
  'payload-charset-or-binary': { kind: 'mutation', base: 'put-metadata', variant: 'signed-utf-16' },
  'payload-hash-of-empty-body': { kind: 'mutation', base: 'put-metadata', variant: 'last-line' },
  'payload-literal-misspelt': { kind: 'mutation', base: 'get-range', variant: 'unsigned-though-hashed' },
  'post-policy-encoding': {
    kind: 'answer',
    text: '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><StringToSign>eyJleHBpcmF0aW9uIjoiMjAxMy0wNS0yNFQwMTowMDowMC4wMDBaIiwi\nY29uZGl0aW9ucyI6W119</StringToSign></Error>',
  },
  'presign-expired-or-too-long': {
    kind: 'answer',
    text: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>300</X-Amz-Expires><Expires>2013-05-24T00:05:00Z</Expires><ServerTime>2013-05-24T01:05:00Z</ServerTime></Error>',
  },
  'presign-needs-unsigned-payload': { kind: 'mutation', base: 'presigned', variant: 'hash-of-nothing' },
  'presigned-extra-parameter': { kind: 'mutation', base: 'presigned', variant: 'one-added' },
  'presigned-internal-host': { kind: 'mutation', base: 'presigned', variant: 'signed-internal-host' },
  'presigned-signed-header-not-sent': { kind: 'mutation', base: 'presigned', variant: 'not-sent' },
  'presigned-url-mangled': { kind: 'mutation', base: 'presigned', variant: 'html-escaped' },
  'query-double-encoded': { kind: 'mutation', base: 'get-range', variant: 'signed-twice' },
  'query-inside-path': { kind: 'mutation', base: 'get-range', variant: 'as-it-is' },
  'query-not-canonicalised': { kind: 'mutation', base: 'get-range', variant: 'as-written' },
  'query-not-sorted': { kind: 'mutation', base: 'get-range', variant: 'case-blind' },
  'query-reserved-not-encoded': { kind: 'mutation', base: 'presigned', variant: 'slash' },
  'query-valueless-param': { kind: 'mutation', base: 'get-range', variant: 'without-equals' },
  'redirect-not-resigned': {
    kind: 'answer',
    text: '<Error><Code>TemporaryRedirect</Code><Message>Please re-send this request to the specified temporary endpoint. Continue to use the original request endpoint for future requests.</Message><Endpoint>examplebucket.s3-eu-west-1.amazonaws.com</Endpoint><Bucket>examplebucket</Bucket></Error>',
  },
  'request-not-signed': { kind: 'answer', text: '{"message":"Missing Authentication Token"}' },
  'response-headers-replayed-in-request': {
    kind: 'answer',
    text: [
      '<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>GET',
      '/a.txt',
      '',
      'host:examplebucket.s3.amazonaws.com',
      'x-amz-content-sha256:UNSIGNED-PAYLOAD',
      'x-amz-date:20130524T000000Z',
      'x-amz-request-id:',
      '',
      'host;x-amz-content-sha256;x-amz-date;x-amz-request-id',
      'UNSIGNED-PAYLOAD</CanonicalRequest></Error>',
    ].join('\n'),
  },
  'scope-date-differs': { kind: 'mutation', base: 'get-range', variant: 'key-of-another-day' },
  'secret-special-chars-mangled': { kind: 'mutation', base: 'get-range', variant: 'percent-encoded' },
  'secret-truncated': { kind: 'mutation', base: 'get-range', variant: 'last-character-lost' },
  'secret-whitespace-newline': { kind: 'mutation', base: 'get-range', variant: 'newline-behind' },
  'session-token-invalid': {
    kind: 'answer',
    text: '<Error><Code>InvalidToken</Code><Message>The provided token is malformed or otherwise invalid.</Message><Token-0>made up</Token-0></Error>',
  },
  'session-token-missing': {
    kind: 'answer',
    text: '<Error><Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our records.</Message><AWSAccessKeyId>ASIAIOSFODNN7EXAMPLE</AWSAccessKeyId></Error>',
    request:
      'GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nx-amz-date: 20130524T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=ASIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000\r\n\r\n',
  },
  'session-token-not-signed': {
    kind: 'answer',
    text: `<Error><Code>AccessDenied</Code><Message>There were headers present in the request which were not signed</Message><HeadersNotSigned>x-amz-security-token</HeadersNotSigned></Error>`,
  },
  'session-token-signed-but-must-be-appended': {
    kind: 'answer',
    text: '{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}',
    request:
      'GET /mqtt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fiotdevicegateway%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-Security-Token=made-up&X-Amz-SignedHeaders=host&X-Amz-Signature=0000000000000000000000000000000000000000000000000000000000000000 HTTP/1.1\r\nHost: example.iot.us-east-1.amazonaws.com\r\n\r\n',
  },
  'signature-not-hexadecimal': { kind: 'mutation', base: 'get-range', variant: 'base64' },
  'signed-header-dropped-in-transit': { kind: 'mutation', base: 'get-range', variant: 'range' },
  'signed-header-never-sent': { kind: 'mutation', base: 'get-range', variant: 'value-signed' },
  'signing-key-not-binary': { kind: 'mutation', base: 'get-range', variant: 'hex-text' },
  'sigv2-against-v4-only': {
    kind: 'answer',
    text: '<Error><Code>InvalidRequest</Code><Message>The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.</Message></Error>',
  },
  'sigv4a-required': {
    kind: 'answer',
    text: '<Error><Code>InvalidRequest</Code><Message>The authorization mechanism you have provided is not supported. Please use AWS4-ECDSA-P256-SHA256.</Message></Error>',
  },
  'space-plus-vs-percent20': { kind: 'mutation', base: 'get-range', variant: 'signed-in-query' },
  'stale-date-reused': {
    kind: 'answer',
    text: '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestTime>20150604T221055Z</RequestTime><ServerTime>2015-06-04T22:26:16Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds></Error>',
  },
  'string-to-sign-misbuilt': { kind: 'mutation', base: 'get-range', variant: 'canonical-request-signed' },
  'token-expires-before-url': {
    kind: 'answer',
    text: '<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>',
  },
  'trailing-slash': { kind: 'mutation', base: 'put-metadata', variant: 'lost' },
  'turkish-locale-lowercase': { kind: 'mutation', base: 'put-metadata', variant: 'lines' },
  'two-auth-mechanisms': {
    kind: 'answer',
    text: '<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified</Message><ArgumentName>Authorization</ArgumentName><ArgumentValue>Basic</ArgumentValue></Error>',
  },
  'unknown-access-key': {
    kind: 'answer',
    text: '<Error><Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our records.</Message><AWSAccessKeyId>AKIDEXAMPLE</AWSAccessKeyId></Error>',
  },
  'unreserved-set-too-wide': { kind: 'mutation', base: 'get-range', variant: 'encode-uri-component' },
  'unsigned-payload-not-for-this-service': {
    kind: 'answer',
    text: [
      'HTTP/1.1 403 Forbidden',
      'x-amzn-ErrorType: InvalidSignatureException',
      '',
      '{"message":"The request signature we calculated does not match the signature you provided."}',
      '',
      'CanonicalRequest:',
      'GET',
      '/_search',
      '',
      'host:search.us-east-1.es.amazonaws.com',
      'x-amz-date:20130524T000000Z',
      '',
      'host;x-amz-date',
      'UNSIGNED-PAYLOAD',
      'StringToSign:',
      'AWS4-HMAC-SHA256',
      '20130524T000000Z',
      '20130524/us-east-1/es/aws4_request',
      '797f0960b06023b5e82a63736370e60d1f8fd725f9a97ecb7fe10458b634baeb',
    ].join('\n'),
  },
  'unsigned-trailer-unsupported': {
    kind: 'answer',
    text: `<Error><Code>InvalidArgument</Code><Message>x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.</Message><ArgumentName>x-amz-content-sha256</ArgumentName><ArgumentValue>${UNSIGNED_CHUNKS.octets}</ArgumentValue></Error>`,
  },
  'url-path-changed': {
    kind: 'answer',
    text: '<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>GET\n/examplebucket/renamed.txt\n\nhost:s3.example.com\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:20130524T000000Z\n\nhost;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>',
    request:
      'GET /examplebucket/test.txt HTTP/1.1\nHost: s3.example.com\nx-amz-content-sha256: UNSIGNED-PAYLOAD\nx-amz-date: 20130524T000000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0123456789012345678901234567890123456789012345678901234567890123\n',
  },
  'url-reencoded-by-http-client': { kind: 'mutation', base: 'get-range', variant: 'path-decoded' },
  'virtual-host-vs-path-style': { kind: 'mutation', base: 'get-range', variant: 'signed-in-path-style' },
  'wrong-kind-of-credential': { kind: 'mutation', base: 'get-range', variant: 'ses-smtp-password' },
  'wrong-region': {
    kind: 'answer',
    text: "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'</Message><Region>eu-central-1</Region></Error>",
  },
  'wrong-secret': { kind: 'mutation', base: 'get-range', variant: 'example-secret' },
  'wrong-service': {
    kind: 'answer',
    text: '{"message":"Credential should be scoped to correct service: \'batch\'. "}',
  },
  'x-amz-date-missing': {
    kind: 'answer',
    text: '<Error><Code>AccessDenied</Code><Message>AWS authentication requires a valid Date or x-amz-date header</Message></Error>',
  },
  'xamz-header-not-signed': { kind: 'mutation', base: 'put-metadata', variant: 'metadata' },
  'foreign-authorization-scheme': {
    kind: 'answer',
    text: '{"message":"Authorization header requires \'Credential\' parameter. Authorization=Basic dXNlcjpwYXNz"}',
  },
  'host-not-signed': {
    kind: 'answer',
    text: "{\"message\":\"'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.\"}",
  },
};
