/** The sandbox: a small S3 that verifies, in memory. Bytes of a connection in, bytes of the answer out. */
import type { S3ErrorCode } from '../aws/s3-errors.ts';
import { arrayFromOctets, EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { type ReceivedRequest, requestReader } from '../http/read-request.ts';
import { answerOctets, isRefusal, refusalAnswer, refusalText, refuse } from './answer.ts';
import type { Buckets } from './objects.ts';
import { respond } from './respond.ts';

/** The largest body that the sandbox takes, in bytes. */
const BODY_LIMIT = 16_777_216;

export interface SandboxSettings {
  readonly region: string;
  /** Secret access keys by access key ID. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly buckets: Buckets;
  /** The server's clock. */
  readonly clock: () => Date;
  /** Told of each request that was answered. */
  readonly onAnswer?: (report: AnswerReport) => void;
}

export interface AnswerReport {
  /** As they came; empty for what is no request. */
  readonly method: Octets;
  readonly target: Octets;
  readonly status: number;
  /** Code and message of a refusal. */
  readonly refusal: string | null;
}

export interface Sandbox {
  /** One connection: takes bytes as they come, gives the whole answer once it can, `null` until then. */
  converse(): (piece: Uint8Array) => Uint8Array | null;
}

export function createSandbox(settings: SandboxSettings): Sandbox {
  let requests = 0;
  const answer = (received: ReceivedRequest | Problem): Uint8Array => {
    requests += 1;
    const identity = {
      requestId: requests.toString(16).toUpperCase().padStart(16, '0'),
      hostId: 'sandbox',
      now: settings.clock(),
    };
    const answered = isProblem(received)
      ? refuse(UNREADABLE[received.code] ?? 'BadRequest', [], received.says)
      : respond(received, settings.buckets, { ...settings, now: identity.now });
    const method = isProblem(received) ? EMPTY : received.head.method.octets;
    const target = isProblem(received) ? EMPTY : received.head.target.octets;
    const whole = isRefusal(answered) ? refusalAnswer(answered, identity) : answered;
    settings.onAnswer?.({
      method,
      target,
      status: whole.status,
      refusal: isRefusal(answered) ? refusalText(answered) : null,
    });
    return arrayFromOctets(answerOctets(whole, identity, method));
  };
  return {
    converse() {
      const reader = requestReader(BODY_LIMIT);
      return (piece) => {
        const received = reader.push(piece);
        return received && answer(received);
      };
    },
  };
}

/** What S3 calls a request that cannot be read, by the code of the problem. */
const UNREADABLE: Readonly<Record<string, S3ErrorCode>> = {
  'transfer-encoding': 'NotImplemented',
  'body-too-large': 'EntityTooLarge',
};
