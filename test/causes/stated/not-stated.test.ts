/** Answers that state no cause. */
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../support/evidence/stated-evidence.ts';
import { MISMATCH } from '../../support/evidence/stated-rows.ts';
import { ordered } from '../../support/sandbox/sandbox-client.ts';
import { presigned } from '../../support/sigv4/presigned-order.ts';

describe('What a server says', () => {
  it.each(['NoSuchKey', 'AccessDenied', 'SlowDown', 'InternalError', 'MethodNotAllowed'])(
    '%s is none of these',
    (code) => {
      expect(findingsOf({ code, message: 'Access Denied', request: ordered().request })).toEqual([]);
    },
  );

  it('has no wrong region where MinIO only names its own', () => {
    const answered = { code: 'SignatureDoesNotMatch', details: { Region: 'eu-west-1' } };
    expect(findingsOf({ ...answered, request: ordered().request })).toEqual([]);
  });

  it('is not suspected where nothing points to it', () => {
    expect(findingsOf(MISMATCH)).toEqual([]);
    expect(findingsOf({ ...MISMATCH, request: ordered().request })).toEqual([]);
    expect(findingsOf({ ...MISMATCH, request: presigned().request })).toEqual([]);
  });
});
