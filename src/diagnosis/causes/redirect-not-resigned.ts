/**
 * Describes a redirect that was followed with the old signature, which is not valid for the new host and often not for
 * its Region.
 */
import { readS3Host, regionalHost } from '../../aws/s3-hosts.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import type { Cause, Statement } from '../cause.ts';
import { type Draft, headerOf, withValue } from '../draft/draft.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import type { Surroundings } from '../surroundings.ts';

const REDIRECTION = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTRedirect.html';

/** Lists Regions with many buckets. They are tried if the server did not report its host. */
const REGIONS = [
  'eu-west-1',
  'eu-central-1',
  'us-west-2',
  'us-east-2',
  'us-west-1',
  'ap-southeast-1',
  'ap-northeast-1',
];

const CODES = new Set(['TemporaryRedirect', 'PermanentRedirect', 'Redirect']);
const STATUSES = new Set([301, 302, 303, 307, 308]);

/** Lists other S3 hosts for the same bucket. Returns none if the host is not an S3 host. */
function otherHosts(draft: Draft, { other }: Surroundings, guesses: readonly string[]): Octets[] {
  const host = headerOf(draft, 'host');
  const own = host === null ? null : readS3Host(withoutPort(host));
  if (!own) return [];
  const others = other
    ? [headerOf(other, 'host')]
    : guesses.map((name) => (own.bucket ? `${own.bucket}.${name}` : name));
  return others.filter(
    (name): name is Octets => name !== null && name !== host && readS3Host(withoutPort(name))?.bucket === own.bucket,
  );
}

const withoutPort = (host: string): string => host.replace(/:\d+$/, '');

const SENT_ON_TO = REGIONS.map(regionalHost);
const SIGNED_FOR = ['s3.amazonaws.com', 's3.us-east-1.amazonaws.com', 's3-external-1.amazonaws.com'];

const followRedirect: Mutation['change'] = (draft, around) =>
  otherHosts(draft, around, SENT_ON_TO).map((host) => withValue(draft, 'host', host));

const followAsGet: Mutation['change'] = (draft, around) =>
  draft.method === 'GET' ? [] : followRedirect({ ...draft, method: 'GET' as Octets }, around);

const signForFirst: Mutation['change'] = (draft, around) =>
  otherHosts(draft, around, SIGNED_FOR).map((host) => withValue(draft, 'host', host));

function placeOf({ details, headers }: ServerAnswer): string | null {
  const location = headers.get('location');
  const host = location === undefined ? null : /^https?:\/\/([^/?#]+)/i.exec(location)?.[1];
  return details.get('Endpoint') ?? host ?? null;
}

function statementOf(answer: ServerAnswer): Statement | null {
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
}

export const redirectNotResigned: Cause = {
  id: 'redirect-not-resigned',
  stage: 'transport',
  says: 'The request went to a different S3 host than it was signed for, probably after a redirect.',
  fix: 'Do not let the HTTP client follow redirects on its own. Sign again for the host in the Endpoint or Location of the answer, and for the Region in x-amz-bucket-region.',
  see: REDIRECTION,
  threads: [
    'https://github.com/snowflakedb/snowflake-connector-python/pull/2900',
    'https://github.com/aws/aws-sdk-go/issues/4800',
    'https://github.com/rusoto/rusoto/issues/63',
    'https://github.com/s3fs-fuse/s3fs-fuse/pull/1681',
    'https://github.com/waderobson/s3-auth/issues/1',
    'https://github.com/aws/aws-sdk-ruby/issues/133',
    'https://github.com/oven-sh/bun/pull/35869',
    'https://github.com/boto/boto/issues/2921',
  ],
  mutations: [
    travelling(
      'followed',
      'The request was signed for one S3 host but arrived at another host of the same bucket: the HTTP client may have followed a redirect.',
      followRedirect,
    ),
    travelling(
      'followed-as-get',
      'A redirect to another S3 host was followed, and with GET instead of the method that was signed.',
      followAsGet,
    ),
    signing(
      'signed-for-first',
      'The request was signed for a different S3 host than it was sent to, although for the same bucket.',
      signForFirst,
    ),
  ],
  states: statementOf,
  example: {
    kind: 'answer',
    text: '<Error><Code>TemporaryRedirect</Code><Message>Please re-send this request to the specified temporary endpoint. Continue to use the original request endpoint for future requests.</Message><Endpoint>examplebucket.s3-eu-west-1.amazonaws.com</Endpoint><Bucket>examplebucket</Bucket></Error>',
  },
};
