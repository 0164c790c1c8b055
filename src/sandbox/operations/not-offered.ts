/**
 * Lists the operations that the sandbox does not offer, so that a refusal can name the operation that a client asked
 * for (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html).
 */

/** The operations on settings, keyed by the query parameter that selects them. */
const BUCKET_SETTINGS: Readonly<Record<string, string>> = {
  accelerate: 'BucketAccelerateConfiguration',
  acl: 'BucketAcl',
  analytics: 'BucketAnalyticsConfiguration',
  cors: 'BucketCors',
  encryption: 'BucketEncryption',
  'intelligent-tiering': 'BucketIntelligentTieringConfiguration',
  inventory: 'BucketInventoryConfiguration',
  lifecycle: 'BucketLifecycleConfiguration',
  logging: 'BucketLogging',
  metadataConfiguration: 'BucketMetadataConfiguration',
  metrics: 'BucketMetricsConfiguration',
  notification: 'BucketNotificationConfiguration',
  'object-lock': 'ObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  policyStatus: 'BucketPolicyStatus',
  publicAccessBlock: 'PublicAccessBlock',
  replication: 'BucketReplication',
  requestPayment: 'BucketRequestPayment',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  website: 'BucketWebsite',
};

const OBJECT_SETTINGS: Readonly<Record<string, string>> = {
  acl: 'ObjectAcl',
  'legal-hold': 'ObjectLegalHold',
  retention: 'ObjectRetention',
  tagging: 'ObjectTagging',
};

/** The other operations, by the query parameter. */
const OF_BUCKETS: Readonly<Record<string, string>> = { session: 'CreateSession' };
const OF_OBJECTS: Readonly<Record<string, string>> = {
  attributes: 'GetObjectAttributes',
  restore: 'RestoreObject',
  select: 'SelectObjectContent',
  torrent: 'GetObjectTorrent',
  renameObject: 'RenameObject',
};

/** Other query parameters that select an operation. */
const OTHER_SELECTORS = ['abac', 'metadataInventoryTable', 'metadataJournalTable', 'metadataTable', 'select-type'];

/** The query parameters that select an operation that is not offered, or only for some methods. */
export const NOT_OFFERED_SELECTORS: readonly string[] = [
  ...[BUCKET_SETTINGS, OBJECT_SETTINGS, OF_BUCKETS, OF_OBJECTS].flatMap((names) => Object.keys(names)),
  ...OTHER_SELECTORS,
];

const VERBS: Readonly<Record<string, string>> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' };

/**
 * Returns the name of the operation that a query parameter selects, or `null` if the parameter does not select a known
 * operation.
 */
export function operationName(resource: string, method: string, selector: string): string | null {
  if (resource !== 'bucket' && resource !== 'object') return null;
  const [settings, others] = resource === 'bucket' ? [BUCKET_SETTINGS, OF_BUCKETS] : [OBJECT_SETTINGS, OF_OBJECTS];
  const [setting, verb] = [settings[selector], VERBS[method]];
  if (setting !== undefined && verb !== undefined) return verb + setting;
  return others[selector] ?? null;
}
