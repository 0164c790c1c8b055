/** The walk of a request of a lesson, which goes to the sandbox of the course. */

import { EXAMPLE_DESTINATION, sendToSandbox } from '../../app/example/send-to-sandbox.ts';
import type { OptionValues } from '../../app/options/option-values.ts';
import { signedWalk } from '../../app/walks/planned-walk.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import type { WalkSubject } from '../../app/walks/walk-facts.ts';
import type { World } from '../../app/world/world.ts';
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { bodyOf } from '../../http/body/request-body.ts';
import { writeRequestHead } from '../../http/message.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { PreparedRequest } from '../../lessons/prepared.ts';
import { serverAt } from '../../lessons/shots/shots.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';

/** Its inputs stay as the lesson has them. The sandbox is one for the whole walk. Throws for a request that is not signed. */
export function lessonWalk(
  world: World,
  options: OptionValues,
  { name: lessonName }: PreparedLesson,
  request: PreparedRequest,
): ShownWalk {
  const { trace, asked, name, head, body } = request;
  if (trace === null) throw new Error(`The request ${name} of the lesson ${lessonName} is not signed.`);
  const subject: WalkSubject = {
    trace,
    url: asked.url,
    body: bodyOf(body),
    destination: { signedFor: new URL(asked.url).host, connectsTo: EXAMPLE_DESTINATION },
    showsSecrets: false,
  };
  const headOctets = writeRequestHead(head).octets;
  const message = arrayFromOctets((headOctets + body) as Octets);
  const sandbox = createSandbox(serverAt(request));
  return signedWalk(world, options, {
    subject,
    head: headOctets,
    send: (watched) => sendToSandbox(sandbox, world, { method: asked.method, request: message, ...watched }),
  });
}
