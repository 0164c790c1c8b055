/** What the lessons say that clients do is what these clients did when they were recorded. */
import { describe, expect, it } from 'vitest';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { tutorial } from '../support/fixtures.ts';
import { capturesIn } from '../support/intake/captures.ts';

describe('what the lesson about chunks says of trailers', () => {
  const headOf = (octets: string) => octets.slice(0, octets.indexOf('\r\n\r\n'));
  const heads = capturesIn('.').map(({ name, octets }) => ({ name, head: headOf(octets) }));
  /** The AWS CLI and boto3, which send trailers over TLS by themselves. */
  const withTrailers = heads.filter(
    ({ head }) => /^x-amz-trailer:/im.test(head) && /^user-agent:.*(?:aws-cli|botocore)/im.test(head),
  );

  it('is what AWS’s own clients sent over TLS: unsigned ones', () => {
    expect(withTrailers.map(({ name }) => name)).toEqual(['awscli-cp-https.txt', 'boto3-put-https.txt']);
    const [lesson] = readLessons(tutorial).filter(({ name }) => name === 'chunk-by-chunk');
    for (const { head } of withTrailers) {
      const [, word = ''] = /^x-amz-content-sha256: *(\S+)/im.exec(head) ?? [];
      expect(word).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
      expect(lesson?.prose['take-away']).toContain(
        `Over TLS, they sign neither the chunks nor the trailer: x-amz-content-sha256 is then ${word}.`,
      );
    }
  });
});
