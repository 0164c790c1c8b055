/** Starts the sandbox to which the capture forwards requests, if an option asks for that. */
import { listenOrFail } from '../../app/example/send-to-sandbox.ts';
import type { World } from '../../app/world/world.ts';
import type { Problem } from '../../bytes/problem.ts';
import { exampleSandbox } from '../../sandbox/sandbox.ts';
import type { Listener } from '../../wire/listen.ts';
import type { CaptureOrder } from './read-options.ts';

/** Returns whether requests are forwarded to a sandbox in this program. */
export const needsSandbox = ({ target, maps }: CaptureOrder): boolean =>
  target.kind === 'sandbox' || [...maps.values()].includes('sandbox');

/** Starts a sandbox that only this program can reach, with AWS's published key and all known keys. */
export function startSandbox(world: World, { secrets, maps }: CaptureOrder): Promise<Listener | Problem> {
  // If there are two secrets for a key ID, the sandbox has the one that comes first.
  const known = secrets
    .toReversed()
    .flatMap(({ accessKeyId, secretAccessKey }) =>
      accessKeyId === null ? [] : [[accessKeyId, { secretAccessKey, sessionToken: null }] as const],
    );
  const served = exampleSandbox({
    clock: world.now,
    keys: new Map(known),
    files: world.namelessFiles(),
    keepsConnections: true,
    endpoints: [...maps.keys()],
  });
  return listenOrFail(world, 0, (connection) => served.converse(connection));
}
