/**
 * Reads and writes the host names of S3 (https://docs.aws.amazon.com/general/latest/gr/s3.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
 */
import { SIGNING_NAMES } from './signing-names.ts';

/**
 * The suffixes of hosts in partitions that do not use amazonaws.com, keyed by the prefix of the partition's Regions.
 */
const SUFFIXES = [
  ['cn-', 'amazonaws.com.cn'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['eusc-', 'amazonaws.eu'],
] as const;

const COMMERCIAL_SUFFIX = 'amazonaws.com';

/** Returns the endpoint of a Region, such as s3.eu-west-1.amazonaws.com. */
export function regionalHost(region: string): string {
  return `s3.${region}.${suffixOf(region)}`;
}

/**
 * The partitions, identified by the prefix of their Regions. AWS GovCloud (US) has the same suffix as the commercial
 * partition.
 */
const PARTITIONS: readonly string[] = ['us-gov-', ...SUFFIXES.map(([beginning]) => beginning)];
const COMMERCIAL = '';

const partitionOf = (region: string) => PARTITIONS.find((beginning) => region.startsWith(beginning)) ?? COMMERCIAL;

function suffixOf(region: string): string {
  return SUFFIXES.find(([beginning]) => region.startsWith(beginning))?.[1] ?? COMMERCIAL_SUFFIX;
}

/**
 * Returns whether a certificate for *.HOST is valid for BUCKET.HOST. The bucket must not contain dots or uppercase
 * letters.
 */
export function fitsHostName(bucket: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket);
}

export interface S3Host {
  /** The name of the bucket or access point, in lowercase; `null` if the host name contains neither (path style). */
  readonly bucket: string | null;
  /**
   * The Region; `null` if the host name contains no Region, as for transfer acceleration and Multi-Region Access
   * Points.
   */
  readonly region: string | null;
  /** The kind of resource. A bucket and an access point with the same name are different resources. */
  readonly names: S3Names;
  /**
   * The prefix of the Regions in the host's partition; empty for the commercial partition. Each partition has its own
   * buckets.
   */
  readonly partition: string;
}

type S3Names = 'bucket' | 'directory-bucket' | 'access-point' | 'object-lambda' | 'multi-region-access-point';

const REGION = '(?<region>[a-z]{2,4}(?:-[a-z]+)+-\\d)';

/**
 * Patterns for the part of the host name between the bucket and the suffix. Website endpoints are not included, because
 * they are not part of S3's API.
 */
const SERVICES = (
  [
    [`s3(?:-fips)?(?:\\.dualstack)?\\.${REGION}`, 'bucket'],
    // The older form of the name, s3-REGION.
    [`s3-${REGION}`, 'bucket'],
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-Regions-and-Zones.html
    [`s3express(?:-control)?(?:-fips)?(?:-[a-z0-9]+-az\\d+)?(?:\\.dualstack)?\\.${REGION}`, 'directory-bucket'],
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html
    [`s3-accesspoint(?:-fips)?(?:\\.dualstack)?\\.${REGION}`, 'access-point'],
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-use.html
    [`s3-object-lambda(?:-fips)?(?:\\.dualstack)?\\.${REGION}`, 'object-lambda'],
  ] as const
).map(([pattern, names]) => [serviceName(pattern), names] as const);

/**
 * Patterns for host names without a Region, which exist only in the commercial partition. The second element is the
 * Region that the name implies; `null` if the name implies no Region.
 */
const GLOBAL_SERVICES = [
  [serviceName('s3(?:-external-1)?'), 'us-east-1', 'bucket'],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/transfer-acceleration-getting-started.html
  [serviceName('s3-accelerate(?:\\.dualstack)?'), null, 'bucket'],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html
  [serviceName('accesspoint\\.s3-global'), null, 'multi-region-access-point'],
] as const;

function serviceName(pattern: string): RegExp {
  return new RegExp(`^(?:(?<bucket>.+)\\.)?${pattern}$`);
}

/** Reads a host name without a port, ignoring case. Returns `null` if the host does not belong to S3. */
export function readS3Host(host: string): S3Host | null {
  const name = host.toLowerCase();
  return regionalS3Host(name) ?? globalS3Host(name);
}

