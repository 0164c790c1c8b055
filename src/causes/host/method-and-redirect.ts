/** Causes in which the request is sent with a different method, or to a different host after a redirect. */
import { readS3Host, regionalHost } from '../../aws/s3-hosts.ts';
import { type Octets, sentencePart } from '../../bytes/octets.ts';
import { type Draft, headerOf, withValue } from '../../drafts/draft.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { withoutPort } from '../../http/host.ts';
import { splitTarget } from '../../http/target.ts';
import { mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { isSignatureChecked } from '../../sides/right-signature.ts';
import type { Sides } from '../../sides/sides.ts';
import { signedNames } from '../../sides/signs.ts';
import { MISMATCH } from '../answers.ts';
import type { Suspicion } from '../cause.ts';
import { type Change, cause, copied, forEach, plainDifference, possible, signing, traveling } from '../define-cause.ts';
import { feature } from '../features/feature.ts';
import { ofHost } from '../features/host.ts';
import { ofPayload } from '../features/payload.ts';

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH'] as const;
/** Methods that clients, proxies, and redirects switch to. HEAD is omitted because its response has no text to read. */
const ARRIVING = ['GET', 'PUT', 'POST', 'DELETE'] as const;
const SELDOM = ['HEAD', 'OPTIONS', 'PATCH'] as const;

const withMethod =
  (...methods: readonly string[]): Change =>
  (draft) =>
    methods.map((method) => ({ ...draft, method: method as Octets }));
const inLowerCase: Change = (draft, around) => withMethod(draft.method.toLowerCase())(draft, around);

/**
 * Matches S3 operations that use POST:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
const POSTED = /[?&](?:uploads|uploadId|delete|restore|select|select-type)(?:[=&]|$)/;

/**
 * Suspects the method of a presigned URL, because a URL does not state its method. Most URLs that sign only the host
 * are for GET.
 */
function suspicionOfUnsaid(sides: Sides): Suspicion | null {
  const { known, draft } = sides.server;
  if (known !== 'quoted' || draft === null || draft.method === 'GET') return null;
  if (signedNames(sides).some((name) => name !== 'host')) return null;
  return possible(`The URL was used with ${sentencePart(draft.method)}, but most presigned URLs are signed for GET.`, {
    fix: 'Presign the URL for the method that you use.',
  });
}

/** The method is the first line that is signed, so a URL signed for GET works only with GET. */
export const methodMismatch = cause('method-mismatch', 'http-method', {
  says: 'The request arrived with an HTTP method other than the one that was signed.',
  symptom: "The first line of the server's canonical request has a method other than the one that was signed.",
  fix: 'Sign the method that you send, in uppercase. Make sure that no proxy or CDN turns HEAD into GET.',
  lines: { nginx: 'proxy_cache_convert_head off;' },
  threads: `
    aws/aws-sdk-js/issues/457 mhart/aws4/issues/76 minio/minio/issues/6146 adobe/S3Mock/issues/125
    rustfs/rustfs/issues/5840 appwrite/appwrite/pull/13744 cloudflare/cloudflare-docs/issues/6003
    streamio/streamio-ffmpeg/pull/236 aws/aws-sdk-java-v2/issues/5473 encoredev/encore/issues/1846
    dandi/dandi-cli/pull/675
  `,
  breaks: {
    'method-capitals': (method) => `The client signed the method as ${method}, but methods are in capital letters.`,
  },
  features: [
    ofHost.cloudflare,
    ofPayload.madeForUpload,
    feature('method-head', 'The method is HEAD, which CDNs turn into GET.', (seen) =>
      seen.methods.includes('HEAD') ? 'HEAD' : null,
    ),
    feature('get-in-version-2', "The method in the server's string to sign is GET.", (seen) =>
      seen.form === 'version-2' && seen.methods.includes('GET') ? 'GET' : null,
    ),
  ],
  test: 'Send the URL with curl -X and the method that it was signed for.',
  inVersion2: true,
  yes: { 'sent-directly': 0.5 },
  answers: { 'arrived-as-another': ['none', MISMATCH] },
  triesAllValues: true,
  mutations: {
    ...forEach(METHODS, (method) => [
      `signed-for-${method.toLowerCase()}`,
      signing(`The request was signed for ${method} but sent with a different method.`, withMethod(method)),
    ]),
    'lower-case': signing('The method was signed in lowercase.', inLowerCase),
    ...forEach(ARRIVING, (method) => [
      `arrived-as-${method.toLowerCase()}`,
      traveling(`The request was signed for a different method but arrived as ${method}.`, withMethod(method)),
    ]),
    'arrived-as-another': traveling(
      'The request arrived with a different method than it was signed for.',
      withMethod(...SELDOM),
    ),
    'sent-in-lower-case': traveling('The method was signed in uppercase but arrived in lowercase.', inLowerCase),
    ...plainDifference('method', {
      signed: 'The method that was signed is not the method that the server computed with.',
      arrived: 'The method changed between signing and the server.',
      change: copied('method'),
    }),
  },
  suspects(sides) {
    const { scheme, request, answer, server } = sides;
    if (scheme !== 'query' || !request || !mayBeSignersMistake(sides) || isSignatureChecked(sides)) return null;
    if (request.unsaid.includes('method')) return suspicionOfUnsaid(sides);
    if (answer?.status !== 403 || server.known === 'quoted') return null;
    const { method, target } = request.head;
    if (method.octets === 'HEAD') {
      return possible('The URL was used with HEAD, but most presigned URLs are signed for GET.', {
        fix: 'Presign a URL for HEAD, or request the first byte with GET and Range: bytes=0-0.',
      });
    }
    if (method.octets !== 'POST' || POSTED.test(`?${splitTarget(target).query?.octets ?? ''}`)) return null;
    return possible('The URL was used with POST, but presigned URLs for uploads are signed for PUT.', {
      fix: 'Send the file with PUT (curl -T, fetch with method "PUT"), not with a form.',
    });
  },
});

const REDIRECTION = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTRedirect.html';

/** Regions with many buckets. These Regions are tried if the server did not report its host. */
const REDIRECT_REGIONS = 'eu-west-1 eu-central-1 us-west-2 us-east-2 us-west-1 ap-southeast-1 ap-northeast-1'.split(
  ' ',
);

const CODES = new Set(['TemporaryRedirect', 'PermanentRedirect', 'Redirect']);
const STATUSES = new Set([301, 302, 303, 307, 308]);

/** Lists other S3 hosts for the same bucket. Returns an empty list if the host is not an S3 host. */
function otherHosts(draft: Draft, { other }: MutationContext, guesses: readonly string[]): Octets[] {
  const host = headerOf(draft, 'host');
  const own = host === null ? null : readS3Host(withoutPort(host));
  if (!own) return [];
  const others = other
    ? [headerOf(other, 'host')]
    : guesses.map((name) => (own.bucket ? `${own.bucket}.${name}` : name));
  return others.filter(
    (name): name is Octets =>
      name !== null &&
      withoutPort(name) !== withoutPort(host ?? '') &&
      readS3Host(withoutPort(name))?.bucket === own.bucket,
  );
}

const SENT_ON_TO = REDIRECT_REGIONS.map(regionalHost);
const SIGNED_FOR = ['s3.amazonaws.com', 's3.us-east-1.amazonaws.com', 's3-external-1.amazonaws.com'];

const followRedirect: Change = (draft, around) =>
  otherHosts(draft, around, SENT_ON_TO).map((host) => withValue(draft, 'host', host));

const followAsGet: Change = (draft, around) =>
  draft.method === 'GET' ? [] : followRedirect({ ...draft, method: 'GET' as Octets }, around);

const signForFirst: Change = (draft, around) =>
  otherHosts(draft, around, SIGNED_FOR).map((host) => withValue(draft, 'host', host));

function placeOf({ details, headers }: ServerAnswer): string | null {
  const location = headers.get('location');
  const host = location === undefined ? null : /^https?:\/\/([^/?#]+)/i.exec(location)?.[1];
  return details.get('Endpoint') ?? host ?? null;
}

export const redirectNotResigned = cause('redirect-not-resigned', 'transport', {
  says: 'The request went to an S3 host other than the one that it was signed for, probably after a redirect.',
  symptom:
    "The host in the server's canonical request is another S3 endpoint, or the response is a redirect with an Endpoint or a Location.",
  fix: 'Do not let the HTTP client follow redirects on its own. Sign again for the host in the Endpoint or Location of the response, and for the Region in x-amz-bucket-region.',
  see: REDIRECTION,
  threads: `
    snowflakedb/snowflake-connector-python/pull/2900 aws/aws-sdk-go/issues/4800 rusoto/rusoto/issues/63
    s3fs-fuse/s3fs-fuse/pull/1681 waderobson/s3-auth/issues/1 aws/aws-sdk-ruby/issues/133 oven-sh/bun/pull/35869
    boto/boto/issues/2921
  `,
  needs: ['answer-before-signature'],
  mutations: {
    followed: traveling(
      'The request was signed for one S3 host but arrived at another host of the same bucket: the HTTP client may have followed a redirect.',
      followRedirect,
    ),
    'followed-as-get': traveling(
      'A redirect to another S3 host was followed, and with GET instead of the method that was signed.',
      followAsGet,
    ),
    'signed-for-first': signing(
      'The request was signed for a different S3 host than it was sent to, although for the same bucket.',
      signForFirst,
    ),
  },
  states(answer) {
    const isStated = answer.code !== null && CODES.has(answer.code);
    const place = placeOf(answer);
    const isSent = answer.status !== null && STATUSES.has(answer.status) && place !== null;
    if (!isStated && !isSent) return null;
    const region = answer.headers.get('x-amz-bucket-region') ?? answer.details.get('Region');
    const where = [
      place === null ? 'another endpoint' : `the endpoint '${place}'`,
      region === undefined ? '' : `in the Region '${region}'`,
    ].filter((part) => part !== '');
    return {
      variant: answer.code === 'TemporaryRedirect' || answer.status === 307 ? 'temporary' : 'permanent',
      says: `The server redirects this request to ${where.join(' ')}, where the signature for the first host is not valid.`,
      fix: `Do not let the HTTP client follow the redirect on its own. Sign the request again${region === undefined ? '' : ` for the Region '${region}'`}${place === null ? '' : ` with the host '${place}'`}, and send that.`,
    };
  },
});
