/** Starts a small S3 that verifies signatures, for tests of other programs. */
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { type Octets, textFromOctets } from '../bytes/octets.ts';
import { isProblem as isOwnProblem, type Problem as OwnProblem } from '../bytes/problem.ts';
import { isObject, type JsonObject, readChoice, unknownMember, wrongMember } from '../intake/json/json-line.ts';
import { NAIVE_CHECKS } from '../sandbox/authenticate.ts';
import type { AnswerReport } from '../sandbox/sandbox.ts';
import { exampleSandbox, SANDBOX_REGION, type SandboxWish } from '../sandbox/sandbox.ts';
import { maskSecretsIn } from '../sigv4/secrets/secret-headers.ts';
import { listen, portProblem } from '../wire/listen.ts';
import type { Problem } from './problem.ts';
import { noObject, publicProblem, readDate } from './reading/request-input.ts';
import type { DateInput } from './request-types.ts';

export { isProblem, type Problem } from './problem.ts';

/** A request that the sandbox answered. */
export interface SandboxAnswer {
  /** The method; empty if no request could be read. */
  readonly method: string;
  /** The path and query as received, with the session token masked. */
  readonly target: string;
  readonly status: number;
  /**
   * S3's code and message: `SignatureDoesNotMatch: The request signature we calculated…`; `null` if the request was not
   * refused.
   */
  readonly refusal: string | null;
}

export interface SandboxInput {
  /** The port; 0, the default, selects a free one. */
  readonly port?: number;
  /** The server's clock: a fixed time, or a function that returns the time; the default is the time of the machine. */
  readonly clock?: DateInput | (() => Date);
  /** Called after each answer. */
  readonly onAnswer?: (answer: SandboxAnswer) => void;
  /** The id of a check to skip, as for `sigv4 sandbox --naive`. */
  readonly naive?: string;
}

/** A sandbox that listens on 127.0.0.1. It keeps the process running until it is closed. */
export interface Sandbox {
  /** The endpoint for clients, `http://127.0.0.1:PORT`, with the bucket in the path. */
  readonly url: string;
  readonly region: string;
  /** The example key in AWS's documentation. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Stops the sandbox, ends open connections, and discards its objects. */
  close(): Promise<void>;
}

/**
 * Starts a small S3 on 127.0.0.1, in memory, that verifies every signature as S3 does. It has the bucket
 * `examplebucket` with the object `test.txt`. Returns the problem `no-port` if it cannot listen on the port. See
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html.
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
