/** Defines the command `sigv4 sandbox`, which runs a small S3 that verifies signatures. */
import { command, type Exit } from '../../app/options/command.ts';
import type { World } from '../../app/world/world.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { createStore, exampleBuckets, type Store } from '../../sandbox/storage/objects.ts';
import { openStore } from '../../sandbox/storage/persisted.ts';
import { CAUSE_FORMAT, type TrafficWorld } from '../traffic-screen.ts';
import { readSandboxOptions, SANDBOX_OPTIONS, type SandboxOrder, type SandboxValues } from './read-options.ts';
import { type Storage, serve } from './serve.ts';

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
  const opened = openStorage(world, order);
  if (isProblem(opened)) return opened;
  try {
    createBuckets(opened.store, order);
    return await serve(world, order, opened);
  } finally {
    opened.close();
  }
}

interface OpenedStorage extends Storage {
  close(): void;
}

/** Opens the folder that `--data` names. Without this option, long bodies are written to unnamed files. */
function openStorage(world: World, { options: { data } }: SandboxOrder): OpenedStorage | Problem {
  if (data === undefined) {
    return { store: createStore(exampleBuckets()), damage: [], files: world.namelessFiles(), close: () => undefined };
  }
  const folder = world.openDataFolder(data);
  if (isProblem(folder)) return folder;
  return { ...openStore(folder, exampleBuckets()), files: folder.bodies, close: folder.close };
}

/** Creates the buckets that the command line names, and those of the keys, except for buckets that already exist. */
function createBuckets(store: Store, { options, clock, ownBuckets }: SandboxOrder): void {
  for (const bucket of [...options.bucket.map(octetsFromText), ...(ownBuckets?.values() ?? [])]) {
    if (!store.buckets.has(bucket)) store.createBucket(bucket, clock.now());
  }
}
