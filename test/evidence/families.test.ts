/** One answer of each family of servers, as their sources and quoted bodies have it, and what is read out of it. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { readElements } from '../../src/evidence/answers/error-xml.ts';
import type { ServerAnswer } from '../../src/evidence/evidence.ts';
import {
  answerIn,
  answerOfAws,
  asText,
  DECLARATION,
  decimalBytes,
  element,
  GET_OBJECT,
  hexBytes,
  KEY_ID,
  LIST_OBJECTS,
  MISMATCH,
  PROVIDED,
  toSign,
} from './answers.ts';

const TO_SIGN = toSign(GET_OBJECT);
const error = (...elements: readonly string[]) => `${DECLARATION}<Error>${elements.join('')}</Error>`;
const CODE = element('Code', 'SignatureDoesNotMatch');
const IDS = element('RequestId', 'tx1') + element('HostId', 'h1');
const OTHER_MESSAGE =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const SENTENCES = `${OTHER_MESSAGE}\n\nThe Canonical String for this request should have been\n'${GET_OBJECT}'\n\nThe String-to-Sign should have been\n'${TO_SIGN}'\n`;

interface Family {
  readonly server: string;
  readonly source: string;
  readonly answer: string;
  readonly code: string | null;
  readonly message: string | null;
  /** Whether it quotes them, and how. */
  readonly canonicalRequest: 'bytes' | 'text' | null;
  readonly stringToSign: 'bytes' | 'text' | null;
  readonly details?: Readonly<Record<string, string>>;
  readonly more?: Partial<ServerAnswer>;
}

