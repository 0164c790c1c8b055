/** Checks whether a lesson fits the smallest screens: each question whole, each text without scrolling. */
import { kindOf } from '../../../lessons/kinds/table.ts';
import type { PreparedLesson } from '../../../lessons/lesson.ts';
import { beginPlay } from '../../../lessons/playing/play.ts';
import { questionOf } from '../../../lessons/playing/steps.ts';
import type { Reviewer } from '../../../lessons/review/remark.ts';
import { taskOf } from '../../../pages/lessons/lesson-page.ts';
import { markdownBlocks } from '../../../pages/markdown.ts';
import { prose, words } from '../../../pages/page.ts';
import type { ScreenSize } from '../regions.ts';
import { mostTaskRows, mostTextRows, textRows, wholeTaskHeight } from './lesson-rows.ts';

/** Reviews a lesson for its author. */
export const reviewFit: Reviewer = ({ file, lesson }) =>
  misfitsOf(lesson).map(({ size, where, rows, most }) => ({
    file,
    where,
    says: `It takes ${rows} rows, and a screen of ${size.width}×${size.height} has room for ${most}.`,
    fix: 'Say it in fewer words, or in two steps.',
  }));

/** A part of a lesson that does not fit a screen of this size. */
interface Misfit {
  readonly size: ScreenSize;
  /** The id of the step, or the beat whose prose it is. */
  readonly where: string;
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
    return rows <= most ? [] : [{ size, where: step.id, rows, most }];
  });
}

function textsTooLong(lesson: PreparedLesson, size: ScreenSize): Misfit[] {
  const most = mostTextRows(size);
  const texts = Object.entries(lesson.prose).map(([beat, text]) => ({ where: beat, blocks: markdownBlocks(text) }));
  const sentences = [
    { where: 'goal', blocks: [prose(words(lesson.goal))] },
    { where: 'takeAway', blocks: [prose(words(lesson.takeAway))] },
  ];
  return [...texts, ...sentences].flatMap(({ where, blocks }): Misfit[] => {
    const { length: rows } = textRows(blocks, size.width);
    return rows <= most ? [] : [{ size, where, rows, most }];
  });
}
