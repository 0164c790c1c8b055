/**
 * Creates the upper part of a lesson's screen, which contains text, exhibits, hints, and replies. The newest part is at
 * the end.
 */

import type { Octets } from '../../bytes/octets.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { isFolded, type Play, shownIn, stepOf } from '../../lessons/playing/play.ts';
import { type LessonRecords, lessonState, questionOf, recordOf, type Step } from '../../lessons/playing/records.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { markdownBlocks } from '../markdown.ts';
import { aside, type Block, heading, line, link, named, prose } from '../page.ts';
import { introduction } from './introduction.ts';
import { predictionsMade, recalledIn, replyTo, takenLines } from './predictions.ts';
import { comparedExhibits, differenceBlocks, sentBlocks } from './shot-blocks.ts';
import {
  answerBlocks,
  commandLines,
  documentLines,
  exhibitBlocks,
  headLines,
  judgedLines,
  lookedAt,
} from './value-lines.ts';

/** The text of a step, and the positions where its latest parts begin. */
export interface StepText {
  readonly text: readonly Block[];
  /** The number of blocks before the latest hint, before the reply to an answer, and before the response as a whole. */
  readonly before: Readonly<Record<'hint' | 'reply' | 'response', number>>;
}

/**
 * Returns the text of the current step, which consists of prose, exhibits, hints, the answer, and the reply to the
 * answer.
 */
export function stepText(play: Play): StepText {
  const step = stepOf(play);
  const said = proseOf(play, step);
  const outcome = play.outcomes.get(step.id);
  // What an answer shows is explained above the bytes that were sent and received.
  if (step.kind === 'shot' && outcome) {
    const before = said.length;
    const explained = [...said, ...answeredShot(play, step, outcome)];
    const whole = outcome.code === null ? [] : wholeAnswer(outcome.body, isFolded(play, step.id));
    return { text: [...explained, ...whole], before: { hint: before, reply: before, response: explained.length } };
  }
  const read = [...said, ...visibleIn(play, step)];
  const hints = hintsIn(play, step);
  // The explanation of a correct answer replaces the hints.
  const before = play.judgements.get(step.id)?.verdict === 'right' ? read : [...read, ...hints.flat()];
  const text = [...before, ...judgedIn(play, step), ...givenIn(play)];
  return {
    text,
    before: {
      hint: Math.min(read.length + hints.slice(0, -1).flat().length, before.length),
      reply: before.length,
      response: text.length,
    },
  };
}

/** Returns the prose of the current part. The prose is repeated on every step of the part. */
function proseOf({ lesson, form }: Play, step: Step): Block[] {
  if (step.kind === 'introduction') return introduction(lesson, form);
  const text = lesson.prose[step.beat];
  return text === '' ? [] : [...markdownBlocks(text), prose()];
}

/** Returns the blocks that appear above the hints of a step. */
function visibleIn(play: Play, step: Step): Block[] {
  const { lesson } = play;
  const show = (exhibit: Exhibit) => exhibitBlocks(lesson, exhibit);
  switch (step.kind) {
    case 'look':
      return [...lookedAt(lesson).flatMap(show), ...predictionsMade(play)];
    case 'shot':
      return sentBlocks(lesson, step.shot);
    case 'take-away':
      return lesson.kind === 'test' ? testBlocks(lesson, play.records) : takeAwayBlocks(lesson, play.records);
    default: {
      const exhibits = exhibitsFor(play, step);
      return comparedExhibits(lesson, exhibits) ?? exhibits.flatMap(show);
    }
  }
}

/**
 * Returns the exhibits of a step. In PREDICT, a step without exhibits keeps the previous ones, because all of its
 * questions are about one request.
 */
function exhibitsFor({ steps, at }: Play, step: Step): readonly Exhibit[] {
  const ownOf = (one: Step) => questionOf(one)?.exhibits ?? [];
  if (ownOf(step).length > 0 || step.kind !== 'predict' || step.beat !== 'predict') return ownOf(step);
  return (
    steps
      .slice(0, at)
      .map(ownOf)
      .findLast(({ length }) => length > 0) ?? []
  );
}

