/** Pastes in which the request, the answer and other things are together. */
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { answerInText, answerOfAws, evidenceIn, GET_OBJECT, PROVIDED, piece } from './answers.ts';

const FIELDS = [
  'Host: examplebucket.s3.amazonaws.com',
  `Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=${PROVIDED}`,
  'Range: bytes=0-9',
  'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'x-amz-date: 20130524T000000Z',
];
const REQUEST = ['GET /test.txt HTTP/1.1', ...FIELDS];
const RESPONSE = ['HTTP/1.1 403 Forbidden', 'x-amz-request-id: 4442587FB7D0A2F9', 'Content-Type: application/xml'];
const XML = answerOfAws(GET_OBJECT);
const URL = `https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=${PROVIDED}`;
const COMMAND = `curl 'https://examplebucket.s3.amazonaws.com/test.txt' ${FIELDS.slice(1)
  .map((field) => `-H '${field}'`)
  .join(' \\\n  ')}`;

const before = (mark: string) => (line: string) => `${mark}${line}`;
const wire = (mark: string) => (line: string) =>
  `09:59:36.038 [main] DEBUG org.apache.http.wire - http-outgoing-0 ${mark} "${line}[\\r][\\n]"`;

interface Paste {
  readonly what: string;
  readonly source: string;
  readonly text: string;
  readonly target?: string;
  readonly headers?: number;
  /** Where the paste has none. */
  readonly status?: null;
}

const PASTES: readonly Paste[] = [
  {
    what: 'a request and its answer, as they were sent',
    source: 'https://www.rfc-editor.org/rfc/rfc9112',
    text: `${REQUEST.join('\r\n')}\r\n\r\n${RESPONSE.join('\r\n')}\r\n\r\n${XML}`,
  },
  {
    what: 'a request and the body of its answer',
    source: 'https://www.rfc-editor.org/rfc/rfc9112',
    text: `${REQUEST.join('\n')}\n\n${XML}`,
    status: null,
  },
  {
    what: 'curl -v',
    source: 'https://curl.se/docs/manpage.html#-v',
    text: `*   Trying 127.0.0.1:443...\n* Connected to examplebucket.s3.amazonaws.com\n${REQUEST.map(before('> ')).join('\n')}\n>\n* Request completely sent off\n${RESPONSE.map(before('< ')).join('\n')}\n<\n${XML}\n* Connection #0 to host left intact\n`,
  },
  {
    what: "curl's log of s3fs",
    source: 'https://github.com/s3fs-fuse/s3fs-fuse/issues/915',
    text: [...REQUEST.map(before('> ')), '>', ...RESPONSE.map(before('< ')), '<', XML.replaceAll('\n', ' ')]
      .map(before('2021-09-16T22:51:17.335Z [CURL DBG] '))
      .join('\n'),
  },
  {
    what: 'a curl command and the answer behind it',
    source: 'https://curl.se/docs/manpage.html',
    text: `$ ${COMMAND}\n${XML}\n$ `,
    headers: 6,
    status: null,
  },
  {
    what: 'a curl command with -i, and the whole answer',
    source: 'https://curl.se/docs/manpage.html#-i',
    text: `${COMMAND} -i\n${RESPONSE.join('\n')}\n\n${XML}`,
    headers: 6,
  },
  {
    what: 'a presigned URL in a sentence, and what the browser shows',
    source: 'https://github.com/minio/mc/issues/1515',
    text: `I open <${URL}> and get:\n\n${XML.replace(/^.*\n/, '')}\n\nWhat is wrong?`,
    target: URL.slice('https://examplebucket.s3.amazonaws.com'.length),
    headers: 1,
    status: null,
  },
  {
    what: 'mc --debug',
    source: 'https://github.com/scality/cloudserver/issues/664',
    text: `mc: <DEBUG> ${REQUEST.join('\n')}\nAccept-Encoding: gzip\n\nmc: <DEBUG> ${RESPONSE.join('\n')}\n\n${XML}\nmc: <DEBUG> Response Time:  415.50124ms\n`,
    headers: 6,
  },
  {
    what: 'rclone -vv --dump headers,auth',
    source: 'https://rclone.org/docs/#dump-flag-flag-flag',
    text: `2026/01/19 18:26:12 DEBUG : >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>\n2026/01/19 18:26:12 DEBUG : HTTP REQUEST (req 0xc0006a4000)\n2026/01/19 18:26:12 DEBUG : ${REQUEST.join('\n')}\n\n2026/01/19 18:26:12 DEBUG : >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>\n2026/01/19 18:26:12 DEBUG : <<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n2026/01/19 18:26:12 DEBUG : HTTP RESPONSE (req 0xc0006a4000)\n2026/01/19 18:26:12 DEBUG : ${RESPONSE.join('\n')}\n\n${XML}\n2026/01/19 18:26:12 DEBUG : <<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n`,
  },
  {
    what: "SeaweedFS's readers' notation",
    source: 'https://github.com/seaweedfs/seaweedfs/issues/2180',
    text: `>>> ${REQUEST.join('\n')}\n\n<<< ${RESPONSE.join('\n')}\n\n${XML}`,
  },
  {
    what: "Java's log of headers",
    source: 'https://github.com/exoscale/pithos/issues/156',
    text: [
      ...REQUEST.map(before('http-outgoing-0 >> ')),
      ...RESPONSE.map(before('http-outgoing-0 << ')),
      XML.replaceAll('\n', ' '),
    ]
      .map(before('2017-04-24 14:50:58,988 [main] DEBUG org.apache.http.headers - '))
      .join('\n'),
  },
  {
    what: "Java's log of the wire",
    source: 'https://github.com/aws/aws-sdk-java/issues/1942',
    text: [
      ...REQUEST.map(wire('>>')),
      wire('>>')(''),
      ...RESPONSE.map(wire('<<')),
      wire('<<')(''),
      ...XML.split('\n').map(wire('<<')),
    ].join('\n'),
  },
  {
    what: 'the log of a Go client behind other lines',
    source: 'https://github.com/versity/versitygw/issues/62',
    text: `SDK 2023/06/06 11:50:22 DEBUG Request\n${REQUEST.join('\r\n')}\r\n\r\nSDK 2023/06/06 11:50:22 DEBUG Response\n${RESPONSE.join('\r\n')}\r\n\r\n${XML}\n`,
  },
];

