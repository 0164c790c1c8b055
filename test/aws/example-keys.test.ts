/** The credentials that AWS prints. */
import { describe, expect, it } from 'vitest';
import { isExampleSecret, S3_EXAMPLE_KEY, SUITE_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { octetsOf } from '../support/octets-of.ts';

const S3_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const SUITE_SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

describe('the example keys', () => {
  it('are as AWS prints them, slash in one and plus in the other', () => {
    expect(S3_EXAMPLE_KEY).toMatchObject({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: S3_SECRET });
    expect(SUITE_EXAMPLE_KEY).toMatchObject({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SUITE_SECRET });
  });

  it.each([S3_SECRET, SUITE_SECRET])('know %s as published', (secret) => {
    expect(isExampleSecret(octetsOf(secret))).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['an example secret with a newline after it', `${S3_SECRET}\n`],
    ['the first half of one', S3_SECRET.slice(0, 20)],
    ['one in lower case', S3_SECRET.toLowerCase()],
    ['one with its last letter exchanged', `${S3_SECRET.slice(0, -1)}Z`],
    ['an access key ID', 'AKIAIOSFODNN7EXAMPLE'],
  ])('do not take %s for published', (_what, secret) => {
    expect(isExampleSecret(octetsOf(secret))).toBe(false);
  });
});
