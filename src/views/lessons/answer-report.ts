/** Writes the report on an answer that was read from a pipe. The report contains the judgment and the next step. */
import { nextLesson, testResult } from '../../lessons/course/course.ts';
import type { Judgement } from '../../lessons/judging/judge-lines.ts';
import type { Lesson, PreparedLesson } from '../../lessons/lesson.ts';
import { openCheck, openPrediction, type Play, shownIn, stepOf } from '../../lessons/playing/play.ts';
import { type LessonRecords, lessonStanding, type Records, recordOf } from '../../lessons/playing/records.ts';
import { lineCount } from '../../lessons/values.ts';
import { printable } from '../characters/visible.ts';
import { aside, type Block, heading, type Line, line, prose, type Run, words } from '../page.ts';
import { learnCommand } from '../value-blocks.ts';
import { replyTo } from './predictions.ts';
import { judgedLines, type ShownLines } from './value-lines.ts';

/** An answer that was not entered on the screen. */
export interface HandedIn {
  readonly play: Play;
  /** The judgment of the answer; `null` if the prediction had already been made. */
  readonly judgement: Judgement | null;
  /** Lines about what happened during the judging. */
  readonly says: readonly string[];
}

export interface Answered extends HandedIn {
  /** The learner's records for the lesson before this answer. */
  readonly before: LessonRecords;
}

/** Returns the report. `records` covers all lessons and already includes this answer. */
export function answerReport(lessons: readonly Lesson[], records: Records, answered: Answered): Block[] {
  const { play, says } = answered;
  const step = stepOf(play);
  const came = says.map((text) => line('', [words(printable(text))]));
  if (play.lesson.kind === 'test') return testBlocks(lessons, records, play);
  if (step.kind === 'predict') return predictionBlocks(answered, step);
  if (step.kind !== 'check') return came;
  return [...came, ...checkBlocks(answered, step.id), ...goOnBlocks(lessons, records, answered)];
}

const said = (text: string): Block => prose(words(text));

/** Shows the verdict, and marks each typed line with ✓ or ✗. */
function checkBlocks({ play, judgement }: Answered, id: string): Block[] {
  if (!judgement) return [];
  const shown = shownIn(play);
  const lines = shown?.kind === 'lines' ? listedLines(play.lesson, shown) : [];
  const verdict: Run =
    judgement.verdict === 'right'
      ? { text: `✓ ${id} is right.`, meaning: 'agrees' }
      : { text: `✗ ${id} is not ${judgement.verdict === 'wrong' ? 'right' : 'complete'}.`, meaning: 'differs' };
  return [prose(verdict), ...lines, ...judgement.says.map(said)];
}

/** The maximum number of surplus lines that are listed. Additional lines are only counted. */
const MOST_SURPLUS = 5;

function listedLines(lesson: PreparedLesson, { lines, ...shown }: ShownLines): Line[] {
  const listed = lines.slice(0, lineCount(lesson, shown.expected) + MOST_SURPLUS);
  const more = lines.length - listed.length;
  const rest = more === 0 ? [] : [line('', [aside(`and ${more} more line${more === 1 ? '' : 's'}`)])];
  return [...judgedLines({ ...shown, lines: listed }), ...rest];
}

function predictionBlocks({ play, judgement }: Answered, step: Parameters<typeof replyTo>[1]): Block[] {
  const { answer } = recordOf(play.records, step.id);
  if (judgement?.verdict === 'incomplete') return judgement.says.map(said);
  const kept = judgement
    ? 'Your answer is saved.'
    : `A prediction cannot be changed; yours was ${answer ?? 'skipped'}.`;
  return [said(kept), ...replyTo(play, step)];
}

/** Reports on an answer in the placement test, where nothing is judged until every question is answered. */
function testBlocks(lessons: readonly Lesson[], records: Records, { lesson, records: own }: Play): Block[] {
  const next = openPrediction(lesson, own);
  if (next) {
    const left = lesson.predict.filter(({ id }) => recordOf(own, id).standing === 'open').length;
    const count = `${left} of ${lesson.predict.length} questions are left`;
    return [said(`Your answer is saved. ${count}; the next one is ${next.id}.`)];
  }
  const known = lessons.filter((one) => testResult(one, records) === 'known');
  return [
    said(`You have answered all questions. You can${known.length === 0 ? 'not skip any lesson.' : ' skip:'}`),
    ...known.map(({ name, title }) => line('', [{ text: `${name}  `, meaning: 'name' }, words(title)])),
    ...wayTo(nextLesson(lessons, records, null)),
  ];
}

function goOnBlocks(lessons: readonly Lesson[], records: Records, { play, judgement, before }: Answered): Block[] {
  if (judgement?.verdict !== 'right') return [];
  const { lesson, records: own } = play;
  const check = openCheck(lesson, own);
  if (check) return [heading('Next'), line('', [{ text: `${check.id}  `, meaning: 'name' }, words(check.ask)])];
  if (lessonStanding(lesson, before) === 'done') return [];
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
