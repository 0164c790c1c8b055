/**
 * Checks whether a lesson fits the smallest screens. Each question must fit completely, and each text must fit without
 * scrolling.
 */

import type { Reviewer } from '../../lessons/files/lesson-problem.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import { beginPlay } from '../../lessons/playing/play.ts';
import { questionOf } from '../../lessons/playing/records.ts';
import { taskOf } from '../../views/lessons/step-view.ts';
import { markdownBlocks } from '../../views/markdown.ts';
import { prose, words } from '../../views/page.ts';
import type { ScreenSize } from '../components/regions.ts';
import { mostTaskRows, mostTextRows, textRows, wholeTaskHeight } from './lesson-rows.ts';

export const reviewFit: Reviewer = ({ file, lesson }) =>
  misfitsOf(lesson).map(({ size, field, rows, most }) => ({
    file,
    field,
    says: `It takes ${rows} rows, and a screen of ${size.width}×${size.height} has room for ${most}.`,
    fix: 'Say it in fewer words, or in two steps.',
  }));

interface Misfit {
  readonly size: ScreenSize;
  /** The ID of the step or, for a text, the name of its field. */
  readonly field: string;
  readonly rows: number;
  readonly most: number;
}

const SIZES: readonly ScreenSize[] = [
  { width: 60, height: 20 },
  { width: 80, height: 24 },
];

function misfitsOf(lesson: PreparedLesson): Misfit[] {
  return SIZES.flatMap((size) => [...tasksTooHigh(lesson, size), ...textsTooLong(lesson, size)]);
}

function tasksTooHigh(lesson: PreparedLesson, size: ScreenSize): Misfit[] {
  const play = beginPlay(lesson, 'guided', new Map());
  const most = mostTaskRows(size);
  return play.steps.flatMap((step, at): Misfit[] => {
    const task = taskOf({ ...play, at });
    const question = questionOf(step);
    const isMoving = question !== null && kindOf(question).list === 'moving';
    const rows = task ? wholeTaskHeight(isMoving ? { ...task, items: [] } : task, size.width) : 0;
    return rows <= most ? [] : [{ size, field: step.id, rows, most }];
  });
}

function textsTooLong(lesson: PreparedLesson, size: ScreenSize): Misfit[] {
  const most = mostTextRows(size);
  const texts = Object.entries(lesson.prose).map(([beat, text]) => ({ field: beat, blocks: markdownBlocks(text) }));
  const sentences = [
    { field: 'goal', blocks: [prose(words(lesson.goal))] },
    { field: 'takeAway', blocks: [prose(words(lesson.takeAway))] },
  ];
  return [...texts, ...sentences].flatMap(({ field, blocks }): Misfit[] => {
    const { length: rows } = textRows(blocks, size.width);
    return rows <= most ? [] : [{ size, field, rows, most }];
  });
}
