/**
 * Finds and runs the S3 operation that a request asks for
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html).
 */
import { EMPTY } from '../../bytes/octets.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { isInEffect } from '../../sigv4/claims/hoisted-headers.ts';
import { addressOf } from '../addressing.ts';
import { type Answer, type Refusal, refuse } from '../answer.ts';
import { type Asked, type Authentic, type Circumstances, type Operation, parametersOf } from '../asked.ts';
import type { Store } from '../objects.ts';
import { textOrLatin1 } from '../xml.ts';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts';
import { putOrCopyObject } from './copy-object.ts';
import { getObject, RESPONSE_PARAMETERS } from './get-object.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import { LISTING_PARAMETERS } from './listing.ts';
import { postObject } from './post-object.ts';
import { checkKeyLength, deleteObject } from './put-object.ts';

type Resource = 'service' | 'bucket' | 'object';

interface Offer {
  readonly resource: Resource;
  readonly method: string;
  /**
   * The query parameter that selects this operation. It is `null` for the operation that is used if no other one with
   * the same method is selected.
   */
  readonly selector: string | null;
  /** The other query parameters that the operation supports. */
  readonly parameters: readonly string[];
  readonly run: Operation;
}

const GET_PARAMETERS = RESPONSE_PARAMETERS.map(([name]) => name);
const V2_PARAMETERS = [...LISTING_PARAMETERS, 'continuation-token', 'start-after', 'fetch-owner'];
const V1_PARAMETERS = [...LISTING_PARAMETERS, 'marker'];

const OFFERS: readonly Offer[] = [
  { resource: 'service', method: 'GET', selector: null, parameters: [], run: listBuckets },
  { resource: 'bucket', method: 'GET', selector: 'location', parameters: [], run: getBucketLocation },
  { resource: 'bucket', method: 'GET', selector: 'list-type', parameters: V2_PARAMETERS, run: listObjectsV2 },
  { resource: 'bucket', method: 'GET', selector: null, parameters: V1_PARAMETERS, run: listObjects },
  { resource: 'bucket', method: 'HEAD', selector: null, parameters: [], run: headBucket },
  { resource: 'bucket', method: 'PUT', selector: null, parameters: [], run: createBucket },
  { resource: 'bucket', method: 'DELETE', selector: null, parameters: [], run: deleteBucket },
  { resource: 'bucket', method: 'POST', selector: null, parameters: [], run: postObject },
  { resource: 'object', method: 'GET', selector: null, parameters: GET_PARAMETERS, run: getObject },
  { resource: 'object', method: 'HEAD', selector: null, parameters: GET_PARAMETERS, run: getObject },
  { resource: 'object', method: 'PUT', selector: null, parameters: [], run: putOrCopyObject },
  { resource: 'object', method: 'DELETE', selector: null, parameters: [], run: deleteObject },
];

/** The query parameters of presigned URLs. They belong to the signature, not to the operation. */
const IGNORED_PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Security-Token',
  'X-Amz-Content-Sha256',
  'X-Amz-Region-Set',
];

/**
 * Returns whether a query parameter is ignored. S3 ignores names that begin with `x-`, which are meant for its access
 * logs (https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html). The sandbox does not ignore those that
 * begin with `x-amz-`, because they may be meant as headers.
 */
const isIgnored = (name: string) =>
  IGNORED_PARAMETERS.includes(name) || (name.startsWith('x-') && !name.startsWith('x-amz-'));

/** Runs the operation that an authenticated request asks for. This may change the store. */
export function operate(
  head: RequestHead,
  authentic: Authentic,
  store: Store,
  { region, now }: Circumstances,
): Answer | Refusal {
  const { path } = splitTarget(head.target);
  if (!path.octets.startsWith('/')) return refuse('InvalidURI', [['URI', textOrLatin1(path.octets)]]);
  const host = headerValue(head.headers, 'host')?.octets ?? EMPTY;
  const address = addressOf(host, path.octets);
  const { hoisted = [] } = authentic;
  const headers = [...head.headers, ...hoisted.filter(isInEffect)];
  const method = head.method.octets;
  const parameters = parametersOf(head.target);
  const asked: Asked = { ...authentic, ...address, method, host, headers, parameters, store, region, now };
  const offer = offerFor(asked);
  return 'run' in offer ? (checkKeyLength(asked.key) ?? offer.run(asked)) : offer;
}

function offerFor({ bucket, key, method, parameters, hoisted = [] }: Asked): Offer | Refusal {
  const resource = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const asHeaders = new Set<string>(hoisted.map(({ name }) => name.octets));
  const names = [...parameters.keys()].filter((name) => !isIgnored(name) && !asHeaders.has(name.toLowerCase()));
  const offer = OFFERS.find(
    (candidate) =>
      candidate.resource === resource &&
      candidate.method === method &&
      (candidate.selector === null || names.some((name) => name === candidate.selector)),
  );
  const unknown = names.find((name) => name !== offer?.selector && !offer?.parameters.includes(name));
  if (unknown !== undefined) {
    return refuse(
      'NotImplemented',
      [],
      `The sandbox does not support the parameter ${JSON.stringify(textOrLatin1(unknown))} here.`,
    );
  }
  return offer ?? methodNotAllowed(resource, method);
}

/** Refuses a method and lists the methods that are allowed (RFC 9110, section 15.5.6). */
function methodNotAllowed(resource: Resource, method: Asked['method']): Refusal {
  const elements = [
    ['Method', textOrLatin1(method)],
    ['ResourceType', resource.toUpperCase()],
  ] as const;
  const offered = OFFERS.filter((offer) => offer.resource === resource).map((offer) => offer.method);
  const allow = ['Allow', [...new Set(offered)].join(', ')] as const;
  return { ...refuse('MethodNotAllowed', elements), headers: [allow] };
}
