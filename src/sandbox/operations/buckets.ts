/** Operations on buckets: ListBuckets, HeadBucket, GetBucketLocation, CreateBucket and DeleteBucket. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { documentAnswer, emptyAnswer, type Refusal, refuse } from '../answer.ts';
import { inBucket, type Operation } from '../asked.ts';
import { isBucketName } from '../objects.ts';
import { s3Document, textOrLatin1, type Xml, xmlElement } from '../xml.ts';

/** The account that owns everything in the sandbox. Its canonical user ID is from the AWS documentation. */
export const OWNER: Xml = xmlElement('Owner', [
  xmlElement('ID', '75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a'),
]);

/** Lists all buckets (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html). */
export const listBuckets: Operation = ({ store }) => {
  const names = [...store.buckets.keys()].sort();
  const buckets = names.map((name) =>
    xmlElement('Bucket', [
      xmlElement('Name', textOrLatin1(name)),
      xmlElement('CreationDate', store.buckets.get(name)?.created.toISOString() ?? ''),
    ]),
  );
  return documentAnswer(s3Document('ListAllMyBucketsResult', [OWNER, xmlElement('Buckets', buckets)]));
};

/** Reports whether a bucket exists, and its region (https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html). */
export const headBucket: Operation = inBucket(({ region }) =>
  documentAnswer(EMPTY, 200, [
    ['x-amz-bucket-region', region],
    ['x-amz-access-point-alias', 'false'],
  ]),
);

/**
 * Returns the region of a bucket, which is empty for us-east-1
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html).
 */
export const getBucketLocation: Operation = inBucket(({ region }) =>
  documentAnswer(s3Document('LocationConstraint', region === 'us-east-1' ? '' : region)),
);

/** Creates a bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html). */
export const createBucket: Operation = ({ bucket, payload, region, now, store }) => {
  const refusal = checkName(bucket) ?? checkLocation(payload, region);
  if (refusal) return refusal;
  const location = emptyAnswer(200, [['Location', `/${bucket}`]]);
  if (!store.buckets.has(bucket)) return store.createBucket(bucket, now) ?? location;
  // In us-east-1, S3 reports success if the owner creates a bucket again.
  return region === 'us-east-1' ? location : refuse('BucketAlreadyOwnedByYou', [['BucketName', bucket]]);
};

/** Deletes a bucket, which must be empty (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html). */
export const deleteBucket: Operation = inBucket(({ bucket, store }, { objects }) => {
  if (objects.size > 0) return refuse('BucketNotEmpty', [['BucketName', textOrLatin1(bucket)]]);
  store.deleteBucket(bucket);
  return emptyAnswer(204);
});

function checkName(name: Octets): Refusal | null {
  return isBucketName(name) ? null : refuse('InvalidBucketName', [['BucketName', textOrLatin1(name)]]);
}

/** The maximum number of bytes that are read. No CreateBucketConfiguration needs more. */
const CONFIGURATION_LIMIT = 4096;

/** Refuses a CreateBucketConfiguration that names another region than that of the sandbox. */
function checkLocation(payload: Octets, region: string): Refusal | null {
  const isConfiguration = payload.length <= CONFIGURATION_LIMIT && /<CreateBucketConfiguration[\t-\r />]/.test(payload);
  if (payload !== '' && !isConfiguration) return refuse('MalformedXML');
  const named = trimmed(/<LocationConstraint[^>]*>([^<]*)<\/LocationConstraint>/.exec(payload)?.[1] ?? '');
  if ((LOCATIONS[named] ?? named) === region) return null;
  const constraint = named === '' ? 'unspecified' : textOrLatin1(named as Octets);
  const message = `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  return refuse('IllegalLocationConstraintException', [], message);
}

/** Location constraints that are not names of regions, and the regions that they stand for. */
const LOCATIONS: Readonly<Record<string, string>> = { '': 'us-east-1', EU: 'eu-west-1' };