describe('a paste of', () => {
  it.each(PASTES)('$what has its request and its answer', ({ text, target, headers, status }) => {
    const { request, answer } = evidenceIn(text);
    expect(request?.head.method.octets).toBe('GET');
    expect(request?.head.target.octets).toBe(target ?? '/test.txt');
    expect(request?.head.headers).toHaveLength(headers ?? 5);
    expect(answer).toMatchObject({ form: 'xml', code: 'SignatureDoesNotMatch', signatureProvided: PROVIDED });
    expect(answer?.canonicalRequest).toMatchObject({ octets: GET_OBJECT, proof: 'proved' });
    expect(answer?.status).toBe(status === null ? null : 403);
    if (status !== null) expect(answer?.headers.get('x-amz-request-id')).toBe('4442587FB7D0A2F9');
  });

  it.each(PASTES)('$what is read in two pieces too, the other way round', ({ text }) => {
    const at = Math.max(text.search(/(?:^|\n).*HTTP\/1\.1 403/), text.search(/(?:^|\n).*(?:<\?xml|<Error)/));
    const { request, answer } = evidenceIn(text.slice(at), text.slice(0, at));
    expect(request?.head.method.octets).toBe('GET');
    expect(answer?.canonicalRequest).toMatchObject({ octets: GET_OBJECT, proof: 'proved' });
  });
});

describe('a request that a program logs in its own writing', () => {
  it.each([
    [
      'aws --debug',
      `2024-01-01 00:00:00,000 - MainThread - botocore.endpoint - DEBUG - Sending http request: <AWSPreparedRequest stream_output=True, method=GET, url=https://b.s3.amazonaws.com/a%20b?list-type=2&prefix=x, headers={'Range': b'bytes=0-9', 'User-Agent': "it's", 'X-Amz-Date': b'20130524T000000Z', 'Authorization': b'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=${PROVIDED}', 'Content-Length': '0'}>`,
      '/a%20b?list-type=2&prefix=x',
      [
        'Host: b.s3.amazonaws.com',
        'Range: bytes=0-9',
        "User-Agent: it's",
        'X-Amz-Date: 20130524T000000Z',
        'Authorization',
        'Content-Length: 0',
      ],
    ],
    [
      's3cmd -d',
      `DEBUG: get_hostname(b): b.s3.amazonaws.com\nDEBUG: format_uri(): /?delimiter=/\nDEBUG: Sending request method_string='GET', uri=u'/?delimiter=/', headers={'x-amz-date': '20130524T000000Z', 'Authorization': u'AWS4-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=${PROVIDED}'}, body=(0 bytes)`,
      '/?delimiter=/',
      ['Host: b.s3.amazonaws.com', 'x-amz-date: 20130524T000000Z', 'Authorization'],
    ],
    [
      'MinIO',
      `{"method":"PUT","path":"/test/","query":"a=b","header":{"Host":["h:9000"],"Authorization":["AWS4-HMAC-SHA256 Signature=${PROVIDED}"],"Via":["1","2"]}}  cause=Signature does not match`,
      '/test/?a=b',
      ['Host: h:9000', 'Authorization', 'Via: 1', 'Via: 2'],
    ],
  ])('is read: %s', (_program, line, target, fields) => {
    const { request } = evidenceIn(`first\n${line}\n${XML}`);
    expect(request?.head.target.octets).toBe(target);
    const read = request?.head.headers.map(({ name, value }) => `${name.octets}: ${value.octets}`) ?? [];
    expect(read.map((field, index) => (fields[index]?.includes(':') ? field : field.split(':')[0]))).toEqual(fields);
  });
});

