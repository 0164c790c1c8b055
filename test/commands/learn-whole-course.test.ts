/** The course from its first lesson to its last rung, in pipes alone: each check takes its solution. */
import { describe, expect, it } from 'vitest';
import { learn } from '../../src/commands/learn/learn.ts';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { prepareLesson } from '../../src/lessons/shots/prepare.ts';
import { filledIn } from '../../src/lessons/values.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { tutorial } from '../support/fixtures.ts';
import { sound } from '../support/problems.ts';

const LESSONS = readLessons(tutorial);

/** The course without the other lessons, which every command would read again. */
const courseOf = (lesson: string) => ({
  ...tutorial,
  list: (folder: string) =>
    tutorial
      .list(folder)
      .filter((name) => !name.endsWith('.md') || name === `${lesson}.md` || name.endsWith(`-${lesson}.md`)),
});

describe('each lesson', { tags: ['expensive'] }, () => {
  it.each(LESSONS.map((lesson) => ({ name: lesson.name, lesson })))(
    '$name is done with its solutions',
    async ({ lesson }) => {
      const prepared = await prepareLesson(lesson);
      const kept = new Map<string, string>();
      const outputs: string[] = [];
      // Whether a program passes is for the grader.
      const piped = lesson.check.filter(({ answer }) => answer.kind !== 'grade');
      for (const { id, solution } of piped) {
        const input = [solution].flat().map((one) => sound(filledIn(prepared, String(one))));
        const { world, output, errors } = worldOf(
          {
            lessons: courseOf(lesson.name),
            readProgress: async () => kept.get('') ?? '',
            updateProgress: async (_file, change) => {
              kept.set('', change(kept.get('') ?? ''));
              return null;
            },
          },
          { '-': `${input.join('\n')}\n` },
        );
        const status = await learn.run(world, { step: id }, ['answer', lesson.name]);
        expect({ id, status, said: status === 0 ? '' : output() + errors() }).toEqual({ id, status: 0, said: '' });
        outputs.push(output());
      }
      const isWhole = piped.length === lesson.check.length;
      expect(outputs.filter((text) => text.includes('That was the last check'))).toHaveLength(isWhole ? 1 : 0);
      expect(piped.length > 0 || lesson.check.length === 1).toBe(true);
    },
  );
});
