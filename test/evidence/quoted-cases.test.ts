/** What is read out of failures as public threads quote them. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import type { Evidence, QuotedText } from '../../src/evidence/evidence.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { asText, piece } from './answers.ts';
import { QUOTED_CASES } from './quoted-cases.ts';

/** What is expected of a text: how it was read, its proof, and a part of it. */
type Text = readonly [readFrom: 'bytes' | 'text', proof: QuotedText['proof'], part: string] | null;

interface Expected {
  readonly code?: string | null;
  readonly canonicalRequest?: Text;
  readonly stringToSign?: Text;
  readonly details?: Readonly<Record<string, string>>;
  readonly client?: Text;
  readonly clientSignature?: string;
  /** Method and target. */
  readonly request?: string;
}

const EXPECTED: Readonly<Record<keyof typeof QUOTED_CASES, Expected>> = {
  'minio2986-aws-expect-signed': {
    code: 'SignatureDoesNotMatch',
    canonicalRequest: ['text', 'proved', 'expect:100-continue\n'],
    stringToSign: ['bytes', 'unknown', '20161018T091707Z'],
  },
  // Two servers' answers about different requests: the last one is read.
  'minio2696-aws-vs-minio-format': {
    code: 'SignatureDoesNotMatch',
    canonicalRequest: null,
    stringToSign: null,
    details: { RequestId: '3L137' },
  },
  'pithos156-sdk-example-keys': { request: 'PUT /' },
  'versitygw1990-garage-scope': { client: ['text', 'proved', 'x-id=ListBuckets'] },
  'platformio-esp32-s3-contenttype': {
    code: 'SignatureDoesNotMatch',
    canonicalRequest: ['text', 'proved', 'GET\n/firmware.bin\n\ncontent-type:'],
    stringToSign: ['text', 'unknown', '20230310T134304Z'],
  },
  's3cmd974-host-port': {
    code: null,
    canonicalRequest: ['text', 'proved', 'delimiter=%2F\n'],
    stringToSign: ['bytes', 'unknown', '20a128cee803c681d5ac1d6384e0d0c5b2fb587deba29bdc8a8bb680770a283d'],
  },
  'awssdkjs853-es-double-encode': {
    code: 'InvalidSignatureException',
    canonicalRequest: ['text', 'unknown', '/_search/%253Fa%3Db%2520c'],
    stringToSign: null,
    request: 'GET /_search/%3Fa=b%20c',
  },
  // The reporter has changed the host.
  'libvmodawsrest8-es-host': {
    canonicalRequest: ['text', 'refuted', '/_plugin/kibana/'],
    stringToSign: ['text', 'unknown', '20160210/us-east-1/es/aws4_request'],
  },
  'awsrequestsigner10-kibana': {
    canonicalRequest: ['text', 'refuted', 'index-pattern/%2A'],
    stringToSign: ['text', 'unknown', '20170406T154620Z'],
  },
  // The bucket, the path and the token are not those that were sent, and the end is missing.
  'awscli4356-range-blanked': {
    code: 'SignatureDoesNotMatch',
    canonicalRequest: ['text', 'unknown', '\nrange:\n'],
    stringToSign: ['bytes', 'unknown', 'ap-northeast-2'],
  },
  'awssdkphp612-skew': {
    code: 'RequestTimeTooSkewed',
    details: {
      RequestTime: '20150604T232559Z',
      ServerTime: '2015-06-04T22:26:16Z',
      MaxAllowedSkewMilliseconds: '900000',
    },
  },
  's3fs1186-swift-region': { code: 'AuthorizationHeaderMalformed', details: { Region: 'eu-nl-1' } },
  'flatware10-aws-region': { code: 'AuthorizationHeaderMalformed', details: { Region: 'eu-central-1' } },
  'objectfs303-two-auth': { code: 'InvalidArgument', details: { ArgumentName: 'Authorization' } },
  'minio3462-traefik-host': { client: ['text', 'unknown', 'host:minio.dev.truckers.mp'], request: 'PUT /test/' },
  'requestsaws4auth7-date-scope': { code: null },
  'minio7736-cloudflare-trace': {
    code: 'SignatureDoesNotMatch',
    request: 'GET /cells-personal/depau/document.pdf',
  },
  'minio15506-cloudflare-accept-encoding': {
    code: 'SignatureDoesNotMatch',
    details: { Resource: '/blog/2.jpg' },
    request: 'PUT /blog/2.jpg',
  },
  'seaweedfs6517-unsigned-trailer': { code: 'SignatureDoesNotMatch', canonicalRequest: null },
  'entwine99-empty-signed-headers': { request: 'PUT /red-rocks/3-1-2-4.laz' },
  'minio5456-sigv2-meta': {
    code: 'SignatureDoesNotMatch',
    canonicalRequest: null,
    stringToSign: ['text', 'unknown', 'PUT\n\nvideo/mp4\n1517985221\n'],
  },
  'seaweedfs7320-prefix-stripped': {
    client: ['text', 'proved', '/storage/fb14c3d7'],
    clientSignature: '03357a375bcb43a032df9ca85bbe8317ff18c58a55923338bc3e0a8353857299',
  },
  'ngxawsauth35-decoded-path-signed': {
    code: null,
    canonicalRequest: ['text', 'unknown', '/images/global%20standalone2.gif'],
    client: ['text', 'unknown', '/images/global standalone2.gif'],
  },
  'awscli9682-range-blanked': {
    code: 'SignatureDoesNotMatch',
    canonicalRequest: ['text', 'unknown', 'GET\n/pat'],
    stringToSign: ['text', 'unknown', '20250827T223046Z'],
  },
  'gsutil1349-meta-daisychain': {
    code: null,
    canonicalRequest: ['text', 'unknown', 'PUT\n/i/user/1386529_001_min.jpg\n\ncache-control:must-revalidate'],
  },
  // Words about an answer, and a list of headers.
  'awssdkgov2-2722-range-proxy': {},
  'cloudflareb2-5-b2-format': { code: 'SignatureDoesNotMatch', canonicalRequest: null },
  'huaweiobs84-skew-day': {
    code: 'RequestTimeTooSkewed',
    details: { RequestTime: 'Sat, 12 Feb 2022 09:37:03 GMT', ServerTime: '2022-02-11T09:37:02.823Z' },
  },
  'knox223-nonascii-v2': {
    code: 'SignatureDoesNotMatch',
    stringToSign: ['text', 'unknown', 'x-amz-meta-accent-test:\u00c3\u00a1\n'],
  },
  'awssdkjs530-v2-subresource-decoded': {
    code: 'SignatureDoesNotMatch',
    stringToSign: ['text', 'unknown', '?partNumber=1&uploadId=AA'],
  },
  // A target without a single header.
  'awslibvmod24-valueless-query': {},
  // A list of names, and a header.
  'terraform36412-cloudflare-tunnel': {},
  'rgw-presigned-cloudscale': { code: 'SignatureDoesNotMatch', details: { HostId: '6e01199-default-default' } },
};

