/**
 * Causes that involve signed headers that proxies and HTTP libraries write themselves. Each cause is for a single
 * header.
 */
import { REWRITTEN_HEADERS } from '../../aws/rewritten-headers.ts';
import { headerOf, withHeader } from '../../drafts/draft.ts';
import { eachOf } from '../../drafts/parts.ts';
import type { Sides } from '../../sides/sides.ts';
import { seenHeader } from '../../sides/signs.ts';
import { MISMATCH } from '../answers.ts';
import { type Change, cause, inTransit, type Mistake, seenOtherwise, signing, traveling } from '../define-cause.ts';
import { feature, rule, signedLike } from '../features/feature.ts';
import { ofHeaders } from '../features/headers.ts';
import { ofHost } from '../features/host.ts';
import { header, suspectHeader } from './one-header.ts';

/** The changes that can happen to any of these headers, whose names are written as in a sentence. */
const removedInTransit = (name: string): Mistake =>
  inTransit(
    `${name} was signed but did not arrive: something in transit removed it.`,
    header(name.toLowerCase()).removed,
  );
const arrivedOther = (name: string, ...changes: readonly Change[]): Mistake =>
  traveling(`${name} was signed but arrived with a different value.`, eachOf(...changes));
const signedAndNotSent = (name: string, ...values: readonly string[]): Mistake =>
  seenOtherwise(
    `The client signed ${name}, but the server received none.`,
    header(name.toLowerCase()).unsent(...values),
  );

const ACCEPT_ENCODING = header('accept-encoding');
const GZIP = ['gzip'];
const BROTLI = ['gzip, br', 'gzip,br', 'br, gzip', 'br,gzip'];
const USUAL = [
  'identity',
  'gzip, deflate',
  'gzip,deflate',
  'deflate, gzip',
  'gzip, deflate, br',
  'gzip, deflate, br, zstd',
  'gzip, compress, deflate, br',
  'gzip;q=1.0,deflate;q=0.6,identity;q=0.3',
  '*',
];

const addGoogleMark = (value: string) => [value === '' ? 'gzip(gfe)' : `${value},gzip(gfe)`, 'gzip,gzip(gfe)'];
const joinValues = (value: string) => [
  `gzip, ${value}`,
  `${value}, gzip`,
  `${value}, ${value}`,
  `gzip, ${value}, ${value}`,
];

