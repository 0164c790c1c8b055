/** An answer that came from outside of the screen, handed in as one that was typed there. */

import type { World } from '../../app/world/world.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { AnswerForm } from '../../lessons/format.ts';
import type { Given, Judgement } from '../../lessons/given.ts';
import { answerText, readAnswer } from '../../lessons/judging/read-answer.ts';
import type { Play } from '../../lessons/playing/play.ts';
import { playAt, questionNamed } from '../../lessons/playing/play-at.ts';
import { played } from '../../lessons/playing/played.ts';
import type { LessonRecords } from '../../lessons/playing/records.ts';
import type { PreparedLesson } from '../../lessons/prepared.ts';
import { outcomeText } from '../../lessons/shots/outcome.ts';
import { wordSaid } from '../../lessons/typed-word.ts';
import type { HandedIn } from '../../pages/lessons/answer-report.ts';
import { gradeInCourse } from '../grade/grade-in-course.ts';
import { sendShot } from './send-shot.ts';

export interface Answering {
  /** Whose lines that are to be ordered are typed: see `withTypedOrder`. */
  readonly lesson: PreparedLesson;
  readonly records: LessonRecords;
  /** The id of the question. */
  readonly step: string;
  readonly octets: Octets;
}

/** A problem where it has not the form of an answer to this question. */
export async function handIn(world: World, { lesson, records, step, octets }: Answering): Promise<HandedIn | Problem> {
  const question = questionNamed(lesson, step);
  if (isProblem(question)) return question;
  const { answer } = question;
  const play = playAt(lesson, records, step);
  if (answer.kind === 'try') return handInTries(world, play, answer, octets);
  if (answer.kind === 'grade') return handInSigner(world, play, octets);
  if (answer.kind === 'order') throw new Error('What is put in order is typed here.');
  const given = readAnswer(answer, octets);
  return isProblem(given) ? given : handedIn(play, given, []);
}

function handedIn(play: Play, given: Given, says: readonly string[]): HandedIn {
  const after = played(played(play, { kind: 'give', given }), { kind: 'hand-in' });
  return { play: after, given, judgement: judgementIn(after), says };
}

function judgementIn({ judgements, steps, at }: Play): Judgement | null {
  return judgements.get(steps[at]?.id ?? '') ?? null;
}

type Form<Kind extends AnswerForm['kind']> = Extract<AnswerForm, { readonly kind: Kind }>;

/** The ids of shots: each is sent over a socket, as on the screen. */
async function handInTries(
  world: World,
  start: Play,
  { shots }: Form<'try'>,
  octets: Octets,
): Promise<HandedIn | Problem> {
  const text = answerText(octets);
  if (isProblem(text)) return text;
  const asked = text.split(/\s+/).filter((word) => word !== '');
  const named = asked.map((word) => shots.find(({ id }) => id === word) ?? word);
  const unknown = named.find((one) => typeof one === 'string');
  if (unknown !== undefined || named.length === 0) return noShot(shots, unknown);
  let play = start;
  const says: string[] = [];
  for (const shot of named) {
    if (typeof shot === 'string') continue;
    const outcome = await sendShot(world, play.lesson, shot);
    if (isProblem(outcome)) return outcome;
    play = played(play, { kind: 'answered', shot: shot.id, outcome });
    says.push(`${shot.id}: ${outcomeText(outcome)}`);
  }
  return { play, given: { kind: 'try', shots: asked }, judgement: judgementIn(play), says };
}

function noShot(shots: Form<'try'>['shots'], word: string | undefined): Problem {
  const says =
    word === undefined
      ? 'Nothing was given to be tried.'
      : `There is nothing ${wordSaid(word, 'of this name')} to try.`;
  return problem('answer', says, `Give one or more of ${shots.map(({ id }) => id).join(', ')}.`);
}

/** The command line of a signer. */
async function handInSigner(world: World, play: Play, octets: Octets): Promise<HandedIn | Problem> {
  const text = answerText(octets);
  if (isProblem(text)) return text;
  const command = text.trim();
  const interruption = world.interruption();
  const { passed, says } = await gradeInCourse(world, command, interruption);
  if (interruption.aborted) {
    return problem('interrupted', 'Your signer was not graded to the end, and nothing is kept.', 'Begin again.');
  }
  return handedIn(play, { kind: 'grade', command, passed, report: says }, says);
}
