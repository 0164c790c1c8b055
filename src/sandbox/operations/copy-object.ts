/**
 * Implements CopyObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html), which is a PUT with a
 * header that names the source.
 */
import { plain } from '../../bytes/bytes.ts';
import { asText, type Octets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { isRefusal, type Refusal, refuse, refuseArgument, refuseHeader, s3Answer } from '../answers/answer.ts';
import { type Asked, headerText, inBucket, type Operation } from '../asked.ts';
import { md5OfContent, type StoredObject, storedObject } from '../storage/stored-object.ts';
import { copyCondition, writeCondition } from './conditions.ts';
import { newObject, putObject } from './put-object.ts';
import { ENCRYPTED, STORAGE_CLASS, USUAL_STORAGE_CLASS } from './stored-headers.ts';
import { checkHeaders } from './upload-checks.ts';

/** The header that names the source of a copy. */
export const COPY_SOURCE = 'x-amz-copy-source';
const DIRECTIVE = 'x-amz-metadata-directive';
const TAGGING_DIRECTIVE = 'x-amz-tagging-directive';
const OF_SOURCE = ['match', 'none-match', 'modified-since', 'unmodified-since'].map(
  (name) => `${COPY_SOURCE}-if-${name}`,
);

/** The headers of a copy that identify its source. */
export const COPY_HEADERS = [COPY_SOURCE, ...OF_SOURCE];

/** Runs CopyObject if there is a header that names a source, and PutObject otherwise. */
export const putOrCopyObject: Operation = (asked) =>
  headerText(asked.headers, COPY_SOURCE) === undefined ? putObject(asked) : copyObject(asked);

/** Copies an object. The body of the request is ignored. */
const copyObject = inBucket((asked, { objects }) => {
  const refusal =
    checkHeaders(asked, [COPY_SOURCE, DIRECTIVE, TAGGING_DIRECTIVE, 'x-amz-checksum-algorithm', ...OF_SOURCE]) ??
    writeCondition(asked.headers, asked.key, objects.get(asked.key));
  if (refusal) return refusal;
  const object = copied(asked);
  if (isRefusal(object)) return object;
  const full = asked.store.putObject(asked.bucket, asked.key, object);
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

/** Creates the copy with the source's headers or, if the directive is REPLACE, with the request's headers. */
function copied(asked: Asked): StoredObject | Refusal {
  const found = copySource(asked);
  if (isRefusal(found)) return found;
  const { place, source } = found;
  const directive = headerText(asked.headers, DIRECTIVE) ?? 'COPY';
  const sent = asked.headers.map(({ name, value }) => ({ name: name.octets, value: value.octets }));
  if (directive === 'REPLACE') {
    const replaced = newObject(asked, { body: source.body, etag: copiedEtag(source) }, sent);
    return isRefusal(replaced) ? replaced : { ...replaced, tags: tagsOfCopy(asked, replaced, source) };
  }
  if (directive !== 'COPY') return refuseArgument(DIRECTIVE, directive as Octets, 'Unknown metadata directive.');
  const ofClass = withClass(source, headerText(asked.headers, STORAGE_CLASS));
  const isItself = place.bucket === asked.bucket && place.key === asked.key && ofClass === source.metadata;
  return isItself
    ? refuse('InvalidRequest', {}, TO_ITSELF)
    : storedObject({
        ...source,
        etag: copiedEtag(source),
        parts: [],
        uploadId: null,
        metadata: ofClass,
        lastModified: asked.now,
      });
}

/** Returns the ETag of a copy. A copy is a single part even if the source was uploaded in parts. */
function copiedEtag({ etag, body }: StoredObject): string {
  return etag.includes('-') ? `"${md5OfContent(body)}"` : etag;
}

/** Returns the tags of a copy, which are the source's tags unless the directive replaces them. */
function tagsOfCopy({ headers }: Asked, replaced: StoredObject, source: StoredObject): StoredObject['tags'] {
  return headerText(headers, TAGGING_DIRECTIVE) === 'REPLACE' ? replaced.tags : source.tags;
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
