/** Contains code that is shared by operations on an existing object. */
import { asText } from '../../bytes/octets.ts';
import { type Answer, type Refusal, refuse, refuseArgument } from '../answers/answer.ts';
import { type Asked, inBucket, type Operation, parameter } from '../asked.ts';
import type { StoredObject } from '../storage/stored-object.ts';

/** Wraps an operation so that it refuses a request for an object or an object version that does not exist. */
export function inObject(operation: (asked: Asked, object: StoredObject) => Answer | Refusal): Operation {
  return inBucket((asked, { objects }) => {
    const refusal = checkVersion(asked);
    if (refusal) return refusal;
    const object = objects.get(asked.key);
    return object ? operation(asked, object) : refuse('NoSuchKey', { Key: asText(asked.key) });
  });
}

/** The query parameter that names a version. */
export const VERSION_ID = 'versionId';

/**
 * Refuses every version except `null`, the only version in a bucket without versioning
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html).
 */
export function checkVersion(asked: Asked): Refusal | null {
  const version = parameter(asked, VERSION_ID);
  if (version === undefined || version === 'null') return null;
  return refuseArgument(VERSION_ID, version, 'Invalid version id specified');
}
