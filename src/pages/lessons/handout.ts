/** Writes a lesson as a handout, which contains all questions but no answers. */
import type { Question } from '../../lessons/format.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Beat, PreparedLesson } from '../../lessons/lesson.ts';
import { beatsOf, type LessonForm, type Step, stepsOf } from '../../lessons/playing/records.ts';
import { markdownBlocks } from '../markdown.ts';
import { aside, type Block, heading, type Line, line, link, prose, type Run, words } from '../page.ts';
import { lessonTitle } from './course-page.ts';
import { BEAT_TITLES } from './lesson-page.ts';
import { blocksOfValue, commandLines, exhibitBlocks, nameOfValue, rowRuns } from './value-lines.ts';

interface HandoutChoice {
  readonly form: LessonForm;
  /** Whether the handout includes the teacher's notes and the end of the lesson. */
  readonly notes: 'shown' | 'hidden';
}

/**
 * Returns the handout. A guided handout has the prose of each part, whereas a challenge has only the checks. Answers
 * appear only in the notes.
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

function beatBlocks(lesson: PreparedLesson, beat: Beat, steps: readonly Step[]): Block[] {
  if (steps.length === 0) return [];
  if (lesson.kind === 'test') return steps.flatMap((step) => stepBlocks(lesson, step));
  return [
    heading(BEAT_TITLES[beat].toUpperCase(), ...(beat === 'check' ? [howToAnswer(lesson)] : [])),
    ...markdownBlocks(lesson.prose[beat]),
    ...steps.flatMap((step) => stepBlocks(lesson, step)),
  ];
}

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

/** Names the values to look at. The values themselves are omitted because a printed value would be the answer. */
function lookLines(lesson: PreparedLesson): Line[] {
  return (lesson.look?.values ?? []).map((value) => line('', [words(nameOfValue(lesson, value))]));
}

function noteBlocks({ takeAway, proof, notes }: PreparedLesson): Block[] {
  return [
    heading('For the teacher'),
    ...markdownBlocks(notes),
    ...(takeAway === '' ? [] : [heading('At the end'), prose(words(takeAway))]),
    ...proof.flatMap(({ says, command }) => [heading(says), ...commandLines(command)]),
  ];
}

function askedBlocks(lesson: PreparedLesson, question: Question): Block[] {
  return [
    heading(question.id, words(question.ask)),
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
