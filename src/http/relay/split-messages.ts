/**
 * Splits the bytes of one direction of a connection into messages (RFC 9112), for a proxy that forwards them. Every
 * byte is part of exactly one event, in order.
 */
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type BodyDecoder, bodyDecoder } from '../body/decode-body.ts';
import { growingBuffer } from '../body/memory.ts';
import { type Framing, framingOf, requestFraming, unreadableRequest } from '../framing.ts';
import { type RequestHead, type ResponseHead, TOKEN } from '../message.ts';
import {
  ENDLESS_HEAD,
  HEAD_LIMIT,
  readRequestHead,
  readResponseHead,
  requestVersion,
  sectionCollector,
} from '../read-head.ts';

export type MessageEvent<Head> =
  /** A complete head as it arrived, with its empty line. */
  | { readonly kind: 'head'; readonly octets: Octets; readonly head: Head }
  /** Bytes of a body as they arrived. `content` has the same bytes without the lines around chunks. */
  | { readonly kind: 'body'; readonly raw: Uint8Array; readonly content: readonly Uint8Array[] }
  | { readonly kind: 'end' }
  /** Empty lines before a head. */
  | { readonly kind: 'blank'; readonly raw: Uint8Array }
  | Unread;

/** Bytes that are not HTTP. Everything after them is also of this kind. */
export interface Unread {
  readonly kind: 'unread';
  readonly raw: Uint8Array;
  readonly problem: Problem;
  /** Whether the first of them are in place of a head, or within the body of a message whose head was read. */
  readonly since: 'head' | 'body';
}

/** Returns the bytes of an event as they arrived. */
export function rawOf(event: MessageEvent<unknown>): Uint8Array {
  if (event.kind === 'head') return Buffer.from(event.octets, 'latin1');
  return event.kind === 'end' ? NOTHING : event.raw;
}

export interface MessageSplitter<Head> {
  push(piece: Uint8Array): MessageEvent<Head>[];
  /** Ends the open message because the connection was closed. Returns a problem if the message is incomplete. */
  close(): Problem | null;
  /** Returns the bytes of a head that is not complete yet. */
  rest(): Uint8Array;
}

interface Reader<Head> {
  /** Returns whether bytes may begin a head. If not, they are not HTTP. */
  readonly mayBegin: (octets: Octets) => boolean;
  readonly read: (octets: Octets) => Head | Problem;
  readonly framing: (head: Head, octets: Octets) => Framing | Problem;
}

/** Creates a splitter for the requests on one connection. */
export function requestSplitter(): MessageSplitter<RequestHead> {
  return splitter({
    mayBegin: (octets) => TOKEN.test(octets.slice(0, 1)),
    read: (octets) => readRequestHead(plain(octets)),
    framing: (head, octets) => requestFraming(head, requestVersion(octets)),
  });
}

/**
 * Creates a splitter for the responses on one connection. `methodOf` returns the method of the corresponding request.
 */
export function responseSplitter(methodOf: () => string): MessageSplitter<ResponseHead> {
  return splitter({
    mayBegin: (octets) => octets.startsWith(STATUS_LINE.slice(0, octets.length)),
    read: (octets) => readResponseHead(plain(octets)),
    // Another protocol follows a 101 response, and none of it is read.
    framing: (head) => (head.status === 101 ? { kind: 'until-close' } : framingOf(head, methodOf())),
  });
}

const STATUS_LINE = 'HTTP/1.';

type State =
  | { readonly kind: 'head'; readonly hasBegun: boolean }
  | { readonly kind: 'body'; readonly decoder: BodyDecoder }
  | Omit<Unread, 'raw'>;

const BEFORE_HEAD: State = { kind: 'head', hasBegun: false };