/** The header applies to only one connection, so proxies write their own value. */
export const acceptEncodingRewritten = cause('accept-encoding-rewritten', 'canonical-headers', {
  says: 'Accept-Encoding was signed, but the server received a different value.',
  symptom:
    'accept-encoding is a signed header, and the server has a different value, such as "gzip" or "gzip, br" from Cloudflare, or one with gzip(gfe) from Google.',
  fix: 'Configure the proxy to pass Accept-Encoding on unchanged, or do not sign it (rclone: --s3-sign-accept-encoding=false; in an SDK, remove it from the signed headers).',
  fixIn: 'proxy',
  lines: {
    rclone: '--s3-sign-accept-encoding=false',
    nginx: 'proxy_set_header Accept-Encoding $http_accept_encoding;',
    caddy: 'transport http { compression off }',
  },
  see: REWRITTEN_HEADERS.find(({ names }) => names.includes('accept-encoding'))?.source ?? '',
  threads: `
    hashicorp/terraform/issues/36412 backblaze-b2-samples/cloudflare-b2/issues/5
    backblaze-b2-samples/cloudflare-b2/pull/4 backblaze-b2-samples/cloudflare-b2-proxy/issues/15
    supabase/storage/pull/729 s3s-project/s3s/issues/458 rclone/rclone/issues/6670 aws/aws-sdk-go-v2/issues/1816
    benbjohnson/litestream/issues/1386 benbjohnson/litestream/pull/1394 siderolabs/talos-backup/issues/64
    siderolabs/omni/pull/169 versity/versitygw/pull/2045 getprobo/probo/pull/1630 Dokploy/dokploy/pull/2669
  `,
  features: [
    feature(
      'accept-encoding-signed',
      'Accept-Encoding is signed, and proxies rewrite it.',
      signedLike(/^accept-encoding$/),
    ),
    ofHost.cloudflare,
    feature(
      'backend-of-worker',
      'Backblaze B2, which often has a CDN or a worker in front of it, refused the request.',
      (seen) => (seen.server === 'b2' && seen.form !== 'query' ? '' : null),
    ),
  ],
  lesson: 'in-the-middle',
  isAbout: (name) => name === 'accept-encoding',
  test: 'Send "Accept-Encoding: gzip", or sign without this header.',
  yes: { 'sent-directly': 0.9 },
  mutations: {
    'to-gzip': inTransit(
      'Accept-Encoding was signed, but it was changed to "gzip" in transit.',
      ACCEPT_ENCODING.to(...GZIP),
    ),
    'to-gzip-br': inTransit(
      'Accept-Encoding was signed, but it was changed to gzip and br in transit.',
      ACCEPT_ENCODING.to(...BROTLI),
    ),
    'google-mark': inTransit(
      'Accept-Encoding was signed, but gzip(gfe) was added to its end in transit.',
      ACCEPT_ENCODING.by(addGoogleMark),
    ),
    joined: inTransit(
      'Accept-Encoding was signed, but a value was added to it in transit.',
      ACCEPT_ENCODING.by(joinValues),
    ),
    removed: removedInTransit('Accept-Encoding'),
    'to-another': arrivedOther('Accept-Encoding', ACCEPT_ENCODING.to(...USUAL), ACCEPT_ENCODING.toOther),
    'signed-before-rewriting': seenOtherwise(
      'The client signed a different Accept-Encoding than the server received.',
      eachOf(ACCEPT_ENCODING.to('identity', ...GZIP, ...BROTLI, ...USUAL, ''), ACCEPT_ENCODING.toOther),
    ),
    'signed-and-not-sent': signedAndNotSent('Accept-Encoding', 'identity', ...GZIP, ...USUAL),
  },
  suspects: suspectHeader('accept-encoding', {
    differs: 'Accept-Encoding',
    lost: 'Accept-Encoding was signed, but the server has no value for it: it did not arrive.',
    listed: (sides) => {
      const network = networkOf(sides);
      const reason = network === null ? 'many proxies rewrite it' : `${network} rewrites it`;
      return `Accept-Encoding is among the signed headers, and ${reason}.`;
    },
  }),
});

/**
 * Returns the name of the content delivery network that left its mark on the request or the response; `null` if no
 * network left a mark.
 */
function networkOf(sides: Sides): string | null {
  const marks = ['server', 'cdn-loop', 'via'].map((name) => seenHeader(sides, name) ?? '').join(' ');
  if (seenHeader(sides, 'cf-ray') !== null || /cloudflare/i.test(marks))
    return 'Cloudflare, which the request went through,';
  return /google/i.test(marks) ? "Google's front end, which the request went through," : null;
}

const CONTENT_LENGTH = header('content-length');

/** Signs the given length, in the canonical headers and in the list of signed headers. */
const signedAs =
  (value: string): Change =>
  (draft) =>
    headerOf(draft, 'content-length') === value ? [] : [withHeader(draft, 'content-length', value)];

const asBody: Change = (draft, around) =>
  around.body === null ? [] : CONTENT_LENGTH.to(String(around.body.length))(draft, around);

