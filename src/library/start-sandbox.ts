/** Starts a small S3 server that verifies signatures, for use in tests. */
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { type Octets, textFromOctets } from '../bytes/octets.ts';
import { isProblem as isOwnProblem, type Problem as OwnProblem } from '../bytes/problem.ts';
import { isObject, type JsonObject, readChoice, unknownMember, wrongMember } from '../intake/json/json-line.ts';
import { NAIVE_CHECKS } from '../sandbox/authenticate.ts';
import { exampleSandbox, SANDBOX_REGION, type SandboxWish } from '../sandbox/sandbox.ts';
import type { AnswerReport } from '../sandbox/settings.ts';
import { maskSecretsIn } from '../sigv4/secrets/secret-headers.ts';
import { listen, portProblem } from '../wire/listen.ts';
import type { Problem } from './problem.ts';
import { noObject, publicProblem, readDate } from './reading/request-input.ts';
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
}

export interface SandboxInput {
  /** The port to listen on. The default, 0, selects a free port. */
  readonly port?: number;
  /** The server's clock, either a fixed time or a function that returns the time. The default is the system clock. */
  readonly clock?: DateInput | (() => Date);
  /** A function that is called after each response. */
  readonly onAnswer?: (answer: SandboxAnswer) => void;
  /** The id of a check to skip, as in `sigv4 sandbox --naive`. */
  readonly naive?: string;
}

/** A sandbox that listens on 127.0.0.1. It keeps the process running until `close` is called. */
export interface Sandbox {
  /** The endpoint for clients, `http://127.0.0.1:PORT`. Clients must use path-style addressing. */
  readonly url: string;
  readonly region: string;
  /** The example access key ID from the AWS documentation. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Stops the sandbox, closes its connections, and discards its objects. */
  close(): Promise<void>;
}

/**
 * Starts a small in-memory S3 server on 127.0.0.1 that verifies every signature the way S3 does. It has the bucket
 * `examplebucket`, which contains the object `test.txt`. Returns the problem `no-port` if it cannot listen on the port.
 * See https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html.
 */
export async function startSandbox(input: SandboxInput = {}): Promise<Sandbox | Problem> {
  const order = readSandboxInput(input);
  if (isOwnProblem(order)) return publicProblem(order);
  const sandbox = exampleSandbox(order.wish);
  try {
    const { host, port, close } = await listen(order.port, () => sandbox.converse());
    const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
    return { url: `http://${host}:${port}`, region: SANDBOX_REGION, accessKeyId, secretAccessKey, close };
  } catch (error) {
    return publicProblem(portProblem(order.port, error), 'port');
  }
}

interface SandboxOrder {
  readonly port: number;
  readonly wish: SandboxWish;
}

function readSandboxInput(input: unknown): SandboxOrder | OwnProblem {
  if (!isObject(input)) return noObject('port, clock or onAnswer');
  const unknown = unknownMember(input, ['port', 'clock', 'onAnswer', 'naive']);
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
  const { onAnswer } = input;
  if (onAnswer === undefined) return { port, wish: { clock, naive } };
  if (typeof onAnswer !== 'function') return wrongMember('onAnswer', 'is not a function', 'Give one, or leave it out.');
  return { port, wish: { clock, naive, onAnswer: (report) => onAnswer(sandboxAnswer(report)) } };
}

function readClock(input: JsonObject): (() => Date) | OwnProblem {
  const { clock } = input;
  if (clock === undefined) return () => new Date(Date.now());
  if (typeof clock === 'function') return () => clock();
  const moment = readDate(input, 'clock');
  return isOwnProblem(moment) ? moment : () => moment;
}

function sandboxAnswer({ method, target, status, refusal }: AnswerReport): SandboxAnswer {
  return { method: textOf(method), target: textOf(maskSecretsIn(target)), status, refusal };
}

const textOf = (octets: Octets): string => textFromOctets(octets) ?? octets;
