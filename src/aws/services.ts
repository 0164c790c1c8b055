/** Finds the signing rules of a service by its name in the credential scope. */
import { GENERAL_RULES, type Rules, S3_RULES } from '../sigv4/rules.ts';

export interface ServiceRules {
  /** The names of these services in credential scopes. */
  readonly services: readonly string[];
  readonly rules: Rules;
  /** A description that is shown to users. */
  readonly says: string;
  readonly source: string;
}

/** The rules of every service. The last row applies to every service that no other row names. */
export const SERVICES: readonly [...ServiceRules[], ServiceRules] = [
  {
    services: ['s3', 's3-outposts', 's3-object-lambda', 's3express'],
    rules: S3_RULES,
    says: 'the path is encoded once and not normalized, and the header x-amz-content-sha256 is required except in a presigned URL',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html',
  },
  {
    services: ['iotdata', 'iotdevicegateway'],
    rules: { ...GENERAL_RULES, sessionToken: 'appended' },
    says: 'as for other services, but the session token is added after signing',
    source: 'https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html',
  },
  {
    services: ['glacier'],
    rules: { ...GENERAL_RULES, contentSha256Header: 'added' },
    says: 'as for other services, and x-amz-content-sha256 is required',
    source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-signing-requests.html',
  },
  {
    services: [],
    rules: GENERAL_RULES,
    says: 'the path is normalized and encoded twice',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html',
  },
];

export function serviceRules(service: string): ServiceRules {
  return SERVICES.find(({ services }) => services.includes(service)) ?? SERVICES[SERVICES.length - 1] ?? SERVICES[0];
}

/** Returns whether a service is S3 or a part of S3. */
export const isLikeS3 = (service: string): boolean => /^s3(?:-outposts|express|-object-lambda)?$/.test(service);

/** Returns the rules of a service. */
export const rulesOf = (service: string): Rules => serviceRules(service).rules;
