/**
 * Recognizes who signed a request and who refused it, by the host name and by the texts of the signer and the server.
 */
import { clientsIn } from '../aws/programs.ts';

/** The kind of service. S3 and compatible servers encode a path once; other AWS services encode it twice. */
export type ServiceKind = 's3' | 'other' | 'unknown';

export type ServerFamily = 'aws' | 'google' | 'minio' | 'ceph' | 'b2' | 'r2' | 'third-party' | 'unknown';

/** `official` means an AWS SDK or the AWS CLI. `own` means that a program has its own signer. */
export type ClientKind = 'official' | 'own' | 'unknown';

const FAMILIES: readonly (readonly [ServerFamily, RegExp])[] = [
  ['google', /storage\.googleapis\.com|Google secret key/],
  ['b2', /backblazeb2\.com|Signature validation failed/],
  ['r2', /r2\.cloudflarestorage\.com|Check your secret access key and signing method/],
  ['ceph', /digitaloceanspaces|\bradosgw\b|\bceph\b|tx[0-9a-f]{21}-[0-9a-f]+/i],
  ['minio', /\bminio\b|\bX-Minio-/i],
  [
    'third-party',
    /aliyuncs\.com|myqcloud\.com|\bgarage\b|seaweed|s3api_|wasabisys|scw\.cloud|ovh\.(?:net|us)|supabase|localhost|127\.0\.0\.1|yandexcloud|linodeobjects/i,
  ],
  ['aws', /amazonaws\.com|x-amzn-|amazon\.com|\bArn\b|Check your AWS Secret Access Key/i],
];

/**
 * Returns the family of servers. Host names are the better evidence, because an AWS SDK names itself even in requests
 * to other servers.
 */
export function familyOf(hosts: readonly string[], text: string): ServerFamily {
  const named = (subject: string) => FAMILIES.find(([, pattern]) => pattern.test(subject))?.[0];
  const ofHost = hosts.map((host) => named(host)).find((family) => family !== undefined);
  return ofHost ?? named(text) ?? 'unknown';
}

/** Matches host names of AWS services other than S3. */
const OTHER_HOSTS =
  /\b(?:execute-api|es|aoss|bedrock[\w-]*|dynamodb|sqs|queue|sns|sts|iam|ec2|route53|lambda-url|lambda|iot|kinesis|appsync-api|runtime\.sagemaker|cognito-\w+|machinelearning|rds)\.(?:[a-z0-9-]+\.)?(?:amazonaws\.com|on\.aws)|[\w.-]+\.(?:es|iot|execute-api|lambda-url)\.[a-z0-9-]+\.(?:amazonaws\.com|on\.aws)/i;

/**
 * Matches the message of AWS services other than S3, which differs from the S3 message
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
const OF_OTHER = /Check your AWS Secret Access Key and signing method/;
const OF_S3 = /Check your (?:key|Google secret key|secret access key) and signing method|Signature validation failed/;

/** Returns whether only a service other than S3 answers with these words. */
export const isOfOtherService = (text: string): boolean => OF_OTHER.test(text);

export function serviceKindOf(service: string | null, hosts: readonly string[], text: string): ServiceKind {
  if (isOfOtherService(text)) return 'other';
  if (OF_S3.test(text)) return 's3';
  if (hosts.some((host) => OTHER_HOSTS.test(host))) return 'other';
  if (hosts.some((host) => /\bs3[.-]|^storage\.|backblaze/.test(host))) return 's3';
  if (service !== null && service !== '') return /^s3/.test(service) ? 's3' : 'other';
  return 'unknown';
}

/** Recognizes the signer. What User-Agent says is better evidence than words around the request. */
export function clientKindOf(userAgent: string, text: string): ClientKind {
  const isSigning = (subject: string, signer: ClientKind) => clientsIn(subject).some((one) => one.signer === signer);
  if (isSigning(userAgent, 'official')) return 'official';
  if (isSigning(text, 'own')) return 'own';
  return isSigning(text, 'official') ? 'official' : 'unknown';
}