function splitter<Head>(reader: Reader<Head>): MessageSplitter<Head> {
  let state: State = BEFORE_HEAD;
  let collector = sectionCollector();
  /** The bytes of a head that has begun, in case the bytes turn out not to be a head. */
  let begun = growingBuffer(HEAD_LIMIT);

  const unread = (piece: Uint8Array, now: Omit<Unread, 'raw'>): Unread => {
    state = now;
    const raw = begun.length() === 0 ? piece : Buffer.concat([begun.array(), piece]);
    begun = growingBuffer(HEAD_LIMIT);
    return { ...now, raw };
  };
  /** Takes bytes that belong to a body, and returns the number of bytes used. */
  const takeBody = (piece: Uint8Array, decoder: BodyDecoder, events: MessageEvent<Head>[]): number => {
    const decoded = decoder.take(piece);
    if (isProblem(decoded.state)) {
      events.push(unread(piece, { kind: 'unread', problem: decoded.state, since: 'body' }));
      return piece.length;
    }
    const used = piece.length - decoded.surplus;
    if (used > 0) events.push({ kind: 'body', raw: piece.subarray(0, used), content: decoded.body });
    if (decoded.state === 'ended') {
      events.push({ kind: 'end' });
      state = BEFORE_HEAD;
    }
    return used;
  };
  const takeHead = (piece: Uint8Array, events: MessageEvent<Head>[]): number => {
    if (!reader.mayBegin(beginning(begun.array(), piece))) return noHeadIn(piece, notHttp(), events);
    const section = collector.take(piece);
    const length = section?.octets.length ?? collector.length();
    if (length > HEAD_LIMIT) return noHeadIn(piece, ENDLESS_HEAD, events);
    if (section === null) {
      begun.add(piece);
      return piece.length;
    }
    collector = sectionCollector();
    const head = reader.read(section.octets);
    if (isProblem(head)) return noHeadIn(piece, head, events);
    const framing = reader.framing(head, section.octets);
    if (isProblem(framing)) return noHeadIn(piece, framing, events);
    begun = growingBuffer(HEAD_LIMIT);
    events.push({ kind: 'head', octets: section.octets, head });
    const decoder = bodyDecoder(framing);
    state = { kind: 'body', decoder };
    // A message without a body has already ended.
    takeBody(NOTHING, decoder, events);
    return section.used;
  };
  const noHeadIn = (piece: Uint8Array, problem: Problem, events: MessageEvent<Head>[]): number => {
    events.push(unread(piece, { kind: 'unread', problem, since: 'head' }));
    return piece.length;
  };
  const takeNext = (piece: Uint8Array, events: MessageEvent<Head>[]): number => {
    if (state.kind === 'unread') {
      events.push(unread(piece, state));
      return piece.length;
    }
    if (state.kind === 'body') return takeBody(piece, state.decoder, events);
    const blank = state.hasBegun ? 0 : emptyLines(piece);
    if (blank > 0) {
      events.push({ kind: 'blank', raw: piece.subarray(0, blank) });
      return blank;
    }
    state = { kind: 'head', hasBegun: true };
    return takeHead(piece, events);
  };
  return {
    push(piece) {
      const events: MessageEvent<Head>[] = [];
      for (let at = 0; at < piece.length; ) at += takeNext(piece.subarray(at), events);
      return events;
    },
    close() {
      if (state.kind === 'unread') return state.problem;
      if (state.kind === 'body') return state.decoder.close();
      return null;
    },
    rest: () => begun.array(),
  };
}

/** Returns the first bytes of a head and of the next piece, up to the length of the beginning of a status line. */
function beginning(...pieces: readonly [begun: Uint8Array, next: Uint8Array]): Octets {
  const first = pieces.map((piece) => piece.subarray(0, STATUS_LINE.length));
  return octetsFromArray(Buffer.concat(first).subarray(0, STATUS_LINE.length));
}

const NOTHING = new Uint8Array();
const LINE_ENDS: ReadonlySet<number> = new Set([0x0d, 0x0a]);

/** Returns the number of bytes at the beginning that belong to empty lines (RFC 9112, section 2.2). */
function emptyLines(piece: Uint8Array): number {
  const first = piece.findIndex((byte) => !LINE_ENDS.has(byte));
  return first < 0 ? piece.length : first;
}

const notHttp = () => unreadableRequest('no-head', 'The bytes are not HTTP/1.1.');
