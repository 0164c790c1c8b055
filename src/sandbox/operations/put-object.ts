/** Implements PutObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html). */

import type { SentField } from '../../sigv4/claims/sent-checksums.ts';
import { sentField } from '../../sigv4/claims/sent-checksums.ts';
import { emptyAnswer, isRefusal, type Refusal } from '../answers/answer.ts';
import { type Asked, inBucket, type Operation } from '../asked.ts';
import { type StoredObject, storedObject } from '../storage/stored-object.ts';
import { writeCondition } from './conditions.ts';
import { checksumHeaders } from './get-object.ts';
import { ENCRYPTED, storedHeaders } from './stored-headers.ts';
import { tagsInHeader } from './tagging.ts';
import { checkHeaders, checkLength, checkMd5 } from './upload-checks.ts';

export const putObject: Operation = inBucket((asked, { objects }) => {
  const refusal =
    checkLength(asked) ??
    checkHeaders(asked) ??
    checkMd5(asked) ??
    writeCondition(asked.headers, asked.key, objects.get(asked.key));
  if (refusal) return refusal;
  const sent = asked.headers.map(sentField);
  const object = newObject(asked, { body: asked.content, etag: `"${asked.md5()}"` }, sent);
  if (isRefusal(object)) return object;
  const full = asked.store.putObject(asked.bucket, asked.key, object);
  return full ?? emptyAnswer(200, [['ETag', object.etag], ENCRYPTED, ...checksumHeaders(object)]);
});

/**
 * Creates an object with the current time and the headers that were sent. Refuses headers that are too large and tags
 * that are invalid.
 */
export function newObject(
  { checksums, now }: Asked,
  content: Pick<StoredObject, 'body' | 'etag'>,
  sent: readonly SentField[],
): StoredObject | Refusal {
  const headers = storedHeaders(sent);
  if (isRefusal(headers)) return headers;
  const tags = tagsInHeader(sent);
  if (isRefusal(tags)) return tags;
  const { body, etag } = content;
  return storedObject({ ...headers, body, etag, tags, lastModified: now, checksum: checksums[0] ?? null });
}