const FAMILIES: readonly Family[] = [
  {
    server: 'AWS S3',
    source: 'https://github.com/minio/minio/issues/2986',
    answer: answerOfAws(GET_OBJECT),
    code: 'SignatureDoesNotMatch',
    message: MISMATCH,
    canonicalRequest: 'bytes',
    stringToSign: 'bytes',
    details: { RequestId: '4442587FB7D0A2F9', HostId: 'abc=' },
    more: {
      signatureProvided: PROVIDED as ServerAnswer['signatureProvided'],
      accessKeyId: KEY_ID as ServerAnswer['accessKeyId'],
    },
  },
  {
    server: 'OpenStack Swift',
    source: 'https://github.com/s3fs-fuse/s3fs-fuse/issues/1187',
    answer: `<?xml version='1.0' encoding='UTF-8'?>\n<Error>${CODE}${element('Message', MISMATCH)}${element('CanonicalRequest', GET_OBJECT)}${element('CanonicalRequestBytes', hexBytes(GET_OBJECT))}${element('StringToSign', TO_SIGN)}${element('SignatureProvided', PROVIDED)}${element('StringToSignBytes', hexBytes(TO_SIGN))}<RequestId>tx030</RequestId></Error>`,
    code: 'SignatureDoesNotMatch',
    message: MISMATCH,
    canonicalRequest: 'bytes',
    stringToSign: 'bytes',
    details: { RequestId: 'tx030' },
  },
  {
    server: 's3proxy',
    source: 'https://github.com/gaul/s3proxy',
    answer: error(
      CODE,
      element('Message', `${MISMATCH} The request omits headers it declares as signed: range.`),
      element('AWSAccessKeyId', KEY_ID),
      element('StringToSign', TO_SIGN),
      element('SignatureProvided', PROVIDED),
      element('CanonicalRequest', GET_OBJECT),
    ),
    code: 'SignatureDoesNotMatch',
    message: `${MISMATCH} The request omits headers it declares as signed: range.`,
    canonicalRequest: 'text',
    stringToSign: 'text',
  },
  {
    server: 'Cloudflare R2',
    source: 'https://github.com/apache/opendal/issues/1689',
    answer: error(
      CODE,
      element('Message', 'Check your secret access key and signing method.'),
      element('StringToSign', TO_SIGN),
      element('StringToSignBytes', hexBytes(TO_SIGN).replaceAll(' ', '')),
      element('CanonicalRequest', GET_OBJECT),
      element('CanonicalRequestBytes', hexBytes(GET_OBJECT).replaceAll(' ', '')),
    ),
    code: 'SignatureDoesNotMatch',
    message: 'Check your secret access key and signing method.',
    canonicalRequest: 'bytes',
    stringToSign: 'bytes',
  },
  {
    server: 'Google Cloud Storage',
    source: 'https://github.com/aws/aws-sdk-go-v2/issues/1816',
    answer: `<?xml version='1.0' encoding='UTF-8'?><Error>${CODE}${element('Message', 'Access denied.')}${element('StringToSign', TO_SIGN)}${element('CanonicalRequest', GET_OBJECT)}</Error>`,
    code: 'SignatureDoesNotMatch',
    message: 'Access denied.',
    canonicalRequest: 'text',
    stringToSign: 'text',
  },
  {
    server: 'IBM Cloud Object Storage',
    source: 'https://github.com/IBM/ibm-cos-sdk-java/issues/28',
    answer: error(
      CODE,
      element('Message', MISMATCH),
      element('Resource', '/b/k'),
      element('StringToSign', TO_SIGN),
      element('StringToSignBytes', decimalBytes(TO_SIGN)),
      element('SignatureProvided', PROVIDED),
      element('CanonicalRequest', GET_OBJECT),
    ),
    code: 'SignatureDoesNotMatch',
    message: MISMATCH,
    canonicalRequest: 'text',
    stringToSign: 'bytes',
    details: { Resource: '/b/k' },
  },
  {
    server: 'MinIO',
    source: 'https://github.com/minio/minio/issues/15506',
    answer: error(
      CODE,
      element('Message', MISMATCH),
      element('Key', '2.jpg'),
      element('BucketName', 'blog'),
      element('Resource', '/blog/2.jpg'),
      element('Region', 'rex'),
      IDS,
    ),
    code: 'SignatureDoesNotMatch',
    message: MISMATCH,
    canonicalRequest: null,
    stringToSign: null,
    details: {
      Key: '2.jpg',
      BucketName: 'blog',
      Resource: '/blog/2.jpg',
      Region: 'rex',
      RequestId: 'tx1',
      HostId: 'h1',
    },
  },
  {
    server: 'SeaweedFS',
    source: 'https://github.com/seaweedfs/seaweedfs/issues/6517',
    answer: error(
      CODE,
      element('Message', MISMATCH),
      element('Resource', '/b/iris.csv'),
      element('RequestId', '17'),
      element('Key', 'iris.csv'),
      element('BucketName', 'b'),
    ),
    code: 'SignatureDoesNotMatch',
    message: MISMATCH,
    canonicalRequest: null,
    stringToSign: null,
    details: { Resource: '/b/iris.csv', RequestId: '17', Key: 'iris.csv', BucketName: 'b' },
  },
  {
    server: 'Ceph radosgw, without a message',
    source: 'https://github.com/ceph/ceph/pull/3187',
    answer:
      '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><RequestId>tx00-5924-default</RequestId><HostId>6e-default</HostId></Error>',
    code: 'SignatureDoesNotMatch',
    message: null,
    canonicalRequest: null,
    stringToSign: null,
    details: { RequestId: 'tx00-5924-default', HostId: '6e-default' },
  },
  {
    server: 'Ceph radosgw, with an empty one',
    source: 'https://github.com/ceph/ceph/pull/3187',
    answer:
      '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><Message></Message><BucketName/><RequestId>tx0</RequestId></Error>',
    code: 'SignatureDoesNotMatch',
    message: null,
    canonicalRequest: null,
    stringToSign: null,
    details: { BucketName: '', RequestId: 'tx0' },
  },
  {
    server: 'Garage',
    source: 'https://github.com/khairul169/garage-webui/issues/47',
    answer: error(
      '<Code>AccessDenied</Code>',
      element('Message', 'Forbidden: Invalid signature'),
      element('Resource', '/b/'),
      element('Region', 'garage'),
    ),
    code: 'AccessDenied',
    message: 'Forbidden: Invalid signature',
    canonicalRequest: null,
    stringToSign: null,
    details: { Resource: '/b/', Region: 'garage' },
  },
  {
    server: 'Backblaze B2',
    source: 'https://github.com/backblaze-b2-samples/cloudflare-b2/issues/5',
    answer: '<Error>\n\t<Code>SignatureDoesNotMatch</Code>\n\t<Message>Signature validation failed</Message>\n</Error>',
    code: 'SignatureDoesNotMatch',
    message: 'Signature validation failed',
    canonicalRequest: null,
    stringToSign: null,
  },
  {
    server: 'Scality',
    source: 'https://github.com/scality/Arsenal',
    answer: error(CODE, element('Message', MISMATCH), '<Resource></Resource>', element('RequestId', '1')),
    code: 'SignatureDoesNotMatch',
    message: MISMATCH,
    canonicalRequest: null,
    stringToSign: null,
    details: { Resource: '', RequestId: '1' },
  },
  {
    server: 'S3 Ninja',
    source: 'https://github.com/scireum/s3ninja/issues/244',
    answer: error(
      CODE,
      element(
        'Message',
        `The computed request signature does not match the one provided. Check login credentials. (Expected: ${'a1'.repeat(32)}, Found: ${PROVIDED})`,
      ),
    ),
    code: 'SignatureDoesNotMatch',
    message: `The computed request signature does not match the one provided. Check login credentials. (Expected: ${'a1'.repeat(32)}, Found: ${PROVIDED})`,
    canonicalRequest: null,
    stringToSign: null,
    more: {
      signature: 'a1'.repeat(32) as ServerAnswer['signature'],
      signatureProvided: PROVIDED as ServerAnswer['signatureProvided'],
    },
  },
  {
    server: 'Huawei OBS, a clock',
    source: 'https://github.com/huaweicloud/huaweicloud-sdk-java-obs/issues/84',
    answer: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Error>${element('Code', 'RequestTimeTooSkewed')}${element('Message', 'The difference between the request time and the current time is too large.')}${IDS}${element('MaxAllowedSkewMilliseconds', '900000')}${element('RequestTime', 'Sat, 12 Feb 2022 09:37:03 GMT')}${element('ServerTime', '2022-02-11T09:37:02.823Z')}</Error>`,
    code: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and the current time is too large.',
    canonicalRequest: null,
    stringToSign: null,
    details: {
      MaxAllowedSkewMilliseconds: '900000',
      RequestTime: 'Sat, 12 Feb 2022 09:37:03 GMT',
      ServerTime: '2022-02-11T09:37:02.823Z',
    },
  },
  {
    server: 'rustfs, by what a program prints',
    source: 'https://github.com/s3s-project/s3s/issues/458',
    answer:
      '2026/01/19 18:25:36 NOTICE: Failed to ls: operation error S3: ListBuckets, https response error StatusCode: 403, RequestID: , HostID: , api error SignatureDoesNotMatch: UnknownError\n',
    code: 'SignatureDoesNotMatch',
    message: 'UnknownError',
    canonicalRequest: null,
    stringToSign: null,
    more: { status: 403, form: 'text' },
  },
  {
    server: 'API Gateway, OpenSearch, Lambda',
    source: 'https://github.com/xcir/libvmod-awsrest/issues/8',
    answer: JSON.stringify({ message: SENTENCES }),
    code: null,
    message: SENTENCES.trim(),
    canonicalRequest: 'text',
    stringToSign: 'text',
    more: { form: 'json' },
  },
  {
    server: 'a service with __type',
    source: 'https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html',
    answer: JSON.stringify({ __type: 'com.amazon.coral.service#InvalidSignatureException', message: OTHER_MESSAGE }),
    code: 'InvalidSignatureException',
    message: OTHER_MESSAGE,
    canonicalRequest: null,
    stringToSign: null,
  },
  {
    server: 'the Selling Partner API',
    source: 'https://github.com/aws/aws-sdk-ruby/issues/2695',
    answer: JSON.stringify({ errors: [{ message: SENTENCES, code: 'InvalidSignature' }] }, null, 2),
    code: 'InvalidSignature',
    message: SENTENCES.trim(),
    canonicalRequest: 'text',
    stringToSign: 'text',
  },
  {
    server: 'Neptune',
    source: 'https://github.com/curl/curl/issues/11794',
    answer: JSON.stringify({ code: 'AccessDeniedException', requestId: 'r-1', detailedMessage: OTHER_MESSAGE }),
    code: 'AccessDeniedException',
    message: OTHER_MESSAGE,
    canonicalRequest: null,
    stringToSign: null,
    details: { requestId: 'r-1' },
  },
  {
    server: 'a service that says it in a header',
    source: 'https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html',
    answer: `HTTP/1.1 403 Forbidden\r\nx-amzn-ErrorType: InvalidSignatureException:http://internal.amazon.com/\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ Message: OTHER_MESSAGE })}`,
    code: 'InvalidSignatureException',
    message: OTHER_MESSAGE,
    canonicalRequest: null,
    stringToSign: null,
    more: { status: 403, form: 'json' },
  },
  {
    server: 'a service with the query protocol',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html',
    answer: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\n  <Error>\n    <Type>Sender</Type>\n    <Code>SignatureDoesNotMatch</Code>\n    <Message>${SENTENCES}</Message>\n  </Error>\n  <RequestId>r-2</RequestId>\n</ErrorResponse>`,
    code: 'SignatureDoesNotMatch',
    message: SENTENCES.trim(),
    canonicalRequest: 'text',
    stringToSign: 'text',
    details: { Type: 'Sender', RequestId: 'r-2' },
  },
  {
    server: 'EC2',
    source: 'https://github.com/legal90/awscurl/pull/11',
    answer: `${DECLARATION}<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access credentials</Message></Error></Errors><RequestID>870b</RequestID></Response>`,
    code: 'AuthFailure',
    message: 'AWS was not able to validate the provided access credentials',
    canonicalRequest: null,
    stringToSign: null,
  },
  {
    server: 'the older Elasticsearch Service',
    source: 'https://github.com/aws/aws-sdk-js/issues/853',
    answer: `<InvalidSignatureException>\n  <Message>${SENTENCES}</Message>\n</InvalidSignatureException>`,
    code: 'InvalidSignatureException',
    message: SENTENCES.trim(),
    canonicalRequest: 'text',
    stringToSign: 'text',
  },
  {
    server: 'a service in plain text',
    source: 'https://github.com/carsales/aws-request-signer/issues/10',
    answer: SENTENCES,
    code: null,
    message: OTHER_MESSAGE,
    canonicalRequest: 'text',
    stringToSign: 'text',
    more: { form: 'text' },
  },
];

describe('an answer of', () => {
  it.each(FAMILIES)(
    '$server is read',
    ({ answer: text, code, message, canonicalRequest, stringToSign, details, more }) => {
      const answer = answerIn(text);
      expect([answer.code, answer.message]).toEqual([code, message]);
      expect([answer.canonicalRequest?.readFrom ?? null, answer.stringToSign?.readFrom ?? null]).toEqual([
        canonicalRequest,
        stringToSign,
      ]);
      if (canonicalRequest) expect(answer.canonicalRequest).toMatchObject({ octets: GET_OBJECT, proof: 'proved' });
      if (stringToSign) expect(answer.stringToSign?.octets).toBe(TO_SIGN);
      expect(Object.fromEntries(answer.details)).toMatchObject(details ?? {});
      expect(answer).toMatchObject(more ?? {});
    },
  );
});

describe('what an answer says beside', () => {
  it.each([
    ['Region', 'AuthorizationHeaderMalformed', { Region: 'eu-central-1' }],
    ['HeadersNotSigned', 'AccessDenied', { HeadersNotSigned: 'x-amz-acl, x-amz-meta-a' }],
    ['hashes', 'XAmzContentSHA256Mismatch', { ClientComputedContentSHA256: 'aa', S3ComputedContentSHA256: 'bb' }],
    [
      'times',
      'AccessDenied',
      { 'X-Amz-Expires': '60', Expires: '2024-01-01T00:00:00Z', ServerTime: '2024-01-01T00:00:01Z' },
    ],
    ['an endpoint', 'PermanentRedirect', { Endpoint: 'b.s3.eu-west-1.amazonaws.com', Bucket: 'b' }],
    [
      'an argument',
      'InvalidArgument',
      { ArgumentName: 'Authorization', ArgumentValue: 'AWS4-HMAC-SHA256 Credential=a, Signature=b' },
    ],
    ['a token', 'InvalidToken', { 'Token-0': 'IQoJ' }],
  ])('is kept as it is written: %s', (_what, code, details) => {
    const written = Object.entries(details).map(([name, value]) => `\n  <${name}>\n${value}\n</${name}>`);
    const answer = answerIn(`<Error><Code>${code}</Code><Message>m</Message>${written.join('')}</Error>`);
    expect(answer.code).toBe(code);
    expect(Object.fromEntries(answer.details)).toEqual(details);
  });

  it('is the first of elements of one name', () => {
    const text = '<Error><Code>A</Code><Code>B</Code><Region>r1</Region><Region>r2</Region></Error>';
    expect(answerIn(text).code).toBe('A');
    expect(answerIn(text).details.get('Region')).toBe('r1');
  });

  it('is text of people: UTF-8, entities of numbers', () => {
    const text = '<Error><Code>A</Code><Key>caf\u00e9 &#233; &#x1F600; &amp;lt;</Key></Error>';
    expect(answerIn(text).details.get('Key')).toBe('caf\u00e9 \u00e9 \u{1f600} &lt;');
  });

  it('is never what a DOCTYPE defines', () => {
    const doctype = '<!DOCTYPE Error [<!ENTITY x "y">]>';
    const document = '<Error><Code>AccessDenied</Code><Message>&x;</Message></Error>';
    expect(answerIn(`${doctype}${document}`).message).toBe('&x;');
    expect(readElements(octetsFromText(`<Error>${doctype}<Code>A</Code></Error>`))).toBeNull();
  });

  it('comes from the head before it', () => {
    const head =
      'HTTP/1.1 301 Moved Permanently\nx-amz-bucket-region: eu-west-1\nLocation: https://b.s3.eu-west-1.amazonaws.com/\nLocation: second\n\n';
    const answer = answerIn(`${head}<Error><Code>PermanentRedirect</Code><Message>m</Message></Error>`);
    expect(answer.status).toBe(301);
    expect(answer.headers.get('x-amz-bucket-region')).toBe('eu-west-1');
    expect(answer.headers.get('location')).toBe('https://b.s3.eu-west-1.amazonaws.com/');
  });

  it('comes from a head in another piece', () => {
    const answer = answerIn('<Error><Code>A</Code></Error>', 'HTTP/1.1 403 Forbidden\r\nDate: Thu\r\n\r\n');
    expect([answer.status, answer.headers.get('date')]).toEqual([403, 'Thu']);
  });

  it('may be the head alone', () => {
    const answer = answerIn('HTTP/2 400 \r\nx-amz-bucket-region: eu-central-1\r\nx-amz-request-id: 1\r\n\r\n');
    expect(answer).toMatchObject({ form: 'headers', status: 400, code: null, message: null });
    expect(answer.headers.get('x-amz-bucket-region')).toBe('eu-central-1');
  });

  it('is that of the first of several answers, which is said', () => {
    const answer = answerIn(answerOfAws(GET_OBJECT) + answerOfAws(LIST_OBJECTS));
    expect(asText(answer.canonicalRequest)).toBe(GET_OBJECT);
  });
});