function expectText(quoted: QuotedText | null | undefined, expected: Text | undefined) {
  if (expected === undefined) return;
  if (expected === null) return expect(quoted ?? null).toBeNull();
  const [readFrom, proof, part] = expected;
  expect(quoted).toMatchObject({ readFrom, proof });
  expect(asText(quoted ?? null)).toContain(part);
}

/** The hash said independently of the reader that what it calls proved is so. */
function expectProof({ answer, client }: Evidence) {
  for (const strings of [answer, client]) {
    if (strings?.canonicalRequest?.proof !== 'proved') continue;
    const hash = createHash('sha256').update(strings.canonicalRequest.octets, 'latin1').digest('hex');
    expect(strings.stringToSign?.octets.split('\n')[3]).toBe(hash);
  }
}

describe('a failure that a thread quotes', () => {
  it.each(Object.entries(QUOTED_CASES))('is read: %s', (name, { pieces }) => {
    const expected = EXPECTED[name as keyof typeof QUOTED_CASES];
    const evidence = readEvidence(pieces.map((text) => piece(text)));
    if (isProblem(evidence)) throw new Error(evidence.says);
    const { answer, client, request } = evidence;
    if (expected.code !== undefined) expect(answer?.code).toBe(expected.code);
    expectText(answer?.canonicalRequest, expected.canonicalRequest);
    expectText(answer?.stringToSign, expected.stringToSign);
    expectText(client?.canonicalRequest, expected.client);
    expect(Object.fromEntries(answer?.details ?? [])).toMatchObject(expected.details ?? {});
    if (expected.clientSignature !== undefined) expect(client?.signature).toBe(expected.clientSignature);
    const line = request && `${request.head.method.octets} ${request.head.target.octets}`;
    if (expected.request !== undefined) expect(line).toBe(expected.request);
    expectProof(evidence);
  });

  it.each(Object.entries(QUOTED_CASES))('is read in one paste as in several pieces: %s', (name, { pieces }) => {
    const expected = EXPECTED[name as keyof typeof QUOTED_CASES];
    const evidence = readEvidence([piece(pieces.join('\n\n'))]);
    if (isProblem(evidence)) throw new Error(evidence.says);
    if (expected.code !== undefined) expect(evidence.answer?.code).toBe(expected.code);
    expectText(evidence.answer?.canonicalRequest, expected.canonicalRequest);
    expectText(evidence.client?.canonicalRequest, expected.client);
    if (expected.request !== undefined) {
      expect(`${evidence.request?.head.method.octets} ${evidence.request?.head.target.octets}`).toBe(expected.request);
    }
  });
});
