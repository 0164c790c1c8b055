/** The course for the screen: what it shows, and what it may have done. */
import { arrayFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Shot } from '../lessons/format.ts';
import { outcomeOf } from '../lessons/outcome.ts';
import { prepareLesson } from '../lessons/prepare.ts';
import type { PreparedLesson, ShotOutcome } from '../lessons/prepared.ts';
import { makeShot, serverFor, shoot } from '../lessons/shots.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { gradeInCourse } from './grade-in-course.ts';
import type { Learning } from './learning.ts';
import { lessonWalk } from './lesson-walk.ts';
import { sendToSandbox } from './send-to-sandbox.ts';
import { UNWATCHED } from './watched-send.ts';
import type { ShownCourse, World } from './world.ts';

export function shownCourse({ world, options, course }: Learning, opens: ShownCourse['opens']): ShownCourse {
  return {
    ...course,
    opens,
    prepare: prepareLesson,
    send: (lesson, shot) => sendShot(world, lesson, shot),
    walk: (lesson, request) => lessonWalk(world, options, lesson, request),
    grade: (command, signal) => gradeInCourse(world, command, signal),
  };
}

/** As often as the shot says, to a sandbox that is as new. */
export async function sendShot(
  world: Pick<World, 'listen' | 'send'>,
  lesson: PreparedLesson,
  shot: Shot,
): Promise<ShotOutcome | Problem> {
  const made = makeShot(lesson, shot);
  if (isProblem(made)) return made;
  // Whoever sends less than was announced would wait for an answer that never comes.
  const foreseen = shoot(lesson, shot);
  if (isProblem(foreseen)) return foreseen;
  const sandbox = createSandbox(serverFor(lesson, shot));
  const order = { method: made.method, request: arrayFromOctets(made.message), ...UNWATCHED };
  let exchange: Exchange = await sendToSandbox(sandbox, world, order);
  for (let sent = 1; sent < shot.times; sent++) exchange = await sendToSandbox(sandbox, world, order);
  if (exchange.response === null && exchange.problem) return exchange.problem;
  return outcomeOf(exchange.received.kept, made.method);
}
