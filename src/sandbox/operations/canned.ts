/**
 * Answers requests for the settings of a bucket or an object, and for its tags. The answers are those of S3 for a new
 * private bucket. The settings and the tags cannot be changed.
 */

import type { S3ErrorCode } from '../../aws/s3-errors.ts';
import { asText } from '../../bytes/octets.ts';
import { refuse, s3Answer } from '../answers/answer.ts';
import { type Elements, xmlElement } from '../answers/xml.ts';
import { inBucket, inObject, type Operation } from '../asked.ts';
import { OWNER } from './buckets.ts';

/** Creates an operation that answers with a document that is the same for every new bucket. */
const isAlways = (name: string, content: Elements): Operation => inBucket(() => s3Answer(name, content));

/** Creates an operation that answers that a bucket does not have this setting. */
const isNotSet = (code: S3ErrorCode): Operation =>
  inBucket(({ bucket }) => refuse(code, { BucketName: asText(bucket) }));

/** The access control list of every bucket and object, which gives access only to the owner. */
const GRANTEE = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"';
const GRANT = [xmlElement('Grantee', OWNER, GRANTEE), xmlElement('Permission', 'FULL_CONTROL')];
const accessControlList = () =>
  s3Answer('AccessControlPolicy', { Owner: OWNER, AccessControlList: xmlElement('Grant', GRANT) });

export const getBucketAcl: Operation = inBucket(accessControlList);
export const getObjectAcl: Operation = inObject(accessControlList);
export const getObjectTagging: Operation = inObject(() => s3Answer('Tagging', { TagSet: {} }));

export const getBucketVersioning: Operation = isAlways('VersioningConfiguration', {});
export const getBucketPolicy: Operation = isNotSet('NoSuchBucketPolicy');
export const getBucketCors: Operation = isNotSet('NoSuchCORSConfiguration');
export const getBucketLifecycle: Operation = isNotSet('NoSuchLifecycleConfiguration');
export const getBucketReplication: Operation = isNotSet('ReplicationConfigurationNotFoundError');
export const getBucketTagging: Operation = isNotSet('NoSuchTagSet');
export const getBucketWebsite: Operation = isNotSet('NoSuchWebsiteConfiguration');
export const getObjectLock: Operation = isNotSet('ObjectLockConfigurationNotFoundError');

/**
 * Returns the default encryption. S3 encrypts every object
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html).
 */
export const getBucketEncryption: Operation = isAlways('ServerSideEncryptionConfiguration', {
  Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
});

export const getOwnershipControls: Operation = isAlways('OwnershipControls', {
  Rule: { ObjectOwnership: 'BucketOwnerEnforced' },
});

export const getPublicAccessBlock: Operation = isAlways('PublicAccessBlockConfiguration', {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
});

export const getRequestPayment: Operation = isAlways('RequestPaymentConfiguration', { Payer: 'BucketOwner' });
export const getNotification: Operation = isAlways('NotificationConfiguration', {});
export const getLogging: Operation = isAlways('BucketLoggingStatus', {});
export const getAccelerate: Operation = isAlways('AccelerateConfiguration', {});
