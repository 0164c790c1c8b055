/** Reading a request as its bytes arrive, for a server (RFC 9112). No sockets here. */
import type { Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { BodyDecoder } from './body/body-decoder.ts';
import { bodyDecoder } from './body/decode-body.ts';
import { growingBuffer } from './body/growing-buffer.ts';
import { type SharedRoom, sharedRoom } from './body/shared-room.ts';
import type { RequestHead } from './message.ts';
import { type RequestStart, requestHeadReader } from './read-request-head.ts';
import { bodyTooLarge, expectsContinue, noRoom, requestFraming, unreadableRequest } from './request-framing.ts';

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
 * or refused, and is refused where no more is left.
 */
export function requestReader(bodyLimit: number, room: SharedRoom = sharedRoom(bodyLimit)): RequestReader {
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