describe('a request with a body', () => {
  it('has the bytes that its head counts, not those of the answer', () => {
    const head = 'PUT /a HTTP/1.1\r\nHost: h\r\nAuthorization: AWS4-HMAC-SHA256 x\r\nContent-Length: 5\r\n\r\n';
    const { request, answer } = evidenceIn(`${head}hello\r\n\r\n${RESPONSE.join('\r\n')}\r\n\r\n${XML}`);
    expect(request?.body).toBe('hello');
    expect(answer?.status).toBe(403);
  });
});

describe('several requests', () => {
  const one = (path: string, signature: string) =>
    `GET ${path} HTTP/1.1\nHost: h\nAuthorization: AWS4-HMAC-SHA256 Credential=a/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${signature}\n\n`;
  const refused = `HTTP/1.1 403 Forbidden\nServer: s\n\n<Error><Code>AccessDenied</Code></Error>\n`;

  it('are told apart by the signature that the server got', () => {
    const { request, remarks } = evidenceIn(
      one('/first', PROVIDED) + one('/second', 'a'.repeat(64)) + answerInText(GET_OBJECT),
    );
    expect(request?.head.target.octets).toBe('/first');
    expect(remarks.join(' ')).toMatch(/2 signed requests/);
  });

  it('are told apart by where the answer is', () => {
    const log = `${one('/ok', 'b'.repeat(64))}HTTP/1.1 200 OK\nServer: s\n\n${one('/bad', 'c'.repeat(64))}${refused}${one('/later', 'd'.repeat(64))}`;
    expect(evidenceIn(log).request?.head.target.octets).toBe('/bad');
  });

  it('are passed over for one that is signed', () => {
    expect(evidenceIn(`GET /plain HTTP/1.1\nHost: h\n\n${one('/signed', PROVIDED)}`).request?.head.target.octets).toBe(
      '/signed',
    );
  });
});

describe('a HAR file', () => {
  const entry = (path: string, status: number, signed: 'signed' | 'unsigned', text: string, encoding?: string) => ({
    request: {
      method: 'GET',
      url: `https://h.example${path}`,
      headers: signed === 'signed' ? [{ name: 'Authorization', value: 'AWS4-HMAC-SHA256 Credential=a' }] : [],
    },
    response: {
      status,
      headers: [{ name: 'X-Amz-Bucket-Region', value: 'eu-west-1' }],
      content: { text, ...(encoding ? { encoding } : {}) },
    },
  });
  const har = (...entries: readonly unknown[]) => JSON.stringify({ log: { entries } });

  it('gives the signed request that was refused, and its answer', () => {
    const file = har(
      entry('/ok', 200, 'signed', ''),
      entry('/plain', 404, 'unsigned', ''),
      entry('/bad', 403, 'signed', XML),
    );
    const { request, answer } = evidenceIn(file);
    expect(request?.head.target.octets).toBe('/bad');
    expect(answer).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(answer?.headers.get('x-amz-bucket-region')).toBe('eu-west-1');
    expect(answer?.canonicalRequest?.proof).toBe('proved');
  });

  it('gives a body in base64', () => {
    const file = har(entry('/bad', 403, 'signed', Buffer.from(XML).toString('base64'), 'base64'));
    expect(evidenceIn(file).answer?.canonicalRequest?.proof).toBe('proved');
  });

  it('gives the first signed request where none was refused', () => {
    const { request, answer } = evidenceIn(har(entry('/a', 200, 'unsigned', ''), entry('/b', 200, 'signed', '')));
    expect([request?.head.target.octets, answer]).toEqual(['/b', null]);
  });
});

