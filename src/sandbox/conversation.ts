/** Handles one connection. Requests arrive as bytes, one after another, and responses are sent in the same order. */
import { arrayFromOctets, EMPTY, type Octets, octetsFromArray } from '../bytes/octets.ts';
import { type HeaderField, headerValues, listElements } from '../http/message.ts';
import { type Finished, type RequestHandler, type RequestReader, requestReader } from '../http/read-request.ts';
import type { Connection, Conversation, Reply } from '../wire/listen.ts';
import type { Outgoing } from '../wire/outgoing.ts';
import type { AfterAnswer, ObjectSlice, WrittenAnswer } from './answers/answer.ts';

/** Answers a finished request. `method` determines whether the response has a body. */
export type Answerer<Result> = (result: Result, method: Octets, after: AfterAnswer) => WrittenAnswer;

export interface Service<Result> {
  readonly handler: RequestHandler<Result>;
  readonly answer: Answerer<Result>;
  /** Whether a connection is kept open for further requests. */
  readonly keepsConnections: boolean;
  /** Takes an exception, which then ends only its connection; `null` if exceptions are not caught. */
  readonly failed: ((error: unknown) => void) | null;
}

/**
 * Begins a conversation. The conversation keeps in memory only one request head and the bytes that have arrived after
 * that head.
 */
export function conversation<Result>(service: Service<Result>, connection?: Connection): Conversation {
  let reader: RequestReader<Result> | null = requestReader(service.handler);
  let beginning = '';
  connection?.onClose(() => reader?.drop());
  const take = (piece: Uint8Array): Reply | null => {
    try {
      return answer(piece);
    } catch (error) {
      if (service.failed === null) throw error;
      service.failed(error);
      reader = null;
      return { bytes: arrayFromOctets(INTERNAL_ERROR), isLast: true };
    }
  };
  const answer = (piece: Uint8Array): Reply | null => {
    if (reader === null) return null;
    const progress = reader.push(piece);
    if (progress === 'continue') return { bytes: arrayFromOctets(CONTINUE), isLast: false };
    if (!progress?.head) beginning = withBeginning(beginning, piece);
    if (progress === null) return null;
    const { surplus } = progress;
    const after = service.keepsConnections && surplus !== null && isKept(progress) ? 'keep-alive' : 'close';
    const method = progress.head?.method.octets ?? (beginning === BEGINNING_OF_HEAD ? ('HEAD' as Octets) : EMPTY);
    beginning = '';
    reader = after === 'keep-alive' ? requestReader(service.handler) : null;
    const reply = replyOf(service.answer(progress.result, method, after));
    if (after === 'close') return { ...reply, isLast: true };
    return { ...reply, isLast: false, next: surplus?.length ? () => take(surplus) : NOTHING_MORE };
  };
  return take;
}

const NOTHING_MORE = () => null;

const INTERNAL_ERROR = [
  'HTTP/1.1 500 Internal Server Error',
  'Content-Type: application/xml',
  'Connection: close',
  '',
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<Error><Code>InternalError</Code><Message>We encountered an internal error. Please try again.</Message></Error>',
].join('\r\n') as Octets;

/** Returns whether the client wants to keep the connection (RFC 9112, section 9.3). */
function isKept({ version, head }: Finished<unknown>): boolean {
  const options = head ? connectionOptions(head.headers) : [];
  return version === '1.1' ? !options.includes('close') : options.includes('keep-alive');
}

function connectionOptions(headers: readonly HeaderField[]): string[] {
  return headerValues(headers, 'connection')
    .flatMap(({ octets }) => listElements(octets))
    .map((option) => option.toLowerCase());
}

const BEGINNING_OF_HEAD = 'HEAD ';

/**
 * Collects the first bytes of the request line, which name the method of a request whose head cannot be read. Empty
 * lines before the request line are ignored (RFC 9112, section 2.2).
 */
function withBeginning(beginning: string, piece: Uint8Array): string {
  if (beginning.length >= BEGINNING_OF_HEAD.length) return beginning;
  const more = (beginning + octetsFromArray(piece.subarray(0, 64))).replace(/^[\r\n]+/, '');
  return more.slice(0, BEGINNING_OF_HEAD.length);
}

/** Asks the client to send the body (RFC 9110, section 15.2.1). */
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n' as Octets;

/** The maximum length in bytes of a body that is sent in one piece with its head. */
const ONE_PIECE = 262_144;

function replyOf({ head, body }: WrittenAnswer): Pick<Reply, 'bytes' | 'outgoing'> {
  if (typeof body === 'string') return { bytes: arrayFromOctets((head + body) as Octets) };
  const { content, start, end } = body;
  if (end - start > ONE_PIECE) return { bytes: arrayFromOctets(head), outgoing: outgoingOf(body) };
  return { bytes: withPayload(head, content.read(start, end)) };
}

/** Returns the bytes of a head and of its body in one array, because the system is asked once for each array. */
function withPayload(head: Octets, body: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, 'latin1');
  bytes.set(body, head.length);
  return bytes;
}

/** Sends an object in pieces. The object cannot disappear before all pieces are sent. */
function outgoingOf({ content, start, end }: ObjectSlice): Outgoing {
  let at = start;
  const release = content.hold();
  return {
    next() {
      if (at >= end) return null;
      const piece = content.read(at, Math.min(at + ONE_PIECE, end));
      at += piece.length;
      return piece.length > 0 ? piece : null;
    },
    close: release,
  };
}
