/** The hosts of S3, as https://docs.aws.amazon.com/general/latest/gr/s3.html and AWS's list of partitions have them. */
import { describe, expect, it } from 'vitest';
import { fitsHostName, readS3Host, regionalHost, regionInHost, regionOfHost } from '../../src/aws/s3-hosts.ts';

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
    ['s3-external-1.amazonaws.com', 'us-east-1'],
    ['examplebucket.s3.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
    ['s3.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
    ['bucket--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com', 'us-east-1'],
    ['name-111122223333.s3-object-lambda.us-west-2.amazonaws.com', 'us-west-2'],
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
    ['a website', 'examplebucket.s3-website-us-east-1.amazonaws.com'],
    ['a website with a dot', 'examplebucket.s3-website.eu-central-1.amazonaws.com'],
    ['acceleration', 'examplebucket.s3-accelerate.amazonaws.com'],
    ['a region in another partition', 's3.cn-north-1.amazonaws.com'],
    ['the global name in another partition', 's3.amazonaws.com.cn'],
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

describe('the bucket that a host names', () => {
  it.each([
    ['s3.amazonaws.com', null],
    ['s3.us-east-1.amazonaws.com', null],
    ['s3-us-west-2.amazonaws.com', null],
    ['s3.dualstack.eu-west-1.amazonaws.com', null],
    ['s3-fips.us-gov-west-1.amazonaws.com', null],
    ['s3express-control.us-east-1.amazonaws.com', null],
    ['ExampleBucket.s3.Amazonaws.com', 'examplebucket'],
    ['my.dotted.bucket.s3.eu-west-1.amazonaws.com', 'my.dotted.bucket'],
    ['examplebucket.s3-us-west-2.amazonaws.com', 'examplebucket'],
    ['examplebucket.s3-fips.dualstack.us-east-2.amazonaws.com', 'examplebucket'],
    ['examplebucket.s3.cn-north-1.amazonaws.com.cn', 'examplebucket'],
    ['examplebucket.s3-accelerate.amazonaws.com', 'examplebucket'],
    ['examplebucket.s3-accelerate.dualstack.amazonaws.com', 'examplebucket'],
    ['name--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com', 'name--use1-az4--x-s3'],
    ['name--usw2-az1--x-s3.s3express-fips-usw2-az1.dualstack.us-west-2.amazonaws.com', 'name--usw2-az1--x-s3'],
    ['name-111122223333.s3-object-lambda.us-west-2.amazonaws.com', 'name-111122223333'],
    ['name-111122223333.s3-accesspoint.us-west-2.amazonaws.com', 'name-111122223333'],
    ['mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com', 'mfzwi23gnjvgw.mrap'],
    ['s3.s3.eu-west-1.amazonaws.com', 's3'],
  ])('of %s: %s', (host, bucket) => {
    expect(readS3Host(host)?.bucket).toBe(bucket);
  });

  it.each(['localhost', '127.0.0.1', 'examplebucket.s3-website-us-east-1.amazonaws.com', 'amazonaws.com', ''])(
    'is not read of %s, which is no host of S3',
    (host) => {
      expect(readS3Host(host)).toBeNull();
    },
  );
});

describe('the region in the name of a host of AWS', () => {
  it.each([
    ['dynamodb.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['a1b2c3.execute-api.ap-southeast-2.amazonaws.com', 'ap-southeast-2'],
    ['ec2.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['abc.lambda-url.us-west-2.on.aws', 'us-west-2'],
    ['SQS.US-EAST-2.AMAZONAWS.COM', 'us-east-2'],
    ['iam.amazonaws.com', null],
    ['eu-west-1.example.com', null],
    ['amazonaws.com', null],
    ['127.0.0.1', null],
  ])('of %s is %s', (host, region) => {
    expect(regionInHost(host)).toBe(region);
  });
});

describe('what the name of a host is a name of', () => {
  it.each([
    ['b.s3.us-west-2.amazonaws.com', 'bucket', ''],
    ['b.s3.amazonaws.com', 'bucket', ''],
    ['b.s3-accelerate.amazonaws.com', 'bucket', ''],
    ['b.s3.us-gov-west-1.amazonaws.com', 'bucket', 'us-gov-'],
    ['b.s3.cn-north-1.amazonaws.com.cn', 'bucket', 'cn-'],
    ['b.s3.us-isob-east-1.sc2s.sgov.gov', 'bucket', 'us-isob-'],
    ['b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com', 'directory-bucket', ''],
    ['n-111122223333.s3-accesspoint.us-west-2.amazonaws.com', 'access-point', ''],
    ['n-111122223333.s3-object-lambda.us-west-2.amazonaws.com', 'object-lambda', ''],
    ['mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com', 'multi-region-access-point', ''],
  ])('%s: %s in the partition "%s"', (host, names, partition) => {
    expect(readS3Host(host)).toMatchObject({ names, partition });
  });
});
