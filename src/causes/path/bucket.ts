/** Causes that involve the location of the bucket, which can be in the host name or at the beginning of the path. */

import {
  bucketInHost,
  inPathStyle,
  inVirtualHostStyle,
  isKnownVirtualHost,
  keyPath,
  splitHost,
} from '../../drafts/addressing.ts';
import { type Draft, headerOf } from '../../drafts/draft.ts';
import { hostOf, pathBytes, withPrefix, withUri } from '../../drafts/parts.ts';
import { firstSegment } from '../../drafts/spellings/percent.ts';
import { splitTarget } from '../../http/target.ts';
import { type Change, cause, possible, signing, traveling } from '../define-cause.ts';
import { inText, rule } from '../features/feature.ts';
import { ofPath } from '../features/path.ts';
import { statedBy } from '../stated.ts';

const withBucket: Change = (draft) => {
  const bucket = bucketInHost(headerOf(draft, 'host') ?? '');
  return bucket ? [withPrefix(draft, `/${bucket}`)] : [];
};

const withoutBucket: Change = (draft) => {
  const bucket = bucketInHost(headerOf(draft, 'host') ?? '');
  return bucket && bucket === firstSegment(draft.canonicalUri) ? [withUri(draft, keyPath(pathBytes(draft)))] : [];
};

const ABSENT = new Set(['NoSuchKey', 'NoSuchBucket', 'SignatureDoesNotMatch']);

export const bucketTwice = cause('bucket-twice', 'canonical-uri', {
  says: 'The bucket is in the host name, and one side also has it in the path.',
  symptom: 'The host begins with the bucket, and so does the path on one side.',
  fix: 'Give the client the endpoint without the bucket (https://s3.eu-west-1.amazonaws.com, not https://BUCKET.s3.eu-west-1.amazonaws.com). Sign /KEY if the bucket is in the host name.',
  threads: 'vrtmrz/obsidian-livesync/issues/707 aws/aws-sdk-java/issues/1663',
  features: [ofPath.repeatedSegment, ofPath.bucketInHostAndPath],
  inVersion2: true,
  needs: ['s3'],
  yes: { 'plain-name': 0.2, 'other-requests': 0.15, slashes: 0.3 },
  mutations: {
    'signed-twice': signing(
      'The path was signed with the bucket in front of it, but the bucket is already in the host name.',
      withBucket,
    ),
    'arrived-twice': traveling(
      'The path arrived with the bucket in front of it, but the bucket is already in the host name.',
      withBucket,
    ),
    'sent-twice': signing(
      'The path was sent with the bucket in front of it, but it was signed without the bucket, which is already in the host name.',
      withoutBucket,
    ),
  },
  suspects({ answer, request, server }) {
    if (!request || !answer?.code || !ABSENT.has(answer.code) || server.known === 'quoted') return null;
    const bucket = bucketInHost(hostOf(request) ?? '');
    const path = splitTarget(request.head.target).path.octets;
    if (!bucket || firstSegment(path) !== bucket) return null;
    return possible(`The bucket '${bucket}' is in the host name and also at the beginning of the path.`);
  },
});

const isPathStyle = (draft: Draft): boolean => !isKnownVirtualHost(headerOf(draft, 'host') ?? '');

export const bucketMissingFromCanonicalUri = cause('bucket-missing-from-canonical-uri', 'canonical-uri', {
  says: 'The request uses path style, but its path was signed without the bucket.',
  symptom: 'The URL has /BUCKET/KEY, and the path that was signed is /KEY or a single slash.',
  fix: 'Sign /BUCKET/KEY if the URL is https://HOST/BUCKET/KEY. Sign /KEY only if the URL is https://BUCKET.HOST/KEY.',
  inVersion2: true,
  needs: ['s3'],
  yes: { 'plain-name': 0.2 },
  mutations: {
    'key-only': signing('The path was signed without its first segment, the bucket.', (draft) =>
      isPathStyle(draft) ? [withUri(draft, keyPath(pathBytes(draft)))] : [],
    ),
    root: signing('A single slash was signed in place of the path.', (draft) => [withUri(draft, '/')]),
  },
});

