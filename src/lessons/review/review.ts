/** Compares the course with the values that the program computes. The review serves as a linter for lesson authors. */
import type { FixtureFiles } from '../../vectors/fixture-files.ts';
import { COURSE, type Remark, type Reviewer } from '../files/lesson-problem.ts';
import { readLessonFiles } from '../files/read-lessons.ts';
import type { Lesson } from '../lesson.ts';
import { MISCONCEPTIONS } from '../misconceptions.ts';
import { tryPreparing } from '../shots/prepare.ts';
import { reviewSwitches } from './review-switches.ts';
import { reviewAnswers, reviewShots, reviewTable, reviewValues } from './review-values.ts';
import { reviewProof, reviewSecrets, reviewWords } from './review-words.ts';

const REVIEWERS: readonly Reviewer[] = [
  reviewShots,
  reviewAnswers,
  reviewValues,
  reviewTable,
  reviewProof,
  reviewSecrets,
  reviewWords,
  reviewSwitches,
];

/**
 * Reviews the lessons of the folder that is the root of `files`. `others` are checks that this layer cannot perform,
 * such as whether a question fits on the screen. If a file cannot be read as a lesson, nothing else is reported about
 * that file.
 */
export async function reviewLessons(files: FixtureFiles, others: readonly Reviewer[] = []): Promise<readonly Remark[]> {
  const remarks: Remark[] = [];
  const lessons: Lesson[] = [];
  for (const { file, text, lesson, problems } of readLessonFiles(files)) {
    remarks.push(...problems);
    if (!lesson) continue;
    lessons.push(lesson);
    const prepared = await tryPreparing(lesson, file);
    if (!('prepared' in prepared)) remarks.push(...prepared);
    else for (const review of [...REVIEWERS, ...others]) remarks.push(...review({ file, text, lesson: prepared }));
  }
  return [...remarks, ...untreated(lessons)];
}

/** Finds the misconceptions that no lesson corrects. */
function untreated(lessons: readonly Lesson[]): Remark[] {
  const treated = new Set(lessons.flatMap(({ misconceptions }) => misconceptions));
  return MISCONCEPTIONS.filter(({ id }) => !treated.has(id)).map(({ id }) => ({
    file: COURSE,
    field: id,
    says: 'No lesson corrects this misconception.',
    fix: 'Name it in the misconceptions of the lesson that corrects it, or remove it from misconceptions.ts.',
  }));
}
