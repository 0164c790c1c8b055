/** What is wrong with a body in aws-chunked, and where: places are bytes of the encoded body. */
import { type Problem, problem, withPlace } from '../../bytes/problem.ts';

/** `says` has no full stop. The place, bytes `start` to `end` (not included), is put after it. */
export function malformed(code: string, says: string, start: number, end: number): Problem {
  return placed({ code, says: `${says}.` }, start, end);
}

/** The same problem, placed. */
export function placed({ code, says }: Pick<Problem, 'code' | 'says'>, start: number, end: number): Problem {
  return problem(
    code,
    withPlace(says, `byte ${start} of the encoded body`),
    'Send each chunk as its size, CR LF, its data, CR LF; then one of size 0, any trailer fields and an empty line.',
    {
      where: { value: 'body', start, end },
      see: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html',
      unplaced: says,
    },
  );
}
