/** Defines the command `sigv4 sandbox`, which runs a small S3 that verifies signatures. */
import { type Command, complain, problemText, USAGE } from '../../app/options/command.ts';
import type { OptionValues } from '../../app/options/option-values.ts';
import { RULE_OPTION } from '../../app/options/rule-option.ts';
import type { World } from '../../app/world/world.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { ANSWER_STYLES } from '../../sandbox/answers/answer-styles.ts';
import { NAIVE_CHECKS } from '../../sandbox/checks/table.ts';
import { checkBucketName } from '../../sandbox/operations/buckets.ts';
import { createStore, exampleBuckets, type Store } from '../../sandbox/storage/objects.ts';
import { openStore } from '../../sandbox/storage/persisted.ts';
import { CAUSE_FORMAT, TRAFFIC_OPTIONS, type TrafficWorld } from '../traffic-screen.ts';
import { readSandboxOptions, type SandboxOrder } from './read-options.ts';
import { type Storage, serve } from './serve.ts';

export const sandbox: Command<TrafficWorld> = {
  operands: [],
  options: [
    { flags: '--port <number>', says: 'the port; 0 (the default) selects a free one' },
    {
      flags: '--listen <address>',
      says: 'the address to listen on, such as [::1]; one that others can reach needs --secret-from',
    },
    {
      flags: '--clock <time>',
      says: "the server's clock: now (the default), or a fixed time such as 20130524T000000Z",
    },
    {
      flags: '--tls',
      says: 'serve https with a certificate that is created at the start; the path of its authority is printed',
    },
    { flags: '--region <name>', says: 'the Region; the default is us-east-1' },
    { flags: '--access-key <id>', says: 'the access key ID; the default is the one that AWS prints' },
    {
      flags: '--secret-from <file>',
      says: 'keys of your own: a line ID:SECRET or ID:SECRET:TOKEN for each',
    },
    { flags: '--bucket <name>', says: 'a bucket to create at the start', repeats: true },
    { flags: '--data <folder>', says: 'keep everything in this folder, even after the sandbox has stopped' },
    {
      flags: '--naive <check>',
      says: `skip one check, to see its purpose: ${NAIVE_CHECKS.map(({ id }) => id).join(', ')}`,
      values: NAIVE_CHECKS.map(({ id }) => id),
    },
    {
      flags: '--answers <server>',
      says: `answer as another server does, with its errors: ${ANSWER_STYLES.map(({ id }) => id).join(', ')}`,
      values: ANSWER_STYLES.map(({ id }) => id),
    },
    { flags: '--sigv2', says: 'verify Signature Version 2 too, instead of refusing it' },
    {
      flags: '--host <name>',
      says: 'also serve this name and BUCKET.NAME, such as the name of a container; s3.localhost is always served',
      repeats: true,
    },
    {
      flags: '--allow-host <name>',
      says: 'also serve this host name, such as one in /etc/hosts; by default, only localhost, loopback addresses, and names of S3 are served',
      repeats: true,
    },
    {
      flags: '--allow-origin <url>',
      says: 'let pages of this origin read responses (CORS), such as http://app.test:3000',
      repeats: true,
    },
    RULE_OPTION,
    ...TRAFFIC_OPTIONS,
    { flags: '--ready-file <file>', says: 'write the URL to this file once the sandbox is listening' },
    {
      flags: '--fail-on-refused',
      says: 'exit with 1 if a request was refused; one for something that does not exist was not',
    },
  ],
  examples: [
    ['sigv4 sandbox --port 9000', 'for any client, with the key that AWS prints in its documentation'],
    ['sigv4 sandbox --clock 20130524T000000Z', 'accept the AWS example'],
    ['sigv4 sandbox --naive clock', 'accept a request that was signed yesterday'],
    ['sigv4 sandbox --jsonl --fail-on-refused --ready-file url.txt', 'in a test'],
  ],
  format: [
    [
      '"method", "target", "status", "verdict", "code", "stage"',
      'a line of --jsonl; verdict: accepted or refused; code: the error code of S3; stage: the check that refused it, or operation',
    ],
    CAUSE_FORMAT,
  ],
  run: runSandbox,
};

async function runSandbox(world: TrafficWorld, options: OptionValues): Promise<number> {
  const order = await readSandboxOptions(world, options);
  if (!('listen' in order)) {
    for (const found of order) world.errors(problemText(found));
    return USAGE;
  }
  const opened = openStorage(world, order);
  if (isProblem(opened)) return complain(world, opened);
  try {
    const refused = createBuckets(opened.store, order);
    return refused ? complain(world, refused) : await serve(world, options, order, opened);
  } finally {
    opened.close();
  }
}

interface OpenedStorage extends Storage {
  close(): void;
}

/** Opens the folder that `--data` names. Without this option, long bodies are written to unnamed files. */
function openStorage(world: World, { data }: SandboxOrder): OpenedStorage | Problem {
  if (data === null) {
    return { store: createStore(exampleBuckets()), damage: [], files: world.namelessFiles(), close: () => undefined };
  }
  const folder = world.openDataFolder(data);
  if (isProblem(folder)) return folder;
  return { ...openStore(folder, exampleBuckets()), files: folder.bodies, close: folder.close };
}

/** Creates the buckets that the command line names, except for buckets that already exist. */
function createBuckets(store: Store, { buckets, clock }: SandboxOrder): Problem | null {
  for (const name of buckets) {
    const bucket = octetsFromText(name);
    const wrong = checkBucketName(bucket);
    if (wrong) {
      const says = `${JSON.stringify(name)} is not the name of a bucket.`;
      return problem('bucket', says, 'Give 3 to 63 lowercase letters, digits, dots, and hyphens.');
    }
    if (!store.buckets.has(bucket)) store.createBucket(bucket, clock.now());
  }
  return null;
}
