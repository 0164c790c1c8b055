/** Lists the names of Regions in credential scopes. */
import { words } from '../bytes/joined.ts';

/**
 * The Regions of AWS, most used first
 * (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html).
 */
export const REGIONS: readonly string[] = words(`
  us-east-1 us-east-2 us-west-1 us-west-2 eu-west-1 eu-west-2 eu-west-3 eu-central-1 eu-central-2 eu-north-1
  eu-south-1 eu-south-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ap-southeast-3
  ap-southeast-4 ap-southeast-5 ap-southeast-7 ap-south-1 ap-south-2 ap-east-1 ap-east-2 ca-central-1 ca-west-1
  sa-east-1 mx-central-1 af-south-1 il-central-1 me-central-1 me-south-1 us-gov-east-1 us-gov-west-1 cn-north-1
  cn-northwest-1
`);

/** Names that other servers, and clients without a configured Region, use as the Region. */
export const PSEUDO_REGIONS: readonly string[] = words(`
  auto garage default aws-global global local us US EU external-1 S3 s3 other RegionOne us-standard us-east fr-par
  nl-ams nyc3 ru-central1 none undefined null
`);

/**
 * Services that have one endpoint for all Regions, identified by the first label of the host name. Their requests are
 * signed for us-east-1 (https://docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints).
 */
export const GLOBAL_SERVICES: readonly string[] = words(`
  iam sts route53 cloudfront organizations waf shield support budgets ce importexport globalaccelerator
  networkmanager chime
`);

export const GLOBAL_REGION = 'us-east-1';
