/** Writes a lesson as a handout, which contains all questions but no answers. */
import type { Question } from '../../lessons/format.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Beat, PreparedLesson } from '../../lessons/lesson.ts';
import { beatsOf, type LessonForm, type Step, stepsOf } from '../../lessons/playing/records.ts';
import { markdownBlocks } from '../markdown.ts';
import { aside, type Block, heading, line, link, prose, type Run, words } from '../page.ts';
import { answerKey } from './answer-key.ts';
import { lessonTitle } from './course-page.ts';
import { BEAT_TITLES } from './lesson-page.ts';
import { blocksOfValue, commandLines, exhibitBlocks, lookedAt, rowRuns } from './value-lines.ts';

interface HandoutChoice {
  readonly form: LessonForm;
  /** Whether the handout includes the answers, the teacher's notes, and the end of the lesson. */
  readonly notes: 'shown' | 'hidden';
}

/**
 * Returns the handout. A guided handout has the prose of each part, and a challenge has only the checks. LOOK has the
 * same values as on the screen. Answers appear only in the notes.
 */
export function handoutBlocks(lesson: PreparedLesson, { form, notes }: HandoutChoice): Block[] {
  return [
    prose({ text: `${lessonTitle(lesson)}  `, meaning: 'name' }, aside(`about ${lesson.minutes} minutes`)),
    prose(words(lesson.goal)),
    ...lessonParts(lesson, form).flatMap(partBlocks),
    ...(notes === 'shown' ? noteBlocks(lesson, stepsOf(lesson, form)) : []),
  ];
}

/** A part of a lesson on paper. The introduction has no title. */
export interface LessonPart {
  /** The beat of the part; `null` for the introduction and for the links at the end. */
  readonly beat: Beat | null;
  readonly title: string;
  /** What follows the title on the same line. */
  readonly beside: readonly Run[];
  readonly blocks: readonly Block[];
}

function partBlocks({ beat, title, beside, blocks }: LessonPart): Block[] {
  return [...(title === '' ? [] : [heading(beat ? title.toUpperCase() : title, ...beside)]), ...blocks];
}

/** Returns the parts of the handout below its title and its goal. They contain no answers. */
export function lessonParts(lesson: PreparedLesson, form: LessonForm): LessonPart[] {
  const steps = stepsOf(lesson, form);
  const { prose: texts, shown, see, kind } = lesson;
  const before: Block[] = [
    ...(kind === 'test' ? [prose(howToAnswer(lesson))] : []),
    ...(form === 'guided' ? markdownBlocks(texts.introduction) : []),
    ...shown.flatMap((value) => blocksOfValue(lesson, { value })),
  ];
  const beats = beatsOf(steps).filter((beat) => beat !== 'take-away');
  const pages = see.map((address) => prose(link(address)));
  return [
    { beat: null, title: '', beside: [], blocks: before },
    ...beats.map((beat) =>
      beatPart(
        lesson,
        beat,
        steps.filter((step) => step.beat === beat),
      ),
    ),
    ...(kind === 'test' ? [] : [{ beat: null, title: "AWS's pages", beside: [], blocks: pages }]),
  ];
}

function beatPart(lesson: PreparedLesson, beat: Beat, steps: readonly Step[]): LessonPart {
  const asked = steps.flatMap((step) => stepBlocks(lesson, step));
  if (lesson.kind === 'test') return { beat, title: '', beside: [], blocks: asked };
  const beside = beat === 'check' ? [howToAnswer(lesson)] : [];
  return { beat, title: BEAT_TITLES[beat], beside, blocks: [...markdownBlocks(lesson.prose[beat]), ...asked] };
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
      return lookedAt(lesson);
    case 'introduction':
    case 'take-away':
      return [];
  }
}

function noteBlocks(lesson: PreparedLesson, steps: readonly Step[]): Block[] {
  const { takeAway, proof, notes } = lesson;
  return [
    ...answerKey(lesson, steps),
    heading('For the teacher'),
    ...markdownBlocks(notes),
    ...(takeAway === '' ? [] : [heading('At the end'), prose(words(takeAway))]),
    ...proof.flatMap(({ says, command }) => [heading(says), ...commandLines(command)]),
  ];
}

function askedBlocks(lesson: PreparedLesson, question: Question): Block[] {
  return [
    { kind: 'heading', runs: [{ text: question.ask, meaning: 'name' }, aside(`  ${question.id}`)] },
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
