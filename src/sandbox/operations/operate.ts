/**
 * Finds and runs the S3 operation that a request asks for
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html).
 */
import { asText, EMPTY, type Octets } from '../../bytes/octets.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { isInEffect } from '../../sigv4/claims/hoisted-headers.ts';
import { AMZ_PREFIX } from '../../sigv4/names.ts';
import { addressOf, isDirectoryBucket } from '../addressing.ts';
import { type Answer, type Refusal, refuse } from '../answers/answer.ts';
import {
  type Asked,
  type Authentic,
  type Circumstances,
  headerText,
  type Operation,
  type Payload,
  parametersOf,
  SIGNATURE_PARAMETERS,
  VERSION_ID,
} from '../asked.ts';
import type { Store } from '../storage/objects.ts';
import { ACCOUNT_ID, createBucket, deleteBucket, getBucketLocation, headBucket } from './buckets.ts';
import * as canned from './canned.ts';
import { deleteObject, deleteObjects } from './delete-objects.ts';
import { getObject, RESPONSE_PARAMETERS } from './get-object.ts';
import {
  BUCKETS_PARAMETERS,
  DIRECTORY_BUCKETS_PARAMETERS,
  listBuckets,
  listDirectoryBuckets,
} from './listings/list-buckets.ts';
import { listObjects, listObjectsV2, listObjectVersions, VERSIONS_PARAMETERS } from './listings/list-objects.ts';
import { LISTING_PARAMETERS } from './listings/listing.ts';
import { completeMultipartUpload } from './multipart/complete-upload.ts';
import { abortMultipartUpload, createMultipartUpload } from './multipart/create-upload.ts';
import { listMultipartUploads, listParts, UPLOADS_PARAMETERS } from './multipart/list-uploads.ts';
import { PART_NUMBER, UPLOAD_ID } from './multipart/upload-of.ts';
import { uploadPart } from './multipart/upload-part.ts';
import { NOT_OFFERED_SELECTORS, operationName } from './not-offered.ts';
import { postObject } from './post-object.ts';
import { putOrCopyObject } from './put-object.ts';
import { checkKeyLength } from './upload-checks.ts';

type Resource = 'service' | 'express-service' | 'bucket' | 'object';

const GET_PARAMETERS = [...RESPONSE_PARAMETERS.map(([name]) => name), VERSION_ID, PART_NUMBER];
const V2_PARAMETERS = [...LISTING_PARAMETERS, 'continuation-token', 'start-after', 'fetch-owner'];
const V1_PARAMETERS = [...LISTING_PARAMETERS, 'marker'];
const PART_PARAMETERS = ['max-parts', 'part-number-marker'];

/**
 * An operation: its method, the query parameter that selects it, or `null` for the default operation of the method, and the
 * other query parameters that it supports.
 */
type Offer = readonly [method: string, selector: string | null, run: Operation, parameters?: readonly string[]];

/** Everything that the sandbox offers. Operations without a selector come last. */
const OFFERS: Readonly<Record<Resource, readonly Offer[]>> = {
  service: [['GET', null, listBuckets, BUCKETS_PARAMETERS]],
  'express-service': [['GET', null, listDirectoryBuckets, DIRECTORY_BUCKETS_PARAMETERS]],
  bucket: [
    ['GET', 'location', getBucketLocation],
    ['GET', 'accelerate', canned.getAccelerate],
    ['GET', 'acl', canned.getBucketAcl],
    ['GET', 'cors', canned.getBucketCors],
    ['GET', 'encryption', canned.getBucketEncryption],
    ['GET', 'lifecycle', canned.getBucketLifecycle],
    ['GET', 'logging', canned.getLogging],
    ['GET', 'notification', canned.getNotification],
    ['GET', 'object-lock', canned.getObjectLock],
    ['GET', 'ownershipControls', canned.getOwnershipControls],
    ['GET', 'policy', canned.getBucketPolicy],
    ['GET', 'policyStatus', canned.getBucketPolicy],
    ['GET', 'publicAccessBlock', canned.getPublicAccessBlock],
    ['GET', 'replication', canned.getBucketReplication],
    ['GET', 'requestPayment', canned.getRequestPayment],
    ['GET', 'tagging', canned.getBucketTagging],
    ['GET', 'versioning', canned.getBucketVersioning],
    ['GET', 'website', canned.getBucketWebsite],
    ['GET', 'versions', listObjectVersions, VERSIONS_PARAMETERS],
    ['GET', 'uploads', listMultipartUploads, UPLOADS_PARAMETERS],
    ['GET', 'list-type', listObjectsV2, V2_PARAMETERS],
    ['GET', null, listObjects, V1_PARAMETERS],
    ['HEAD', null, headBucket],
    ['PUT', null, createBucket],
    ['DELETE', null, deleteBucket],
    ['POST', 'delete', deleteObjects],
    ['POST', null, postObject],
  ],
  object: [
    ['GET', 'acl', canned.getObjectAcl, [VERSION_ID]],
    ['GET', 'tagging', canned.getObjectTagging, [VERSION_ID]],
    ['GET', UPLOAD_ID, listParts, PART_PARAMETERS],
    ['GET', null, getObject, GET_PARAMETERS],
    ['HEAD', null, getObject, GET_PARAMETERS],
    ['PUT', UPLOAD_ID, uploadPart, [PART_NUMBER]],
    ['PUT', null, putOrCopyObject],
    ['POST', 'uploads', createMultipartUpload],
    ['POST', UPLOAD_ID, completeMultipartUpload],
    ['DELETE', UPLOAD_ID, abortMultipartUpload],
    ['DELETE', null, deleteObject, [VERSION_ID]],
  ],
};

