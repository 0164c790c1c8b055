/** Causes of path, query and transport that the answer states, or that request and answer make likely. */
import { expect, it } from 'vitest';
import { CAUSES } from '../../../src/causes/table.ts';
import { causesFrom, requestOf, type Stated } from '../../support/evidence/quoting-answer.ts';
import { ordered } from '../../support/sandbox/sandbox-client.ts';
import { presigned } from '../../support/sigv4/presigned-order.ts';

const BUCKET_HOST = 'photos.minio.example.com';
const URL_OF_GET = presigned().request;
const signed = (path: string, host = 'minio.example.com') => ordered({ path, host }).request;
const withTarget = (change: (target: string) => string) =>
  URL_OF_GET.replace(/ (\/\S*) HTTP/, (_, target: string) => ` ${change(target)} HTTP`);

type Row = readonly [name: string, answer: Stated, request: string | null, certainty: string, says: string];

const ROWS: readonly Row[] = [
  [
    'path-not-encoded/sent-in-latin-1',
    { status: 400, code: 'InvalidURI', details: { URI: '/examplebucket/f%FCr.txt' } },
    null,
    'proved',
    'The path has bytes that are not UTF-8, such as Latin-1 letters, and the server refuses it.',
  ],
  [
    'path-not-encoded/lone-percent',
    { status: 400, code: 'InvalidURI', message: "Couldn't parse the specified URI." },
    signed('/examplebucket/sure.txt').replace('sure', '100%-sure'),
    'proved',
    'The path has a percent sign that is not encoded as %25, and the server refuses it.',
  ],
  [
    'redirect-not-resigned/temporary',
    {
      status: 307,
      code: 'TemporaryRedirect',
      details: { Endpoint: 'examplebucket.s3-us-west-2.amazonaws.com', Bucket: 'examplebucket' },
      headers: { 'x-amz-bucket-region': 'us-west-2' },
    },
    null,
    'proved',
    "The server redirects this request to the endpoint 'examplebucket.s3-us-west-2.amazonaws.com' in the Region 'us-west-2', where the signature for the first host is not valid.",
  ],
  [
    'redirect-not-resigned/permanent',
    { status: 301, code: 'PermanentRedirect', details: { Endpoint: 's3.eu-west-1.amazonaws.com' } },
    null,
    'proved',
    "The server redirects this request to the endpoint 's3.eu-west-1.amazonaws.com', where the signature for the first host is not valid.",
  ],
  [
    'redirect-not-resigned/permanent',
    { status: 301, code: '', headers: { location: 'https://s3.eu-west-1.amazonaws.com/examplebucket/test.txt' } },
    null,
    'proved',
    "The server redirects this request to the endpoint 's3.eu-west-1.amazonaws.com', where the signature for the first host is not valid.",
  ],
  [
    'virtual-host-vs-path-style/virtual-host-only',
    { code: 'SecondLevelDomainForbidden', message: 'Please use virtual hosted style to access.' },
    null,
    'proved',
    'The server accepts requests only in virtual-hosted style, BUCKET.ENDPOINT, but this request uses path style.',
  ],
  [
    'virtual-host-vs-path-style/null',
    { status: 404, code: 'NoSuchBucket', details: { BucketName: 'Holiday.jpg' } },
    signed('/Holiday.jpg', BUCKET_HOST),
    'possible',
    "The server probably reads 'Holiday.jpg', the beginning of the path, as the bucket, and not 'photos' in the host name.",
  ],
  [
    'bucket-twice/null',
    { status: 404, code: 'NoSuchKey' },
    signed('/photos/holiday.jpg', BUCKET_HOST),
    'possible',
    "The bucket 'photos' is in the host name and also at the beginning of the path.",
  ],
  [
    'path-normalised/null',
    {},
    signed('/photos//a.jpg'),
    'possible',
    'The path contains "//", which many HTTP clients and proxies remove after signing.',
  ],
  [
    'path-normalised/slashes-merged',
    { details: { Resource: '/photos/a.jpg' } },
    signed('/photos//a.jpg'),
    'explains',
    "The server says that it saw '/photos/a.jpg'.",
  ],
  [
    'path-prefix-stripped-by-proxy/first-segment',
    { details: { Resource: '/photos/a b.jpg' } },
    signed('/s3/photos/a b.jpg'),
    'possible',
    "The server says that it saw '/photos/a%20b.jpg'.",
  ],
  [
    'literal-plus-read-as-space/in-path',
    { details: { Resource: '/photos/a b.jpg' } },
    signed('/photos/a+b.jpg'),
    'explains',
    "The server says that it saw '/photos/a%20b.jpg'.",
  ],
  [
    'trailing-slash/lost',
    { details: { Resource: '/photos' } },
    signed('/photos/'),
    'explains',
    "The server says that it saw '/photos'.",
  ],
  [
    'method-mismatch/null',
    { code: '' },
    URL_OF_GET.replace('GET', 'HEAD'),
    'possible',
    'The URL was used with HEAD, but most presigned URLs are signed for GET.',
  ],
  [
    'method-mismatch/null',
    {},
    URL_OF_GET.replace('GET', 'POST'),
    'possible',
    'The URL was used with POST, but presigned URLs for uploads are signed for PUT.',
  ],
  [
    'lowercase-percent-hex/null',
    {},
    withTarget((target) => target.replaceAll('%2F', '%2f')),
    'possible',
    'The URL contains the lowercase escape %2f, but the signature requires uppercase.',
  ],
  [
    'presigned-url-mangled/null',
    { status: 400, code: 'AuthorizationQueryParametersError' },
    withTarget((target) => target.replaceAll('%2F', '%252F')),
    'explains',
    'The query of the URL is percent-encoded a second time',
  ],
  [
    'presigned-url-mangled/null',
    { status: 400, code: 'AuthorizationQueryParametersError' },
    withTarget((target) => target.replaceAll('&', '&amp;')),
    'explains',
    'The URL has &amp; instead of &: it was copied from HTML or XML',
  ],
  [
    'presigned-url-mangled/null',
    { status: 400, code: 'AuthorizationQueryParametersError' },
    withTarget((target) => target.replace(/&.*/, '')),
    'explains',
    'The URL ends at its first &, where a shell ends the command',
  ],
  [
    'presigned-url-mangled/signature-cut',
    {},
    withTarget((target) => target.slice(0, -4)),
    'explains',
    'X-Amz-Signature has only 60 of its 64 digits: the URL was cut off.',
  ],
  [
    'presigned-url-mangled/signature-with-more',
    {},
    withTarget((target) => `${target}%22`),
    'explains',
    'X-Amz-Signature has 3 extra characters after its 64 digits.',
  ],
  [
    'presigned-url-mangled/cut',
    {
      status: 400,
      code: 'AuthorizationQueryParametersError',
      message:
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    },
    null,
    'possible',
    'The server did not find all parameters of the signature',
  ],
];

