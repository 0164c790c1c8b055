/**
 * Finds and runs the S3 operation that a request asks for
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html).
 */
import { asText, EMPTY, type Octets } from '../../bytes/octets.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { isInEffect } from '../../sigv4/claims/hoisted-headers.ts';
import { AWS4 } from '../../sigv4/dialects/aws4.ts';
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
} from '../asked.ts';
import type { Store } from '../storage/objects.ts';
import { ACCOUNT_ID, createBucket, deleteBucket, getBucketLocation, headBucket } from './buckets.ts';
import { putOrCopyObject } from './copy-object.ts';
import { deleteObject, deleteObjects } from './delete-objects.ts';
import { getObject, RESPONSE_PARAMETERS } from './get-object.ts';
import { VERSION_ID } from './in-object.ts';
import {
  BUCKETS_PARAMETERS,
  DIRECTORY_BUCKETS_PARAMETERS,
  listBuckets,
  listDirectoryBuckets,
} from './listings/list-buckets.ts';
import { listObjects, listObjectsV2 } from './listings/list-objects.ts';
import { listObjectVersions, VERSIONS_PARAMETERS } from './listings/list-versions.ts';
import { LISTING_PARAMETERS } from './listings/listing.ts';
import { completeMultipartUpload } from './multipart/complete-upload.ts';
import { abortMultipartUpload, createMultipartUpload } from './multipart/create-upload.ts';
import { listParts } from './multipart/list-parts.ts';
import { listMultipartUploads, UPLOADS_PARAMETERS } from './multipart/list-uploads.ts';
import { PART_NUMBER, UPLOAD_ID } from './multipart/upload-of.ts';
import { uploadPart } from './multipart/upload-part.ts';
import { NOT_OFFERED_SELECTORS, operationName } from './not-offered.ts';
import { getObjectAttributes } from './object-attributes.ts';
import { postObject } from './post-object.ts';
import * as settings from './settings/bucket-settings.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './tagging.ts';
import { checkKeyLength } from './upload-checks.ts';

type Resource = 'service' | 'express-service' | 'bucket' | 'object';

interface Offer {
  readonly resource: Resource;
  readonly method: string;
  /** The query parameter that selects this operation; `null` for the default operation of a method. */
  readonly selector: string | null;
  /** The other query parameters that the operation supports. */
  readonly parameters: readonly string[];
  readonly run: Operation;
}

const GET_PARAMETERS = [...RESPONSE_PARAMETERS.map(([name]) => name), VERSION_ID, PART_NUMBER];
const V2_PARAMETERS = [...LISTING_PARAMETERS, 'continuation-token', 'start-after', 'fetch-owner'];
const V1_PARAMETERS = [...LISTING_PARAMETERS, 'marker'];
const PART_PARAMETERS = ['max-parts', 'part-number-marker'];

type Row = readonly [method: string, selector: string | null, run: Operation, parameters?: readonly string[]];

const OF_SERVICE: readonly Row[] = [['GET', null, listBuckets, BUCKETS_PARAMETERS]];

/** The operations on the service of directory buckets. */
const OF_EXPRESS_SERVICE: readonly Row[] = [['GET', null, listDirectoryBuckets, DIRECTORY_BUCKETS_PARAMETERS]];

/** The operations on buckets. Operations without a selector come last. */
const OF_BUCKETS: readonly Row[] = [
  ['GET', 'location', getBucketLocation],
  ['GET', 'accelerate', settings.getAccelerate],
  ['GET', 'acl', settings.getBucketAcl],
  ['GET', 'cors', settings.getBucketCors],
  ['GET', 'encryption', settings.getBucketEncryption],
  ['GET', 'lifecycle', settings.getBucketLifecycle],
  ['GET', 'logging', settings.getLogging],
  ['GET', 'notification', settings.getNotification],
  ['GET', 'object-lock', settings.getObjectLock],
  ['GET', 'ownershipControls', settings.getOwnershipControls],
  ['GET', 'policy', settings.getBucketPolicy],
  ['GET', 'policyStatus', settings.getBucketPolicy],
  ['GET', 'publicAccessBlock', settings.getPublicAccessBlock],
  ['GET', 'replication', settings.getBucketReplication],
  ['GET', 'requestPayment', settings.getRequestPayment],
  ['GET', 'tagging', settings.getBucketTagging],
  ['GET', 'versioning', settings.getBucketVersioning],
  ['GET', 'website', settings.getBucketWebsite],
  ['GET', 'versions', listObjectVersions, VERSIONS_PARAMETERS],
  ['GET', 'uploads', listMultipartUploads, UPLOADS_PARAMETERS],
  ['GET', 'list-type', listObjectsV2, V2_PARAMETERS],
  ['GET', null, listObjects, V1_PARAMETERS],
  ['HEAD', null, headBucket],
  ['PUT', null, createBucket],
  ['DELETE', null, deleteBucket],
  ['POST', 'delete', deleteObjects],
  ['POST', null, postObject],
];

