/** Starts a small S3 server that verifies signatures, for use in tests. */
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { asText, octetsFromText } from '../bytes/octets.ts';
import { isProblem as isOwnProblem, type Problem as OwnProblem } from '../bytes/problem.ts';
import { namelessFiles } from '../disk/temporary-files.ts';
import { isObject, type JsonObject, readChoice, wrongMember } from '../intake/json/json-line.ts';
import { NAIVE_CHECKS } from '../sandbox/checks/table.ts';
import { checkBucketName } from '../sandbox/operations/buckets.ts';
import { createSandbox, SANDBOX_REGION } from '../sandbox/sandbox.ts';
import type { AnswerReport, SandboxSettings } from '../sandbox/settings.ts';
import { exampleStore, type Store } from '../sandbox/storage/objects.ts';
import { maskSecretsIn } from '../sigv4/secrets/secret-headers.ts';
import { isRegionName } from '../sigv4/spellings.ts';
import { listen } from '../wire/listen.ts';
import { portProblem } from '../wire/port-problem.ts';
import type { Problem } from './problem.ts';
import { noObject, otherMember, publicProblem, readDate } from './reading/request-input.ts';
import type { DateInput } from './request-types.ts';

export { isProblem, type Problem } from './problem.ts';

/** A request, and how the sandbox responded to it. */
export interface SandboxAnswer {
  /** The method; empty if the request could not be read. */
  readonly method: string;
  /** The path and query as received, with secrets masked; empty if the request could not be read. */
  readonly target: string;
  readonly status: number;
  /**
   * The S3 error code and message, such as `SignatureDoesNotMatch: The request signature we calculated…`; `null` if the
   * request was not refused.
   */
  readonly refusal: string | null;
  /** The S3 error code, such as `SignatureDoesNotMatch`; `null` if the request was not refused. */
  readonly code: string | null;
  /** The check that refused the request, such as `signature`; `null` if no check did. */
  readonly check: string | null;
}

/** A key that the sandbox knows. */
export interface SandboxKeyInput {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The session token of temporary credentials. */
  readonly sessionToken?: string;
}

export interface SandboxInput {
  /** The port to listen on. The default, 0, selects a free port. */
  readonly port?: number;
  /** The server's clock, either a fixed time or a function that returns the time. The default is the system clock. */
  readonly clock?: DateInput | (() => Date);
  /** A function that is called after each response. */
  readonly onAnswer?: (answer: SandboxAnswer) => void;
  /** The keys that the sandbox knows. The default is the example key from the AWS documentation. */
  readonly keys?: readonly SandboxKeyInput[];
  /** The Region; the default is `us-east-1`. */
  readonly region?: string;
  /** The names of buckets to create, in addition to `examplebucket`. */
  readonly buckets?: readonly string[];
  /** The ID of a check to skip, as in `sigv4 sandbox --naive`. */
  readonly naive?: string;
}

/** A sandbox that listens on 127.0.0.1. The sandbox keeps the process running until `close` is called. */
export interface Sandbox {
  /** The endpoint for clients, `http://127.0.0.1:PORT`. Clients must use path-style addressing. */
  readonly url: string;
  readonly region: string;
  /** The first access key ID; by default, the example from the AWS documentation. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Stops the sandbox, closes its connections, and discards its objects. */
  close(): Promise<void>;
}

/**
 * Starts a small S3 server on 127.0.0.1 that verifies every signature in the same way as S3. The server has the bucket
 * `examplebucket`, which contains the object `test.txt`. Returns the problem `no-port` if the server cannot listen on
 * the port. See https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html.
 */
export async function startSandbox(input: SandboxInput = {}): Promise<Sandbox | Problem> {
  const order = readSandboxInput(input);
  if (isOwnProblem(order)) return publicProblem(order);
  const sandbox = createSandbox(order.settings);
  try {
    const { host, port, close } = await listen(order.port, (connection) => sandbox.converse(connection));
    const { accessKeyId, secretAccessKey } = order.firstKey;
    return { url: `http://${host}:${port}`, region: order.settings.region, accessKeyId, secretAccessKey, close };
  } catch (error) {
    return publicProblem(portProblem(order.port, error), 'port');
  }
}

