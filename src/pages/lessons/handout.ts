/** A lesson as a handout: everything that is asked, and no answer. */
import type { Beat, PreparedLesson } from '../../lessons/lesson.ts';
import { beatsOf, type LessonForm, type Step, stepsOf } from '../../lessons/playing/steps.ts';
import { markdownBlocks } from '../markdown.ts';
import { aside, type Block, heading, type Line, line, link, prose, type Run, words } from '../page.ts';
import { askedBlocks } from './asked.ts';
import { lessonTitle } from './course-page.ts';
import { blocksOfValue } from './exhibits.ts';
import { nameOfValue } from './value-lines.ts';

export interface HandoutChoice {
  readonly form: LessonForm;
  /** Those of whoever teaches, with what is said at the end of the lesson. */
  readonly notes: 'shown' | 'hidden';
}

/**
 * As guided with the prose of its beats, as a challenge with its checks alone. No answer stands in it, but for what the
 * notes tell.
 */
export function handoutBlocks(lesson: PreparedLesson, { form, notes }: HandoutChoice): Block[] {
  const steps = stepsOf(lesson, form);
  const { goal, minutes, prose: texts, shown, see, kind } = lesson;
  return [
    prose({ text: `${lessonTitle(lesson)}  `, meaning: 'name' }, aside(`about ${minutes} minutes`)),
    prose(words(goal)),
    ...(kind === 'test' ? [prose(howToAnswer(lesson))] : []),
    ...(form === 'guided' ? markdownBlocks(texts.introduction) : []),
    ...shown.flatMap((value) => blocksOfValue(lesson, { value })),
    ...beatsOf(steps)
      .filter((beat) => beat !== 'take-away')
      .flatMap((beat) =>
        beatBlocks(
          lesson,
          beat,
          steps.filter((step) => step.beat === beat),
        ),
      ),
    ...(kind === 'test' ? [] : [heading("AWS's pages"), ...see.map((address) => prose(link(address)))]),
    ...(notes === 'shown' ? noteBlocks(lesson) : []),
  ];
}

const BEAT_TITLES: Readonly<Record<Beat, string>> = {
  predict: 'PREDICT',
  run: 'RUN',
  look: 'LOOK',
  break: 'BREAK',
  check: 'CHECK',
  'take-away': 'TAKE AWAY',
};

function beatBlocks(lesson: PreparedLesson, beat: Beat, steps: readonly Step[]): Block[] {
  if (steps.length === 0) return [];
  if (lesson.kind === 'test') return steps.flatMap((step) => stepBlocks(lesson, step));
  return [
    heading(BEAT_TITLES[beat], ...(beat === 'check' ? [howToAnswer(lesson)] : [])),
    ...markdownBlocks(lesson.prose[beat]),
    ...steps.flatMap((step) => stepBlocks(lesson, step)),
  ];
}

/** The answer to a question comes by its id. */
function howToAnswer({ name, kind }: PreparedLesson): Run {
  return aside(`To answer: … | sigv4 learn answer ${kind === 'test' ? 'test' : name} --step ID`);
}

function stepBlocks(lesson: PreparedLesson, step: Step): Block[] {
  switch (step.kind) {
    case 'predict':
    case 'check':
      return askedBlocks(lesson, step.question);
    case 'shot':
      return [line('', [words(`${step.id}  ${step.shot.says}`)])];
    case 'look':
      return lookLines(lesson);
    case 'introduction':
    case 'take-away':
      return [];
  }
}

/** What is looked at is the answer to what was asked: on paper only its name stands. */
function lookLines(lesson: PreparedLesson): Line[] {
  return (lesson.look?.values ?? []).map((value) => line('', [words(nameOfValue(lesson, value))]));
}

function noteBlocks({ takeAway, proof, notes }: PreparedLesson): Block[] {
  return [
    heading('For the teacher'),
    ...markdownBlocks(notes),
    ...(takeAway === '' ? [] : [heading('At the end'), prose(words(takeAway))]),
    ...proof.flatMap(({ says, command }) => [
      heading(says),
      ...command
        .trim()
        .split('\n')
        .map((one) => line('', [{ text: one, meaning: 'command' } as const])),
    ]),
  ];
}