const VIRTUAL_HOSTING = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html';

const BUCKET_CODES = new Set(['NoSuchBucket', 'InvalidBucketName']);
/** Matches names that cannot be bucket names, because they contain uppercase letters or look like file names. */
const LIKE_A_KEY = /[A-Z_%]|\.[a-z]{2,4}$/;

export const virtualHostVsPathStyle = cause('virtual-host-vs-path-style', 'transport', {
  says: 'One side has the bucket in the host name, and the other side has it in the path.',
  symptom: 'One side has BUCKET.HOST and /KEY, and the other has HOST and /BUCKET/KEY.',
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
  threads: `
    exoscale/pithos/issues/163 scireum/s3ninja/issues/244 vrtmrz/obsidian-livesync/issues/707
    TheMeinerLP/BlueMapS3Storage/issues/44 aws/aws-sdk-go/issues/283
  `,
  features: [ofPath.bucketInHostAndPath],
  inVersion2: true,
  needs: ['s3'],
  yes: { 'plain-name': 0.2, 'other-requests': 0.15 },
  mutations: {
    'signed-in-virtual-host-style': signing(
      'The request was signed with the bucket in the host name but sent with the bucket in the path.',
      inVirtualHostStyle,
    ),
    'signed-in-path-style': signing(
      'The request was signed with the bucket in the path but sent with the bucket in the host name.',
      inPathStyle,
    ),
    'arrived-in-path-style': traveling(
      'The request was signed with the bucket in the host name but arrived with the bucket in the path.',
      inPathStyle,
    ),
    'arrived-in-virtual-host-style': traveling(
      'The request was signed with the bucket in the path but arrived with the bucket in the host name.',
      inVirtualHostStyle,
    ),
  },
  // The codes are those of Alibaba Cloud OSS and Tencent COS, which support only virtual-hosted style.
  states: statedBy({
    code: /^(?:SecondLevelDomainForbidden|PathStyleDomainForbidden)$/,
    variant: 'virtual-host-only',
    says: 'The server accepts requests only in virtual-hosted style, BUCKET.ENDPOINT, but this request uses path style.',
    fix: 'Turn off path style in the client: addressing_style = virtual (AWS CLI, boto3), forcePathStyle: false (JavaScript), force_path_style = false (rclone).',
    lines: {
      'aws-cli': 'aws configure set default.s3.addressing_style virtual',
      boto3: 'Config(s3={"addressing_style": "virtual"})',
      javascript: 'forcePathStyle: false',
      rclone: 'force_path_style = false',
    },
  }),
  suspects({ answer, request }) {
    if (!request || !answer?.code || !BUCKET_CODES.has(answer.code)) return null;
    const host = hostOf(request) ?? '';
    const bucket = splitHost(host)?.bucket;
    const segment = firstSegment(splitTarget(request.head.target).path.octets);
    const taken = answer.details.get('BucketName') ?? segment;
    if (!bucket || isKnownVirtualHost(host) || taken !== segment || !LIKE_A_KEY.test(segment)) return null;
    return possible(
      `The server probably reads '${segment}', the beginning of the path, as the bucket, and not '${bucket}' in the host name.`,
    );
  },
});

export const slashInBucketName = cause('slash-in-bucket-name', 'canonical-uri', {
  says: 'The bucket name contains a slash, because it also contains the beginning of the key.',
  symptom:
    'The bucket in the configuration of the client contains a slash, and the key in the message has a part twice or lacks one.',
  fix: 'Set only the name of the bucket, and put the rest in front of the key or into the prefix.',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  threads: 'aws/aws-sdk-ruby/issues/1209',
  features: [
    rule(
      'slash-in-bucket-name',
      (quote) => `The code gives a bucket name with a slash: ${quote}.`,
      inText(/\bbucket(?:_?name)?['"]?\s*(?:[:=]|=>)\s*["'][\w.-]+(\/[\w.-]+)+["']/i),
    ),
  ],
  needs: ['s3'],
  yes: { 'plain-name': 0.2, 'other-requests': 0.15, slashes: 0.5 },
});
