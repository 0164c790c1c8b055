/** What services want of a signature, by the name that stands in the credential scope. */
import { GENERAL_RULES, type Rules, S3_RULES } from '../sigv4/rules.ts';

export interface ServiceRules {
  /** As they stand in the credential scope. */
  readonly services: readonly string[];
  readonly rules: Rules;
  /** For the reader. */
  readonly says: string;
  readonly source: string;
}

/** The last row is for every service that no other row names. */
export const SERVICES: readonly [...ServiceRules[], ServiceRules] = [
  {
    services: ['s3', 's3-outposts', 's3-object-lambda', 's3express'],
    rules: S3_RULES,
    says: 'the path is encoded once and never normalised, and a header x-amz-content-sha256 is required but in a presigned URL',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html',
  },
  {
    services: ['iotdata', 'iotdevicegateway'],
    rules: { ...GENERAL_RULES, sessionToken: 'appended' },
    says: 'as other services, but the session token is added after signing',
    source: 'https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html',
  },
  {
    services: ['glacier'],
    rules: { ...GENERAL_RULES, contentSha256Header: 'added' },
    says: 'as other services, and x-amz-content-sha256 is required',
    source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-signing-requests.html',
  },
  {
    services: [],
    rules: GENERAL_RULES,
    says: 'the path is normalised, and what is encoded in it is encoded again',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html',
  },
];

/** The row of a service. */
export function serviceRules(service: string): ServiceRules {
  return SERVICES.find(({ services }) => services.includes(service)) ?? SERVICES[SERVICES.length - 1] ?? SERVICES[0];
}

/** The rules of a service. */
export function rulesOf(service: string): Rules {
  return serviceRules(service).rules;
}
