/** Reads a request as its bytes arrive at a server (RFC 9112). It does not use sockets itself. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { BodyDecoder } from './body/decode-body.ts';
import { bodyDecoder } from './body/decode-body.ts';
import { growingBuffer, type SharedRoom, sharedRoom } from './body/memory.ts';
import { bodyTooLarge, expectsContinue, noRoom, requestFraming, unreadableRequest } from './framing.ts';
import { type RequestHead, TOKEN } from './message.ts';
import { HEAD_LIMIT, readRequestHead, requestVersion, sectionCollector } from './read-head.ts';

export interface ReceivedRequest {
  readonly head: RequestHead;
  /**
   * The decoded body, without the lines around chunks. Trailer fields are discarded, as RFC 9110, section 6.5.1,
   * allows.
   */
  readonly body: Octets;
}

export interface RequestReader {
  /**
   * Takes the next bytes. Returns the request once it is complete, or a problem, and `null` until then. Returns
   * `continue` at most once, when the head is complete and the sender waits for a 100 response before it sends the
   * body. Bytes after the end are ignored.
   */
  push(piece: Uint8Array): ReceivedRequest | Problem | 'continue' | null;
  /** Cancels the reading: discards the body and releases its room. `push` must not be called afterwards. */
  drop(): void;
}

type Stage =
  | { readonly kind: 'head' }
  | { readonly kind: 'body'; readonly head: RequestHead; readonly decoder: BodyDecoder }
  | { readonly kind: 'done'; readonly result: ReceivedRequest | Problem };

/**
 * Makes a reader for one request. It refuses a body of more than `bodyLimit` bytes. All readers share `room`: a body
 * occupies it until it is complete or refused, and is refused if no room is left. If `wantsBody` returns `false`, the
 * reader returns the request with an empty body as soon as its head is complete.
 */
export function requestReader(
  bodyLimit: number,
  room: SharedRoom = sharedRoom(bodyLimit),
  wantsBody: (head: RequestHead) => boolean = () => true,
): RequestReader {
  const heads = requestHeadReader();
  const body = growingBuffer(bodyLimit);
  let stage: Stage = { kind: 'head' };
  let held = 0;
  const leaveRoom = () => {
    room.give(held);
    held = 0;
  };
  const done = (result: ReceivedRequest | Problem) => {
    leaveRoom();
    stage = { kind: 'done', result };
    return result;
  };
  const takeBody = (head: RequestHead, decoder: BodyDecoder, piece: Uint8Array) => {
    const decoded = decoder.take(piece);
    for (const part of decoded.body) {
      if (body.length() + part.length > bodyLimit) return done(bodyTooLarge('goes on', bodyLimit));
      if (!room.take(part.length)) return done(noRoom());
      held += part.length;
      body.add(part);
    }
    if (isProblem(decoded.state)) return done(unreadableRequest(decoded.state.code, decoded.state.says));
    return decoded.state === 'ended' ? done({ head, body: body.octets() }) : null;
  };
  const afterHead = ({ head, version, rest }: RequestStart) => {
    if (!wantsBody(head)) return done({ head, body: EMPTY });
    const framing = requestFraming(head, version, bodyLimit);
    if (isProblem(framing)) return done(framing);
    const decoder = bodyDecoder(framing);
    stage = { kind: 'body', head, decoder };
    const received = takeBody(head, decoder, rest);
    return received === null && rest.length === 0 && expectsContinue(head, version) ? 'continue' : received;
  };
  return {
    push(piece) {
      if (stage.kind === 'done') return stage.result;
      if (stage.kind === 'body') return takeBody(stage.head, stage.decoder, piece);
      const start = heads.take(piece);
      if (start === null) return null;
      return isProblem(start) ? done(start) : afterHead(start);
    },
    drop: leaveRoom,
  };
}

interface RequestStart {
  readonly head: RequestHead;
  readonly version: '1.0' | '1.1';
  /** The bytes in the last piece that follow the head. */
  readonly rest: Uint8Array;
}

interface RequestHeadReader {
  /**
   * Takes the next bytes. Returns the head once it is complete, or a problem, and `null` until then. It must not be
   * called again after that.
   */
  take(piece: Uint8Array): RequestStart | Problem | null;
}

function requestHeadReader(): RequestHeadReader {
  const collector = sectionCollector();
  let before: Before = 'nothing';
  return {
    take(piece) {
      const skipped = skipEmptyLines(before, piece);
      before = skipped.before;
      const { rest } = skipped;
      if (rest.length === 0) return null;
      if (before !== 'request') return noRequest();
      const section = collector.take(rest);
      if ((section?.octets.length ?? collector.length()) > HEAD_LIMIT) return endlessHead();
      if (!section) return null;
      const head = readRequestHead(plain(section.octets));
      if (isProblem(head)) return head;
      return { head, version: requestVersion(section.octets), rest: rest.subarray(section.used) };
    },
  };
}

/**
 * What has arrived so far. `nothing`: no bytes, or only complete empty lines. `carriage-return`: the same, followed by
 * a CR. `request`: the first byte of a request.
 */
type Before = 'nothing' | 'carriage-return' | 'request';

const CR = 0x0d;
const LF = 0x0a;

/**
 * Skips empty lines before the request line, as servers do. If the input is not a request, its first byte is enough to
 * tell.
 */
function skipEmptyLines(start: Before, piece: Uint8Array): { readonly before: Before; readonly rest: Uint8Array } {
  let before = start;
  let at = 0;
  for (const byte of before === 'request' ? [] : piece) {
    if (byte === LF) before = 'nothing';
    else if (byte === CR && before === 'nothing') before = 'carriage-return';
    else {
      if (before === 'nothing' && TOKEN.test(String.fromCharCode(byte))) before = 'request';
      break;
    }
    at += 1;
  }
  return { before, rest: piece.subarray(at) };
}

const noRequest = () =>
  unreadableRequest('request-line', 'The bytes are not an HTTP request. If they are TLS, use http:// here.');

const endlessHead = () =>
  unreadableRequest('endless-head', `The headers of the request do not end within ${HEAD_LIMIT} bytes.`);
