/**
 * Creates the upper part of a lesson's screen, which contains text, exhibits, hints, and replies. The newest part is at
 * the end.
 */

import type { Prediction } from '../../lessons/format.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import type { Lesson, PreparedLesson } from '../../lessons/lesson.ts';
import { type Play, shownIn, stepOf } from '../../lessons/playing/play.ts';
import { type LessonRecords, lessonStanding, questionOf, recordOf, type Step } from '../../lessons/playing/records.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { markdownBlocks } from '../markdown.ts';
import { aside, type Block, heading, line, link, prose, words } from '../page.ts';
import { comparedExhibits } from './compared-exhibits.ts';
import { predictionsMade, recalledIn, replyTo, takenLines } from './predictions.ts';
import { differenceBlocks, sentBlocks } from './shot-blocks.ts';
import {
  answerBlocks,
  blocksOfValue,
  commandLines,
  exhibitBlocks,
  judgedLines,
  lookedAt,
  messageLines,
  wholeAnswer,
} from './value-lines.ts';

/** The text of a step, and the positions where its latest parts begin. */
export interface StepText {
  readonly text: readonly Block[];
  /** The number of blocks before the latest hint. */
  readonly beforeHint: number;
  /** The number of blocks before the reply to an answer. */
  readonly beforeReply: number;
}

/**
 * Returns the text of the current step, which consists of prose, exhibits, hints, the answer, and the reply to the
 * answer.
 */
export function stepText(play: Play): StepText {
  const step = stepOf(play);
  const read = [...proseOf(play, step), ...visibleIn(play, step)];
  const hints = hintsIn(play, step);
  // The explanation of a correct answer replaces the hints.
  const before = play.judgements.get(step.id)?.verdict === 'right' ? read : [...read, ...hints.flat()];
  return {
    text: [...before, ...(step.kind === 'shot' ? answeredShot(play, step) : givenIn(play)), ...judgedIn(play, step)],
    beforeHint: Math.min(read.length + hints.slice(0, -1).flat().length, before.length),
    beforeReply: before.length,
  };
}

/** Returns the prose of the current part. The prose is repeated on every step of the part. */
function proseOf({ lesson, form }: Play, step: Step): Block[] {
  if (step.kind === 'introduction') return introduction(lesson, form);
  const text = lesson.prose[step.beat];
  return text === '' ? [] : [...markdownBlocks(text), prose()];
}

function introduction(lesson: PreparedLesson, form: Play['form']): Block[] {
  const { goal, minutes, kind, shown } = lesson;
  const text = form === 'challenge' ? '' : lesson.prose.introduction;
  const about = `${ABOUT[kind]}, about ${minutes} minutes${form === 'challenge' ? ': checks only' : ''}.`;
  return [
    prose({ text: goal, meaning: 'name' }),
    prose(aside(about)),
    ...(text === '' ? [] : [prose(), ...markdownBlocks(text)]),
    ...shown.flatMap((value) => blocksOfValue(lesson, { value })),
  ];
}

const ABOUT = { lesson: 'A lesson', rung: 'A rung of the ladder', test: 'The placement test' } as const;

/** Returns the blocks that appear above the hints of a step. */
function visibleIn(play: Play, step: Step): Block[] {
  const { lesson } = play;
  switch (step.kind) {
    case 'look':
      return [...lookedAt(lesson), ...predictionsMade(play)];
    case 'shot':
      return sentBlocks(lesson, step.shot);
    case 'take-away':
      return takeAwayBlocks(play);
    default: {
      const exhibits = exhibitsFor(play, step);
      return comparedExhibits(lesson, exhibits) ?? exhibits.flatMap((exhibit) => exhibitBlocks(lesson, exhibit));
    }
  }
}

/**
 * Returns the exhibits of a step. In PREDICT, a step without exhibits keeps the previous ones, because all of its
 * questions are about one request.
 */
function exhibitsFor({ steps, at }: Play, step: Step): readonly Exhibit[] {
  const own = questionOf(step)?.exhibits ?? [];
  if (own.length > 0 || step.kind !== 'predict' || step.beat !== 'predict') return own;
  const before = steps.slice(0, at).findLast((one) => (questionOf(one)?.exhibits ?? []).length > 0);
  return (before && questionOf(before)?.exhibits) ?? [];
}

