/** Defines the command `sigv4 sandbox`, which runs a small S3 that verifies signatures. */
import { command, type Exit } from '../../app/options/command.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { exampleStore, type Store } from '../../sandbox/storage/objects.ts';
import { CAUSE_FORMAT, type TrafficWorld } from '../traffic-screen.ts';
import { readSandboxOptions, SANDBOX_OPTIONS, type SandboxOrder, type SandboxValues } from './read-options.ts';
import { serve } from './serve.ts';

export const sandbox = command({
  operands: [],
  options: SANDBOX_OPTIONS,
  examples: {
    'sigv4 sandbox --port 9000': 'for any client, with the key that AWS prints in its documentation',
    'sigv4 sandbox --clock 20130524T000000Z': 'accept the AWS example',
    'sigv4 sandbox --naive clock': 'accept a request that was signed yesterday',
    'sigv4 sandbox --listen 0.0.0.0 --make-keys 30 --csv keys.csv': 'for a class',
    'sigv4 sandbox --jsonl --fail-on-refused --ready-file url.txt': 'in a test',
  },
  format: {
    '"method", "target", "status", "verdict", "code", "stage", "accessKeyId"':
      'a line of --jsonl; accessKeyId: the key that the request names; verdict: accepted or refused; code: the error code of S3; stage: the check that refused it, or operation',
    ...CAUSE_FORMAT,
  },
  run: runSandbox,
});

async function runSandbox(world: TrafficWorld, options: SandboxValues): Promise<Exit> {
  const order = await readSandboxOptions(world, options);
  if (isProblem(order)) return order;
  return serve(world, order, storeWithBuckets(order));
}

/** Creates a store with the buckets that the command line names, and those of the keys. */
function storeWithBuckets({ options, clock, ownBuckets }: SandboxOrder): Store {
  const store = exampleStore();
  for (const bucket of [...options.bucket.map(octetsFromText), ...(ownBuckets?.values() ?? [])]) {
    if (!store.buckets.has(bucket)) store.createBucket(bucket, clock.now());
  }
  return store;
}
