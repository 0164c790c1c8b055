/** PutObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html) and DeleteObject. */
import { base64, decodeBase64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromHex } from '../../bytes/octets.ts';
import { md5Hex } from '../../crypto/digests.ts';
import { headerValue } from '../../http/message.ts';
import { sentField } from '../../sigv4/claims/sent-checksums.ts';
import { emptyAnswer, isRefusal, type Refusal, refuse } from '../answer.ts';
import { type Asked, headerText, inBucket, type Operation } from '../asked.ts';
import { type StoredObject, storedObject } from '../objects.ts';
import { textOrLatin1 } from '../xml.ts';
import { overwriteCondition, writeCondition } from './conditions.ts';
import { checksumHeaders } from './get-object.ts';
import { type SentField, storedHeaders } from './stored-headers.ts';

export const putObject: Operation = inBucket((asked, { objects }) => {
  const refusal =
    checkLength(asked) ??
    checkHeaders(asked) ??
    checkMd5(asked) ??
    writeCondition(asked.headers, asked.key, objects.get(asked.key));
  if (refusal) return refusal;
  const sent = asked.headers.map(sentField);
  const object = newObject(asked, asked.payload, sent);
  if (isRefusal(object)) return object;
  const full = asked.store.putObject(asked.bucket, asked.key, object);
  return full ?? emptyAnswer(200, [['ETag', object.etag], ...checksumHeaders(object)]);
});

/** Makes an object with the current time and the headers that were sent. Refuses headers that are too large. */
export function newObject({ checksums, now }: Asked, body: Octets, sent: readonly SentField[]): StoredObject | Refusal {
  const headers = storedHeaders(sent);
  if (isRefusal(headers)) return headers;
  return storedObject({ ...headers, body, lastModified: now, checksum: checksums[0] ?? null });
}

/**
 * Deletes an object. Succeeds even if it does not exist
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html).
 */
export const deleteObject: Operation = inBucket(({ headers, store, bucket, key }, { objects }) => {
  const refusal = overwriteCondition(headers, key, objects.get(key));
  if (refusal) return refusal;
  store.deleteObject(bucket, key);
  return emptyAnswer(204);
});

function checkLength({ headers }: Asked): Refusal | null {
  const isFramed = ['content-length', 'transfer-encoding'].some((name) => headerValue(headers, name));
  return isFramed ? null : refuse('MissingContentLength');
}

/**
 * The S3 headers that an upload may have, and the values that they may have. What they ask for is done, or is already
 * the case.
 */
const KNOWN_HEADERS: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [/^x-amz-(?:content-sha256|date|security-token|decoded-content-length|trailer|user-agent)$/, /^/],
  [/^x-amz-(?:checksum-[a-z0-9]+|sdk-checksum-algorithm|meta-.*|expected-bucket-owner|region-set)$/, /^/],
  [/^x-amz-acl$/, /^(?:private|bucket-owner-full-control)$/],
  // The storage class makes no difference in the sandbox. The second one occurs in the AWS signature examples.
  [/^x-amz-storage-class$/, /^(?:STANDARD|REDUCED_REDUNDANCY)$/],
  [/^x-amz-server-side-encryption$/, /^AES256$/],
];

/**
 * Refuses S3 headers that the sandbox does not support, such as `x-amz-tagging`. `also` lists further headers that are
 * allowed.
 */
export function checkHeaders({ headers }: Asked, also: readonly string[] = []): Refusal | null {
  const isKnown = (name: string, value: string) =>
    !name.startsWith('x-amz-') ||
    also.includes(name) ||
    KNOWN_HEADERS.some(([names, values]) => names.test(name) && values.test(value));
  const unknown = headers.find(({ name, value }) => !isKnown(name.octets.toLowerCase(), value.octets));
  return unknown ? refuse('NotImplemented', [['Header', textOrLatin1(unknown.name.octets)]]) : null;
}

/** Checks the Content-MD5 header, which is the MD5 hash of the body in base64 (RFC 1864). */
function checkMd5({ headers, payload }: Asked): Refusal | null {
  const sent = headerText(headers, 'content-md5');
  if (sent === undefined) return null;
  if (decodeBase64(sent)?.length !== 16) return refuse('InvalidDigest', [['Content-MD5', textOrLatin1(sent)]]);
  const calculated = base64(plain(octetsFromHex(md5Hex(payload)))).octets;
  if (sent === calculated) return null;
  return refuse('BadDigest', [
    ['ExpectedDigest', sent],
    ['CalculatedDigest', calculated],
  ]);
}

/** The maximum length of a key in bytes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const KEY_LIMIT = 1024;

export function checkKeyLength(key: Octets): Refusal | null {
  if (key.length <= KEY_LIMIT) return null;
  return refuse('KeyTooLongError', [
    ['Size', String(key.length)],
    ['MaxSizeAllowed', String(KEY_LIMIT)],
  ]);
}
