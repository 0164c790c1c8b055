/** The answer key for the teacher: the whole course has an answer and a reason for each of its questions. */
import { describe, expect, it } from 'vitest';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { stepsOf } from '../../src/lessons/playing/records.ts';
import { prepareLesson } from '../../src/lessons/shots/prepare.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { answerKey } from '../../src/views/lessons/answer-key.ts';
import { tutorial } from '../support/fixtures.ts';

const keyOf = async (name: string) => {
  const lesson = readLessons(tutorial).find((one) => one.name === name);
  if (!lesson) throw new Error(`There is no lesson ${name}.`);
  return plainBlocks(answerKey(await prepareLesson(lesson), stepsOf(lesson, 'guided')), 200);
};

/** The values are those of AWS's documented example; the options are in the file of the lesson. */
describe('the answer key', () => {
  it('gives the letter of an option, numbered lines, digits, and the reason of each', async () => {
    const key = await keyOf('ten-lines');
    for (const answer of [
      /1\. The canonical request for this GET has ten lines. Which two of them are empty\?\n\s+b {2}3 and 8, after the path and after the headers\n\s+Line 3 is the query string/,
      /6\. Put lines 7 to 10[^\n]+\n\s+line 7 +x-amz-date:20130524T000000Z\n\s+line 8 +\(empty\)\n\s+line 9 +host;range;/,
      /11\. Type the first 8 digits[^\n]+\n\s+7344ae5b\n\s+Join the lines with LF/,
    ])
      expect(key).toMatch(answer);
  });

  it('gives the reply to each wrong option, after the reason of the right one', async () => {
    const key = await keyOf('forge-a-range');
    expect(key).toMatch(
      /c {2}403 SignatureDoesNotMatch\n\s*range is in SignedHeaders\..*?To a: The header is good for only one Range\..*?To b: S3 cannot read/s,
    );
    expect(key.match(/To [a-d]: /g)?.length).toBeGreaterThanOrEqual(8);
  });

  it('gives a whole request as it is sent', async () => {
    expect(await keyOf('f6-a-task')).toMatch(
      /3\. [^\n]+\n\s+PUT \/notes\/plan%20b\.txt HTTP\/1\.1\n[\s\S]*\n\n\s+Paint the door\./,
    );
  });

  it('gives the command of a program that passes', async () => {
    expect(await keyOf('f7-a-program')).toMatch(/signers\/signer\.py/);
  });
});
