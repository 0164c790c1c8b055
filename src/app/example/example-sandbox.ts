/** The sandbox with AWS's example: its key, its bucket, its object. */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { exampleStore } from '../../sandbox/objects.ts';
import { createSandbox, type Sandbox, type SandboxSettings } from '../../sandbox/sandbox.ts';
import type { Connection, Conversation, Listener } from '../../wire/listen.ts';
import type { World } from '../world/world.ts';

/** The region of AWS's example. */
export const SANDBOX_REGION = 'us-east-1';

export type SandboxWish = Pick<SandboxSettings, 'clock' | 'onAnswer' | 'naive' | 'hosts' | 'rules'>;

export function exampleSandbox(wish: SandboxWish): Sandbox {
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  return createSandbox({
    region: SANDBOX_REGION,
    keys: new Map([[accessKeyId, { secretAccessKey, sessionToken: null }]]),
    store: exampleStore(),
    ...wish,
  });
}

/** A listener on the loopback address, or why there is none. */
export async function listenOrFail(
  world: Pick<World, 'listen'>,
  port: number,
  converse: (connection: Connection) => Conversation,
): Promise<Listener | Problem> {
  try {
    return await world.listen(port, converse);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return problem('no-port', `Port ${port} on 127.0.0.1 cannot be had: ${why}.`, 'Choose another port.');
  }
}
