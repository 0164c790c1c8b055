/** Submits an answer that was not given on the screen. */

import { UNWATCHED } from '../../app/reading/watched-send.ts';
import { sendToSandbox } from '../../app/sandboxes/send-to-sandbox.ts';
import type { Network, World } from '../../app/world/world.ts';
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Question } from '../../lessons/format.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import { type Given, kindOf } from '../../lessons/kinds/table.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import { advance } from '../../lessons/playing/advance.ts';
import { type Play, playAt, questionNamed } from '../../lessons/playing/play.ts';
import type { LessonRecords } from '../../lessons/playing/records.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import { lastAnswer, makeShot, outcomeOf, outcomeText, serverFor, shoot } from '../../lessons/shots/shots.ts';
import type { HandedIn } from '../../views/lessons/answer-report.ts';
import { gradeInCourse } from '../grade/grade-in-course.ts';

export interface Answering {
  readonly lesson: PreparedLesson;
  readonly records: LessonRecords;
  readonly step: string;
  readonly octets: Octets;
}

/** Submits an answer. Resolves with a problem if the answer does not have the form that the question requires. */
export async function handIn(world: World, { lesson, records, step, octets }: Answering): Promise<HandedIn | Problem> {
  const question = questionNamed(lesson, step);
  if (isProblem(question)) return question;
  const submission = kindOf(question).read(question.answer, octets);
  if (isProblem(submission)) return submission;
  const play = playAt(lesson, records, step);
  switch (submission.do) {
    case 'hand-in':
      return handedIn(play, submission.given);
    case 'send':
      return handInShots(world, play, submission.shots);
    case 'grade':
      return handInSigner(world, play, question, submission.command);
  }
}

const handedIn = (play: Play, given: Given): HandedIn => ({
  play: advance(advance(play, { kind: 'give', given }), { kind: 'hand-in' }),
  says: [],
});

async function handInShots(world: Network, start: Play, shots: readonly Shot[]): Promise<HandedIn | Problem> {
  let play = start;
  const says: string[] = [];
  for (const shot of shots) {
    const outcome = await sendShot(world, play.lesson, shot);
    if (isProblem(outcome)) return outcome;
    play = advance(play, { kind: 'answered', shot: shot.id, outcome });
    says.push(`${shot.id}: ${outcomeText(outcome)}`);
  }
  return { play, says };
}

async function handInSigner(
  world: World,
  play: Play,
  question: Question,
  command: string,
): Promise<HandedIn | Problem> {
  const interruption = world.interruption();
  const { passed, says } = await gradeInCourse(world, command, interruption);
  if (interruption.aborted) {
    return problem(
      'interrupted',
      'Grading your signer was interrupted, and nothing is kept.',
      'Run the command again.',
    );
  }
  const given = kindOf(question).graded?.({ command, passed, report: says });
  if (!given) throw new Error('A kind of question asks for a grade and does not take one.');
  return handedIn(play, given);
}

/**
 * Sends a shot to a new sandbox, as many times as the shot specifies. Resolves with a problem if the shot cannot be
 * built or sent.
 */
export async function sendShot(
  world: Pick<World, 'listen' | 'send'>,
  lesson: PreparedLesson,
  shot: Shot,
): Promise<ShotOutcome | Problem> {
  const made = makeShot(lesson, shot);
  if (isProblem(made)) return made;
  // This detects a shot that sends fewer bytes than it declares. Over a socket, such a shot would wait for a response
  // that never comes.
  const foreseen = shoot(lesson, shot);
  if (isProblem(foreseen)) return foreseen;
  const server = serverFor(lesson, shot);
  const order = { method: made.method, request: arrayFromOctets(made.message), ...UNWATCHED };
  const send = () => sendToSandbox(server, world, order);
  const exchange = await lastAnswer(shot, send, (before) => before.then(send));
  if (exchange.response === null && exchange.problem) return exchange.problem;
  return outcomeOf(exchange.received.kept, made.method);
}
