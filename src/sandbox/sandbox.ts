/**
 * The sandbox is a small S3 in memory that verifies signatures. It takes the bytes that arrive on a connection and
 * returns the bytes of the response.
 */

import { DOCUMENTED_EXAMPLE } from '../aws/documented-example.ts';
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import type { S3ErrorCode } from '../aws/s3-errors.ts';
import { arrayFromOctets, EMPTY, type Octets, octetsFromArray } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sharedRoom } from '../http/body/memory.ts';
import { headerValues, type RequestHead } from '../http/message.ts';
import { type ReceivedRequest, type RequestReader, requestReader } from '../http/read-request.ts';
import type { Connection, Conversation } from '../wire/listen.ts';
import { type Answer, answerOctets, isRefusal, type Refusal, refusalAnswer, refusalText, refuse } from './answer.ts';
import { type AuthenticationSettings, authenticate } from './authenticate.ts';
import { refuseForeignPage } from './checks/strangers.ts';
import { exampleStore, type Store } from './objects.ts';
import { operate } from './operations/operate.ts';

/** The maximum length of a body in bytes. */
const BODY_LIMIT = 16_777_216;

/**
 * The maximum number of bytes of all bodies that are being received at the same time, when their senders are not
 * authenticated yet. This is eight times the largest body and twice the limit of the store, so it does not affect
 * legitimate clients. The buffers double as they grow, so they may take up to twice as much memory.
 */
const ROOM_FOR_BODIES = 8 * BODY_LIMIT;

export interface SandboxSettings extends Omit<AuthenticationSettings, 'now'> {
  readonly store: Store;
  readonly clock: () => Date;
  /** Called for each request that is answered. */
  readonly onAnswer?: (report: AnswerReport) => void;
}

export interface AnswerReport {
  /** The method as received. If the bytes are not a request, it is empty, and so is `target`. */
  readonly method: Octets;
  readonly target: Octets;
  readonly status: number;
  /** The code and the message of a refusal; `null` if the request was not refused. */
  readonly refusal: string | null;
}

export interface Sandbox {
  /**
   * Begins one connection. The returned function takes bytes as they arrive, and returns the whole response as soon as
   * possible. If the client asks for it, a 100 comes first. `connection` reports when the connection is closed, which
   * may be before the response.
   */
  converse(connection?: Connection): Conversation;
}

export function createSandbox(settings: SandboxSettings): Sandbox {
  const room = sharedRoom(ROOM_FOR_BODIES);
  let requests = 0;
  /** If a request comes from a foreign page, not even its body is read. */
  const isOfOwnPage = (head: RequestHead) => refuseForeignPage(head, settings.hosts ?? []) === null;
  /** `beginning` contains the first bytes of the request, because even a request that cannot be read may be a HEAD. */
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
        // The body is freed now, because the client may stay connected for a long time after the response.
        reader = null;
        return { bytes: answer(received, beginning), isLast: true };
      };
    },
  };
}

const BEGINNING_OF_HEAD = 'HEAD ';

/** Collects the first bytes of the request line. Empty lines before it are ignored (RFC 9112, section 2.2). */
function withBeginning(beginning: string, piece: Uint8Array): string {
  if (beginning.length >= BEGINNING_OF_HEAD.length) return beginning;
  const more = (beginning + octetsFromArray(piece)).replace(/^[\r\n]+/, '');
  return more.slice(0, BEGINNING_OF_HEAD.length);
}

/** Asks the client to send the body (RFC 9110, section 15.2.1). */
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n' as Octets;

/** The S3 codes for requests that cannot be read, by the code of the problem. */
const UNREADABLE: Readonly<Record<string, S3ErrorCode>> = {
  'transfer-encoding': 'NotImplemented',
  'body-too-large': 'EntityTooLarge',
  'no-room': 'SlowDown',
};

/**
 * Answers a request. Refuses it if it comes from a foreign page or does not have exactly one Host header (RFC 9112,
 * section 3.2). Otherwise authenticates it and runs the operation.
 */
function respond(request: ReceivedRequest, store: Store, settings: AuthenticationSettings): Answer | Refusal {
  const { head } = request;
  const foreign = refuseForeignPage(head, settings.hosts ?? []);
  if (foreign) return foreign;
  if (headerValues(head.headers, 'host').length !== 1) {
    return refuse('BadRequest', [], 'The request does not have exactly one Host header.');
  }
  const authenticated = authenticate(request, settings);
  return isRefusal(authenticated) ? authenticated : operate(head, authenticated, store, settings);
}

export const SANDBOX_REGION = DOCUMENTED_EXAMPLE.region;

export type SandboxWish = Pick<SandboxSettings, 'clock' | 'onAnswer' | 'naive' | 'hosts' | 'rules'>;

/** Makes a sandbox with the key, the bucket, and the object of the AWS example. */
export function exampleSandbox(wish: SandboxWish): Sandbox {
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  return createSandbox({
    region: SANDBOX_REGION,
    keys: new Map([[accessKeyId, { secretAccessKey, sessionToken: null }]]),
    store: exampleStore(),
    ...wish,
  });
}