/** Shows the response to a shot below its request. Returns nothing if the request has not been sent. */
function answeredShot(play: Play, { shot, beat }: Extract<Step, { readonly kind: 'shot' }>): Block[] {
  const outcome = play.outcomes.get(shot.id);
  if (!outcome) return [];
  return [
    prose(),
    ...answerBlocks(outcome),
    ...(shot.look === undefined ? [] : [prose(), prose(words(shot.look))]),
    ...(beat === 'run' && play.lesson.look ? [] : predictionsMade(play)),
    ...differenceBlocks(play.lesson, shot),
    ...wholeAnswer(outcome),
  ];
}

function givenIn(play: Play): Block[] {
  const shown = shownIn(play);
  switch (shown?.kind) {
    case undefined:
      return [];
    case 'lines':
      // Each line is marked while it is being typed.
      return shown.lines.length === 0 ? [] : [heading('So far'), ...judgedLines(shown)];
    case 'outcome':
      return answerBlocks(shown.outcome);
    case 'message':
      // A pasted request can contain the user's own session token.
      return [heading('The request as you gave it'), ...messageLines(maskSecretsIn(shown.octets))];
    case 'report':
      return shown.lines.map((text) => line('', [words(text)]));
  }
}

/** Returns the reply to a prediction, or all the mistakes in a check. */
function judgedIn(play: Play, step: Step): Block[] {
  const { records, judgements, lesson } = play;
  if (step.kind === 'predict')
    return lesson.kind === 'test' || recordOf(records, step.id).standing !== 'answered' ? [] : replyTo(play, step);
  const judgement = judgements.get(step.id);
  if (!judgement) return [];
  return judgement.says.length === 0 ? [] : [prose(), ...judgement.says.map((text) => prose(words(text)))];
}

function hintsIn({ records }: Play, step: Step): Block[][] {
  if (step.kind !== 'check') return [];
  const { hints } = recordOf(records, step.id);
  return step.question.hints
    .slice(0, hints)
    .map((text, index) => [heading(`Hint ${index + 1} of ${step.question.hints.length}`), ...markdownBlocks(text)]);
}

/**
 * Returns the end of a lesson, which consists of the lesson's main point, the AWS pages about that point, and shell
 * commands that prove it. For the placement test, returns the result.
 */
function takeAwayBlocks({ lesson, records }: Play): Block[] {
  if (lesson.kind === 'test') return testBlocks(lesson, records);
  const standing = lessonStanding(lesson, records);
  return [
    prose({ text: lesson.takeAway, meaning: 'name' }),
    prose(),
    ...lesson.see.map((address) => prose(link(address))),
    ...lesson.proof.flatMap(({ says, command, prints }): Block[] => [
      heading(says),
      ...commandLines(command),
      prose(aside('Output:')),
      ...prints
        .trim()
        .split('\n')
        .map((one) => line('', [words(one)])),
    ]),
    prose(),
    prose(words('Say or write down what you have seen, in your own words. It is not graded.')),
    ...(standing === 'done' ? [] : [prose(words('Some checks are still open. Press ← to go back to them.'))]),
  ];
}

/** Returns the lessons that can be skipped, followed by each question with the given answer and the right one. */
function testBlocks({ predict, covers }: Lesson, records: LessonRecords): Block[] {
  const questions = Map.groupBy(predict, ({ id }) => covers.get(id));
  const titles = [...new Set(covers.values())];
  const known = titles.filter((title) => (questions.get(title) ?? []).every((question) => isRight(question, records)));
  return [
    prose({ text: `You can skip ${known.length} of ${titles.length} lessons.`, meaning: 'name' }),
    ...known.map((title) => prose(words(`✓ ${title}`))),
    ...predict.flatMap((question) => answeredBlocks(question, records)),
    prose(),
    prose(words('Press Enter for the list, where the lessons that you know are marked. You can take the test again.')),
  ];
}

function isRight(question: Prediction, records: LessonRecords): boolean {
  const recalled = recalledIn(question, recordOf(records, question.id).answer);
  return recalled?.kind === 'option' && recalled.taken?.right === true;
}

function answeredBlocks(question: Prediction, records: LessonRecords): Block[] {
  const recalled = recalledIn(question, recordOf(records, question.id).answer);
  if (recalled?.kind !== 'option') return [];
  return [heading(question.ask), ...takenLines(recalled, (text) => `“${text}”`)];
}
