/**
 * Writes a lesson as a handout, which contains all questions but no answers. A value that a question asks for is left
 * out, and a question whose exhibit states the answer to an earlier question is on a sheet of its own.
 */
import type { Question } from '../../lessons/format.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import { BLANK } from '../../lessons/kinds/kind.ts';
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
import { asksFor, paperValue, statesEarlierAnswer } from './paper-answers.ts';
import { blocksOfValue, commandLines, exhibitBlocks, rowRuns } from './value-lines.ts';

/**
 * Returns the handout, without answers. A guided handout has the prose of each part, and a challenge has only the
 * checks. LOOK has the same values as on the screen.
 */
export function handoutSheets(lesson: PreparedLesson, form: LessonForm): Block[][] {
  const sheets: Block[][] = [
    [
      prose({ text: `${lessonTitle(lesson)}  `, meaning: 'name' }, aside(`about ${lesson.minutes} minutes`)),
      prose(words(lesson.goal)),
    ],
  ];
  for (const part of lessonParts(lesson, form)) {
    if (part.isOnNextSheet) sheets.push([nextSheet(lesson, sheets.length + 1)]);
    sheets.at(-1)?.push(...partBlocks(part));
  }
  sheets.at(-1)?.push(...howToAnswer(lesson, stepsOf(lesson, form)));
  return sheets;
}

const nextSheet = (lesson: PreparedLesson, number: number): Block =>
  prose({ text: `${lessonTitle(lesson)}  `, meaning: 'name' }, aside(`sheet ${number}, for after the sheet before it`));

/** A part of a lesson on paper. The introduction has no title. */
export interface LessonPart {
  /** The beat of the part; `null` for the introduction and for the links at the end. */
  readonly beat: Beat | null;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Set if the part answers an earlier question. Such a part begins another sheet. */
  readonly isOnNextSheet?: boolean;
}

function partBlocks({ beat, title, blocks }: LessonPart): Block[] {
  return [...(title === '' ? [] : [heading(beat ? title.toUpperCase() : title)]), ...blocks];
}

/** Returns the parts of the handout below its title and its goal. They contain no answers. */
export function lessonParts(lesson: PreparedLesson, form: LessonForm): LessonPart[] {
  const steps = stepsOf(lesson, form);
  const { prose: texts, shown, see, kind } = lesson;
  const questions = steps.flatMap((step) => questionOf(step) ?? []);
  const before: Block[] = [
    ...(form === 'guided' ? markdownBlocks(texts.introduction) : []),
    ...shown.flatMap((value) => blocksOfValue(lesson, { value })),
  ];
  const beats = beatsOf(steps).filter((beat) => beat !== 'take-away');
  const pages = see.map((address) => prose(link(address)));
  return [
    { beat: null, title: '', blocks: before },
    ...beats.flatMap((beat) => beatParts({ lesson, beat, steps, questions })),
    ...(kind === 'test' ? [] : [{ beat: null, title: "AWS's pages", blocks: pages }]),
  ];
}

interface OfBeat {
  readonly lesson: PreparedLesson;
  readonly beat: Beat;
  readonly steps: readonly Step[];
  readonly questions: readonly Question[];
}

/** Returns the parts of a beat: one, and another one for each sheet that its exhibits need. */
function beatParts({ lesson, beat, steps, questions }: OfBeat): LessonPart[] {
  const isTest = lesson.kind === 'test';
  const before = isTest ? [] : markdownBlocks(lesson.prose[beat]);
  const parts: LessonPart[] = [{ beat, title: isTest ? '' : BEAT_TITLES[beat], blocks: before }];
  for (const step of steps.filter((one) => one.beat === beat)) {
    const asked = questionOf(step);
    const last = parts.at(-1);
    const blocks = stepBlocks(lesson, step, questions);
    if (asked && statesEarlierAnswer(lesson, asked, questions))
      parts.push({ beat: null, title: '', blocks, isOnNextSheet: true });
    else if (last) parts[parts.length - 1] = { ...last, blocks: [...last.blocks, ...blocks] };
  }
  return parts;
}

/** Says how to answer the first question at a terminal. Returns nothing if the steps ask no questions. */
function howToAnswer(lesson: PreparedLesson, steps: readonly Step[]): Block[] {
  const first = steps.flatMap((step) => questionOf(step) ?? [])[0];
  if (!first) return [];
  const name = lesson.kind === 'test' ? 'test' : lesson.name;
  const number = questionNumber(lesson, first);
  const command = `echo 'your answer' | sigv4 learn answer ${name} --step ${number}`;
  return [heading(`To hand in an answer at a terminal, here that of question ${number}:`), ...commandLines(command)];
}

function stepBlocks(lesson: PreparedLesson, step: Step, questions: readonly Question[]): Block[] {
  switch (step.kind) {
    case 'predict':
    case 'check':
      return askedBlocks(lesson, step.question);
    case 'shot':
      return [prose(words(`• ${step.shot.says}`)), line('', [aside(`  → ${BLANK}`)])];
    case 'look':
      return lookOnPaper(lesson, questions);
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

/** Shows the values that LOOK names. A line that is the answer to a question is a line to write on. */
function lookOnPaper(lesson: PreparedLesson, questions: readonly Question[]): Block[] {
  const { values = [], request } = lesson.look ?? {};
  const of = request === undefined ? {} : { request };
  return values.flatMap((value) => paperValue(lesson, { value, ...of }, questions));
}

function askedBlocks(lesson: PreparedLesson, question: Question): Block[] {
  const exhibits = question.exhibits.flatMap((exhibit) =>
    isAsked(lesson, exhibit) ? [line('', [aside('(your result from above)')])] : exhibitBlocks(lesson, exhibit),
  );
  return [
    heading(`${questionNumber(lesson, question)}. ${question.ask}`),
    ...exhibits,
    ...(exhibits.length === 0 ? [] : [prose()]),
    ...kindOf(question)
      .paper(lesson, question.answer)
      .map((one) => line('', rowRuns(one))),
  ];
}

/** Returns whether an exhibit is the answer to another check. A handout must not show such an exhibit. */
const isAsked = (lesson: PreparedLesson, exhibit: Exhibit): boolean =>
  exhibit.kind === 'value' && exhibit.shot === undefined && lesson.check.some((one) => asksFor(lesson, one, exhibit));
