/** Implements ListParts (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html). */
import { documentAnswer } from '../../answers/answer.ts';
import { s3Document, textOrLatin1, type Xml, xmlElement } from '../../answers/xml.ts';
import type { Operation } from '../../asked.ts';
import type { UploadedPart } from '../../storage/stored-object.ts';
import { OWNER, OWNER_ID } from '../buckets.ts';
import { storageClassOf } from '../stored-headers.ts';
import { checksumElements, inUpload, readCount } from './upload-of.ts';

const PAGE_LIMIT = 1000;

export const listParts: Operation = inUpload((asked, upload) => {
  const marker = readCount(asked, 'part-number-marker', 0);
  const wanted = readCount(asked, 'max-parts', PAGE_LIMIT);
  if (typeof marker !== 'number') return marker;
  if (typeof wanted !== 'number') return wanted;
  const most = Math.min(wanted, PAGE_LIMIT);
  const after = [...upload.parts].filter(([number]) => number > marker).sort(([left], [right]) => left - right);
  const page = after.slice(0, most);
  const type = upload.checksum
    ? [
        xmlElement('ChecksumAlgorithm', upload.checksum.name.toUpperCase()),
        xmlElement('ChecksumType', upload.checksum.type),
      ]
    : [];
  const content = [
    xmlElement('Bucket', textOrLatin1(upload.bucket)),
    xmlElement('Key', textOrLatin1(upload.key)),
    xmlElement('UploadId', upload.id),
    xmlElement('Initiator', [xmlElement('ID', OWNER_ID)]),
    OWNER,
    xmlElement('StorageClass', storageClassOf(upload)),
    xmlElement('PartNumberMarker', String(marker)),
    ...(page.length < after.length ? [xmlElement('NextPartNumberMarker', String(page.at(-1)?.[0] ?? marker))] : []),
    xmlElement('MaxParts', String(most)),
    xmlElement('IsTruncated', String(page.length < after.length)),
    ...type,
    ...page.map(partElement),
  ];
  return documentAnswer(s3Document('ListPartsResult', content));
});

function partElement([number, { lastModified, md5, body, checksum }]: readonly [number, UploadedPart]): Xml {
  return xmlElement('Part', [
    xmlElement('PartNumber', String(number)),
    xmlElement('LastModified', lastModified.toISOString()),
    xmlElement('ETag', `"${md5}"`),
    xmlElement('Size', String(body.length)),
    ...checksumElements(checksum),
  ]);
}
