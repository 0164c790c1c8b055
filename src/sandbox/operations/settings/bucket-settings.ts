/**
 * Answers requests for the settings of a bucket or an object. The answers are those of S3 for a new private bucket. The
 * settings cannot be changed.
 */

import type { S3ErrorCode } from '../../../aws/s3-errors.ts';
import { documentAnswer, refuse } from '../../answers/answer.ts';
import { s3Document, textOrLatin1, type Xml, xmlElement } from '../../answers/xml.ts';
import { inBucket, type Operation } from '../../asked.ts';
import { OWNER, OWNER_ID } from '../buckets.ts';
import { inObject } from '../in-object.ts';

/** Creates an operation that answers with a document that is the same for every new bucket. */
const isAlways = (name: string, content: string | readonly Xml[]): Operation =>
  inBucket(() => documentAnswer(s3Document(name, content)));

/** Creates an operation that answers that a bucket does not have this setting. */
const isNotSet = (code: S3ErrorCode): Operation =>
  inBucket(({ bucket }) => refuse(code, [['BucketName', textOrLatin1(bucket)]]));

/** The access control list of every bucket and object, which gives access only to the owner. */
const ACCESS_CONTROL_LIST = s3Document('AccessControlPolicy', [
  OWNER,
  xmlElement('AccessControlList', [
    xmlElement('Grant', [
      xmlElement(
        'Grantee',
        [xmlElement('ID', OWNER_ID)],
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"',
      ),
      xmlElement('Permission', 'FULL_CONTROL'),
    ]),
  ]),
]);

export const getBucketAcl: Operation = inBucket(() => documentAnswer(ACCESS_CONTROL_LIST));
export const getObjectAcl: Operation = inObject(() => documentAnswer(ACCESS_CONTROL_LIST));

export const getBucketVersioning: Operation = isAlways('VersioningConfiguration', []);
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
export const getBucketEncryption: Operation = isAlways('ServerSideEncryptionConfiguration', [
  xmlElement('Rule', [
    xmlElement('ApplyServerSideEncryptionByDefault', [xmlElement('SSEAlgorithm', 'AES256')]),
    xmlElement('BucketKeyEnabled', 'false'),
  ]),
]);

export const getOwnershipControls: Operation = isAlways('OwnershipControls', [
  xmlElement('Rule', [xmlElement('ObjectOwnership', 'BucketOwnerEnforced')]),
]);

export const getPublicAccessBlock: Operation = isAlways(
  'PublicAccessBlockConfiguration',
  ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map((name) =>
    xmlElement(name, 'true'),
  ),
);

export const getRequestPayment: Operation = isAlways('RequestPaymentConfiguration', [
  xmlElement('Payer', 'BucketOwner'),
]);
export const getNotification: Operation = isAlways('NotificationConfiguration', []);
export const getLogging: Operation = isAlways('BucketLoggingStatus', []);
export const getAccelerate: Operation = isAlways('AccelerateConfiguration', []);
