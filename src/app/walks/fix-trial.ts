/** Sends a refused request without its mistake to a sandbox in this program. */

import { arrayFromOctets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { FixedRequest } from '../../diagnosis/fixed-request.ts';
import { maskOf, secretRanges } from '../../trace/masks/mask.ts';
import { maskedText } from '../../trace/masks/masked-text.ts';
import type { FixTrial } from '../../views/diagnosis/fix-trial.ts';
import { quotedError } from '../../views/exchange-outcome.ts';
import { UNWATCHED } from '../reading/watched-send.ts';
import { sendToSandbox } from '../sandboxes/send-to-sandbox.ts';
import type { World } from '../world/world.ts';

/**
 * Sends the request over the loopback address, to a sandbox that knows its key and whose clock is fixed at its time. The
 * sandbox has only the objects of AWS's examples.
 */
export async function tryFix(
  { method, octets, host, region, time, key, signature }: FixedRequest,
  world: Pick<World, 'listen' | 'send' | 'secrets'>,
): Promise<FixTrial | Problem> {
  // The sandbox is loaded only when a request is sent.
  const { sandboxesOfOneStore } = await import('../sandboxes/sandboxes-of-one-store.ts');
  const { accessKeyId, ...secret } = key;
  let isAccepted = false;
  const sandbox = sandboxesOfOneStore()({
    region,
    hosts: [host],
    keys: new Map([[accessKeyId, secret]]),
    time,
    onAnswer: ({ passedChecks }) => {
      isAccepted = passedChecks;
    },
  });
  const order = { method, request: arrayFromOctets(octets), ...UNWATCHED };
  const { problem: failed, response } = await sendToSandbox(sandbox, world, order);
  if (failed !== null || response === null) return failed ?? NO_RESPONSE;
  const secrets = world.secrets();
  const error = quotedError(response);
  return {
    status: response.head.status,
    error: error && { ...error, message: maskedText(error.message, secretRanges(secrets)) },
    isAccepted,
    signature: signature && maskOf(secrets)(signature),
  };
}

const NO_RESPONSE = problem('no-response', 'The sandbox sent no response.', 'Try it again.');
