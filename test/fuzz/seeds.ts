/** The files of the checkout whose changed bytes readers are given. One character is one byte. */
import { globSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { MARKED } from '../support/marked-keys.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

/** Longer files are cut, so that the changes are near to what the reader looks at first. */
const LONGEST = 16_000;

const filesIn = (...patterns: string[]): readonly string[] =>
  globSync(patterns)
    .toSorted()
    .map((path) => readFileSync(path, 'latin1').slice(0, LONGEST));

const REQUESTS = filesIn('fixtures/requests/get-range.txt', 'fixtures/requests/put*.txt', 'test/captures/*.txt');
const [FIRST = ''] = REQUESTS;

/** The first request as a line for `sigv4 verify --jsonl`. */
const [, method, target] = /^(\S+) (\S+)/.exec(FIRST) ?? [];
const headers = [...FIRST.matchAll(/^([\w-]+): (.*?)\r?$/gm)].map(([, name, value]) => [name, value]);
const LINE = JSON.stringify({ id: 1, request: { method, target, headers }, at: '20130524T000000Z' });

const HAR = JSON.stringify({
  log: {
    entries: [
      {
        startedDateTime: '2013-05-24T00:00:00.000Z',
        time: 12.5,
        request: {
          method: 'GET',
          url: 'https://photos.s3.amazonaws.com/a?x=1',
          httpVersion: 'HTTP/2',
          headers: [{ name: 'x-amz-date', value: '20130524T000000Z' }],
        },
        response: {
          status: 403,
          statusText: '',
          headers: [{ name: 'server', value: 'AmazonS3' }],
          content: { text: 'PEVycm9yPg==', encoding: 'base64' },
        },
      },
    ],
  },
});

const SEEDS_BY_FORM = {
  requests: [
    ordered({ keyId: MARKED.accessKeyId, secret: MARKED.secret }).request,
    ...REQUESTS,
    ':method: GET\n:authority: photos.s3.amazonaws.com\n:scheme: https\n:path: /a?b=c\nrange: bytes=0-9\n',
  ],
  heads: REQUESTS.map((text) => text.split(/(?<=\r?\n\r?\n)/)[0] ?? ''),
  responses: [
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nA: b\r\n\r\n',
    'HTTP/1.0 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n<Error><Code>AccessDenied</Code></Error>',
  ],
  trailers: ['x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:63bddb24\r\n\r\n', 'A: b\r\n C: d\r\n\r\n'],
  chunked: [
    '5;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\nhello\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n',
    '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n',
  ],
  forms: [
    '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\na/$(x)\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\nContent-Type: text/plain\r\n\r\nbody\r\n--b--\r\n',
  ],
  policies: [
    '{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "b"}, ["starts-with", "$key", "user/"], ["content-length-range", 0, 9]]}',
  ],
  json: [LINE, '{"a": [1, -2.5e3, true, null, "\\u00e9\\ud83d\\ude00"], "b": {"c": ""}}'],
  har: [HAR],
  urls: [
    ...filesIn('test/captures/*.url'),
    'https://examplebucket.s3.amazonaws.com/a%20b//c?list-type=2&prefix=a%2Fb&versionId',
    's3://examplebucket/a key/ü.txt',
    'http://[::1]:9000/bucket/%2e%2e/key?a=b#c',
  ],
  commands: [
    "curl -d $'a\\x41\\u00e9\\'\\n' \"https://h/$HOME\"",
    ...filesIn('fixtures/requests/curl-signed.txt', 'test/evidence/fixtures/copy-as-curl*.txt'),
  ],
  canonical: [
    'GET\n/test.txt\nlist-type=2\nhost:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\n\nhost;range\nUNSIGNED-PAYLOAD',
    `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${'0'.repeat(64)}`,
  ],
  authorization: REQUESTS.flatMap((text) => /^authorization: (.*)$/im.exec(text)?.[1] ?? []),
  pastes: filesIn(
    'test/evidence/fixtures/*',
    'test/evidence/proxies/logs/*',
    'fixtures/failures/*',
    'fixtures/requests/*',
  ),
  xml: [
    '<?xml version="1.0"?><CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part><PartNumber>1</PartNumber><ETag>&quot;a&quot;</ETag></Part><!-- c --><![CDATA[x]]></CompleteMultipartUpload>',
  ],
  dates: [
    'Fri, 24 May 2013 00:00:00 GMT',
    'Friday, 24-May-13 00:00:00 GMT',
    'Fri May 24 00:00:00 2013',
    '20130524T000000Z',
  ],
  gzip: [gzipSync('a text that is compressed, compressed').toString('latin1')],
  base64: ['eyJleHBpcmF0aW9uIjogIjIwMzAifQ==', 'aGVsbG8'],
  progress: ['01-knock s1 passed attempts 2 hints 1 solution-shown answer b\nlast 02-authorization-header\n'],
  keyboard: [
    '\x1b[A\x1b[1;5C\x1b[<0;10;5M\x1b[200~paste\x1b[201~\x1b]11;rgb:0000/0000/0000\x07qü\x03',
    '\x1bOA\x1b[27;5;105~\x1b[M !!',
  ],
  answers: [
    '{"id":"a","signature":"0123"}',
    '{"id":"a","stringToSign":"AWS4-HMAC-SHA256\\n","canonicalRequest":"GET\\n/\\n"}',
  ],
} satisfies Readonly<Record<string, readonly string[]>>;

const { requests, urls, commands } = SEEDS_BY_FORM;
export const SEEDS = { ...SEEDS_BY_FORM, anyForm: [...requests, ...urls, ...commands] };