it.each(ROWS)('%s of %o', (name, answer, request, certainty, says) => {
  // Alone: if something else is proved, this is not named as possible.
  const only = CAUSES.filter(({ id }) => name.startsWith(`${id}/`));
  const findings = causesFrom({ answer, ...(request === null ? {} : { request: requestOf(request) }) }, only);
  const found = findings.find(({ cause, variant }) => `${cause.id}/${variant}` === name);
  expect(found?.certainty.kind).toBe(certainty);
  expect(found?.says).toContain(says);
});

it('a resource that a server reports as it arrived is not encoded again', () => {
  const request = requestOf(signed('/photos/a b.jpg'));
  for (const Resource of ['/photos/a%20b.jpg', '/photos/a b.jpg'])
    expect(causesFrom({ answer: { details: { Resource } }, request })).toEqual([]);
});

it('a plain mismatch of a plain request makes nothing likely', () => {
  expect(causesFrom({ answer: {}, request: requestOf(signed('/photos/a.jpg')) })).toEqual([]);
  expect(causesFrom({ answer: {}, request: requestOf(URL_OF_GET) })).toEqual([]);
  const answer = { details: { Resource: '/photos/a b.jpg' } };
  expect(causesFrom({ answer, request: requestOf(signed('/photos/a b.jpg')) })).toEqual([]);
});

it('a missing bucket of a right name makes no style of addressing likely', () => {
  const answer = { status: 404, code: 'NoSuchBucket', details: { BucketName: 'photos' } };
  expect(causesFrom({ answer, request: requestOf(signed('/photos/a.jpg')) })).toEqual([]);
});
