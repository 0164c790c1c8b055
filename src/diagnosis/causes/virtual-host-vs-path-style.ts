/**
 * Describes two sides that disagree about where the bucket is: BUCKET.ENDPOINT with /KEY, or ENDPOINT with /BUCKET/KEY.
 */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { splitTarget } from '../../http/target.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import { inPathStyle, inVirtualHostStyle, isKnownVirtualHost, splitHost } from '../draft/addressing.ts';
import { hostOf } from '../draft/parts.ts';
import { signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { firstSegment } from '../spellings/path-segments.ts';

const VIRTUAL_HOSTING = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html';

/** Lists error codes from Alibaba Cloud OSS and Tencent COS, which support only virtual-hosted style. */
const VIRTUAL_HOST_ONLY = new Set(['SecondLevelDomainForbidden', 'PathStyleDomainForbidden']);

function statementOf({ code }: ServerAnswer): Statement | null {
  if (code === null || !VIRTUAL_HOST_ONLY.has(code)) return null;
  return {
    variant: 'virtual-host-only',
    says: 'The server accepts requests only in virtual-hosted style, BUCKET.ENDPOINT, but this request uses path style.',
    fix: 'Turn off path style in the client: addressing_style = virtual (AWS CLI, boto3), forcePathStyle: false (JavaScript), force_path_style = false (rclone).',
  };
}

const BUCKET_CODES = new Set(['NoSuchBucket', 'InvalidBucketName']);
/** Matches names that cannot be a bucket: they have uppercase letters or look like a file name. */
const LIKE_A_KEY = /[A-Z_%]|\.[a-z]{2,4}$/;

function suspicionOf({ answer, request }: Sides): Suspicion | null {
  if (!request || !answer?.code || !BUCKET_CODES.has(answer.code)) return null;
  const host = hostOf(request) ?? '';
  const bucket = splitHost(host)?.bucket;
  const segment = firstSegment(splitTarget(request.head.target).path.octets);
  const taken = answer.details.get('BucketName') ?? segment;
  if (!bucket || isKnownVirtualHost(host) || taken !== segment || !LIKE_A_KEY.test(segment)) return null;
  return {
    standing: 'possible',
    says: `The server probably reads '${segment}', the beginning of the path, as the bucket, and not '${bucket}' in the host name.`,
  };
}

export const virtualHostVsPathStyle: Cause = {
  id: 'virtual-host-vs-path-style',
  stage: 'transport',
  says: 'One side has the bucket in the host name, and the other side has it in the path.',
  fix: 'Tell the server its domain (MINIO_DOMAIN, rgw dns name, s3ninja service-uri). Or use path style in the client (forcePathStyle, addressing_style = path).',
  see: VIRTUAL_HOSTING,
  threads: [
    'https://github.com/exoscale/pithos/issues/163',
    'https://github.com/scireum/s3ninja/issues/244',
    'https://github.com/vrtmrz/obsidian-livesync/issues/707',
    'https://github.com/TheMeinerLP/BlueMapS3Storage/issues/44',
    'https://github.com/aws/aws-sdk-go/issues/283',
  ],
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
  states: statementOf,
  suspects: suspicionOf,
  example: { kind: 'mutation', base: 'get-range', variant: 'signed-in-path-style' },
};
