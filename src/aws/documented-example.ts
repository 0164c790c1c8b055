/**
 * Contains the first worked example in the AWS documentation for S3: a request for ten bytes of an object, signed on 24
 * May 2013.
 */
import { S3_EXAMPLE_KEY } from './example-keys.ts';

export const DOCUMENTED_EXAMPLE = {
  method: 'GET',
  url: 'https://examplebucket.s3.amazonaws.com/test.txt',
  headers: [['Range', 'bytes=0-9']],
  body: '',
  timestamp: '20130524T000000Z',
  region: 'us-east-1',
  service: 's3',
  key: S3_EXAMPLE_KEY,
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#example-signature-GET-object',
} as const;
