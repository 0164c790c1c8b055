/**
 * Implements PutObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html) and CopyObject
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html), which is a PUT with a header that names the
 * source.
 */
import { plain } from '../../bytes/bytes.ts';
import { asText, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { type SentField, sentField } from '../../sigv4/claims/sent-checksums.ts';
import {
  emptyAnswer,
  isRefusal,
  type Refusal,
  refuse,
  refuseArgument,
  refuseHeader,
  s3Answer,
} from '../answers/answer.ts';
import { type Asked, headerText, inBucket, type Operation, type Payload } from '../asked.ts';
import { copyInto } from '../storage/spool.ts';
import { type StoredObject, storedObject } from '../storage/stored-object.ts';
import { copyCondition, writeCondition } from './conditions.ts';
import { checksumHeaders } from './get-object.ts';
import { ENCRYPTED, STORAGE_CLASS, storedHeaders, USUAL_STORAGE_CLASS } from './stored-headers.ts';
import { checkHeaders, checkLength, checkMd5 } from './upload-checks.ts';

/** Runs CopyObject if there is a header that names a source, and PutObject otherwise. */
export const putOrCopyObject: Operation = (asked) =>
  headerText(asked.headers, COPY_SOURCE) === undefined ? putObject(asked) : copyObject(asked);

const putObject: Operation = inBucket((asked, { objects }) => {
  const refusal =
    checkLength(asked) ??
    checkHeaders(asked) ??
    checkMd5(asked) ??
    writeCondition(asked.headers, asked.key, objects.get(asked.key));
  if (refusal) return refusal;
  const object = newObject(asked, asked, asked.headers.map(sentField));
  if (isRefusal(object)) return object;
  const full = asked.store.putObject(asked.bucket, asked.key, object);
  return full ?? emptyAnswer(200, [['ETag', object.etag], ENCRYPTED, ...checksumHeaders(object)]);
});

/** Creates an object with the current time and the headers that were sent. Refuses headers that are too large. */
export function newObject(asked: Asked, { content, md5 }: Payload, sent: readonly SentField[]): StoredObject | Refusal {
  const described = describedObject(asked, sent);
  if (isRefusal(described)) return described;
  return storedObject({ ...described, body: content, etag: `"${md5()}"`, lastModified: asked.now });
}

type Described = Pick<StoredObject, 'contentType' | 'metadata' | 'checksum'>;

function describedObject({ checksums }: Asked, sent: readonly SentField[]): Described | Refusal {
  const headers = storedHeaders(sent);
  return isRefusal(headers) ? headers : { ...headers, checksum: checksums[0] ?? null };
}

/** The header that names the source of a copy. */
export const COPY_SOURCE = 'x-amz-copy-source';
const DIRECTIVE = 'x-amz-metadata-directive';
const TAGGING_DIRECTIVE = 'x-amz-tagging-directive';
const OF_SOURCE = ['match', 'none-match', 'modified-since', 'unmodified-since'].map(
  (name) => `${COPY_SOURCE}-if-${name}`,
);

/** The headers of a copy that identify its source. */
export const COPY_HEADERS = [COPY_SOURCE, ...OF_SOURCE];

/** Copies an object. The body of the request is ignored. */
const copyObject = inBucket((asked, { objects }) => {
  const refusal =
    checkHeaders(asked, [COPY_SOURCE, DIRECTIVE, TAGGING_DIRECTIVE, 'x-amz-checksum-algorithm', ...OF_SOURCE]) ??
    writeCondition(asked.headers, asked.key, objects.get(asked.key));
  if (refusal) return refusal;
  const found = copySource(asked);
  if (isRefusal(found)) return found;
  const described = describedCopy(asked, found);
  if (isRefusal(described)) return described;
  const spool = asked.newSpool();
  const body = copyInto(spool, found.source.body);
  if (isProblem(body)) return refuse('SlowDown');
  // A copy is a single part even if the source was uploaded in parts.
  const object = storedObject({ ...described, body, etag: `"${spool.md5()}"`, lastModified: asked.now });
  const full = asked.store.putObject(asked.bucket, asked.key, object);
  if (full) body.remove();
  const result = { LastModified: object.lastModified.toISOString(), ETag: object.etag };
  return full ?? s3Answer('CopyObjectResult', result, [ENCRYPTED]);
});

interface CopySource {
  readonly place: { readonly bucket: Octets; readonly key: Octets };
  readonly source: StoredObject;
}

/** Finds the object that the request names as its source, and checks the conditions that the source must meet. */
export function copySource(asked: Asked): CopySource | Refusal {
  const place = sourceOf(headerText(asked.headers, COPY_SOURCE) ?? ('' as Octets));
  if (isRefusal(place)) return place;
  const bucket = asked.store.buckets.get(place.bucket);
  if (!bucket) return refuse('NoSuchBucket', { BucketName: asText(place.bucket) });
  const source = bucket.objects.get(place.key);
  if (!source) return refuse('NoSuchKey', { Key: asText(place.key) });
  return copyCondition(asked.headers, source, asked.now) ?? { place, source };
}

/** Describes the copy with the source's headers or, if the directive is REPLACE, with the request's headers. */
function describedCopy(asked: Asked, { place, source }: CopySource): Described | Refusal {
  const directive = headerText(asked.headers, DIRECTIVE) ?? 'COPY';
  if (directive === 'REPLACE') return describedObject(asked, asked.headers.map(sentField));
  if (directive !== 'COPY') return refuseArgument(DIRECTIVE, directive as Octets, 'Unknown metadata directive.');
  const metadata = withClass(source, headerText(asked.headers, STORAGE_CLASS));
  const isItself = place.bucket === asked.bucket && place.key === asked.key && metadata === source.metadata;
  if (isItself) return refuse('InvalidRequest', {}, TO_ITSELF);
  return { contentType: source.contentType, metadata, checksum: source.checksum };
}

/** Returns the source's metadata with the storage class that the request specifies. */
function withClass({ metadata }: StoredObject, asked: string | undefined): StoredObject['metadata'] {
  const before = metadata.find(([name]) => name === STORAGE_CLASS)?.[1] ?? USUAL_STORAGE_CLASS;
  const wanted = asked ?? USUAL_STORAGE_CLASS;
  if (before === wanted) return metadata;
  const others = metadata.filter(([name]) => name !== STORAGE_CLASS);
  return wanted === USUAL_STORAGE_CLASS ? others : [...others, [STORAGE_CLASS, wanted]];
}

const TO_ITSELF =
  "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";

/** Reads the source, which is a percent-encoded `/BUCKET/KEY`. The first slash may be missing. */
function sourceOf(value: Octets): { readonly bucket: Octets; readonly key: Octets } | Refusal {
  const named = value.replace(/\?versionId=null$/, '') as Octets;
  if (/^arn:/.test(named) || /\?/.test(named)) return refuseHeader(COPY_SOURCE);
  const decoded = percentDecode(plain(named)).octets.replace(/^\//, '');
  const slash = decoded.indexOf('/');
  return slash <= 0 || slash === decoded.length - 1
    ? refuseArgument(COPY_SOURCE, value, 'Invalid copy source object key')
    : { bucket: decoded.slice(0, slash) as Octets, key: decoded.slice(slash + 1) as Octets };
}
