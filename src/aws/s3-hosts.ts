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

/** The endpoint of a region: s3.eu-west-1.amazonaws.com. */
export function regionalHost(region: string): string {
  const suffix = SUFFIXES.find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'amazonaws.com';
  return `s3.${region}.${suffix}`;
}

/** Whether BUCKET.HOST is a name that a certificate for *.HOST covers: no dots, no capitals. */
export function fitsHostName(bucket: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket);
}

/** The region that a host of S3 belongs to, where its name says so; the global host is that of us-east-1. */
export function regionOfHost(host: string): string | null {
  const match = /(?:^|\.)s3(?:-fips)?(?:\.dualstack)?(?:[.-]([a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com(?:\.cn)?$/.exec(
    host.toLowerCase(),
  );
  return match ? (match[1] ?? 'us-east-1') : null;
}
