/** Causes that involve the location of the bucket, which can be in the host name or at the beginning of the path. */
import type { ServerAnswer } from '../../../evidence/evidence.ts';
import { splitTarget } from '../../../http/target.ts';
import { HEADER_CALCULATION } from '../../../sigv4/documentation.ts';
import { type Cause, github, possible, type Statement, type Suspicion } from '../../cause.ts';
import {
  bucketInHost,
  inPathStyle,
  inVirtualHostStyle,
  isKnownVirtualHost,
  keyPath,
  splitHost,
} from '../../draft/addressing.ts';
import { type Draft, headerOf } from '../../draft/draft.ts';
import { hostOf, pathBytes, withPrefix, withUri } from '../../draft/parts.ts';
import { type Mutation, signing, travelling } from '../../mutation.ts';
import type { Sides } from '../../sides.ts';
import { firstSegment } from '../../spellings/percent.ts';

const withBucket: Mutation['change'] = (draft) => {
  const bucket = bucketInHost(headerOf(draft, 'host') ?? '');
  return bucket ? [withPrefix(draft, `/${bucket}`)] : [];
};

const withoutBucket: Mutation['change'] = (draft) => {
  const bucket = bucketInHost(headerOf(draft, 'host') ?? '');
  return bucket && bucket === firstSegment(draft.canonicalUri) ? [withUri(draft, keyPath(pathBytes(draft)))] : [];
};

const ABSENT = new Set(['NoSuchKey', 'NoSuchBucket', 'SignatureDoesNotMatch']);

function suspectBucketTwice({ answer, request, server }: Sides): Suspicion | null {
  if (!request || !answer?.code || !ABSENT.has(answer.code) || server.known === 'quoted') return null;
  const bucket = bucketInHost(hostOf(request) ?? '');
  const path = splitTarget(request.head.target).path.octets;
  if (!bucket || firstSegment(path) !== bucket) return null;
  return possible(`The bucket '${bucket}' is in the host name and also at the beginning of the path.`);
}

/** Describes a request whose bucket is in both the host name and the path. */
export const bucketTwice: Cause = {
  id: 'bucket-twice',
  stage: 'canonical-uri',
  says: 'The bucket is in the host name, and one side also has it in the path.',
  sign: 'The host begins with the bucket, and so does the path on one side.',
  fix: 'Give the client the endpoint without the bucket (https://s3.eu-west-1.amazonaws.com, not https://BUCKET.s3.eu-west-1.amazonaws.com). Sign /KEY if the bucket is in the host name.',
  see: HEADER_CALCULATION,
  threads: github(`vrtmrz/obsidian-livesync/issues/707 aws/aws-sdk-java/issues/1663`),
  mutations: [
    signing(
      'signed-twice',
      'The path was signed with the bucket in front of it, but the bucket is already in the host name.',
      withBucket,
    ),
    travelling(
      'arrived-twice',
      'The path arrived with the bucket in front of it, but the bucket is already in the host name.',
      withBucket,
    ),
    signing(
      'sent-twice',
      'The path was sent with the bucket in front of it, but it was signed without the bucket, which is already in the host name.',
      withoutBucket,
    ),
  ],
  suspects: suspectBucketTwice,
};

const isPathStyle = (draft: Draft): boolean => !isKnownVirtualHost(headerOf(draft, 'host') ?? '');

/** Describes a path-style request whose canonical URI lacks the bucket, the first segment of its path. */
export const bucketMissingFromCanonicalUri: Cause = {
  id: 'bucket-missing-from-canonical-uri',
  stage: 'canonical-uri',
  says: 'The request uses path style, but its path was signed without the bucket.',
  sign: 'The URL has /BUCKET/KEY, and the path that was signed is /KEY or a single slash.',
  fix: 'Sign /BUCKET/KEY if the URL is https://HOST/BUCKET/KEY. Sign /KEY only if the URL is https://BUCKET.HOST/KEY.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: [
    signing('key-only', 'The path was signed without its first segment, the bucket.', (draft) =>
      isPathStyle(draft) ? [withUri(draft, keyPath(pathBytes(draft)))] : [],
    ),
    signing('root', 'A single slash was signed in place of the path.', (draft) => [withUri(draft, '/')]),
  ],
};

