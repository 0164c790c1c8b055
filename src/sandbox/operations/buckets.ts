/** Implements operations on buckets: HeadBucket, GetBucketLocation, CreateBucket, and DeleteBucket. */
import { asText, EMPTY, type Octets } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import {
  documentAnswer,
  emptyAnswer,
  isRefusal,
  type Refusal,
  refuse,
  refuseArgument,
  refuseHeader,
  s3Answer,
} from '../answers/answer.ts';
import { childrenNamed, childText } from '../answers/read-xml.ts';
import type { Elements } from '../answers/xml.ts';
import { type Asked, headerText, inBucket, type Operation, rootElement } from '../asked.ts';
import { isBucketName } from '../storage/objects.ts';

/** The account ID that AWS uses in its documentation. */
export const ACCOUNT_ID = '123456789012';

/** The canonical user ID of the account that owns everything in the sandbox. The ID is from the AWS documentation. */
const OWNER_ID = '75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a';

export const OWNER: Elements = { ID: OWNER_ID };

/**
 * Reports whether a bucket exists, and the bucket's Region
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html).
 */
export const headBucket: Operation = inBucket(({ region }) =>
  documentAnswer(EMPTY, 200, [
    ['x-amz-bucket-region', region],
    ['x-amz-access-point-alias', 'false'],
  ]),
);

/**
 * Returns the Region of a bucket, which is empty for us-east-1
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html).
 */
export const getBucketLocation: Operation = inBucket(({ region }) =>
  s3Answer('LocationConstraint', region === 'us-east-1' ? '' : region),
);

/** Creates a bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html). */
export const createBucket: Operation = (asked) => {
  const { bucket, region, now, store } = asked;
  const refusal = checkBucketName(bucket) ?? checkBucketHeaders(asked) ?? checkConfiguration(asked);
  if (refusal) return refusal;
  const location = emptyAnswer(200, [['Location', `/${bucket}`]]);
  if (!store.buckets.has(bucket)) return store.createBucket(bucket, now) ?? location;
  // In us-east-1, S3 reports success if the owner creates a bucket again.
  return region === 'us-east-1' ? location : refuse('BucketAlreadyOwnedByYou', { BucketName: bucket });
};

/** Deletes a bucket, which must be empty (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html). */
export const deleteBucket: Operation = inBucket(({ bucket, store }, { objects }) => {
  if (objects.size > 0) return refuse('BucketNotEmpty', { BucketName: asText(bucket) });
  for (const upload of [...store.uploads.values()].filter((each) => each.bucket === bucket)) store.abortUpload(upload);
  store.deleteBucket(bucket);
  return emptyAnswer(204);
});

/** Refuses a name that a bucket cannot have. */
export function checkBucketName(name: Octets): Refusal | null {
  return isBucketName(name) ? null : refuse('InvalidBucketName', { BucketName: asText(name) });
}

/**
 * Refuses headers that request a kind of bucket that the sandbox does not offer. Since April 2023, new buckets have had
 * access control lists disabled (https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html).
 */
function checkBucketHeaders({ headers }: Asked): Refusal | null {
  const acl = headerText(headers, 'x-amz-acl') ?? 'private';
  if (acl !== 'private') return refuse('InvalidBucketAclWithObjectOwnership');
  const isLocked = headerText(headers, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
  return isLocked ? refuseHeader('x-amz-bucket-object-lock-enabled') : checkOwnership(headerText(headers, OWNERSHIP));
}

const OWNERSHIP = 'x-amz-object-ownership';

/** Refuses an ownership that needs access control lists, which the sandbox does not have. */
function checkOwnership(ownership: Octets | undefined): Refusal | null {
  switch (asText(ownership ?? ('BucketOwnerEnforced' as Octets))) {
    case 'BucketOwnerEnforced':
      return null;
    case 'BucketOwnerPreferred':
    case 'ObjectWriter':
      return refuseHeader(OWNERSHIP);
    default:
      return refuseArgument(OWNERSHIP, ownership ?? EMPTY, `Invalid ${OWNERSHIP} header: ${ownership}`);
  }
}

/** Refuses a CreateBucketConfiguration with tags, or with a Region other than the sandbox's. */
function checkConfiguration(asked: Asked): Refusal | null {
  const { region, content } = asked;
  const root = content.length === 0 ? null : rootElement(asked, 'CreateBucketConfiguration');
  if (root && isRefusal(root)) return root;
  if (root && childrenNamed(root, 'Tags').length > 0)
    return refuse('NotImplemented', {}, 'The sandbox does not support Tags in a CreateBucketConfiguration.');
  const named = trimmed((root && childText(root, 'LocationConstraint')) ?? '');
  if ((LOCATIONS[named] ?? named) === region) return null;
  const constraint = named === '' ? 'unspecified' : named;
  const message = `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  return refuse('IllegalLocationConstraintException', {}, message);
}

/** Location constraints that are not Region names, and the Regions that they represent. */
const LOCATIONS: Readonly<Record<string, string>> = { '': 'us-east-1', EU: 'eu-west-1' };
