/** The hosts of S3, as https://docs.aws.amazon.com/general/latest/gr/s3.html and AWS's list of partitions have them. */
import { describe, expect, it } from 'vitest';
import { fitsHostName, regionalHost, regionOfHost } from '../../src/aws/s3-hosts.ts';

describe('the host of S3 in a region', () => {
  it.each([
    ['us-east-1', 's3.us-east-1.amazonaws.com'],
    ['eu-west-1', 's3.eu-west-1.amazonaws.com'],
    ['ap-southeast-5', 's3.ap-southeast-5.amazonaws.com'],
    ['us-gov-west-1', 's3.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 's3.cn-north-1.amazonaws.com.cn'],
    ['cn-northwest-1', 's3.cn-northwest-1.amazonaws.com.cn'],
    ['us-iso-east-1', 's3.us-iso-east-1.c2s.ic.gov'],
    ['us-isob-east-1', 's3.us-isob-east-1.sc2s.sgov.gov'],
    ['eusc-de-east-1', 's3.eusc-de-east-1.amazonaws.eu'],
    ['eu-isoe-west-1', 's3.eu-isoe-west-1.cloud.adc-e.uk'],
    ['us-isof-south-1', 's3.us-isof-south-1.csp.hci.ic.gov'],
  ])('%s is %s', (region, host) => {
    expect(regionalHost(region)).toBe(host);
  });
});

describe('the region that a host belongs to', () => {
  it.each([
    ['s3.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['examplebucket.s3.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['my.dotted.bucket.s3.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['s3-us-west-2.amazonaws.com', 'us-west-2'],
    ['examplebucket.s3-us-west-2.amazonaws.com', 'us-west-2'],
    ['examplebucket.s3.dualstack.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['s3-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['examplebucket.s3-fips.dualstack.us-east-2.amazonaws.com', 'us-east-2'],
    ['s3.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['s3.ap-southeast-5.amazonaws.com', 'ap-southeast-5'],
    ['S3.EU-WEST-1.AmazonAWS.com', 'eu-west-1'],
    ['s3.amazonaws.com', 'us-east-1'],
    ['examplebucket.s3.amazonaws.com', 'us-east-1'],
    ['s3.s3.eu-west-1.amazonaws.com', 'eu-west-1'],
  ])('%s is %s', (host, region) => {
    expect(regionOfHost(host)).toBe(region);
  });

  it.each([
    ['a server of one’s own', 'minio.example.com'],
    ['a name that only ends alike', 'evil-s3.amazonaws.com'],
    ['a name that goes on', 's3.eu-west-1.amazonaws.com.example.com'],
    ['another suffix', 's3.eu-west-1.notamazonaws.com'],
    ['another service', 'ec2.eu-west-1.amazonaws.com'],
    ['an address', '127.0.0.1'],
    ['nothing', ''],
  ])('is not known of %s', (_what, host) => {
    expect(regionOfHost(host)).toBeNull();
  });
});

describe('a bucket in the host name', () => {
  it.each([
    ['examplebucket', true],
    ['a-b', true],
    ['123', true],
    ['a'.repeat(63), true],
    ['a'.repeat(64), false],
    ['ab', false],
    ['my.dotted.bucket', false],
    ['Capital', false],
    ['under_score', false],
    ['-begins', false],
    ['ends-', false],
    ['', false],
  ])('of the name %s: %s', (bucket, fits) => {
    expect(fitsHostName(bucket)).toBe(fits);
  });
});
