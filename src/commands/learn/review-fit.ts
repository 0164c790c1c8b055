/**
 * Checks whether a lesson fits the smallest screens. Each question must fit completely, and each text must fit without
 * scrolling.
 */

import type { Reviewer } from '../../lessons/files/lesson-problem.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import { beginPlay } from '../../lessons/playing/play.ts';
import { questionOf } from '../../lessons/playing/records.ts';
import type { ScreenSize } from '../../screen/components/regions.ts';
import { scrolledRows } from '../../screen/components/scrolled-rows.ts';
import { mostTaskRows, mostTextRows, SMALLEST_LESSON, wholeTaskHeight } from '../../screen/course/lesson-rows.ts';
import { taskOf } from '../../views/lessons/step-view.ts';
import { markdownBlocks } from '../../views/markdown.ts';
import { prose, words } from '../../views/page.ts';

const SIZES: readonly ScreenSize[] = [SMALLEST_LESSON, { width: 80, height: 24 }];

export const reviewFit: Reviewer = ({ file, lesson }) =>
  SIZES.flatMap((size) =>
    [...taskHeights(lesson, size), ...textHeights(lesson, size)]
      .filter(({ rows, most }) => rows > most)
      .map(({ field, rows, most }) => ({
        file,
        field,
        says: `It takes ${rows} rows, and a screen of ${size.width}×${size.height} has room for ${most}.`,
        fix: 'Say it in fewer words, or in two steps.',
      })),
  );

/** Measures each question. `field` is the ID of its step. If its items scroll, they take any room that there is. */
function taskHeights(lesson: PreparedLesson, size: ScreenSize) {
  const play = beginPlay(lesson, 'guided', new Map());
  return play.steps.map((step, at) => {
    const task = taskOf({ ...play, at });
    const question = questionOf(step);
    const isMoving = question !== null && kindOf(question).list === 'moving';
    const rows = task ? wholeTaskHeight(isMoving ? { ...task, items: [] } : task, size.width) : 0;
    return { field: step.id, rows, most: mostTaskRows(size) };
  });
}

/** Measures each text, by the name of its field. */
function textHeights({ prose: texts, goal, takeAway }: PreparedLesson, size: ScreenSize) {
  const read = Object.entries(texts).map(([beat, text]) => [beat, markdownBlocks(text)] as const);
  const said = Object.entries({ goal, takeAway }).map(([field, text]) => [field, [prose(words(text))]] as const);
  return [...read, ...said].map(([field, blocks]) => ({
    field,
    rows: scrolledRows(blocks, size.width).length,
    most: mostTextRows(size),
  }));
}
