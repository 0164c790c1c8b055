/** Reads the options of `sigv4 sandbox`. */
import { listOf, type NumberWanted, numberOf, type OptionValues } from '../../app/options/option-values.ts';
import { readRuleChoices } from '../../app/options/rule-option.ts';
import { secretsOfFile } from '../../app/settings/secrets.ts';
import type { World } from '../../app/world/world.ts';
import { isPublishedSecret, S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { ANY_HOST } from '../../aws/strangers.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { isLoopbackAddress } from '../../http/host.ts';
import { type AnswerStyle, answerStyle } from '../../sandbox/answers/answer-styles.ts';
import { NAIVE_CHECKS } from '../../sandbox/checks/table.ts';
import type { SandboxKey } from '../../sandbox/keys.ts';
import { SANDBOX_REGION } from '../../sandbox/sandbox.ts';
import type { Rules } from '../../sigv4/rules.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment } from '../../sigv4/timestamp.ts';
import type { ClientKey } from '../../views/traffic/client-settings.ts';

/** A sandbox's settings from the command line. */
export interface SandboxOrder {
  readonly listen: { readonly host: string; readonly port: number };
  readonly clock: Clock;
  readonly naive: NaiveCheck | null;
  readonly style: AnswerStyle | undefined;
  readonly hosts: readonly string[];
  readonly endpoints: readonly string[];
  readonly origins: readonly string[];
  readonly rules: Partial<Rules>;
  readonly region: string;
  readonly keys: ReadonlyMap<string, SandboxKey>;
  /** The key that the welcome message shows. */
  readonly shownKey: ClientKey;
  readonly buckets: readonly string[];
  readonly data: string | null;
  readonly readyFile: string | null;
  readonly sigv2: boolean;
  readonly isTls: boolean;
  readonly isJsonl: boolean;
  readonly failsOnRefused: boolean;
}

export type NaiveCheck = (typeof NAIVE_CHECKS)[number];

export interface Clock {
  readonly now: () => Date;
  readonly isFixed: boolean;
}

export const PORT: NumberWanted = { what: 'a port', form: 'whole', range: [0, 65_535] };

/** Reads all options. Returns every problem, not only the first. */
export async function readSandboxOptions(
  world: World,
  options: OptionValues,
): Promise<SandboxOrder | readonly Problem[]> {
  const port = numberOf('--port', options.port, 0, PORT);
  const clock = readClock(options.clock, world.now);
  const hosts = readHosts('--allow-host', options.allowHost);
  const endpoints = readHosts('--host', options.host);
  const origins = readOrigins(options.allowOrigin);
  const rules = readRuleChoices(options.rule);
  const keys = await readKeys(world, options);
  const host = readListen(options.listen, !isProblem(keys) && areOwn(keys));
  const region = readRegion(options.region);
  const problems = [port, clock, hosts, endpoints, origins, rules, keys, host, region].filter((each) =>
    isProblem(each),
  );
  if (isProblem(port) || isProblem(clock) || isProblem(hosts) || isProblem(endpoints) || isProblem(rules))
    return problems;
  if (isProblem(origins) || isProblem(keys) || isProblem(host) || isProblem(region)) return problems;
  return {
    listen: { host, port },
    clock,
    naive: NAIVE_CHECKS.find(({ id }) => id === options.naive) ?? null,
    style: answerStyle(String(options.answers)),
    // If the keys are secret, no web page can sign, so a name that someone points at this machine is harmless.
    hosts: isLoopbackAddress(host) ? hosts : [...hosts, ANY_HOST],
    endpoints,
    origins,
    rules,
    region,
    keys: keys.all,
    shownKey: keys.shown,
    buckets: listOf(options.bucket),
    data: textOf(options.data),
    readyFile: textOf(options.readyFile),
    sigv2: options.sigv2 === true,
    isTls: options.tls === true,
    isJsonl: options.jsonl === true,
    failsOnRefused: options.failOnRefused === true,
  };
}

const textOf = (value: OptionValues[string]): string | null => (typeof value === 'string' ? value : null);

/**
 * Matches the name in a Host header, which consists of letters, digits, dots, hyphens, and underscores, or is an IPv6
 * address.
 */
const HOST_NAME = /^(?:[\w.-]+|\[[\da-f:.]+\])$/i;

/** Reads the host names of an option. Returns them in lowercase, or a problem for the first that is none. */
export function readHosts(option: string, value: OptionValues[string]): readonly string[] | Problem {
  const names = listOf(value);
  const wrong = names.find((name) => !HOST_NAME.test(name));
  return wrong === undefined
    ? names.map((name) => name.toLowerCase())
    : problem(
        option.slice(2),
        `${JSON.stringify(wrong)} is not a host name.`,
        'Give only the name, without a scheme or a port.',
      );
}

/** Matches an origin: a scheme, a host, and an optional port (RFC 6454, section 6.2). */
const ORIGIN = /^https?:\/\/[^/?#\s]+$/i;

function readOrigins(value: OptionValues[string]): readonly string[] | Problem {
  const origins = listOf(value).map((origin) => origin.replace(/\/$/, '').toLowerCase());
  const wrong = origins.find((origin) => !ORIGIN.test(origin));
  if (wrong === undefined) return origins;
  const fix = 'Give the scheme, the host and, if necessary, the port, such as http://app.test:3000.';
  return problem('allow-origin', `${JSON.stringify(wrong)} is not an origin.`, fix);
}

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]*)$/i;

