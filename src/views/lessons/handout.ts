/**
 * Writes a lesson as a handout, which contains all questions but no answers. A value that a question asks for is left
 * out, and a question whose exhibit states the answer to an earlier question is on a sheet of its own.
 */
import { isProblem } from '../../bytes/problem.ts';
import { exhibitText } from '../../lessons/exhibits.ts';
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
import { expectedText, firstLineOf, lineCount } from '../../lessons/values.ts';
import { markdownBlocks } from '../markdown.ts';
import { aside, type Block, heading, line, link, named, prose } from '../page.ts';
import { answerKey, questionHeading } from './answer-key.ts';
import { lessonTitle } from './course-page.ts';
import { BEAT_TITLES } from './listed-steps.ts';
import { commandLines, exhibitBlocks, introducedValues, lookedAt, rowRuns } from './value-lines.ts';

/**
 * Returns the handout, without answers. A guided handout has the prose of each part, and a challenge has only the
 * checks. LOOK has the same values as on the screen.
 */
export function handoutSheets(lesson: PreparedLesson, form: LessonForm): Block[][] {
  const titled = (more: string) => prose(named(`${lessonTitle(lesson)}  `), aside(more));
  const first = [titled(`about ${lesson.minutes} minutes`), prose(lesson.goal)];
  const sheets = [first];
  let sheet = first;
  for (const { beat, title, groups, isOnNextSheet } of lessonParts(lesson, form)) {
    if (isOnNextSheet) {
      sheet = [titled(`sheet ${sheets.length + 1}, for after the sheet before it`)];
      sheets.push(sheet);
    }
    sheet.push(...(title === '' ? [] : [heading(beat ? title.toUpperCase() : title)]), ...groups.flat());
  }
  sheet.push(...howToAnswer(lesson, stepsOf(lesson, form)));
  return sheets;
}

/** A part of a lesson on paper. The introduction has no title. */
interface LessonPart {
  /** The beat of the part; `null` for the introduction and for the links at the end. */
  readonly beat: Beat | null;
  readonly title: string;
  /** The blocks. Those of a group, such as a question with what it is about, belong on one page of paper. */
  readonly groups: Block[][];
  /** Set if the part answers an earlier question. Such a part begins another sheet. */
  readonly isOnNextSheet?: boolean;
}

/** Returns the parts of the handout below its title and its goal. They contain no answers. */
function lessonParts(lesson: PreparedLesson, form: LessonForm): LessonPart[] {
  const steps = stepsOf(lesson, form);
  const introduction = form === 'guided' ? markdownBlocks(lesson.prose.introduction) : [];
  const pages = lesson.see.map((address) => prose(link(address)));
  return [
    { beat: null, title: '', groups: [introduction, introducedValues(lesson)] },
    ...beatsOf(steps)
      .filter((beat) => beat !== 'take-away')
      .flatMap((beat) => beatParts(lesson, beat, steps)),
    ...(lesson.kind === 'test' ? [] : [{ beat: null, title: "AWS's pages", groups: [pages] }]),
  ];
}

/** Returns the parts of a beat: one, and another one for each sheet that its exhibits need. */
function beatParts(lesson: PreparedLesson, beat: Beat, steps: readonly Step[]): LessonPart[] {
  const questions = steps.flatMap((step) => questionOf(step) ?? []);
  let part: LessonPart =
    lesson.kind === 'test'
      ? { beat, title: '', groups: [] }
      : { beat, title: BEAT_TITLES[beat], groups: [markdownBlocks(lesson.prose[beat])] };
  const parts = [part];
  for (const step of steps.filter((one) => one.beat === beat)) {
    const asked = questionOf(step);
    if (asked && statesEarlierAnswer(lesson, asked, questions)) {
      part = { beat: null, title: '', groups: [], isOnNextSheet: true };
      parts.push(part);
    }
    part.groups.push(stepBlocks(lesson, step, questions));
  }
  return parts;
}

function stepBlocks(lesson: PreparedLesson, step: Step, questions: readonly Question[]): Block[] {
  switch (step.kind) {
    case 'predict':
    case 'check':
      return askedBlocks(lesson, step.question);
    case 'shot':
      return [prose(`• ${step.shot.says}`), line('', aside(`  → ${BLANK}`))];
    case 'look':
      return lookedAt(lesson).flatMap((exhibit) => paperValue(lesson, exhibit, questions));
    case 'introduction':
    case 'take-away':
      return [];
  }
}

