/** Describes a request whose bucket is in the host name and also in the path. */
import { splitTarget } from '../../http/target.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { bucketInHost, keyPath } from '../draft/addressing.ts';
import { headerOf } from '../draft/draft.ts';
import { hostOf, pathBytes, withPrefix, withUri } from '../draft/parts.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { firstSegment } from '../spellings/path-segments.ts';

const withBucket: Mutation['change'] = (draft) => {
  const bucket = bucketInHost(headerOf(draft, 'host') ?? '');
  return bucket ? [withPrefix(draft, `/${bucket}`)] : [];
};

const withoutBucket: Mutation['change'] = (draft) => {
  const bucket = bucketInHost(headerOf(draft, 'host') ?? '');
  return bucket && bucket === firstSegment(draft.canonicalUri) ? [withUri(draft, keyPath(pathBytes(draft)))] : [];
};

const ABSENT = new Set(['NoSuchKey', 'NoSuchBucket', 'SignatureDoesNotMatch']);

function suspicionOf({ answer, request, server }: Sides): Suspicion | null {
  if (!request || !answer?.code || !ABSENT.has(answer.code) || server.known === 'quoted') return null;
  const bucket = bucketInHost(hostOf(request) ?? '');
  const path = splitTarget(request.head.target).path.octets;
  if (!bucket || firstSegment(path) !== bucket) return null;
  return {
    standing: 'possible',
    says: `The bucket '${bucket}' is in the host name and also at the beginning of the path.`,
  };
}

export const bucketTwice: Cause = {
  id: 'bucket-twice',
  stage: 'canonical-uri',
  says: 'The bucket is in the host name, and one side also has it in the path.',
  fix: 'Give the client the endpoint without the bucket (https://s3.eu-west-1.amazonaws.com, not https://BUCKET.s3.eu-west-1.amazonaws.com). Sign /KEY if the bucket is in the host name.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/vrtmrz/obsidian-livesync/issues/707',
    'https://github.com/aws/aws-sdk-java/issues/1663',
  ],
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
  suspects: suspicionOf,
  example: { kind: 'mutation', base: 'get-range', variant: 'signed-twice' },
};
