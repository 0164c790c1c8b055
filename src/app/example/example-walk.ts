/** The walk of AWS's documented example, which goes to the sandbox, whatever is edited. */
import { DOCUMENTED_EXAMPLE } from '../../aws/documented-example.ts';
import type { InputSource, Sourced } from '../../bytes/input.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { exampleSandbox } from '../../sandbox/sandbox.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import { beginWalk } from '../editing/edit-walk.ts';
import type { OptionValues } from '../options/option-values.ts';
import { readSigningWish } from '../options/signing-options.ts';
import type { RequestInputs } from '../planning/request-inputs.ts';
import { messageOf } from '../planning/sending.ts';
import { readOnce, readsOf } from '../reading/planning-reads.ts';
import type { WalkRouter } from '../walks/planned-walk.ts';
import type { SignedWalk } from '../walks/shown-walk.ts';
import type { World } from '../world/world.ts';
import { EXAMPLE_DESTINATION, sendToSandbox } from './send-to-sandbox.ts';

/**
 * The example goes to a sandbox whose clock stands at its time and whose key is AWS's, whatever is edited. It is one
 * sandbox for the whole walk: what was put there can be got.
 */
export function beginExample(
  world: World,
  { showSecret, profile, secretFrom }: OptionValues,
): Promise<SignedWalk | Problem> {
  const sandbox = exampleSandbox({ clock: () => new Date(readTimestamp(DOCUMENTED_EXAMPLE.timestamp) ?? 0) });
  const findRoute: WalkRouter = async (plan) => ({
    connectsTo: EXAMPLE_DESTINATION,
    send: (watched) =>
      sendToSandbox(sandbox, world, { method: plan.inputs.method.value, request: messageOf(plan), ...watched }),
  });
  const options = { showSecret, profile, secretFrom };
  return beginWalk({ world, options, reads: readOnce(readsOf(world)), findRoute }, exampleInputs(), async () => null);
}

const SOURCE: InputSource = { kind: 'documented-example' };

const from = <Value>(value: Value): Sourced<Value> => ({ value, source: SOURCE });

/** The example as inputs: all that a command line leaves open is AWS's. */
export function exampleInputs(): RequestInputs {
  const { method, url, headers, body, timestamp, region, service, key } = DOCUMENTED_EXAMPLE;
  const signing = readSigningWish({});
  if (isProblem(signing)) throw new Error(signing.says);
  return {
    method: from(method),
    url: from(url),
    headers: headers.map(from),
    data: from(body === '' ? [] : [{ kind: 'text', text: body }]),
    region: from(region),
    endpoint: null,
    style: 'virtual-host',
    date: from(timestamp),
    credentials: {
      accessKeyId: from(key.accessKeyId),
      secretAccessKey: from(key.secretAccessKey),
      sessionToken: null,
    },
    signing: { ...signing, service: from(service) },
    upload: null,
  };
}
