/**
 * Implements ListObjectsV2, the older ListObjects, and ListObjectVersions
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).
 */
import { asText, EMPTY, type Octets } from '../../../bytes/octets.ts';
import { formEncoded } from '../../addressing.ts';
import { isRefusal, refuseArgument, s3Answer } from '../../answers/answer.ts';
import { type Content, type Elements, referencedText } from '../../answers/xml.ts';
import { inBucket, type Operation, parameter } from '../../asked.ts';
import type { Bucket, StoredObject } from '../../storage/stored-object.ts';
import { OWNER } from '../buckets.ts';
import { checksumType } from '../get-object.ts';
import { storageClassOf } from '../stored-headers.ts';
import {
  continuationToken,
  LISTING_PARAMETERS,
  type ListingPage,
  type ListingParameters,
  listingPage,
  listingParameters,
  readStart,
} from './listing.ts';

export const listObjectsV2: Operation = inBucket((asked, bucket) => {
  const listType = parameter(asked, 'list-type') ?? EMPTY;
  if (listType !== '2') return refuseArgument('list-type', listType, 'Invalid List Type specified in Request');
  const parameters = listingParameters(asked);
  if (isRefusal(parameters)) return parameters;
  const start = readStart(asked);
  if (isRefusal(start)) return start;
  const page = listingPage(bucket.objects.keys(), { ...parameters, start });
  const written = writer(parameters);
  const owner = parameter(asked, 'fetch-owner')?.toLowerCase() === 'true' ? 'with-owner' : 'without-owner';
  return s3Answer('ListBucketResult', {
    Name: asText(asked.bucket),
    Prefix: written(parameters.prefix),
    StartAfter: optional(parameter(asked, 'start-after'), written),
    ContinuationToken: optional(parameter(asked, 'continuation-token'), asText),
    NextContinuationToken: page.last === null ? undefined : asText(continuationToken(page.last)),
    KeyCount: page.keys.length + page.commonPrefixes.length,
    ...pageElements(parameters, page, contents(bucket, page, { written, owner })),
  });
});

/**
 * Lists objects with the older version of the operation, which returns NextMarker only if there is a delimiter
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html).
 */
export const listObjects: Operation = inBucket((asked, bucket) => {
  const parameters = listingParameters(asked);
  if (isRefusal(parameters)) return parameters;
  const marker = parameter(asked, 'marker') ?? EMPTY;
  const start = marker === '' ? ({ kind: 'beginning' } as const) : ({ kind: 'entry', after: marker } as const);
  const page = listingPage(bucket.objects.keys(), { ...parameters, start });
  const written = writer(parameters);
  return s3Answer('ListBucketResult', {
    Name: asText(asked.bucket),
    Prefix: written(parameters.prefix),
    Marker: written(marker),
    NextMarker: optional(parameters.delimiter === '' ? undefined : (page.last ?? undefined), written),
    ...pageElements(parameters, page, contents(bucket, page, { written, owner: 'with-owner' })),
  });
});

export const VERSIONS_PARAMETERS = [...LISTING_PARAMETERS, 'key-marker', 'version-id-marker'];

/**
 * Lists the versions of objects in a bucket without versioning, in which every object has exactly one version, `null`
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html).
 */
export const listObjectVersions: Operation = inBucket((asked, { objects }) => {
  const parameters = listingParameters(asked);
  if (isRefusal(parameters)) return parameters;
  const marker = parameter(asked, 'key-marker') ?? EMPTY;
  const versionMarker = parameter(asked, 'version-id-marker') ?? EMPTY;
  if (versionMarker !== '' && marker === '') {
    const message = 'A version-id marker cannot be specified without a key marker.';
    return refuseArgument('version-id-marker', versionMarker, message);
  }
  const start = marker === '' ? ({ kind: 'beginning' } as const) : ({ kind: 'entry', after: marker } as const);
  const page = listingPage(objects.keys(), { ...parameters, start });
  const written = writer(parameters);
  const entry = (key: Octets, object: StoredObject) => ({
    Key: written(key),
    VersionId: 'null',
    IsLatest: true,
    ...describedObject(object, 'with-owner'),
  });
  return s3Answer('ListVersionsResult', {
    Name: asText(asked.bucket),
    Prefix: written(parameters.prefix),
    KeyMarker: written(marker),
    VersionIdMarker: asText(versionMarker),
    ...(page.last !== null && { NextKeyMarker: written(page.last), NextVersionIdMarker: 'null' }),
    ...pageElements(parameters, page, { Version: entriesOf(objects, page, entry) }),
  });
});

/** Writes a name that a client chose, as the content of an element. */
export type Written = (name: Octets) => Content;

/**
 * Returns the function that writes names. Like S3, this function encodes names as in a form if the client asks for this
 * encoding. Otherwise, it writes names as text.
 */
export const writer =
  ({ encoding }: ListingParameters): Written =>
  (name) =>
    encoding === 'url' ? formEncoded(name, '/') : referencedText(asText(name));

/** Returns the content of an element that is left out if the client gave no name, or an empty one. */
export const optional = (name: Octets | undefined, written: Written): Content | undefined =>
  name === undefined || name === '' ? undefined : written(name);

/** Returns the content of EncodingType, which is left out if names are written as text. */
export const encodingType = ({ encoding }: ListingParameters): string | undefined =>
  encoding === 'url' ? 'url' : undefined;

/** Writes what every listing has at its end. `entries` are the objects that it lists. */
const pageElements = (parameters: ListingParameters, page: ListingPage, entries: Elements): Elements => {
  const written = writer(parameters);
  return {
    MaxKeys: parameters.maxKeys,
    Delimiter: optional(parameters.delimiter, written),
    EncodingType: encodingType(parameters),
    IsTruncated: page.last !== null,
    ...entries,
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: written(prefix) })),
  };
};

/** Describes each object on a page. */
const entriesOf = (
  objects: Bucket['objects'],
  { keys }: ListingPage,
  entry: (key: Octets, object: StoredObject) => Elements,
): Elements[] =>
  keys.flatMap((key) => {
    const object = objects.get(key);
    return object ? [entry(key, object)] : [];
  });

type HasOwner = 'with-owner' | 'without-owner';

const contents = (
  { objects }: Bucket,
  page: ListingPage,
  { written, owner }: { readonly written: Written; readonly owner: HasOwner },
): Elements => ({
  Contents: entriesOf(objects, page, (key, object) => ({ Key: written(key), ...describedObject(object, owner) })),
});

/** Writes the entry for an object in a listing. */
function describedObject(object: StoredObject, owner: HasOwner): Elements {
  const { lastModified, etag, body, checksum } = object;
  return {
    LastModified: lastModified.toISOString(),
    ETag: etag,
    ...(checksum && { ChecksumAlgorithm: checksum.name.toUpperCase(), ChecksumType: checksumType(object) }),
    Size: body.length,
    Owner: owner === 'with-owner' ? OWNER : undefined,
    StorageClass: storageClassOf(object),
  };
}
