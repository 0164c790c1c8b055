/** DeleteObject, as https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html has it. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { client } from '../support/sandbox/operations.ts';

const etag = (bytes: string) => `"${createHash('md5').update(bytes).digest('hex')}"`;
const OTHER = etag('something else');

describe('a deletion', () => {
  it('is answered with 204 alone, also where there is nothing to delete', () => {
    const { ask, put } = client();
    put('key', 'body');
    for (const _time of [1, 2]) {
      const { status, headers, body } = ask({ method: 'DELETE', path: '/key' });
      expect({ status, headers, body }).toEqual({ status: 204, headers: {}, body: '' });
      expect(ask({ path: '/key' }).element('Code')).toBe('NoSuchKey');
    }
  });

  it.each([
    ['/key', OTHER, 412, 'PreconditionFailed'],
    ['/key', etag('body'), 204, undefined],
    ['/key', '*', 204, undefined],
    ['/not-there', '*', 404, 'NoSuchKey'],
  ])('of %s with If-Match: %s is answered with %i', (path, tag, status, code) => {
    const { ask, put } = client();
    put('key', 'body');
    const answer = ask({ method: 'DELETE', path, headers: [['If-Match', tag]] });
    expect([answer.status, answer.element('Code')]).toEqual([status, code]);
  });
});
