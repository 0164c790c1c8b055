/** What the sandbox answers to a whole request: bytes of a small S3 that verifies. */
import { EMPTY, type Octets, sliceOctets } from '../bytes/octets.ts';
import { md5Hex } from '../crypto/digests.ts';
import { headerValue, headerValues } from '../http/message.ts';
import type { ReceivedRequest } from '../http/read-request.ts';
import { queryParameters, splitTarget } from '../http/target.ts';
import { addressOf } from './addressing.ts';
import { type Answer, type Refusal, readable, refuse } from './answer.ts';
import { type AuthenticationSettings, authenticate } from './authenticate.ts';
import { byteRange } from './byte-range.ts';
import type { Buckets, StoredObject } from './objects.ts';

/** One host first, since HTTP/1.1 requires it (RFC 9112, section 3.2); then authentication; then the operation. */
export function respond(
  request: ReceivedRequest,
  buckets: Buckets,
  settings: AuthenticationSettings,
): Answer | Refusal {
  if (headerValues(request.head.headers, 'host').length !== 1) {
    return refuse('BadRequest', [], 'The request does not have exactly one Host header.');
  }
  return authenticate(request, settings) ?? operate(request, buckets);
}

/** `x-id` only names the operation: SDKs send it, S3 ignores it. */
const IGNORED_PARAMETERS = new Set(['x-id']);

function operate({ head }: ReceivedRequest, buckets: Buckets): Answer | Refusal {
  const { path, query } = splitTarget(head.target);
  const { bucket, key } = addressOf(headerValue(head.headers, 'host')?.octets ?? EMPTY, path.octets);
  const objects = buckets.get(bucket);
  if (!objects) return refuse('NoSuchBucket', [['BucketName', readable(bucket)]]);
  if (queryParameters(query).some(({ name }) => !IGNORED_PARAMETERS.has(name.octets)) || key === '') {
    return refuse('NotImplemented', [], 'The sandbox serves objects: it has no listing and no sub-resources.');
  }
  const method = head.method.octets;
  if (method !== 'GET' && method !== 'HEAD') {
    return refuse('MethodNotAllowed', [
      ['Method', readable(method)],
      ['ResourceType', 'OBJECT'],
    ]);
  }
  const object = objects.get(key);
  return object
    ? getObject(object, headerValue(head.headers, 'range')?.octets)
    : refuse('NoSuchKey', [['Key', readable(key)]]);
}

function getObject(object: StoredObject, range: Octets | undefined): Answer | Refusal {
  const { length } = object.body;
  const headers = [
    ['Last-Modified', object.lastModified.toUTCString()],
    ['ETag', `"${md5Hex(object.body)}"`],
    ['Accept-Ranges', 'bytes'],
    ['Content-Type', object.contentType],
  ] as const;
  const asked = byteRange(range, length);
  switch (asked.kind) {
    case 'whole':
      return { status: 200, headers, body: object.body };
    case 'part': {
      const contentRange = ['Content-Range', `bytes ${asked.start}-${asked.end - 1}/${length}`] as const;
      return {
        status: 206,
        headers: [...headers, contentRange],
        body: sliceOctets(object.body, asked.start, asked.end),
      };
    }
    case 'unsatisfiable':
      return refuse('InvalidRange', [
        ['RangeRequested', readable(range ?? EMPTY)],
        ['ActualObjectSize', String(length)],
      ]);
  }
}