interface SandboxOrder {
  readonly port: number;
  readonly settings: SandboxSettings;
  readonly firstKey: SandboxKeyInput;
}

function readSandboxInput(input: unknown): SandboxOrder | OwnProblem {
  if (!isObject(input)) return noObject('port, clock, or onAnswer');
  const members = ['port', 'clock', 'onAnswer', 'naive', 'keys', 'region', 'buckets'];
  const unknown = otherMember(input, 'startSandbox', members);
  if (unknown) return unknown;
  const { port = 0 } = input;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    return wrongMember('port', 'is not a port', 'Give a whole number from 0 to 65535.');
  }
  const clock = readClock(input);
  if (isOwnProblem(clock)) return clock;
  const naive = readChoice(
    input,
    'naive',
    NAIVE_CHECKS.map(({ id }) => id),
  );
  if (naive !== null && isOwnProblem(naive)) return naive;
  const keys = readKeys(input);
  if (isOwnProblem(keys)) return keys;
  const store = readStore(input, clock());
  if (isOwnProblem(store)) return store;
  const { onAnswer, region = SANDBOX_REGION } = input;
  if (typeof region !== 'string' || !isRegionName(region))
    return wrongMember('region', 'is not a Region', 'Use letters, digits, and hyphens, as in eu-west-1.');
  if (onAnswer !== undefined && typeof onAnswer !== 'function') {
    return wrongMember('onAnswer', 'is not a function', 'Give one, or leave it out.');
  }
  const known = keys.map(({ accessKeyId, secretAccessKey, sessionToken = null }) => {
    return [accessKeyId, { secretAccessKey, sessionToken }] as const;
  });
  const settings: SandboxSettings = {
    clock,
    naive,
    region,
    store,
    keys: new Map(known),
    files: namelessFiles(),
    keepsConnections: true,
    ...(onAnswer === undefined ? {} : { onAnswer: (report) => onAnswer(sandboxAnswer(report)) }),
  };
  return { port, settings, firstKey: keys[0] ?? S3_EXAMPLE_KEY };
}

function readKeys({ keys }: JsonObject): readonly SandboxKeyInput[] | OwnProblem {
  if (keys === undefined) return [S3_EXAMPLE_KEY];
  const isKey = (key: unknown): key is SandboxKeyInput =>
    isObject(key) &&
    typeof key.accessKeyId === 'string' &&
    typeof key.secretAccessKey === 'string' &&
    (key.sessionToken === undefined || typeof key.sessionToken === 'string');
  if (Array.isArray(keys) && keys.length > 0 && keys.every(isKey)) return keys;
  return wrongMember('keys', 'is not a list of keys', 'Give objects with accessKeyId and secretAccessKey.');
}

function readStore({ buckets = [] }: JsonObject, now: Date): Store | OwnProblem {
  const store = exampleStore();
  const names: readonly unknown[] = Array.isArray(buckets) ? buckets : [buckets];
  const isName = (name: unknown): name is string =>
    typeof name === 'string' && checkBucketName(octetsFromText(name)) === null;
  for (const [at, name] of names.entries()) {
    const path = Array.isArray(buckets) ? `buckets[${at}]` : 'buckets';
    if (!isName(name)) return wrongMember(path, 'is not a bucket name', HOW_TO_NAME_A_BUCKET, NAMING_RULES);
    if (!store.buckets.has(octetsFromText(name))) store.createBucket(octetsFromText(name), now);
  }
  return store;
}

const HOW_TO_NAME_A_BUCKET =
  'Give 3 to 63 lowercase letters, digits, hyphens, and periods that begin and end with a letter or digit, such as my-bucket. No two periods follow each other, and it is no IP address and has no beginning or end that is reserved.';
const NAMING_RULES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html';

function readClock(input: JsonObject): (() => Date) | OwnProblem {
  const { clock } = input;
  if (clock === undefined) return () => new Date(Date.now());
  if (typeof clock === 'function') return () => clock();
  const moment = readDate(input, 'clock');
  return isOwnProblem(moment) ? moment : () => moment;
}

function sandboxAnswer({ method, target, status, refusal, refused }: AnswerReport): SandboxAnswer {
  const { code = null, check = null } = refused ?? {};
  return { method: asText(method), target: asText(maskSecretsIn(target)), status, refusal, code, check };
}