/** The query parameters that S3 reads in any operation. */
const PARAMETERS: ReadonlySet<string> = new Set([
  ...Object.values(OFFERS)
    .flat()
    .flatMap(([, selector, , parameters = []]) => [selector ?? [], parameters].flat()),
  ...NOT_OFFERED_SELECTORS,
]);

/**
 * Returns whether S3 may do something else because of a query parameter. S3 has been observed to ignore a parameter that
 * it does not have (https://github.com/gaul/s3proxy/issues/189), such as one that is meant for its access log. A name
 * that begins with `x-amz-` may be meant as a header.
 */
const hasMeaning = (name: string): boolean => PARAMETERS.has(name) || name.toLowerCase().startsWith(AMZ_PREFIX);

/** Runs the operation that an authenticated request asks for. The operation may change the store. */
export function operate(
  head: RequestHead,
  authentic: Authentic & Payload,
  store: Store,
  circumstances: Circumstances,
): Answer | Refusal {
  const { path } = splitTarget(head.target);
  if (!path.octets.startsWith('/')) return refuse('InvalidURI', { URI: asText(path.octets) });
  const host = headerValue(head.headers, 'host')?.octets ?? EMPTY;
  const asked: Asked = {
    ...circumstances,
    ...authentic,
    ...addressOf(host, path.octets, circumstances),
    method: head.method.octets,
    host,
    headers: [...head.headers, ...authentic.hoisted.filter(isInEffect)],
    parameters: parametersOf(head.target),
    store,
  };
  const run = operationFor(asked);
  if (typeof run !== 'function') return run;
  return checkKeyLength(asked.key) ?? checkOwner(asked) ?? checkOwnBucket(asked) ?? run(asked);
}

/** Refuses a change in a bucket of someone else, as a policy of the bucket would. */
function checkOwnBucket({ method, bucket, ownBucket }: Asked): Refusal | null {
  const isChange = method !== 'GET' && method !== 'HEAD';
  if (!isChange || ownBucket === undefined || bucket === ownBucket) return null;
  return refuse('AccessDenied', {}, `This key can change only the bucket ${asText(ownBucket)}.`);
}

/**
 * Refuses a request that expects a different bucket owner
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html).
 */
function checkOwner({ headers }: Asked): Refusal | null {
  const isOther = EXPECTED_OWNERS.some((name) => (headerText(headers, name) ?? ACCOUNT_ID) !== ACCOUNT_ID);
  return isOther ? refuse('AccessDenied') : null;
}

const EXPECTED_OWNERS = ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner'];

function resourceOf({ bucket, key, isExpress }: Asked): Resource {
  if (bucket === '') return isExpress ? 'express-service' : 'service';
  // In path style, the AWS SDK for JavaScript writes a directory bucket as /BUCKET//.
  const isBucket = key === '' || (key === '/' && isDirectoryBucket(bucket));
  return isBucket ? 'bucket' : 'object';
}

function operationFor(asked: Asked): Operation | Refusal {
  const { method, parameters, hoisted } = asked;
  const resource = resourceOf(asked);
  const asHeaders = new Set<string>(hoisted.map(({ name }) => name.octets));
  const names = [...parameters.keys()].filter(
    (name) => hasMeaning(name) && !SIGNATURE_PARAMETERS.includes(name) && !asHeaders.has(name.toLowerCase()),
  );
  const [, selector, run, supported = []] =
    OFFERS[resource].find(
      ([offered, selector]) => offered === method && (selector === null || names.some((name) => name === selector)),
    ) ?? [];
  const unknown = names.find((name) => name !== selector && !supported.includes(name));
  if (unknown !== undefined) return notOffered(resource, method, names, unknown);
  return run ?? methodNotAllowed(resource, method);
}

/** Refuses an operation by its name. If the name is unknown, refuses the parameter. */
function notOffered(resource: Resource, method: string, names: readonly string[], unknown: string): Refusal {
  const name = names.map((each) => operationName(resource, method, each)).find((each) => each !== null);
  const what = name ?? `the parameter ${JSON.stringify(asText(unknown as Octets))} here`;
  return refuse('NotImplemented', {}, `The sandbox does not support ${what}.`);
}

/** Refuses a method and lists the methods that are allowed (RFC 9110, section 15.5.6). */
function methodNotAllowed(resource: Resource, method: Asked['method']): Refusal {
  const elements = {
    Method: asText(method),
    ResourceType: resource === 'express-service' ? 'SERVICE' : resource.toUpperCase(),
  } as const;
  const offered = OFFERS[resource].map(([offer]) => offer);
  const allow = ['Allow', [...new Set(offered)].join(', ')] as const;
  return { ...refuse('MethodNotAllowed', elements), headers: [allow] };
}
