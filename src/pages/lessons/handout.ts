/** Writes a lesson as a handout, which contains all questions but no answers. */
import type { Question } from '../../lessons/format.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Beat, PreparedLesson } from '../../lessons/lesson.ts';
import {
  beatsOf,
  type LessonForm,
  questionNumber,
  questionOf,
  type Step,
  stepsOf,
} from '../../lessons/playing/records.ts';
import { markdownBlocks } from '../markdown.ts';
import { aside, type Block, heading, line, link, prose, words } from '../page.ts';
import { answerKey } from './answer-key.ts';
import { lessonTitle } from './course-page.ts';
import { BEAT_TITLES } from './lesson-page.ts';
import { blocksOfValue, commandLines, exhibitBlocks, lookedAt, rowRuns } from './value-lines.ts';

/**
 * Returns the handout, without answers. A guided handout has the prose of each part, and a challenge has only the
 * checks. LOOK has the same values as on the screen.
 */
export function handoutBlocks(lesson: PreparedLesson, form: LessonForm): Block[] {
  return [
    prose({ text: `${lessonTitle(lesson)}  `, meaning: 'name' }, aside(`about ${lesson.minutes} minutes`)),
    prose(words(lesson.goal)),
    ...lessonParts(lesson, form).flatMap(partBlocks),
    ...howToAnswer(lesson, stepsOf(lesson, form)),
  ];
}

/** A part of a lesson on paper. The introduction has no title. */
export interface LessonPart {
  /** The beat of the part; `null` for the introduction and for the links at the end. */
  readonly beat: Beat | null;
  readonly title: string;
  readonly blocks: readonly Block[];
}

function partBlocks({ beat, title, blocks }: LessonPart): Block[] {
  return [...(title === '' ? [] : [heading(beat ? title.toUpperCase() : title)]), ...blocks];
}

/** Returns the parts of the handout below its title and its goal. They contain no answers. */
export function lessonParts(lesson: PreparedLesson, form: LessonForm): LessonPart[] {
  const steps = stepsOf(lesson, form);
  const { prose: texts, shown, see, kind } = lesson;
  const before: Block[] = [
    ...(form === 'guided' ? markdownBlocks(texts.introduction) : []),
    ...shown.flatMap((value) => blocksOfValue(lesson, { value })),
  ];
  const beats = beatsOf(steps).filter((beat) => beat !== 'take-away');
  const pages = see.map((address) => prose(link(address)));
  return [
    { beat: null, title: '', blocks: before },
    ...beats.map((beat) =>
      beatPart(
        lesson,
        beat,
        steps.filter((step) => step.beat === beat),
      ),
    ),
    ...(kind === 'test' ? [] : [{ beat: null, title: "AWS's pages", blocks: pages }]),
  ];
}

function beatPart(lesson: PreparedLesson, beat: Beat, steps: readonly Step[]): LessonPart {
  const asked = steps.flatMap((step) => stepBlocks(lesson, step));
  if (lesson.kind === 'test') return { beat, title: '', blocks: asked };
  return { beat, title: BEAT_TITLES[beat], blocks: [...markdownBlocks(lesson.prose[beat]), ...asked] };
}

/** Says how to answer the first question at a terminal. Returns nothing if the steps ask no questions. */
function howToAnswer(lesson: PreparedLesson, steps: readonly Step[]): Block[] {
  const first = steps.flatMap((step) => questionOf(step) ?? [])[0];
  if (!first) return [];
  const name = lesson.kind === 'test' ? 'test' : lesson.name;
  const number = questionNumber(lesson, first);
  const command = `echo 'your answer' | sigv4 learn answer ${name} --step ${number}`;
  return [heading(`To answer question ${number} at a terminal:`), ...commandLines(command)];
}

function stepBlocks(lesson: PreparedLesson, step: Step): Block[] {
  switch (step.kind) {
    case 'predict':
    case 'check':
      return askedBlocks(lesson, step.question);
    case 'shot':
      return [prose(words(`• ${step.shot.says}`))];
    case 'look':
      return lookedAt(lesson);
    case 'introduction':
    case 'take-away':
      return [];
  }
}

/** Returns the answers, the teacher's notes, and the end of the lesson. */
export function noteBlocks(lesson: PreparedLesson, form: LessonForm): Block[] {
  const { takeAway, proof, notes } = lesson;
  return [
    ...answerKey(lesson, stepsOf(lesson, form)),
    heading('For the teacher'),
    ...markdownBlocks(notes),
    ...(takeAway === '' ? [] : [heading('At the end'), prose(words(takeAway))]),
    ...proof.flatMap(({ says, command }) => [heading(says), ...commandLines(command)]),
  ];
}

function askedBlocks(lesson: PreparedLesson, question: Question): Block[] {
  return [
    heading(`${questionNumber(lesson, question)}. ${question.ask}`),
    ...question.exhibits.flatMap((exhibit) =>
      isAsked(lesson, exhibit) ? [line('', [aside('(your result from above)')])] : exhibitBlocks(lesson, exhibit),
    ),
    ...kindOf(question)
      .paper(lesson, question.answer)
      .map((one) => line('', rowRuns(one))),
  ];
}

/** Returns whether an exhibit is the answer to another check. A handout must not show such an exhibit. */
function isAsked({ check, prepared }: PreparedLesson, exhibit: Exhibit): boolean {
  if (exhibit.kind !== 'value' || exhibit.shot !== undefined) return false;
  const [{ name: first }] = prepared;
  return check.some((question) => {
    const { expected } = kindOf(question).parts(question.answer);
    if (!expected || !('value' in expected)) return false;
    const { value, request = first } = expected;
    return value === exhibit.value && request === (exhibit.request ?? first);
  });
}
