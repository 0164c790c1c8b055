/** The requests of lessons come out as AWS's documentation prints them, and what cannot be signed is said. */
import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/drafts/replay.ts';
import { writeRequestHead } from '../../../src/http/message.ts';
import type { PreparedRequest } from '../../../src/lessons/prepared.ts';
import { prepareLesson, tryPreparing } from '../../../src/lessons/shots/prepare.ts';
import { findValue } from '../../../src/trace/trace.ts';
import { checkYaml, type LessonFields, lessonOfText, preparedOfText } from '../../support/lessons/lesson-text.ts';

const ONLY_REQUESTS: LessonFields = {
  run: '',
  look: '',
  break: '',
  check: checkYaml('{ kind: type, expected: { text: yes } }', 'yes'),
};

const prepared = (requests: string) => preparedOfText({ ...ONLY_REQUESTS, requests: `requests:\n${requests}` });

async function first(requests: string): Promise<PreparedRequest> {
  const lesson = await prepared(requests);
  return lesson.prepared[0];
}

const octetsOf = ({ trace }: PreparedRequest, id: string) => trace && findValue(trace, id)?.bytes.octets;

/** The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and the pages beside it. */
const DOCUMENTED: readonly (readonly [string, string, string])[] = [
  [
    'GET with a range',
    `  main:
    url: https://examplebucket.s3.amazonaws.com/test.txt
    headers: ['Range: bytes=0-9']`,
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    'PUT with exactly these signed headers',
    `  main:
    method: PUT
    url: https://examplebucket.s3.amazonaws.com/test%24file.text
    headers: ['Date: Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class: REDUCED_REDUNDANCY']
    body: Welcome to Amazon S3.
    signedHeaders: [date, host, x-amz-content-sha256, x-amz-date, x-amz-storage-class]`,
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
  [
    'a presigned URL of a day',
    `  main: { url: 'https://examplebucket.s3.amazonaws.com/test.txt', form: query, expires: 86400 }`,
    'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  ],
  [
    'an upload in chunks',
    `  main:
    method: PUT
    url: https://s3.amazonaws.com/examplebucket/chunkObject.txt
    headers: ['x-amz-storage-class: REDUCED_REDUNDANCY']
    body: { repeat: a, count: 66560 }
    payload: streaming`,
    '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  ],
];

describe("AWS's examples", () => {
  it.each(DOCUMENTED)('%s has the signature that is printed', async (_what, requests, signature) => {
    const request = await first(requests);
    expect(octetsOf(request, 'signature')).toBe(signature);
    expect(writeRequestHead(request.head).octets).toBe(octetsOf(request, 'signed-request'));
    expect(request.right && replay(request.right.draft).signature()).toBe(signature);
  });

  it('the chunks have the signatures that are printed, in the trace and on the wire', async () => {
    const request = await first(DOCUMENTED[3]?.[1] ?? '');
    const signatures = [
      'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
      '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
      'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
    ];
    expect([1, 2, 3].map((chunk) => octetsOf(request, `chunk-${chunk}/signature`))).toEqual(signatures);
    const [one, two, three] = signatures;
    expect(request.body).toBe(
      `10000;chunk-signature=${one}\r\n${'a'.repeat(65_536)}\r\n400;chunk-signature=${two}\r\n${'a'.repeat(1024)}\r\n0;chunk-signature=${three}\r\n\r\n`,
    );
    expect(octetsOf(request, 'encoded-length')).toBe('66824');
  });
});

describe('a request of a lesson', () => {
  it('is there without a signature too', async () => {
    const request = await first("  main: { url: 'https://examplebucket.s3.amazonaws.com/test.txt', form: none }");
    expect(request).toMatchObject({ trace: null, right: null, body: '' });
    expect(request.head.headers.map(({ name }) => name.octets)).toEqual(['Host', 'Connection']);
  });

  it('has what it needs of a session token', async () => {
    const request = await first("  main: { url: 'https://examplebucket.s3.amazonaws.com/', sessionToken: abc }");
    expect(octetsOf(request, 'canonical-request')).toContain('\nx-amz-security-token:abc\n');
  });

  it('of several keeps the order of the file', async () => {
    const url = 'https://examplebucket.s3.amazonaws.com/';
    const lesson = await prepared(`  zebra: { url: '${url}' }\n  ape: { url: '${url}' }`);
    expect(lesson.prepared.map(({ name }) => name)).toEqual(['zebra', 'ape']);
  });
});

/** What is wrong, the fields, and the field that is named. */
const BROKEN: readonly (readonly [string, LessonFields, string])[] = [
  ['no URL', { requests: 'requests: { main: { url: nowhere } }' }, 'requests.main'],
  ['no method', { requests: "requests: { main: { url: 'https://a.example/', method: 'G E T' } }" }, 'requests.main'],
  [
    'no such header to sign',
    { requests: "requests: { main: { url: 'https://a.example/', signedHeaders: [host, x-away] } }" },
    'requests.main',
  ],
  [
    'no such expiry',
    { requests: "requests: { main: { url: 'https://a.example/', form: query, expires: 0 } }" },
    'requests.main',
  ],
  ['no such stage', { look: 'look: { stage: magic, values: [] }' }, 'look.stage'],
  ['no such value', { look: 'look: { stage: request, values: [magic] }' }, 'look.values.0'],
  [
    'no such lines',
    { check: checkYaml('{ kind: type, expected: { value: canonical-request, lines: 9-11 } }', 'x') },
    'check.0.answer.expected',
  ],
  [
    'lines from none',
    { check: checkYaml('{ kind: type, expected: { value: signature, lines: 0 } }', 'x') },
    'check.0.answer.expected',
  ],
  [
    'no such reference',
    { check: checkYaml('{ kind: type, expected: { value: signature } }', "'{{sigature}}'") },
    'check.0.solution',
  ],
  ['no such value that is given', { shown: 'shown: [magic]' }, 'shown.0'],
  ['a text that is of nothing', { values: 'values: { "10 bytes": magic }' }, 'values.10 bytes'],
];

describe('a lesson that cannot be prepared', () => {
  it.each(BROKEN)('has %s, and says where', async (_what, fields, field) => {
    const lesson = lessonOfText(fields);
    const found = await tryPreparing(lesson, 'FILE.md');
    expect(found).toContainEqual(expect.objectContaining({ kind: 'problem', file: 'FILE.md', field }));
    await expect(prepareLesson(lesson)).rejects.toThrow(`ten-lines, ${field}: `);
  });
});
