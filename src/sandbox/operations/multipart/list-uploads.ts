/** Implements ListMultipartUploads and ListParts (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html). */
import { asText, EMPTY, type Octets } from '../../../bytes/octets.ts';
import { isRefusal, s3Answer } from '../../answers/answer.ts';
import type { Elements } from '../../answers/xml.ts';
import { type Asked, inBucket, type Operation, parameter } from '../../asked.ts';
import type { Upload } from '../../storage/stored-object.ts';
import { encodingType, optional, type Written, writer } from '../listings/list-objects.ts';
import { type ListingParameters, listingParameters } from '../listings/listing.ts';
import { checksumElements, checksumOfUpload, describedUpload, inUpload, readCount } from './upload-of.ts';

export const UPLOADS_PARAMETERS = [
  'prefix',
  'delimiter',
  'encoding-type',
  'key-marker',
  'upload-id-marker',
  'max-uploads',
];

const PAGE_LIMIT = 1000;

export const listMultipartUploads: Operation = inBucket((asked) => {
  const parameters = listingParameters(asked);
  const wanted = readCount(asked, 'max-uploads', PAGE_LIMIT);
  if (isRefusal(parameters)) return parameters;
  if (typeof wanted !== 'number') return wanted;
  const most = Math.min(wanted, PAGE_LIMIT);
  const entries = entriesOf(asked, parameters);
  const page = entries.slice(0, most);
  const isTruncated = page.length < entries.length;
  const written = writer(parameters);
  const last = page.at(-1);
  return s3Answer('ListMultipartUploadsResult', {
    Bucket: asText(asked.bucket),
    KeyMarker: written(parameter(asked, 'key-marker') ?? EMPTY),
    UploadIdMarker: asText(parameter(asked, 'upload-id-marker') ?? EMPTY),
    ...(isTruncated && last && { NextKeyMarker: written(last.name), NextUploadIdMarker: last.upload?.id ?? '' }),
    Prefix: written(parameters.prefix),
    Delimiter: optional(parameters.delimiter, written),
    MaxUploads: most,
    EncodingType: encodingType(parameters),
    IsTruncated: isTruncated,
    Upload: page.flatMap(({ upload }) => (upload ? [uploadElements(upload, written)] : [])),
    CommonPrefixes: page.flatMap(({ name, upload }) => (upload ? [] : [{ Prefix: written(name) }])),
  });
});

/** An upload, or the common prefix of multiple uploads. */
interface Entry {
  readonly name: Octets;
  readonly upload: Upload | null;
}

/** Returns the entries after the marker, by key and then by time. */
function entriesOf(asked: Asked, { prefix, delimiter }: ListingParameters): Entry[] {
  const marker = parameter(asked, 'key-marker') ?? EMPTY;
  const idMarker = parameter(asked, 'upload-id-marker') ?? EMPTY;
  const uploads = [...asked.store.uploads.values()].filter(
    (upload) => upload.bucket === asked.bucket && upload.key.startsWith(prefix),
  );
  const entries = new Map<string, Entry>();
  for (const upload of uploads.sort(inOrder)) {
    const at = delimiter === '' ? -1 : upload.key.indexOf(delimiter, prefix.length);
    const common = at < 0 ? null : (upload.key.slice(0, at + delimiter.length) as Octets);
    const name = common ?? upload.key;
    const isAfter = name > marker || (name === marker && idMarker !== '' && common === null && upload.id > idMarker);
    if (isAfter)
      entries.set(common === null ? `upload ${upload.id}` : `prefix ${common}`, {
        name,
        upload: common === null ? upload : null,
      });
  }
  return [...entries.values()];
}

/** Orders uploads by key and then by ID, so that a page can begin after any upload. */
function inOrder(left: Upload, right: Upload): number {
  if (left.key !== right.key) return left.key < right.key ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}

const uploadElements = (upload: Upload, written: Written): Elements => ({
  Key: written(upload.key),
  ...describedUpload(upload),
  Initiated: upload.initiated.toISOString(),
  ...checksumOfUpload(upload),
});

/** Lists the parts of an upload (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html). */
export const listParts: Operation = inUpload((asked, upload) => {
  const marker = readCount(asked, 'part-number-marker', 0);
  const wanted = readCount(asked, 'max-parts', PAGE_LIMIT);
  if (typeof marker !== 'number') return marker;
  if (typeof wanted !== 'number') return wanted;
  const most = Math.min(wanted, PAGE_LIMIT);
  const after = [...upload.parts].filter(([number]) => number > marker).sort(([left], [right]) => left - right);
  const page = after.slice(0, most);
  const isTruncated = page.length < after.length;
  return s3Answer('ListPartsResult', {
    Bucket: asText(upload.bucket),
    Key: asText(upload.key),
    ...describedUpload(upload),
    PartNumberMarker: marker,
    NextPartNumberMarker: isTruncated ? (page.at(-1)?.[0] ?? marker) : undefined,
    MaxParts: most,
    IsTruncated: isTruncated,
    ...checksumOfUpload(upload),
    Part: page.map(([number, { lastModified, md5, body, checksum }]) => ({
      PartNumber: number,
      LastModified: lastModified.toISOString(),
      ETag: `"${md5}"`,
      Size: body.length,
      ...checksumElements(checksum),
    })),
  });
});
