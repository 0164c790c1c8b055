/** Implements ListParts (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html). */
import { asText } from '../../../bytes/octets.ts';
import { s3Answer } from '../../answers/answer.ts';
import type { Operation } from '../../asked.ts';
import { checksumElements, checksumOfUpload, describedUpload, inUpload, readCount } from './upload-of.ts';

const PAGE_LIMIT = 1000;

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
