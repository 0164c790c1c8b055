/** Each cause of refused requests has a lesson that treats it, and so has what two signers compute differently. */
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../src/causes/table.ts';
import { LESSON_NAMES, lessonOf, lessonOfValue } from '../../src/lessons/lesson-of.ts';
import { documentedExample } from '../support/documented-example.ts';

describe('a cause', () => {
  it('of each there is, and a lesson for it', () => {
    expect(CAUSES.length).toBeGreaterThanOrEqual(87);
    expect(CAUSES.filter((cause) => !LESSON_NAMES.includes(lessonOf(cause)))).toEqual([]);
  });

  /** What each of these lessons is about. */
  it.each([
    ['clock-skew', 'replay'],
    ['stale-date-reused', 'replay'],
    ['presign-expired-or-too-long', 'in-the-url'],
    ['presigned-url-mangled', 'in-the-url'],
    ['aws-chunked-framing', 'chunk-by-chunk'],
    ['host-rewritten-by-proxy', 'in-the-middle'],
    ['url-reencoded-by-http-client', 'in-the-middle'],
    ['wrong-secret', 'derive-the-key'],
    ['signing-key-not-binary', 'derive-the-key'],
    ['path-double-encoded-on-s3', 'encode-once'],
    ['query-not-sorted', 'encode-once'],
    ['crlf-or-extra-newline', 'ten-lines'],
    ['xamz-header-not-signed', 'forge-a-range'],
    ['payload-hash-of-empty-body', 'body'],
    ['string-to-sign-misbuilt', 'four-lines'],
    ['two-auth-mechanisms', 'authorization-header'],
    ['unknown-access-key', 'knock'],
  ])('%s is treated in %s', (id, lesson) => {
    const cause = CAUSES.find((candidate) => candidate.id === id);
    expect(cause && lessonOf(cause)).toBe(lesson);
  });

  it('is known by its id wherever its stage does not decide', () => {
    const others = CAUSES.filter((cause) => lessonOf(cause) !== lessonOf({ id: 'of no cause', stage: cause.stage }));
    // As many as lesson-of.ts names: an id that is misspelt there would be missing here.
    expect(others).toHaveLength(37);
  });
});

describe('a value', () => {
  it.each([
    ['canonical-uri', 'encode-once'],
    ['chunk-17/signature', 'chunk-by-chunk'],
    ['trailer/string-to-sign', 'chunk-by-chunk'],
    ['signing-key', 'derive-the-key'],
    ['no-such-value', null],
  ])('%s is treated in %s', (id, lesson) => {
    expect(lessonOfValue(id)).toBe(lesson);
  });

  it('that is computed for a signature has a lesson', () => {
    const given = ['request', 'signed-request'];
    const computed = documentedExample().trace.values.filter(({ id }) => !given.includes(id));
    expect(computed.filter(({ id }) => lessonOfValue(id) === null).map(({ id }) => id)).toEqual([]);
    expect(computed.length).toBeGreaterThan(15);
  });
});
