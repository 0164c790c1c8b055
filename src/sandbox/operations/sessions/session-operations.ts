/**
 * Lists the operations that the credentials of a session may run. All other operations use long-term credentials
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-create-session.html).
 */

import { asText } from '../../../bytes/octets.ts';
import { type Refusal, refuse } from '../../answers/answer.ts';
import { type Asked, headerText, type Operation } from '../../asked.ts';
import type { SessionMode } from '../../keys.ts';
import { COPY_SOURCE, putOrCopyObject } from '../copy-object.ts';
import { deleteObject, deleteObjects } from '../delete-objects.ts';
import { getObject } from '../get-object.ts';
import { listObjectsV2 } from '../listings/list-objects.ts';
import { completeMultipartUpload } from '../multipart/complete-upload.ts';
import { abortMultipartUpload, createMultipartUpload } from '../multipart/create-upload.ts';
import { listParts } from '../multipart/list-parts.ts';
import { listMultipartUploads } from '../multipart/list-uploads.ts';
import { uploadPart } from '../multipart/upload-part.ts';
import { getObjectAttributes } from '../object-attributes.ts';
import { createSession } from './create-session.ts';

/**
 * The least mode that an operation needs. AWS names the operations of a ReadOnly session. A ReadWrite session may run
 * them and the others on objects, but not CopyObject, HeadBucket, and CreateSession. The models of AWS's SDKs make the
 * same exception for UploadPartCopy.
 */
const MODES: ReadonlyMap<Operation, SessionMode> = new Map([
  // GetObject and HeadObject.
  [getObject, 'ReadOnly'],
  [listObjectsV2, 'ReadOnly'],
  [getObjectAttributes, 'ReadOnly'],
  [listParts, 'ReadOnly'],
  [listMultipartUploads, 'ReadOnly'],
  [putOrCopyObject, 'ReadWrite'],
  [deleteObject, 'ReadWrite'],
  [deleteObjects, 'ReadWrite'],
  [createMultipartUpload, 'ReadWrite'],
  [uploadPart, 'ReadWrite'],
  [completeMultipartUpload, 'ReadWrite'],
  [abortMultipartUpload, 'ReadWrite'],
]);

/** Refuses an operation that the session of the request, if it has one, does not allow. */
export function checkSessionOperation({ session, bucket, headers }: Asked, operation: Operation): Refusal | null {
  if (!session) return null;
  if (operation === createSession) return refuse('InvalidRequest', {}, NO_SESSION_FROM_SESSION);
  if (bucket !== session.bucket) {
    return refuse('AccessDenied', {}, `The session is for the bucket ${asText(session.bucket)} only.`);
  }
  const isCopy = headerText(headers, COPY_SOURCE) !== undefined;
  const least = isCopy ? undefined : MODES.get(operation);
  if (least === undefined) return refuse('AccessDenied', {}, NOT_FOR_SESSIONS);
  const isAllowed = least === 'ReadOnly' || session.mode === 'ReadWrite';
  return isAllowed ? null : refuse('AccessDenied', {}, 'The session is ReadOnly, and this operation needs ReadWrite.');
}

/** The message that S3 has been observed to send (https://github.com/smithy-lang/smithy-rs/pull/3474). */
const NO_SESSION_FROM_SESSION = 'CreateSession request should not include "x-amz-s3session-token"';

const NOT_FOR_SESSIONS =
  'The credentials of a session are not valid for this operation. Sign it with the credentials that opened the session.';