/** Shows the response to a shot: what it means, what differs, and what was sent. The response as a whole follows. */
function answeredShot(
  play: Play,
  { shot, beat }: Extract<Step, { readonly kind: 'shot' }>,
  outcome: ShotOutcome,
): Block[] {
  return [
    ...answerBlocks(outcome),
    ...(shot.look === undefined ? [] : [prose(), prose(shot.look)]),
    ...(beat === 'run' && play.lesson.look ? [] : predictionsMade(play)),
    ...differenceBlocks(play.lesson, shot),
    ...sentBlocks(play.lesson, shot),
  ];
}

function wholeAnswer(body: Octets, isFolded: boolean): Block[] {
  const lines = documentLines(body);
  const title = 'The whole response';
  return isFolded ? [heading(title, aside(`${lines.length} lines; v shows them`))] : [heading(title), ...lines];
}

function givenIn(play: Play): Block[] {
  const shown = shownIn(play);
  switch (shown?.kind) {
    case undefined:
      return [];
    case 'lines':
      // Each line is marked while it is being typed.
      return shown.lines.length === 0 ? [] : [heading('Your answer'), ...judgedLines(play.lesson, shown)];
    case 'outcome':
      return answerBlocks(shown.outcome);
    case 'message':
      // A pasted request can contain the user's own session token.
      return [heading('The request as you gave it'), ...headLines(maskSecretsIn(shown.octets))];
    case 'report':
      return shown.lines.map((text) => line('', text));
  }
}

/** Returns the reply to a prediction, or all the mistakes in a check. */
function judgedIn(play: Play, step: Step): Block[] {
  const { records, judgements, lesson } = play;
  if (step.kind === 'predict')
    return lesson.kind === 'test' || recordOf(records, step.id).state !== 'answered' ? [] : replyTo(play, step);
  const { says = [] } = judgements.get(step.id) ?? {};
  return says.length === 0 ? [] : [prose(), ...says.map((text) => prose(text))];
}

function hintsIn({ records }: Play, step: Step): Block[][] {
  if (step.kind !== 'check') return [];
  const { hints } = step.question;
  return hints.slice(0, recordOf(records, step.id).hints).map((_text, index) => hintBlocks(hints, index));
}

/** Shows a hint below its number. `index` is counted from 0. */
export const hintBlocks = (hints: readonly string[], index: number): Block[] => [
  heading(`Hint ${index + 1} of ${hints.length}`),
  ...markdownBlocks(hints[index] ?? ''),
];

/**
 * Returns the end of a lesson, which consists of the lesson's main point, the AWS pages about that point, and shell
 * commands that prove it.
 */
function takeAwayBlocks(lesson: Lesson, records: LessonRecords): Block[] {
  return [
    prose(named(lesson.takeAway)),
    prose(),
    ...lesson.see.map((address) => prose(link(address))),
    ...lesson.proof.flatMap(({ says, command, prints }): Block[] => [
      heading(says),
      ...commandLines(command),
      prose(aside('Output:')),
      ...prints
        .trim()
        .split('\n')
        .map((one) => line('', one)),
    ]),
    prose(),
    prose('Say or write down what you have seen, in your own words. It is not graded.'),
    ...(lessonState(lesson, records) === 'done'
      ? []
      : [prose('Some checks are still open. Press ← to go back to them.')]),
  ];
}

/** Returns the lessons that can be skipped, followed by each question with the given answer and the right one. */
function testBlocks({ predict, covers }: Lesson, records: LessonRecords): Block[] {
  const recalled = predict.flatMap((question) => {
    const found = recalledIn(question, recordOf(records, question.id).answer);
    return found?.kind === 'option' ? [{ lesson: covers.get(question.id), ask: question.ask, ...found }] : [];
  });
  const lessons = [...Map.groupBy(recalled, ({ lesson }) => lesson)];
  const known = lessons.filter(([, asked]) => asked.every(({ taken }) => taken?.right));
  return [
    prose(named(`You can skip ${known.length} of ${lessons.length} lessons.`)),
    ...known.map(([title]) => prose(`✓ ${title}`)),
    ...recalled.flatMap((one) => [heading(one.ask), ...takenLines(one, (text) => `“${text}”`)]),
    prose(),
    prose('Press Enter for the list, where the lessons that you know are marked. You can take the test again.'),
  ];
}
