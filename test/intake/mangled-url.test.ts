/** Presigned URLs as pastes have them: what was done to them is said, with its place. */

import { describe, expect, it } from 'vitest';
import { recognize } from '../../src/intake/recognize.ts';
import { octetsOf } from '../support/octets-of.ts';
import { named } from '../support/sources.ts';
import { PRESIGNED_URL } from '../support/verification/verifying.ts';

const found = (text: string) => recognize(octetsOf(text), named('the input'));

describe('a presigned URL that was changed on the way', () => {
  it.each([
    ['by HTML', PRESIGNED_URL.replaceAll('&', '&amp;'), '&amp;X-Amz-Credential', 'copied from HTML'],
    ['by JSON', PRESIGNED_URL.replaceAll('&', '\\u0026'), '\\u0026X-Amz-Credential', 'copied from JSON'],
    ['by a second encoding', PRESIGNED_URL.replaceAll('%', '%25'), 'X-Amz-Credential', 'percent-encoded a second time'],
    [
      'by a second encoding of all',
      PRESIGNED_URL.replace(/\?.*/, (query) => `?${encodeURIComponent(query.slice(1))}`),
      '%26X-Amz-Credential',
      'percent-encoded a second time',
    ],
    ['by a shell', PRESIGNED_URL.replace(/&.*/, ''), 'X-Amz-Algorithm', 'ends at its first &'],
    ['by a hand', PRESIGNED_URL.replaceAll('X-Amz-', 'x-amz-'), 'x-amz-Algorithm', 'the wrong case'],
  ])('%s is malformed there, in words', (_what, url, at, says) => {
    const result = found(url);
    if (!('kind' in result) || result.kind !== 'broken') throw new Error('It is read.');
    expect(result.problem.says).toContain(says);
    expect(result.problem.where?.start).toBe(url.indexOf(at));
  });

  it.each([
    PRESIGNED_URL,
    `${PRESIGNED_URL}&a=%26b%3D`,
    'https://h/a?x=1&amp;y=2',
    'https://h/%252F?X-Amz-Algorithm=a&b',
  ])('is not seen where nothing was: %s', (url) => expect(found(url)).toMatchObject({ kind: 'url' }));
});
