/** Defines and reads the options of `sigv4 sandbox`. */
import type { OptionDefinitions, ValueKind, ValuesOf } from '../../app/options/option-values.ts';
import { RULE_OPTION } from '../../app/options/rule-option.ts';
import { MOMENT, REGION } from '../../app/options/signing-kinds.ts';
import { ADDRESS, choice, HOST, ORIGIN, PORT, textThat, wholeNumber } from '../../app/options/value-kinds.ts';
import { secretsOfFile } from '../../app/settings/secrets.ts';
import type { World } from '../../app/world/world.ts';
import { isPublishedSecret, S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { ANY_HOST } from '../../aws/strangers.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { isLoopbackAddress } from '../../http/host.ts';
import { NAIVE_CHECKS } from '../../sandbox/checks/table.ts';
import type { SandboxKey } from '../../sandbox/examined.ts';
import { checkBucketName } from '../../sandbox/operations/buckets.ts';
import { SANDBOX_REGION } from '../../sandbox/sandbox.ts';
import type { ClientKey } from '../../views/traffic/client-settings.ts';
import { TRAFFIC_OPTIONS } from '../traffic-screen.ts';
import { classKeys, ownBucketsOf } from './class-keys.ts';

/** The clock of the server: a fixed time, or `now`. */
const CLOCK: ValueKind<number | 'now'> = {
  read: (text, option) => (text === 'now' ? text : MOMENT.read(text, option)),
};

const ACCESS_KEY = textThat((text) => /^\w{3,128}$/.test(text), 'an access key ID', 'Give letters and digits.');

const BUCKET = textThat(
  (text) => checkBucketName(octetsFromText(text)) === null,
  'the name of a bucket',
  'Give 3 to 63 lowercase letters, digits, dots, and hyphens.',
);

/** The most keys of a class: each has a bucket, and S3 had at most 100. */
const MOST_KEYS = 90;

const NAIVE_IDS = NAIVE_CHECKS.map(({ id }) => id);

export const SANDBOX_OPTIONS = {
  port: { flags: '--port <number>', says: 'the port; 0 (the default) selects a free one', as: PORT },
  listen: {
    flags: '--listen <address>',
    says: 'the address to listen on, such as [::1]; one that others can reach needs --secret-from',
    as: ADDRESS,
  },
  clock: {
    flags: '--clock <time>',
    says: "the server's clock: now (the default), or a fixed time such as 20130524T000000Z",
    as: CLOCK,
  },
  tls: {
    flags: '--tls',
    says: 'serve https with a certificate that is created at the start; the path of its authority is printed',
  },
  region: { flags: '--region <name>', says: 'the Region; the default is us-east-1', as: REGION },
  accessKey: {
    flags: '--access-key <id>',
    says: 'the access key ID; the default is the one that AWS prints',
    as: ACCESS_KEY,
  },
  secretFrom: {
    flags: '--secret-from <file>',
    says: 'keys of your own: a line ID:SECRET or ID:SECRET:TOKEN for each',
  },
  makeKeys: {
    flags: '--make-keys <number>',
    says: 'keys for a class, STUDENT01 and so on, each with a bucket of its own',
    as: wholeNumber('a number of keys', [1, MOST_KEYS]),
    needs: { option: 'csv' },
    conflicts: ['secretFrom', 'accessKey'],
  },
  csv: {
    flags: '--csv <file>',
    says: 'with --make-keys, the table of the keys, and slips of paper next to it; if it exists, its keys are used again',
    needs: { option: 'makeKeys' },
  },
  bucket: { flags: '--bucket <name>', says: 'a bucket to create at the start', as: BUCKET, repeats: true },
  naive: {
    flags: '--naive <check>',
    says: `skip one check, to see its purpose: ${NAIVE_IDS.join(', ')}`,
    as: choice(NAIVE_IDS),
  },
  host: {
    flags: '--host <name>',
    says: 'also serve this name and BUCKET.NAME, such as the name of a container; s3.localhost is always served',
    as: HOST,
    repeats: true,
  },
  allowHost: {
    flags: '--allow-host <name>',
    says: 'also serve this host name, such as one in /etc/hosts; by default, only localhost, loopback addresses, and names of S3 are served',
    as: HOST,
    repeats: true,
  },
  allowOrigin: {
    flags: '--allow-origin <url>',
    says: 'let pages of this origin read responses (CORS), such as http://app.test:3000',
    as: ORIGIN,
    repeats: true,
  },
  rule: RULE_OPTION,
  ...TRAFFIC_OPTIONS,
  readyFile: {
    flags: '--ready-file <file>',
    says: 'write the URL to this file once the sandbox is listening',
  },
  failOnRefused: {
    flags: '--fail-on-refused',
    says: 'exit with 1 if a request was refused; one for something that does not exist was not',
  },
} as const satisfies OptionDefinitions;

export type SandboxValues = ValuesOf<typeof SANDBOX_OPTIONS>;

/** The settings of a sandbox: the values of its options, and what follows from them and from the file of keys. */
export interface SandboxOrder {
  readonly options: SandboxValues;
  /** The address to listen on. */
  readonly address: string;
  readonly clock: Clock;
  readonly hosts: readonly string[];
  readonly region: string;
  readonly keys: ReadonlyMap<string, SandboxKey>;
  /** The only bucket in which each key may change anything; `null` if that is not limited. */
  readonly ownBuckets: ReadonlyMap<string, Octets> | null;
  /** The key that the welcome message shows. */
  readonly shownKey: ClientKey;
}

export interface Clock {
  readonly now: () => Date;
  readonly isFixed: boolean;
}

/** Reads the file of keys and the address. Returns a problem if others can reach a sandbox whose keys are published. */
export async function readSandboxOptions(world: World, options: SandboxValues): Promise<SandboxOrder | Problem> {
  const keys = await readKeys(world, options);
  if (isProblem(keys)) return keys;
  const address = readListen(options.listen, areOwn(keys));
  if (isProblem(address)) return address;
  const { clock = 'now', allowHost, region = SANDBOX_REGION } = options;
  return {
    options,
    address,
    clock: clock === 'now' ? { now: world.now, isFixed: false } : { now: () => new Date(clock), isFixed: true },
    // If the keys are secret, no web page can sign, so a name that someone points at this machine is harmless.
    hosts: isLoopbackAddress(address) ? allowHost : [...allowHost, ANY_HOST],
    region,
    keys: keys.all,
    ownBuckets: options.makeKeys === undefined ? null : ownBucketsOf([...keys.all.keys()]),
    shownKey: keys.shown,
  };
}

/**
 * Returns the address to listen on, by default the loopback address. Anyone who can reach the address can use the sandbox, so a published key is not
 * enough for a nonlocal address.
 */
export function readListen(address = '127.0.0.1', areOwnKeys: boolean): string | Problem {
  if (isLoopbackAddress(address) || areOwnKeys) return address;
  return problem(
    'listen',
    `Others can reach ${address}, and everyone knows a key of the sandbox.`,
    'Give only keys of your own with --secret-from.',
  );
}

/** Returns whether none of the keys is one that AWS has published. */
const areOwn = ({ all }: Keys): boolean =>
  [...all.values()].every(({ secretAccessKey }) => !isPublishedSecret(secretAccessKey));

interface Keys {
  readonly all: ReadonlyMap<string, SandboxKey>;
  readonly shown: ClientKey;
}

/**
 * Reads the keys from the file of `--secret-from`: `ID:SECRET` or `ID:SECRET:TOKEN` on each line. Without a file, the
 * key is the example key that AWS has published, and `--access-key` changes only the ID of that key.
 */
async function readKeys(world: World, options: SandboxValues): Promise<Keys | Problem> {
  const { accessKey, secretFrom, makeKeys, csv } = options;
  if (makeKeys !== undefined && csv !== undefined) return keysOfClass(world, makeKeys, csv);
  const found = await secretsOfFile(world, secretFrom);
  if (isProblem(found)) return found;
  if (found.length === 0) {
    const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
    const shown = { kind: 'published', accessKeyId: accessKey ?? accessKeyId, secretAccessKey } as const;
    return { all: new Map([[shown.accessKeyId, { secretAccessKey, sessionToken: null }]]), shown };
  }
  const all = new Map(
    found.map(({ accessKeyId, secretAccessKey, sessionToken = null }): [string, SandboxKey] => [
      accessKeyId ?? accessKey ?? '',
      { secretAccessKey, sessionToken },
    ]),
  );
  const shown = accessKey ?? [...all.keys()][0] ?? '';
  const key = shown === '' ? undefined : all.get(shown);
  if (key) {
    const form = found[0]?.accessKeyId === null ? 'secret' : 'lines';
    const file = { path: pathToReadAgain(world, secretFrom), form } as const;
    return { all, shown: { kind: 'own', accessKeyId: shown, file, hasToken: key.sessionToken !== null } };
  }
  return shown === ''
    ? problem('access-key', 'The file has a secret without an access key ID.', 'Give the ID with --access-key.')
    : problem(
        'access-key',
        `The file has no secret for the access key ID ${shown}.`,
        'Add a line with this ID, a colon, and its secret.',
      );
}

/** Returns the keys of a class. */
async function keysOfClass(world: World, count: number, csv: string): Promise<Keys | Problem> {
  const made = await classKeys(world, count, csv);
  if (isProblem(made)) return made;
  const all = made.map(({ accessKeyId, secretAccessKey }): [string, SandboxKey] => [
    accessKeyId,
    { secretAccessKey, sessionToken: null },
  ]);
  const accessKeyId = made[0]?.accessKeyId ?? '';
  return {
    all: new Map(all),
    shown: { kind: 'own', accessKeyId, file: { path: pathToReadAgain(world, csv), form: 'class' }, hasToken: false },
  };
}

/** Returns the absolute path of a file; `null` for standard input and other devices, which are read only once. */
function pathToReadAgain({ absolutePath }: World, path: string | undefined): string | null {
  const isFile = path !== undefined && path !== '-' && !path.startsWith('/dev/');
  return isFile ? absolutePath(path) : null;
}