export const contentLengthSigned = cause('content-length-signed', 'canonical-headers', {
  says: 'Content-Length was signed, but the server has a different value or none.',
  symptom: 'content-length is a signed header, and the server has a different value or an empty one.',
  fix: 'Do not sign Content-Length. Proxies and HTTP libraries replace it or send the body in chunks, and some servers do not treat it as a header.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-8.6',
  threads: `
    pgbackrest/pgbackrest/issues/1340 pgbackrest/pgbackrest/pull/1341 envoyproxy/ai-gateway/pull/694
    envoyproxy/ai-gateway/pull/697 inreachventures/aws-signing-request-interceptor/pull/38
    aws/aws-sdk-ruby/issues/2581 aws/aws-sdk-js/issues/86
  `,
  features: [
    feature(
      'content-length-signed',
      'Content-Length is signed, and connections change it.',
      signedLike(/^content-length$/),
    ),
    ofHeaders.signedValueEmpty,
  ],
  lesson: 'in-the-middle',
  isAbout: (name) => name === 'content-length',
  test: 'Sign without Content-Length.',
  yes: { 'other-requests': 0.85, 'without-body': 0.7, 'sent-directly': 0.5 },
  answers: { 'signed-empty': ['none', MISMATCH], 'to-another': ['BadRequest'] },
  mutations: {
    removed: removedInTransit('Content-Length'),
    'to-another': arrivedOther('Content-Length', CONTENT_LENGTH.to('-1'), CONTENT_LENGTH.toOther, asBody),
    'signed-as-zero': signing('The client signed a Content-Length of 0, but sent a different length.', signedAs('0')),
    'signed-as-unknown': signing(
      'The client signed -1 for Content-Length, which its library uses for an unknown length.',
      signedAs('-1'),
    ),
    'signed-empty': signing('The client signed Content-Length without a value.', signedAs('')),
    'signed-and-not-sent': signing(
      'The client signed Content-Length but sent none.',
      eachOf(CONTENT_LENGTH.toOther, asBody, CONTENT_LENGTH.unsent('0')),
    ),
  },
  suspects: suspectHeader('content-length', {
    lost: 'Content-Length was signed, but the server has no value for it.',
    listed: () =>
      'Content-Length is among the signed headers. Proxies change it, and some servers do not treat it as a header.',
  }),
});

const EXPECT = header('expect');
const SPELLINGS = ['100-continue', '100-Continue'];

export const expectSigned = cause('expect-signed', 'canonical-headers', {
  says: 'Expect was signed, but the server has a different value or none. Proxies respond to it and do not pass it on.',
  symptom: 'expect is a signed header, and the server has no value for it.',
  fix: 'Do not sign Expect, or do not send it (curl: -H "Expect:", Apache HttpClient: setExpectContinueEnabled(false)). Proxies answer it and do not pass it on.',
  lines: { curl: '-H "Expect:"', java: 'ApacheHttpClient.builder().expectContinueEnabled(false)' },
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1',
  threads: `
    kopeio/aws-es-proxy/issues/8 amazon-archives/aws-request-signing-apache-interceptor/issues/6
    brendanhay/amazonka/pull/330 minio/minio/issues/2986
  `,
  isAbout: (name) => name === 'expect',
  features: [rule('expect-signed', 'Expect is signed, and proxies answer it themselves.', signedLike(/^expect$/))],
  lesson: 'in-the-middle',
  yes: { 'without-body': 0.7 },
  mutations: {
    removed: removedInTransit('Expect'),
    'another-spelling': traveling(
      'Expect was signed but arrived with different spelling.',
      eachOf(EXPECT.to(...SPELLINGS), EXPECT.toOther),
    ),
    'signed-and-not-sent': signedAndNotSent('Expect', ...SPELLINGS),
    'signed-in-another-spelling': signing(
      'The client signed Expect with a different value than it sent.',
      eachOf(EXPECT.to(...SPELLINGS, ''), EXPECT.toOther),
    ),
  },
  suspects: suspectHeader('expect', {
    lost: 'Expect was signed, but the server has no value for it: a proxy answered it, or it was not sent.',
    listed: () => 'Expect is among the signed headers. Proxies respond to it and do not pass it on.',
  }),
});
