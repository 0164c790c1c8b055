/** The screen of a lesson, without how it is drawn. */
import type { Beat } from '../../lessons/lesson.ts';
import { type Play, stepOf } from '../../lessons/playing/play.ts';
import { recordOf } from '../../lessons/playing/records.ts';
import { beatsOf } from '../../lessons/playing/steps.ts';
import type { Block, Run } from '../page.ts';
import { lessonTitle } from './course-page.ts';
import { type Task, taskOf } from './lesson-task.ts';
import { stepText } from './lesson-text.ts';

export interface LessonPage {
  /** What is to be said first: the lesson, or what a check that was handed in has shown. */
  readonly verdict: Run;
  /** The beats, and which one this is, from 0. */
  readonly titles: readonly string[];
  readonly beat: number;
  /** "step 3 of 12". */
  readonly place: string;
  readonly text: readonly Block[];
  /** How many of its blocks stand before the last hint, and before what came of an answer. */
  readonly beforeHint: number;
  readonly beforeReply: number;
  readonly task: Task | null;
}

const TITLES: Readonly<Record<Beat, string>> = {
  predict: 'Predict',
  run: 'Run',
  look: 'Look',
  break: 'Break',
  check: 'Check',
  'take-away': 'Take away',
};

/** Of the step at which the play stands. */
export function lessonPage(play: Play): LessonPage {
  const { steps, at } = play;
  const step = stepOf(play);
  const beats = beatsOf(steps);
  return {
    verdict: verdictOf(play),
    titles: beats.map((beat) => TITLES[beat]),
    beat: beats.indexOf(step.beat),
    place: `step ${at + 1} of ${steps.length}`,
    ...placedText(play),
    task: taskOf(play),
  };
}

function placedText(play: Play): Pick<LessonPage, 'text' | 'beforeHint' | 'beforeReply'> {
  const { blocks, ...places } = stepText(play);
  return { text: blocks, ...places };
}

function verdictOf(play: Play): Run {
  const step = stepOf(play);
  const title: Run = { text: lessonTitle(play.lesson), meaning: 'words' };
  if (step.kind !== 'check') return title;
  if (recordOf(play.records, step.id).standing === 'passed')
    return { text: `✓ right. ${title.text}`, meaning: 'agrees' };
  const judgement = play.judgements.get(step.id);
  if (judgement?.verdict !== 'wrong') return title;
  return { text: `✗ ${judgement.says[0] ?? 'Not yet.'}`, meaning: 'differs' };
}
