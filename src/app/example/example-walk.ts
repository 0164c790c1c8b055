/** Opens the walk of the AWS example, which is always sent to the sandbox, even after an edit. */
import { DOCUMENTED_EXAMPLE } from '../../aws/documented-example.ts';
import type { InputSource, Sourced } from '../../bytes/input.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { beginWalk } from '../editing/edit-walk.ts';
import { USUAL_SIGNING } from '../options/signing-options.ts';
import { placeOf, type RequestInputs } from '../planning/request-inputs.ts';
import { readOnce, readsOf } from '../reading/planning-reads.ts';
import type { PasteReader, SignedWalk } from '../walks/shown-walk.ts';
import type { World } from '../world/world.ts';
import { toInnerSandbox } from './inner-sandbox.ts';

/**
 * Begins the walk of the example. The request is sent to a sandbox whose clock is fixed at the time of the example and
 * whose key is the example key in the AWS documentation.
 */
export function beginExample(world: World, showsSecrets: boolean, paste: PasteReader): Promise<SignedWalk | Problem> {
  const inputs = exampleInputs();
  const findRoute = toInnerSandbox(world, inputs);
  const context = {
    world,
    showsSecrets,
    paste,
    reads: readOnce(readsOf(world)),
    findRoute,
    toSandbox: () => findRoute,
  };
  return beginWalk(context, inputs, async () => null);
}

const SOURCE: InputSource = { kind: 'documented-example' };

const from = <Value>(value: Value): Sourced<Value> => ({ value, source: SOURCE });

export function exampleInputs(): RequestInputs {
  const { method, url, headers, body, timestamp, region, service, key } = DOCUMENTED_EXAMPLE;
  const inputs = {
    url: from(url),
    region: from(region),
    endpoint: null,
    style: 'virtual-host',
    signing: { ...USUAL_SIGNING, service: from(service) },
    upload: null,
  } as const;
  const place = placeOf(inputs);
  if (isProblem(place)) throw new Error(place.says);
  return {
    ...inputs,
    place,
    method: from(method),
    headers: headers.map(from),
    data: from(body === '' ? [] : [{ kind: 'text', text: body }]),
    date: from(timestamp),
    credentials: {
      accessKeyId: from(key.accessKeyId),
      secretAccessKey: from(key.secretAccessKey),
      sessionToken: null,
    },
  };
}