/** The suffixes of all partitions, each with the dot before it. */
const ENDINGS = [COMMERCIAL_SUFFIX, ...SUFFIXES.map(([, own]) => own)].map((suffix) => ({
  suffix,
  ending: `.${suffix}`,
}));

function regionalS3Host(name: string): S3Host | null {
  for (const { suffix, ending } of ENDINGS) {
    if (!name.endsWith(ending)) continue;
    const front = name.slice(0, -ending.length);
    for (const [service, names] of SERVICES) {
      const { bucket = null, region } = service.exec(front)?.groups ?? {};
      if (region !== undefined && suffixOf(region) === suffix)
        return { bucket, region, names, partition: partitionOf(region) };
    }
  }
  return null;
}

function globalS3Host(name: string): S3Host | null {
  if (!name.endsWith(`.${COMMERCIAL_SUFFIX}`)) return null;
  const front = name.slice(0, -COMMERCIAL_SUFFIX.length - 1);
  for (const [service, region, names] of GLOBAL_SERVICES) {
    const found = service.exec(front);
    if (found) return { bucket: found.groups?.bucket ?? null, region, names, partition: COMMERCIAL };
  }
  return null;
}

const REGION_LABEL = new RegExp(`^${REGION}$`);
const OTHER_SUFFIXES = ['on.aws', 'api.aws'];

/**
 * Returns the Region in a host name of any AWS service, such as dynamodb.eu-west-1.amazonaws.com
 * (https://docs.aws.amazon.com/general/latest/gr/rande.html). Returns `null` if the name contains no Region.
 */
export function regionInHost(host: string): string | null {
  return labelsOf(host)?.findLast((label) => REGION_LABEL.test(label)) ?? null;
}

/** Returns the labels of a host name before the suffix of AWS, in lowercase; `null` if the name has no such suffix. */
function labelsOf(host: string): string[] | null {
  const name = host.toLowerCase();
  const suffixes = [COMMERCIAL_SUFFIX, ...OTHER_SUFFIXES, ...SUFFIXES.map(([, own]) => own)];
  const suffix = suffixes.find((candidate) => name.endsWith(`.${candidate}`));
  return suffix === undefined ? null : name.slice(0, -suffix.length - 1).split('.');
}

/** The service names in credential scopes, for services whose label in the host name is different. */
const SIGNING_NAME_OF_LABEL: Readonly<Record<string, string>> = { 'lambda-url': 'lambda' };

const SIGNING_NAME_OF_S3: Readonly<Record<S3Names, string>> = {
  bucket: 's3',
  'directory-bucket': 's3express',
  'access-point': 's3',
  'object-lambda': 's3-object-lambda',
  'multi-region-access-point': 's3',
};

/**
 * Returns the service of a host name, as written in the credential scope, such as execute-api for
 * ID.execute-api.eu-west-1.amazonaws.com (https://docs.aws.amazon.com/general/latest/gr/rande.html). The label is next
 * to the Region. Returns `null` if the name contains no service with a known name.
 */
export function serviceInHost(host: string): string | null {
  const s3 = readS3Host(host);
  if (s3) return SIGNING_NAME_OF_S3[s3.names];
  const labels = labelsOf(host) ?? [];
  const region = labels.findLastIndex((label) => REGION_LABEL.test(label));
  const around = region < 0 ? [] : [labels[region - 1], labels[region + 1]];
  const names = around.map((label = '') => SIGNING_NAME_OF_LABEL[label] ?? label);
  return names.find((name) => SIGNING_NAMES.includes(name)) ?? null;
}

/**
 * Returns the Region of an S3 host, which is us-east-1 for the global host. Returns `null` if the host has no single
 * Region.
 */
export function regionOfHost(host: string): string | null {
  // Many requests have the host of the one before.
  if (lastHost?.host !== host) lastHost = { host, region: readS3Host(host)?.region ?? null };
  return lastHost.region;
}

let lastHost: { readonly host: string; readonly region: string | null } | null = null;
