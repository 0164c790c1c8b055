/** Reading a request as its bytes arrive, for a server (RFC 9112). No sockets here. */

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
  /** Decoded: without the lines around chunks. Trailer fields are left out, as RFC 9110, section 6.5.1, allows. */
  readonly body: Octets;
}

export interface RequestReader {
  /**
   * Takes the next bytes; gives the request once it is whole, `null` until then. `continue`, once at most, where the
   * head is whole and its sender waits for a 100 before it sends any of the body. Bytes behind the end are ignored.
   */
  push(piece: Uint8Array): ReceivedRequest | Problem | 'continue' | null;
  /** Gives up: what has come of the body is dropped, and its room is free. Nothing is pushed after it. */
  drop(): void;
}

type Stage =
  | { readonly kind: 'head' }
  | { readonly kind: 'body'; readonly head: RequestHead; readonly decoder: BodyDecoder }
  | { readonly kind: 'done'; readonly result: ReceivedRequest | Problem };

/**
 * Makes a reader of one request. `bodyLimit` is the most bytes that the body may have: more are refused before they are
 * read, or as they come. `room` is shared with other readers: the body takes of it from its first byte until it is whole
 * or refused, and is refused where no more is left. Where `wantsBody` says no, the request is given with an empty body as
 * soon as its head is whole.
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

export interface RequestStart {
  readonly head: RequestHead;
  readonly version: '1.0' | '1.1';
  /** The bytes of the last piece that are behind the head. */
  readonly rest: Uint8Array;
}

export interface RequestHeadReader {
  /** Takes the next bytes; gives the head once it is whole, `null` until then. Not to be called after that. */
  take(piece: Uint8Array): RequestStart | Problem | null;
}

export function requestHeadReader(): RequestHeadReader {
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

/** What has come so far: empty lines at most, those and a CR, or the first byte of a request. */
type Before = 'nothing' | 'carriage-return' | 'request';

const CR = 0x0d;
const LF = 0x0a;

/** A server ignores empty lines before the request line. What is no request is known by its first byte. */
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
  unreadableRequest('request-line', 'What came is no HTTP request; if it is TLS, use http:// here.');

const endlessHead = () =>
  unreadableRequest('endless-head', `The headers of the request do not end within ${HEAD_LIMIT} bytes.`);
