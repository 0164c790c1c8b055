/** A lesson that does not fit the smallest screens is found, and only such a lesson: what is measured is what is drawn. */
import { describe, expect, it } from 'vitest';
import { reviewFit } from '../../src/commands/learn/review-fit.ts';
import type { PreparedLesson } from '../../src/lessons/lesson.ts';
import { checkYaml, preparedOfText } from '../support/lessons/lesson-text.ts';
import { openCourse } from '../support/screen/course-on-screen.ts';

const SIZE = { width: 60, height: 20 };
const words = (count: number) => [...Array.from({ length: count }, () => 'request'), 'LAST'].join(' ');

/** The fields that do not fit a screen of this size. */
const found = (lesson: PreparedLesson, { width, height } = SIZE) =>
  reviewFit({ file: '', text: '', lesson })
    .filter(({ says }) => says.includes(` ${width}×${height} `))
    .map(({ field }) => field);

async function drawn(lesson: PreparedLesson, keys: readonly string[]): Promise<string> {
  const change = { opens: { lesson, form: 'challenge' as const }, prepare: async () => lesson };
  const course = openCourse({ ...SIZE, change });
  await course.press('x', ...keys);
  return course.text();
}

describe('a question', () => {
  const OPTIONS = '{ kind: choose, options: [{ text: x, right: true }, { text: y, belief: public-key, says: No. }] }';
  it.each([46, 47, 48, 49, 50, 51])(
    'of %i words is found where its last word or its last option is not drawn',
    async (count) => {
      const lesson = await preparedOfText({ check: checkYaml(OPTIONS, '1').replace('Do it.', words(count)) });
      const text = await drawn(lesson, ['return', 'return']);
      const isWhole = text.includes('LAST') && /^ +b {2}y$/m.test(text);
      expect(found(lesson)).toEqual(isWhole ? [] : ['asked']);
    },
  );
});

/** A row of 58 cells has seven words. Above the one row of a task and its rule, twelve rows are free. */
it.each([
  [7 * 12 - 1, []],
  [7 * 12, ['goal']],
])('a text of %i words and one more: %j', async (count, fields) => {
  expect(found(await preparedOfText({ goal: `goal: ${words(count)}` }))).toEqual(fields);
});