/** Reads an IP address to listen on. The default is the loopback address. */
function readAddress(value: OptionValues[string]): string | Problem {
  if (value === undefined) return '127.0.0.1';
  const address = String(value).replace(/^\[(.*)\]$/, '$1');
  if (ADDRESS.test(address)) return address;
  return problem(
    'listen',
    `${JSON.stringify(String(value))} is not an address.`,
    'Give an IP address, such as [::1] or 0.0.0.0.',
  );
}

/**
 * Reads the address to listen on. Anyone who can reach the address can use the sandbox, so a published key is not
 * enough for a nonlocal address.
 */
export function readListen(value: OptionValues[string], areOwnKeys: boolean): string | Problem {
  const address = readAddress(value);
  if (isProblem(address) || isLoopbackAddress(address) || areOwnKeys) return address;
  return problem(
    'listen',
    `Others can reach ${address}, and everyone knows a key of the sandbox.`,
    'Give only keys of your own with --secret-from.',
  );
}

function readRegion(value: OptionValues[string]): string | Problem {
  if (value === undefined) return SANDBOX_REGION;
  return /^[a-z0-9-]{1,64}$/.test(String(value))
    ? String(value)
    : problem('region', `${JSON.stringify(String(value))} is not a Region.`, 'Give a name such as eu-west-1.');
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
async function readKeys(world: World, options: OptionValues): Promise<Keys | Problem> {
  const wanted = textOf(options.accessKey);
  if (wanted !== null && !/^[\w]{3,128}$/.test(wanted)) {
    return problem('access-key', `${JSON.stringify(wanted)} is not an access key ID.`, 'Give letters and digits.');
  }
  const found = await secretsOfFile(world, options.secretFrom);
  if (isProblem(found)) return found;
  if (found.length === 0) {
    const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
    const shown = { kind: 'published', accessKeyId: wanted ?? accessKeyId, secretAccessKey } as const;
    return { all: new Map([[shown.accessKeyId, { secretAccessKey, sessionToken: null }]]), shown };
  }
  const all = new Map(
    found.map(({ accessKeyId, secretAccessKey, sessionToken = null }): [string, SandboxKey] => [
      accessKeyId ?? wanted ?? '',
      { secretAccessKey, sessionToken },
    ]),
  );
  const shown = wanted ?? [...all.keys()][0] ?? '';
  const key = shown === '' ? undefined : all.get(shown);
  if (key) {
    const file = { path: pathToReadAgain(world, options.secretFrom), hasIds: found[0]?.accessKeyId !== null };
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

/** Returns the absolute path of a file; `null` for standard input and other devices, which are read only once. */
function pathToReadAgain({ absolutePath }: World, path: OptionValues[string]): string | null {
  const isFile = typeof path === 'string' && path !== '-' && !path.startsWith('/dev/');
  return isFile ? absolutePath(path) : null;
}

function readClock(text: OptionValues[string], now: () => Date): Clock | Problem {
  if (text === undefined || text === 'now') return { now, isFixed: false };
  const moment = readMoment(String(text));
  if (moment !== null) return { now: () => new Date(moment), isFixed: true };
  return problem('clock', `"${text}" is not a time.`, `${HOW_TO_WRITE_A_MOMENT} Or give now.`);
}
