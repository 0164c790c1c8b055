/** The sandbox: a small S3 that verifies, in memory. Bytes of a connection in, bytes of the answer out. */
import type { S3ErrorCode } from '../aws/s3-errors.ts';
import { arrayFromOctets, EMPTY, type Octets, octetsFromArray } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sharedRoom } from '../http/body/memory.ts';
import type { RequestHead } from '../http/message.ts';
import { type ReceivedRequest, type RequestReader, requestReader } from '../http/read-request.ts';
import type { Connection, Conversation } from '../wire/listen.ts';
import { answerOctets, isRefusal, refusalAnswer, refusalText, refuse } from './answer.ts';
import type { AuthenticationSettings } from './authenticate.ts';
import { refuseForeignPage } from './checks/strangers.ts';
import type { Store } from './objects.ts';
import { respond } from './respond.ts';

/** The largest body that the sandbox takes, in bytes. */
const BODY_LIMIT = 16_777_216;

/**
 * The most bytes of bodies that are being received at once, before anything is known of who sends them. That is eight of
 * the largest and twice what the store holds, so that it stops no client that could go on; with the buffers that double,
 * up to twice as much memory.
 */
const ROOM_FOR_BODIES = 8 * BODY_LIMIT;

export interface SandboxSettings extends Omit<AuthenticationSettings, 'now'> {
  /** What it serves, and what requests change. */
  readonly store: Store;
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
  /**
   * Begins one connection: takes bytes as they come, gives the whole answer once it can; before it, 100 if asked for
   * one. `connection` says when it is over, also before there is an answer.
   */
  converse(connection?: Connection): Conversation;
}

export function createSandbox(settings: SandboxSettings): Sandbox {
  const room = sharedRoom(ROOM_FOR_BODIES);
  let requests = 0;
  /** The body of a request that a foreign page makes is not even read. */
  const isOfOwnPage = (head: RequestHead) => refuseForeignPage(head, settings.hosts ?? []) === null;
  /** `beginning` is that of the request: what cannot be read may be a HEAD all the same. */
  const answer = (received: ReceivedRequest | Problem, beginning: string): Uint8Array => {
    requests += 1;
    const identity = {
      requestId: requests.toString(16).toUpperCase().padStart(16, '0'),
      hostId: 'sandbox',
      now: settings.clock(),
    };
    const answered = isProblem(received)
      ? refuse(UNREADABLE[received.code] ?? 'BadRequest', [], received.says)
      : respond(received, settings.store, { ...settings, now: identity.now });
    const method = isProblem(received) ? EMPTY : received.head.method.octets;
    const target = isProblem(received) ? EMPTY : received.head.target.octets;
    const whole = isRefusal(answered) ? refusalAnswer(answered, identity) : answered;
    settings.onAnswer?.({
      method,
      target,
      status: whole.status,
      refusal: isRefusal(answered) ? refusalText(answered) : null,
    });
    const asked = beginning === BEGINNING_OF_HEAD ? 'HEAD' : method;
    return arrayFromOctets(answerOctets(whole, identity, asked));
  };
  return {
    converse(connection) {
      let reader: RequestReader | null = requestReader(BODY_LIMIT, room, isOfOwnPage);
      let beginning = '';
      connection?.onClose(() => reader?.drop());
      return (piece) => {
        if (reader === null) return null;
        beginning = withBeginning(beginning, piece);
        const received = reader.push(piece);
        if (received === null) return null;
        if (received === 'continue') return { bytes: arrayFromOctets(CONTINUE), isLast: false };
        // A client may stay long after the answer; the body does not.
        reader = null;
        return { bytes: answer(received, beginning), isLast: true };
      };
    },
  };
}

const BEGINNING_OF_HEAD = 'HEAD ';

/** The first bytes of the request line; a server ignores empty lines before it (RFC 9112, section 2.2). */
function withBeginning(beginning: string, piece: Uint8Array): string {
  if (beginning.length >= BEGINNING_OF_HEAD.length) return beginning;
  const more = (beginning + octetsFromArray(piece)).replace(/^[\r\n]+/, '');
  return more.slice(0, BEGINNING_OF_HEAD.length);
}

/** Send the body (RFC 9110, section 15.2.1). */
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n' as Octets;

/** What S3 calls a request that cannot be read, by the code of the problem. */
const UNREADABLE: Readonly<Record<string, S3ErrorCode>> = {
  'transfer-encoding': 'NotImplemented',
  'body-too-large': 'EntityTooLarge',
  'no-room': 'SlowDown',
};
