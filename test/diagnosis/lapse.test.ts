/** A presigned URL that has expired, or is from the future, says so beside its diagnosis. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { withLapse } from '../../src/diagnosis/lapse.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';

/** AWS's example (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
const URL =
  'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const remarksAt = (time: string) =>
  withLapse(sound(readEvidence([{ octets: octetsFromText(URL), by: named('url') }])), Date.parse(time)).remarks.join(
    ' ',
  );

describe('a presigned URL of 24 May 2013 for a day', () => {
  it('is not remarked on while it is valid', () => {
    expect(remarksAt('2013-05-24T12:00:00Z')).not.toMatch(/URL (?:expired|is not valid)/);
  });

  it('has expired a day later', () => {
    expect(remarksAt('2013-05-25T02:00:00Z')).toMatch(/^The URL expired on 25 May 2013, 00:00 UTC, 2 hours ago/);
  });

  it('is not valid yet an hour before', () => {
    expect(remarksAt('2013-05-23T23:00:00Z')).toMatch(/^The URL is not valid yet: .* 1 hour from now/);
  });
});