describe('what programs print of an answer that they have taken apart', () => {
  it('is read out of the debugging output of s3cmd', () => {
    const log = `DEBUG: S3Error: 403 (Forbidden)\nDEBUG: HttpHeader: x-amz-request-id: '1B2C'\nDEBUG: HttpHeader: x-amz-bucket-region: 'us-west-2'\nDEBUG: ErrorXML: Code: 'SignatureDoesNotMatch'\nDEBUG: ErrorXML: Message: "It's wrong"\nDEBUG: ErrorXML: SignatureProvided: '${PROVIDED}'\nDEBUG: ErrorXML: CanonicalRequest: '${GET_OBJECT.replaceAll('\n', '\\n')}'\nERROR: S3 error: 403 (SignatureDoesNotMatch): It's wrong\n`;
    const { answer } = evidenceIn(log);
    expect(answer).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message: "It's wrong",
      status: 403,
      signatureProvided: PROVIDED,
    });
    expect(answer?.headers.get('x-amz-bucket-region')).toBe('us-west-2');
    expect(answer?.canonicalRequest?.octets).toBe(GET_OBJECT);
  });

  it("is read out of an error of AWS's SDK for JavaScript", () => {
    const lines = GET_OBJECT.split('\n').map((line, index, all) => `'${line}${index < all.length - 1 ? '\\n' : ''}'`);
    const log = `SignatureDoesNotMatch: The request signature we calculated does not match\n    at throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:388:20) {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: 403,\n  },\n  Code: 'SignatureDoesNotMatch',\n  AWSAccessKeyId: 'AKIAIOSFODNN7EXAMPLE',\n  SignatureProvided: '${PROVIDED}',\n  CanonicalRequest: ${lines.join(' +\n    ')},\n  RequestId: 'A1'\n}`;
    const { answer } = evidenceIn(log);
    expect(answer).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    expect(answer?.canonicalRequest?.octets).toBe(GET_OBJECT);
    expect(answer?.details.get('RequestId')).toBe('A1');
  });

  it("is read out of botocore's log, with the headers of the response", () => {
    const log = `2024-01-01 00:00:00,000 - MainThread - urllib3.connectionpool - DEBUG - https://examplebucket.s3.amazonaws.com:443 "GET /test.txt HTTP/1.1" 403 None\n2024-01-01 00:00:00,001 - MainThread - botocore.parsers - DEBUG - Response headers: {'x-amz-request-id': 'A1', 'Date': "Mon"}\n2024-01-01 00:00:00,001 - MainThread - botocore.parsers - DEBUG - Response body:\nb'${XML.replaceAll('\n', '\\n')}'\n`;
    const { answer } = evidenceIn(log);
    expect(answer).toMatchObject({ form: 'xml', status: 403 });
    expect([...(answer?.headers ?? [])]).toEqual([
      ['x-amz-request-id', 'A1'],
      ['date', 'Mon'],
    ]);
  });

  it.each([
    [
      'botocore',
      'An error occurred (SignatureDoesNotMatch) when calling the GetObject operation: The request',
      'SignatureDoesNotMatch',
      null,
    ],
    [
      'Java 1',
      'AmazonS3Exception: The request (Service: Amazon S3; Status Code: 403; Error Code: SignatureDoesNotMatch; Request ID: A)',
      'SignatureDoesNotMatch',
      403,
    ],
    ['Java 2', 'S3Exception: The request (Service: S3, Status Code: 403, Request ID: A)', null, 403],
    ['Go 1', 'SignatureDoesNotMatch: The request\n\tstatus code: 403, request id: A', 'SignatureDoesNotMatch', 403],
    [
      'Go 2',
      'https response error StatusCode: 403, RequestID: A, HostID: B, api error SignatureDoesNotMatch: The request',
      'SignatureDoesNotMatch',
      403,
    ],
    ['s3cmd', 'ERROR: S3 error: 403 (SignatureDoesNotMatch): The request', 'SignatureDoesNotMatch', 403],
    ['Ruby', 'Aws::S3::Errors::SignatureDoesNotMatch (The request)', 'SignatureDoesNotMatch', null],
  ])('is read out of one line of %s', (_program, line, code, status) => {
    const { answer } = evidenceIn(`some log\n${line}\nmore`);
    expect([answer?.form, answer?.code, answer?.status]).toEqual(['text', code, status]);
    expect(answer?.message).toMatch(/^The request/);
  });
});

