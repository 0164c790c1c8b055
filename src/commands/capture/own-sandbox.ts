/** Starts the sandbox to which the capture forwards requests, if an option asks for that. */
import { listenOrFail } from '../../app/sandboxes/send-to-sandbox.ts';
import type { World } from '../../app/world/world.ts';
import { isPublishedSecret } from '../../aws/example-keys.ts';
import type { Problem } from '../../bytes/problem.ts';
import { isLoopbackAddress } from '../../http/host.ts';
import { exampleSandbox } from '../../sandbox/sandbox.ts';
import type { Listener } from '../../wire/listen.ts';
import type { CaptureOrder } from './read-options.ts';

/**
 * Starts a sandbox that only this program can reach, with all known keys. If others can reach the capture, AWS's published
 * keys are not among them. `onFailure` takes the exceptions at which a request is answered with 500.
 */
export function startSandbox(
  world: World,
  { secrets, maps, address, hosts }: CaptureOrder,
  onFailure: (error: unknown) => void,
): Promise<Listener | Problem> {
  const accepted = isLoopbackAddress(address)
    ? secrets
    : secrets.filter(({ secretAccessKey }) => !isPublishedSecret(secretAccessKey));
  // If there are two secrets for a key ID, the sandbox has the one that comes first.
  const known = accepted
    .toReversed()
    .flatMap(({ accessKeyId, secretAccessKey, sessionToken = null }) =>
      accessKeyId === null ? [] : [[accessKeyId, { secretAccessKey, sessionToken }] as const],
    );
  const served = exampleSandbox({
    clock: world.now,
    keys: new Map(known),
    files: world.namelessFiles(),
    keepsConnections: true,
    onFailure,
    hosts,
    endpoints: [...maps.keys()],
  });
  return listenOrFail(world, 0, (connection) => served.converse(connection));
}
