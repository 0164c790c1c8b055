/**
 * Implements ListObjectsV2 and the older ListObjects
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).
 */
import { EMPTY, type Octets } from '../../../bytes/octets.ts';
import { formEncoded } from '../../addressing.ts';
import { type Answer, documentAnswer, isRefusal, refuseArgument } from '../../answers/answer.ts';
import { referencedText, s3Document, textOrLatin1, type Xml, xmlElement } from '../../answers/xml.ts';
import { inBucket, type Operation, parameter } from '../../asked.ts';
import type { Bucket, StoredObject } from '../../storage/stored-object.ts';
import { OWNER } from '../buckets.ts';
import { checksumType } from '../get-object.ts';
import { storageClassOf } from '../stored-headers.ts';
import {
  continuationToken,
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
  return listing(parameters, page, {
    bucket,
    owner: parameter(asked, 'fetch-owner')?.toLowerCase() === 'true' ? 'with-owner' : 'without-owner',
    before: [
      xmlElement('Name', textOrLatin1(asked.bucket)),
      written('Prefix', parameters.prefix),
      ...optional('StartAfter', parameter(asked, 'start-after'), written),
      ...optional('ContinuationToken', parameter(asked, 'continuation-token'), plainly),
      ...optional('NextContinuationToken', page.last === null ? undefined : continuationToken(page.last), plainly),
      xmlElement('KeyCount', String(page.keys.length + page.commonPrefixes.length)),
    ],
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
  return listing(parameters, page, {
    bucket,
    owner: 'with-owner',
    before: [
      xmlElement('Name', textOrLatin1(asked.bucket)),
      written('Prefix', parameters.prefix),
      written('Marker', marker),
      ...optional('NextMarker', parameters.delimiter === '' ? undefined : (page.last ?? undefined), written),
    ],
  });
});

/** Writes an element whose content is a name that a client chose. */
export type Written = (element: string, name: Octets) => Xml;

/**
 * Returns the function that writes names. Like S3, this function encodes names as in a form if the client asks for this
 * encoding. Otherwise, it writes names as text.
 */
export function writer({ encoding }: ListingParameters): Written {
  return (element, name) =>
    encoding === 'url'
      ? xmlElement(element, formEncoded(name, '/'))
      : xmlElement(element, referencedText(textOrLatin1(name)));
}

const plainly: Written = (element, name) => xmlElement(element, textOrLatin1(name));

export function optional(element: string, name: Octets | undefined, written: Written): Xml[] {
  return name === undefined || name === '' ? [] : [written(element, name)];
}

interface Listed {
  readonly bucket: Bucket;
  readonly owner: 'with-owner' | 'without-owner';
  /** The elements that only one version of the operation has. They precede the common elements. */
  readonly before: readonly Xml[];
}

function listing(parameters: ListingParameters, page: ListingPage, { bucket, owner, before }: Listed): Answer {
  const written = writer(parameters);
  const contents = page.keys.flatMap((key) => {
    const object = bucket.objects.get(key);
    return object
      ? [
          xmlElement('Contents', [
            written('Key', key),
            ...describedObject(object, owner === 'with-owner' ? [OWNER] : []),
          ]),
        ]
      : [];
  });
  const content = [
    ...before,
    xmlElement('MaxKeys', String(parameters.maxKeys)),
    ...optional('Delimiter', parameters.delimiter, written),
    ...(parameters.encoding === 'url' ? [xmlElement('EncodingType', 'url')] : []),
    xmlElement('IsTruncated', String(page.last !== null)),
    ...contents,
    ...page.commonPrefixes.map((prefix) => xmlElement('CommonPrefixes', written('Prefix', prefix))),
  ];
  return documentAnswer(s3Document('ListBucketResult', content));
}

/** Writes the entry for an object in a listing. */
export function describedObject(object: StoredObject, owner: readonly Xml[]): Xml[] {
  const { lastModified, etag, body, checksum } = object;
  const algorithm = checksum && [
    xmlElement('ChecksumAlgorithm', checksum.name.toUpperCase()),
    xmlElement('ChecksumType', checksumType(object)),
  ];
  return [
    xmlElement('LastModified', lastModified.toISOString()),
    xmlElement('ETag', etag),
    ...(algorithm ?? []),
    xmlElement('Size', String(body.length)),
    ...owner,
    xmlElement('StorageClass', storageClassOf(object)),
  ];
}