describe("a server's sentence", () => {
  it.each([
    "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'",
    'Signature expired: 20240101T000000Z is now earlier than 20240101T001000Z (20240101T001500Z - 5 min.)',
    "Credential should be scoped to a valid region, not 'us-east-1'.",
    'There were headers present in the request which were not signed',
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    'Forbidden: Invalid signature',
    'Request has expired',
  ])('is read with nothing around it: %s', (sentence) => {
    const { answer } = evidenceIn(`some program: ${sentence}\nand more`);
    expect(answer).toMatchObject({ form: 'text', code: null, message: sentence });
  });
});

describe('nothing that can be used', () => {
  it.each([
    ['nothing', []],
    ['an empty piece', ['']],
    ['a sentence', ['It does not work, please help.']],
    ['another document', ['<html><body><code>x</code></body></html>']],
    [
      'the help of a program',
      ['… If no\noptions\nare supplied, each of them\nis printed.\n\nOptions:\n  -p  print them\n'],
    ],
    [
      'a manual with a code in it',
      [`## Why you get 403 SignatureDoesNotMatch\n\n${'It can have many reasons. '.repeat(200)}`],
    ],
    ['a scope in a document', ['A scope is 20130524/us-east-1/s3/aws4_request, for example.']],
    ['names with semicolons', ['one;two;three\nred;green\n']],
    ['a name of an element in a sentence', ["The <CanonicalRequest>, however, shows an empty 'range:'"]],
  ])('is a problem that says where to look: %s', (_what, texts) => {
    const read = readEvidence(texts.map((text) => piece(text)));
    expect(isProblem(read) && read.code).toBe('no-evidence');
    expect(isProblem(read) && read.fix).toBe(
      "Give the body of the server's response, and what the client prints with aws --debug, s3cmd -d, mc --debug, rclone -vv --dump headers,auth, or curl -v.",
    );
  });
});

describe('the code of an error alone', () => {
  it.each([
    ['403 SignatureDoesNotMatch', 403],
    ['SignatureDoesNotMatch', null],
    ['upload failed: a.txt to s3://examplebucket/a.txt: 403 SignatureDoesNotMatch', 403],
  ])('is an answer: %s', (text, status) => {
    expect(evidenceIn(text)).toMatchObject({ answer: { code: 'SignatureDoesNotMatch', status }, request: null });
  });
});

describe('several answers', () => {
  const half = XML.slice(0, XML.indexOf('<CanonicalRequest>') + '<CanonicalRequest>GET'.length);
  const rest = XML.slice(XML.indexOf('<SignatureProvided>'));
  const read = (...texts: readonly string[]) => {
    const { answer, choices } = evidenceIn(...texts);
    return { proof: answer?.canonicalRequest?.proof, choices: choices?.join(' ') };
  };
  const COMPLETE = /^The same answer was found 2 times\. The most complete one was read\.$/;

  it.each([
    ['its beginning first', [half, XML]],
    ['its beginning last', [XML, half]],
    ['its end first', [rest, XML]],
    ['both in a single paste', [`${half}\n\n${XML}`]],
  ])('about the same request are read as the most complete one: %s', (_, texts) => {
    expect(half.length).toBeLessThan(XML.length);
    const { proof, choices } = read(...texts);
    expect(proof).toBe('proved');
    expect(choices).toMatch(COMPLETE);
  });

  it('that are equal are not mentioned', () => {
    expect(read(XML, XML)).toEqual({ proof: 'proved', choices: '' });
  });

  it('about different requests are read as the last one that was pasted, and the others are mentioned', () => {
    const other = '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message></Error>';
    const last = evidenceIn(XML, other);
    expect(last.answer?.code).toBe('RequestTimeTooSkewed');
    expect(last.choices).toEqual(['There are 2 answers that describe an error. The last one was read.']);
    expect(evidenceIn(other, XML).answer?.code).toBe('SignatureDoesNotMatch');
    const single = evidenceIn(`${other}\n\n${XML}`);
    expect(single.answer?.code).toBe('RequestTimeTooSkewed');
    expect(single.choices).toEqual(['There are 2 answers that describe an error. The first one was read.']);
  });
});

describe('a dump without its body', () => {
  it('ends with a line of dashes, which is not the body', () => {
    const head = `POST /a HTTP/1.1\nHost: h\nContent-Length: 26\nAuthorization: AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=${PROVIDED}\n`;
    const dump = `---[ REQUEST POST-SIGN ]-----------------------------\n${head}\n-----------------------------------------------------\n`;
    expect(evidenceIn(dump).request).toMatchObject({ body: null });
    expect(evidenceIn(`${head}\n{"id":1,"name":"somebody"}\n`).request?.body).toBe('{"id":1,"name":"somebody"}');
  });
});