/** The operations on objects. Operations without a selector come last. */
const OF_OBJECTS: readonly Row[] = [
  ['GET', 'acl', settings.getObjectAcl, [VERSION_ID]],
  ['GET', 'attributes', getObjectAttributes, [VERSION_ID]],
  ['GET', 'tagging', getObjectTagging, [VERSION_ID]],
  ['GET', UPLOAD_ID, listParts, PART_PARAMETERS],
  ['GET', null, getObject, GET_PARAMETERS],
  ['HEAD', null, getObject, GET_PARAMETERS],
  ['PUT', 'tagging', putObjectTagging, [VERSION_ID]],
  ['PUT', UPLOAD_ID, uploadPart, [PART_NUMBER]],
  ['PUT', null, putOrCopyObject],
  ['POST', 'uploads', createMultipartUpload],
  ['POST', UPLOAD_ID, completeMultipartUpload],
  ['DELETE', 'tagging', deleteObjectTagging, [VERSION_ID]],
  ['DELETE', UPLOAD_ID, abortMultipartUpload],
  ['DELETE', null, deleteObject, [VERSION_ID]],
];

const offers = (resource: Resource, rows: readonly Row[]) =>
  rows.map(([method, selector, run, parameters = []]): Offer => ({ resource, method, selector, parameters, run }));

/** Everything that the sandbox offers. */
const OFFERS: readonly Offer[] = [
  ...offers('service', OF_SERVICE),
  ...offers('express-service', OF_EXPRESS_SERVICE),
  ...offers('bucket', OF_BUCKETS),
  ...offers('object', OF_OBJECTS),
];

/** The operations by resource and method, so that a request is compared with only a few of them. */
const OFFERS_BY_METHOD = Map.groupBy(OFFERS, ({ resource, method }) => `${resource} ${method}`);

/** The query parameters that S3 reads in any operation. */
const PARAMETERS: ReadonlySet<string> = new Set([
  ...OFFERS.flatMap(({ selector, parameters }) => [...(selector === null ? [] : [selector]), ...parameters]),
  ...NOT_OFFERED_SELECTORS,
]);

/**
 * Returns whether S3 may do something else because of a query parameter. S3 has been observed to ignore a parameter that
 * it does not have (https://github.com/gaul/s3proxy/issues/189), such as one that is meant for its access log. A name
 * that begins with `x-amz-` may be meant as a header.
 */
const hasMeaning = (name: string): boolean => PARAMETERS.has(name) || name.toLowerCase().startsWith(AWS4.headerPrefix);

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
  const { style, bucket, key } = addressOf(host, path.octets, circumstances);
  const { checksums, hoisted = [], form = null, content, md5 } = authentic;
  const headers = hoisted.length === 0 ? head.headers : [...head.headers, ...hoisted.filter(isInEffect)];
  const method = head.method.octets;
  const parameters = parametersOf(head.target);
  const asked: Asked = {
    ...circumstances,
    // The rest is named one by one, because copying further objects takes longer than most operations.
    method,
    host,
    style,
    bucket,
    key,
    headers,
    parameters,
    store,
    checksums,
    hoisted,
    form,
    content,
    md5,
  };
  const offer = offerFor(asked);
  if (!('run' in offer)) return offer;
  const { run } = offer;
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

function offerFor(asked: Asked): Offer | Refusal {
  const { method, parameters, hoisted = [] } = asked;
  const resource = resourceOf(asked);
  const asHeaders = new Set<string>(hoisted.map(({ name }) => name.octets));
  const names = [...parameters.keys()].filter(
    (name) => hasMeaning(name) && !SIGNATURE_PARAMETERS.includes(name) && !asHeaders.has(name.toLowerCase()),
  );
  const offer = OFFERS_BY_METHOD.get(`${resource} ${method}`)?.find(
    ({ selector }) => selector === null || names.some((name) => name === selector),
  );
  const unknown = names.find((name) => name !== offer?.selector && !offer?.parameters.includes(name));
  if (unknown !== undefined) return notOffered(resource, method, names, unknown);
  return offer ?? methodNotAllowed(resource, method);
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
  const offered = OFFERS.filter((offer) => offer.resource === resource).map((offer) => offer.method);
  const allow = ['Allow', [...new Set(offered)].join(', ')] as const;
  return { ...refuse('MethodNotAllowed', elements), headers: [allow] };
}
