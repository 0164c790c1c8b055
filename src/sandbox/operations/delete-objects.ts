/**
 * Implements DeleteObject and DeleteObjects (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html).
 */

import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { headerValue } from '../../http/message.ts';
import { documentAnswer, emptyAnswer, isRefusal, type Refusal, refusalMessage, refuse } from '../answers/answer.ts';
import { childrenNamed, childText, type Element } from '../answers/read-xml.ts';
import { s3Document, type Xml, xmlElement } from '../answers/xml.ts';
import { type Asked, checkVersion, inBucket, type Operation, rootElement } from '../asked.ts';
import type { Bucket } from '../storage/stored-object.ts';
import { etagCondition, overwriteCondition } from './conditions.ts';
import { checkKeyLength, checkMd5 } from './upload-checks.ts';

/**
 * Deletes an object. Succeeds even if the object does not exist
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html).
 */
export const deleteObject: Operation = inBucket((asked, { objects }) => {
  const { headers, store, bucket, key } = asked;
  const refusal = checkVersion(asked) ?? overwriteCondition(headers, key, objects.get(key));
  if (refusal) return refusal;
  store.deleteObject(bucket, key);
  return emptyAnswer(204);
});

/** The maximum number of objects in one request. */
const OBJECTS_LIMIT = 1000;

/** Deletes up to a thousand objects, and reports for each object whether it was deleted. */
export const deleteObjects: Operation = inBucket((asked, bucket) => {
  const refusal = checkIntegrity(asked) ?? checkMd5(asked);
  if (refusal) return refusal;
  const root = rootElement(asked, 'Delete');
  if (isRefusal(root)) return root;
  const objects = childrenNamed(root, 'Object');
  if (objects.length === 0 || objects.length > OBJECTS_LIMIT) return refuse('MalformedXML');
  const isQuiet = trimmed(childText(root, 'Quiet') ?? '').toLowerCase() === 'true';
  const results = objects.flatMap((each) => deleted(asked, bucket, each, isQuiet));
  return documentAnswer(s3Document('DeleteResult', results));
});

/**
 * Checks the hash of the document. S3 requires this hash so that a document damaged in transit cannot delete the wrong
 * object.
 */
function checkIntegrity({ headers, checksums }: Asked): Refusal | null {
  if (headerValue(headers, 'content-md5') !== undefined || checksums.length > 0) return null;
  return refuse('InvalidRequest', {}, 'Missing required header for this request: Content-MD5');
}

function deleted({ store, bucket }: Asked, { objects }: Bucket, element: Element, isQuiet: boolean): Xml[] {
  const key = octetsFromText(childText(element, 'Key') ?? '');
  const name = asText(key);
  const version = childText(element, 'VersionId');
  const refusal =
    (key === '' ? refuse('UserKeyMustBeSpecified') : checkKeyLength(key)) ??
    (version !== undefined && version !== 'null' ? refuse('NoSuchVersion') : null) ??
    etagCondition(childText(element, 'ETag') as Octets | undefined, key, objects.get(key));
  if (refusal) return [xmlElement('Error', { Key: name, Code: refusal.code, Message: refusalMessage(refusal) })];
  store.deleteObject(bucket, key);
  return isQuiet ? [] : [xmlElement('Deleted', { Key: name, VersionId: version })];
}
