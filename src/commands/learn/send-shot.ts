/** A shot of a lesson over a real socket. */

import { sendToSandbox } from '../../app/example/send-to-sandbox.ts';
import { UNWATCHED } from '../../app/reading/watched-send.ts';
import type { World } from '../../app/world/world.ts';
import { arrayFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import { lastAnswer, makeShot, outcomeOf, serverFor, shoot } from '../../lessons/shots/shots.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';

/**
 * What comes of a shot over the socket, sent as often as it says to a sandbox that is as new; a problem where it cannot be
 * made or sent.
 */
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
  const send = () => sendToSandbox(sandbox, world, order);
  const exchange = await lastAnswer(shot, send, (before) => before.then(send));
  if (exchange.response === null && exchange.problem) return exchange.problem;
  return outcomeOf(exchange.received.kept, made.method);
}
