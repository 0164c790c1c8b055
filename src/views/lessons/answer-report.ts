/** Writes the report on an answer that was read from a pipe. The report contains the judgment and the next step. */
import { nextLesson, testResult } from '../../lessons/course/course.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { openCheck, openPrediction, type Play, stepOf } from '../../lessons/playing/play.ts';
import { type LessonRecords, lessonState, type Records, recordOf } from '../../lessons/playing/records.ts';
import { printable } from '../characters/visible.ts';
import { agrees, aside, type Block, differs, heading, line, named, prose, type Run } from '../page.ts';
import { learnCommand } from '../value-blocks.ts';
import { stepText } from './step-text.ts';

/** An answer that was not entered on the screen. */
export interface HandedIn {
  readonly play: Play;
  /** Lines about what happened during the judging. */
  readonly says: readonly string[];
}

export interface Answered extends HandedIn {
  /** The learner's records for the lesson before this answer. */
  readonly before: LessonRecords;
  /** Whether the answer is kept for the next time. */
  readonly isKept: boolean;
}

/**
 * Returns the report: the verdict, and what the screen shows of the answer. `records` covers all lessons and already
 * includes this answer.
 */
export function answerReport(lessons: readonly Lesson[], records: Records, answered: Answered): Block[] {
  const { play, says, isKept } = answered;
  const step = stepOf(play);
  const judgment = play.judgements.get(step.id);
  const { text, before } = stepText(play);
  const reply = text.slice(before.reply);
  if (play.lesson.kind === 'test') return testBlocks(lessons, records, answered);
  if (step.kind === 'predict') {
    if (judgment?.verdict === 'incomplete') return judgment.says.map(said);
    const made = recordOf(play.records, step.id).answer ?? 'skipped';
    return [said(judgment ? takenInWords(isKept) : `A prediction cannot be changed; yours was ${made}.`), ...reply];
  }
  const isRight = judgment?.verdict === 'right';
  const verdict: Run = isRight
    ? agrees(`✓ ${step.id} is right.`)
    : differs(`✗ ${step.id} is not ${judgment?.verdict === 'incomplete' ? 'complete' : 'right'}.`);
  return [
    ...says.map((one) => line('', printable(one))),
    ...(judgment ? [prose(verdict)] : []),
    ...reply,
    ...(isRight ? goOnBlocks(lessons, records, answered) : []),
  ];
}

const said = (text: string): Block => prose(text);

const takenInWords = (isKept: boolean): string => (isKept ? 'Your answer is saved.' : 'Your answer was read.');

/** Reports on an answer in the placement test, where nothing is judged until every question is answered. */
function testBlocks(lessons: readonly Lesson[], records: Records, { play, isKept }: Answered): Block[] {
  const { lesson, records: own } = play;
  const next = openPrediction(lesson, own);
  if (next) {
    const left = lesson.predict.filter(({ id }) => recordOf(own, id).state === 'open').length;
    const count = `${left} of ${lesson.predict.length} questions are left`;
    return [said(`${takenInWords(isKept)} ${count}; the next one is ${next.id}.`)];
  }
  const known = lessons.filter((one) => testResult(one, records) === 'known');
  return [
    said(`You have answered all questions. You can${known.length === 0 ? 'not skip any lesson.' : ' skip:'}`),
    ...known.map(({ name, title }) => line('', [named(`${name}  `), title])),
    ...wayTo(nextLesson(lessons, records, null)),
  ];
}

function goOnBlocks(lessons: readonly Lesson[], records: Records, { play, before }: Answered): Block[] {
  const { lesson, records: own } = play;
  const check = openCheck(lesson, own);
  if (check) return [heading('Next'), line('', [named(`${check.id}  `), check.ask])];
  if (lessonState(lesson, before) === 'done') return [];
  const next = nextLesson(lessons, records, lesson);
  return [
    heading('That was the last check'),
    said(lesson.takeAway),
    ...(next ? wayTo(next) : [said('All lessons are done.')]),
  ];
}

function wayTo(next: Lesson | null): Block[] {
  if (!next) return [];
  return [heading('Next'), line('', [{ text: learnCommand(next.name), meaning: 'command' }, aside(`  ${next.title}`)])];
}