function askedBlocks(lesson: PreparedLesson, question: Question): Block[] {
  const exhibits = question.exhibits.flatMap((exhibit) =>
    isAsked(lesson, exhibit) ? [line('', aside('(your result from above)'))] : exhibitBlocks(lesson, exhibit),
  );
  const rows = kindOf(question).paper(lesson, question.answer);
  return [
    questionHeading(lesson, question),
    ...(exhibits.length === 0 ? [] : [...exhibits, prose()]),
    ...rows.map((row) => line('', rowRuns(row))),
  ];
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

/** Returns the answers, the teacher's notes, and the end of the lesson. */
export function noteBlocks(lesson: PreparedLesson, form: LessonForm): Block[] {
  const { takeAway, proof, notes } = lesson;
  return [
    ...answerKey(lesson, stepsOf(lesson, form)),
    heading('For the teacher'),
    ...markdownBlocks(notes),
    ...(takeAway === '' ? [] : [heading('At the end'), prose(takeAway)]),
    ...proof.flatMap(({ says, command }) => [heading(says), ...commandLines(command)]),
  ];
}

/*
 * On the screen, a learner sees values and exhibits after the questions; a sheet of paper shows everything at once. So, the
 * answers to questions are found in them.
 */

type ValueExhibit = Extract<Exhibit, { readonly kind: 'value' }>;

/** Returns what a question asks for if it is a value of a right request, or a part of it. */
function askedPart(lesson: PreparedLesson, question: Question, { value, request, shot }: ValueExhibit) {
  const [{ name: first }] = lesson.prepared;
  const { expected } = kindOf(question).parts(question.answer);
  if (shot !== undefined || !expected || !('value' in expected) || expected.value !== value) return null;
  return (expected.request ?? first) === (request ?? first) ? expected : null;
}

/** Returns whether an exhibit is the answer to a check. A handout must not show such an exhibit. */
const isAsked = (lesson: PreparedLesson, exhibit: Exhibit): boolean =>
  exhibit.kind === 'value' && lesson.check.some((one) => askedPart(lesson, one, exhibit) !== null);

/** The shortest answer that is recognized in other text. A shorter one, such as `GET`, is in most requests. */
const SHORTEST = 8;

/**
 * Returns whether a line states the answer to a question: it is a line to write, begins with the digits to write, or
 * contains the right option.
 */
function statesAnswer(lesson: PreparedLesson, question: Question, text: string): boolean {
  const { expected, options = [] } = kindOf(question).parts(question.answer);
  const answer = expected ? expectedText(lesson, expected) : (options.find(({ right }) => right)?.text ?? '');
  if (isProblem(answer)) return false;
  const isPart = expected && 'digits' in expected && expected.digits !== undefined;
  const isStated = (one: string) => {
    if (!expected) return text.includes(one);
    return isPart ? text.startsWith(one) : text === one;
  };
  return answer.split('\n').some((one) => one.length >= SHORTEST && isStated(one));
}

/** Returns whether an exhibit of a question states the answer to a question that comes before it. */
function statesEarlierAnswer(lesson: PreparedLesson, question: Question, questions: readonly Question[]): boolean {
  const before = questions.slice(0, Math.max(questions.indexOf(question), 0));
  const lines = question.exhibits.flatMap((exhibit) => {
    const text = exhibitText(lesson, exhibit);
    return isProblem(text) || isAsked(lesson, exhibit) ? [] : text.split('\n');
  });
  return lines.some((text) => before.some((one) => statesAnswer(lesson, one, text)));
}

/** Shows a value on paper. A line that is the answer to one of the questions is a line to write on. */
function paperValue(lesson: PreparedLesson, exhibit: ValueExhibit, questions: readonly Question[]): Block[] {
  // The heading comes before the first line.
  return exhibitBlocks(lesson, exhibit).map((block, number) => {
    if (block.kind !== 'line') return block;
    const text = block.runs.map((run) => run.text).join('');
    const isAnswer = questions.some((question) => {
      const asked = askedPart(lesson, question, exhibit);
      const at = asked ? number - firstLineOf(asked) : -1;
      return (asked && at >= 0 && at < lineCount(lesson, asked)) || statesAnswer(lesson, question, text);
    });
    return isAnswer ? line(block.label, aside(BLANK)) : block;
  });
}