const VIRTUAL_HOSTING = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html';

/** Error codes from Alibaba Cloud OSS and Tencent COS, which support only virtual-hosted style. */
const VIRTUAL_HOST_ONLY = new Set(['SecondLevelDomainForbidden', 'PathStyleDomainForbidden']);

function stateVirtualHostVsPathStyle({ code }: ServerAnswer): Statement | null {
  if (code === null || !VIRTUAL_HOST_ONLY.has(code)) return null;
  return {
    variant: 'virtual-host-only',
    lines: {
      'aws-cli': 'aws configure set default.s3.addressing_style virtual',
      boto3: 'Config(s3={"addressing_style": "virtual"})',
      javascript: 'forcePathStyle: false',
      rclone: 'force_path_style = false',
    },
    says: 'The server accepts requests only in virtual-hosted style, BUCKET.ENDPOINT, but this request uses path style.',
    fix: 'Turn off path style in the client: addressing_style = virtual (AWS CLI, boto3), forcePathStyle: false (JavaScript), force_path_style = false (rclone).',
  };
}

const BUCKET_CODES = new Set(['NoSuchBucket', 'InvalidBucketName']);
/** Matches names that cannot be bucket names, because they contain uppercase letters or look like file names. */
const LIKE_A_KEY = /[A-Z_%]|\.[a-z]{2,4}$/;

function suspectVirtualHostVsPathStyle({ answer, request }: Sides): Suspicion | null {
  if (!request || !answer?.code || !BUCKET_CODES.has(answer.code)) return null;
  const host = hostOf(request) ?? '';
  const bucket = splitHost(host)?.bucket;
  const segment = firstSegment(splitTarget(request.head.target).path.octets);
  const taken = answer.details.get('BucketName') ?? segment;
  if (!bucket || isKnownVirtualHost(host) || taken !== segment || !LIKE_A_KEY.test(segment)) return null;
  return possible(
    `The server probably reads '${segment}', the beginning of the path, as the bucket, and not '${bucket}' in the host name.`,
  );
}

/**
 * Describes a client and a server that disagree about where the bucket is: BUCKET.ENDPOINT with /KEY, or ENDPOINT with
 * /BUCKET/KEY.
 */
export const virtualHostVsPathStyle: Cause = {
  id: 'virtual-host-vs-path-style',
  stage: 'transport',
  says: 'One side has the bucket in the host name, and the other side has it in the path.',
  sign: 'One side has BUCKET.HOST and /KEY, and the other has HOST and /BUCKET/KEY.',
  fix: 'Tell the server its domain (MINIO_DOMAIN, rgw dns name, s3ninja service-uri). Or use path style in the client (forcePathStyle, addressing_style = path).',
  lines: {
    'aws-cli': 'aws configure set default.s3.addressing_style path',
    boto3: 'Config(s3={"addressing_style": "path"})',
    javascript: 'forcePathStyle: true',
    java: '.forcePathStyle(true)',
    go: 'o.UsePathStyle = true',
    dotnet: 'ForcePathStyle = true',
    php: "'use_path_style_endpoint' => true",
    rust: '.force_path_style(true)',
    rclone: 'force_path_style = true',
  },
  see: VIRTUAL_HOSTING,
  threads: github(`
    exoscale/pithos/issues/163 scireum/s3ninja/issues/244 vrtmrz/obsidian-livesync/issues/707
    TheMeinerLP/BlueMapS3Storage/issues/44 aws/aws-sdk-go/issues/283
  `),
  mutations: [
    signing(
      'signed-in-virtual-host-style',
      'The request was signed with the bucket in the host name but sent with the bucket in the path.',
      inVirtualHostStyle,
    ),
    signing(
      'signed-in-path-style',
      'The request was signed with the bucket in the path but sent with the bucket in the host name.',
      inPathStyle,
    ),
    travelling(
      'arrived-in-path-style',
      'The request was signed with the bucket in the host name but arrived with the bucket in the path.',
      inPathStyle,
    ),
    travelling(
      'arrived-in-virtual-host-style',
      'The request was signed with the bucket in the path but arrived with the bucket in the host name.',
      inVirtualHostStyle,
    ),
  ],
  states: stateVirtualHostVsPathStyle,
  suspects: suspectVirtualHostVsPathStyle,
};
