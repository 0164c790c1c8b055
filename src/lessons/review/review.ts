/** The author's linter: everything in the course that can be held against what the program computes. */
import type { FixtureFiles } from '../../vectors/vector.ts';
import { readLessonFiles } from '../files/read-lessons.ts';
import type { Lesson } from '../lesson.ts';
import { MISCONCEPTIONS } from '../misconceptions.ts';
import { tryPreparing } from '../shots/prepare.ts';
import { COURSE, type Remark, type Reviewer, remarkOf } from './remark.ts';
import { reviewAnswers, reviewShots } from './review-answers.ts';
import { reviewProof } from './review-proof.ts';
import { reviewTable, reviewValues } from './review-values.ts';
import { reviewSecrets, reviewWords } from './review-words.ts';

export type { Remark, ReviewedLesson, Reviewer } from './remark.ts';

const REVIEWERS: readonly Reviewer[] = [
  reviewShots,
  reviewAnswers,
  reviewValues,
  reviewTable,
  reviewProof,
  reviewSecrets,
  reviewWords,
];

/**
 * `files` has the folder of the course as its root. `others` look at what this floor cannot know: whether a question fits
 * its screen. A file that is no lesson is told as such, and nothing else of it.
 */
export async function reviewLessons(files: FixtureFiles, others: readonly Reviewer[] = []): Promise<readonly Remark[]> {
  const remarks: Remark[] = [];
  const lessons: Lesson[] = [];
  for (const { file, text, lesson, problems } of readLessonFiles(files)) {
    remarks.push(...problems.map(remarkOf));
    if (!lesson) continue;
    lessons.push(lesson);
    const prepared = await tryPreparing(lesson, file);
    if (!('prepared' in prepared)) remarks.push(...prepared.map(remarkOf));
    else for (const review of [...REVIEWERS, ...others]) remarks.push(...review({ file, text, lesson: prepared }));
  }
  return [...remarks, ...untreated(lessons)];
}

/** Each belief that is named is treated in one lesson at least. */
function untreated(lessons: readonly Lesson[]): Remark[] {
  const treated = new Set(lessons.flatMap(({ misconceptions }) => misconceptions));
  return MISCONCEPTIONS.filter(({ id }) => !treated.has(id)).map(({ id }) => ({
    file: COURSE,
    where: id,
    says: 'No lesson treats this misconception.',
    fix: 'Name it in the misconceptions of the lesson that shows what is so, or take it out of misconceptions.ts.',
  }));
}
