/** The host names of S3 (https://docs.aws.amazon.com/general/latest/gr/s3.html and the page on virtual hosting). */

/** Partitions whose hosts do not end with amazonaws.com, by how their regions begin. */
const SUFFIXES = [
  ['cn-', 'amazonaws.com.cn'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['eusc-', 'amazonaws.eu'],
] as const;

const COMMERCIAL_SUFFIX = 'amazonaws.com';

/** The endpoint of a region: s3.eu-west-1.amazonaws.com. */
export function regionalHost(region: string): string {
  return `s3.${region}.${suffixOf(region)}`;
}

/** Partitions by how their regions begin. AWS GovCloud (US) shares the suffix of the commercial one. */
const PARTITIONS: readonly string[] = ['us-gov-', ...SUFFIXES.map(([beginning]) => beginning)];
const COMMERCIAL = '';

const partitionOf = (region: string) => PARTITIONS.find((beginning) => region.startsWith(beginning)) ?? COMMERCIAL;

function suffixOf(region: string): string {
  return SUFFIXES.find(([beginning]) => region.startsWith(beginning))?.[1] ?? COMMERCIAL_SUFFIX;
}

/** Whether BUCKET.HOST is a name that a certificate for *.HOST covers: no dots, no capitals. */
export function fitsHostName(bucket: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket);
}

/** What a host name of S3 says. */
export interface S3Host {
  /** In lower case; `null` where the name has none: path style. An access point's name stands in the same place. */
  readonly bucket: string | null;
  /** `null` where the name leaves it open: transfer acceleration, access points of several regions. */
  readonly region: string | null;
  /** What the name is a name of: a bucket and an access point of one name are two different things. */
  readonly names: S3Names;
  /** How the regions of its partition begin, empty for the commercial one: each partition has buckets of its own. */
  readonly partition: string;
}

type S3Names = 'bucket' | 'directory-bucket' | 'access-point' | 'object-lambda' | 'multi-region-access-point';

const REGION = '(?<region>[a-z]{2,4}(?:-[a-z]+)+-\\d)';

/** What may stand between the bucket, with a dot, and the suffix. Website endpoints are none of S3's interface. */
const SERVICES = (
  [
    [`s3(?:-fips)?(?:\\.dualstack)?\\.${REGION}`, 'bucket'],
    // The older s3-REGION.
    [`s3-${REGION}`, 'bucket'],
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-Regions-and-Zones.html
    [`s3express(?:-control)?(?:-fips)?(?:-[a-z0-9]+-az\\d+)?(?:\\.dualstack)?\\.${REGION}`, 'directory-bucket'],
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html
    [`s3-accesspoint(?:-fips)?(?:\\.dualstack)?\\.${REGION}`, 'access-point'],
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-use.html
    [`s3-object-lambda(?:-fips)?(?:\\.dualstack)?\\.${REGION}`, 'object-lambda'],
  ] as const
).map(([pattern, names]) => [serviceName(pattern), names] as const);

/** The same for names without a region, which are of the commercial partition, and the region that they mean. */
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

/** Reads a host name without a port, in any case; `null` where it is none of S3's. */
export function readS3Host(host: string): S3Host | null {
  const name = host.toLowerCase();
  return regionalS3Host(name) ?? globalS3Host(name);
}

function regionalS3Host(name: string): S3Host | null {
  for (const suffix of [COMMERCIAL_SUFFIX, ...SUFFIXES.map(([, own]) => own)]) {
    if (!name.endsWith(`.${suffix}`)) continue;
    const front = name.slice(0, -suffix.length - 1);
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
 * The region in the name of a host of any service of AWS, as in dynamodb.eu-west-1.amazonaws.com
 * (https://docs.aws.amazon.com/general/latest/gr/rande.html); `null` where it has none.
 */
export function regionInHost(host: string): string | null {
  const name = host.toLowerCase();
  const suffixes = [COMMERCIAL_SUFFIX, ...OTHER_SUFFIXES, ...SUFFIXES.map(([, own]) => own)];
  const suffix = suffixes.find((candidate) => name.endsWith(`.${candidate}`));
  if (suffix === undefined) return null;
  const labels = name.slice(0, -suffix.length - 1).split('.');
  return labels.findLast((label) => REGION_LABEL.test(label)) ?? null;
}

/** The region that a host of S3 belongs to, where its name says so; the global host is that of us-east-1. */
export function regionOfHost(host: string): string | null {
  return readS3Host(host)?.region ?? null;
}

/**
 * Gives the host of S3 that is to another region what this one is to its own: dual-stack and FIPS stay, a host without a
 * region in its name becomes the regional one. `null` for a host that is none of S3's, or that serves all regions.
 */
export function inRegion(host: string, region: string): string | null {
  const found = readS3Host(host);
  if (!found?.region) return null;
  const bucket = found.bucket === null ? '' : `${found.bucket}.`;
  const service = host.toLowerCase().slice(bucket.length);
  const isNamed = service.includes(`.${found.region}.`) && suffixOf(region) === suffixOf(found.region);
  return bucket + (isNamed ? service.replace(`.${found.region}.`, `.${region}.`) : regionalHost(region));
}
