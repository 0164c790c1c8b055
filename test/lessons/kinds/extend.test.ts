/** A captured link is extended: what the two servers return decides, and the secret is not needed. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../../src/bytes/octets.ts';
import { extend } from '../../../src/lessons/kinds/extend.ts';
import { preparedOfText } from '../../support/lessons/lesson-text.ts';

const LINK = 'https://files.example.com/get?file=test.txt';
const answer = { kind: 'extend', link: 'link', refused: 'hmac', reaches: 'ann' } as const;
const lesson = await preparedOfText({
  requests: `requests:\n  main: { url: 'https://examplebucket.s3.amazonaws.com/test.txt' }\n  link: { url: '${LINK}', form: hash }\n  hmac: { url: '${LINK}', form: hmac }`,
});
const judged = (append: string, asked: Parameters<typeof extend.judge>[1] = answer) =>
  extend.judge(lesson, asked, { kind: 'extend', append });

describe('an extended link', () => {
  it('reaches the other file at the server that hashes, and nothing at the one with HMAC', () => {
    expect(judged('&file=salaries.txt')).toMatchObject({
      verdict: 'right',
      says: [
        'With a secret of 40 bytes, the server that hashes accepts the MAC, and returns the other file.',
        'The server with HMAC refuses it for each length from 1 to 64.',
      ],
    });
  });

  it.each([
    ['&file=test.txt', 'returns 200, but'],
    ['&file=nothing.txt', 'returns 404 NoSuchFile, but'],
    [' and more', 'returns 404 NoSuchFile, but'],
    ['&mac=0&x', 'returns 404 NoSuchFile, but'],
  ])('with %j is accepted, and does not reach it', (append, says) => {
    const { verdict, says: said } = judged(append);
    expect([verdict, said[0]]).toEqual(['wrong', expect.stringContaining(says)]);
  });

  it('is accepted with no length where the link has an HMAC', () => {
    const swapped = { ...answer, link: 'hmac', refused: 'link' };
    expect(judged('&file=salaries.txt', swapped)).toMatchObject({ verdict: 'wrong' });
  });

  it('is read from a pipe without the line ending, and nothing is no answer', () => {
    const given = { kind: 'extend', append: '&file=salaries.txt' };
    expect(extend.read(answer, octetsFromText('&file=salaries.txt\n'))).toEqual({ do: 'hand-in', given });
    expect(judged('').verdict).toBe('incomplete');
  });
});
