/** A listener on the loopback address, for the sandbox. */
import type { Problem } from '../../bytes/problem.ts';
import { type Connection, type Conversation, type Listener, portProblem } from '../../wire/listen.ts';
import type { World } from '../world/world.ts';

/** A listener on the loopback address, or why there is none. */
export async function listenOrFail(
  world: Pick<World, 'listen'>,
  port: number,
  converse: (connection: Connection) => Conversation,
): Promise<Listener | Problem> {
  try {
    return await world.listen(port, converse);
  } catch (error) {
    return portProblem(port, error);
  }
}
