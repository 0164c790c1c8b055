/** Each cause of refused requests has a lesson that treats it, and so has what two signers compute differently. */
import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../src/causes/table.ts';
import { lessonOfValue } from '../../src/lessons/lesson-of.ts';
import { documentedExample } from '../support/views/documented-example.ts';

describe('a cause', () => {
  it('of each there is, and a lesson for it', () => {
    expect(CAUSES.length).toBeGreaterThanOrEqual(87);
    const names = globSync('tutorial/[0-9][0-9]-*.md').map((file) => file.replace(/^.*\/\d+-|\.md$/g, ''));
    expect(names.length).toBeGreaterThan(10);
    expect(CAUSES.filter(({ lesson }) => !names.includes(lesson))).toEqual([]);
  });
});

describe('a value', () => {
  it.each([
    ['canonical-uri', 'canonical-request', 'encode-once'],
    ['chunk-17/signature', 'chunk-signatures', 'chunk-by-chunk'],
    ['trailer/string-to-sign', 'chunk-signatures', 'chunk-by-chunk'],
    ['signing-key', 'signing-key', 'derive-the-key'],
    ['decoded-length', 'request', 'chunk-by-chunk'],
    ['checksum-crc32', 'request', null],
    ['no-such-value', 'form-fields', null],
  ])('%s of %s is treated in %s', (id, stage, lesson) => {
    expect(lessonOfValue({ id, stage })).toBe(lesson);
  });

  it('that is computed for a signature has a lesson', () => {
    const given = ['request', 'signed-request'];
    const computed = documentedExample().trace.values.filter(({ id }) => !given.includes(id));
    expect(computed.filter((value) => lessonOfValue(value) === null).map(({ id }) => id)).toEqual([]);
    expect(computed.length).toBeGreaterThan(15);
  });
});
