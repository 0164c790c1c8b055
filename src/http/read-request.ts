/** Reads a request as its bytes arrive at a server (RFC 9112). The reader itself does not use sockets. */
import { plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { BodyDecoder } from './body/decode-body.ts';
import { bodyDecoder } from './body/decode-body.ts';
import { expectsContinue, type RequestFraming, requestFraming, unreadableRequest } from './framing.ts';
import { type RequestHead, TOKEN } from './message.ts';
import { ENDLESS_HEAD, HEAD_LIMIT, readRequestHead, requestVersion, sectionCollector } from './read-head.ts';

export interface ReceivedRequest {
  readonly head: RequestHead;
  /**
   * The decoded body, without the lines around chunks. Trailer fields are discarded, which RFC 9110, section 6.5.1,
   * allows.
   */
  readonly body: Octets;
}

/** A request whose head has arrived, but whose body has not. */
export interface BegunRequest {
  readonly head: RequestHead;
  /** The head as it arrived, with its empty line. */
  readonly octets: Octets;
  readonly framing: RequestFraming;
  /** Whether the sender waits for a 100 response and has not sent any of the body. */
  readonly waits: boolean;
}

/** Takes the body of one request. A result from `add` ends the request before its body is complete. */
export interface BodySink<Result> {
  add(piece: Uint8Array): Result | null;
  end(): Result;
  /** Discards everything because the connection was closed or the body cannot be read. */
  drop(): void;
}

/** A finished request. */
export interface Finished<Result> {
  readonly result: Result;
  /** The bytes that came after the request; `null` if the rest of the body has not arrived yet. */
  readonly surplus: Uint8Array | null;
  readonly version: '1.0' | '1.1';
  readonly head: RequestHead | null;
}

export interface RequestReader<Result> {
  /**
   * Takes the next bytes. Returns the request once it is finished, and `null` until then. Returns `continue` at most
   * once, when the head is complete and the sender waits for a 100 response before it sends the body. After a finished
   * request, `push` must not be called again.
   */
  push(piece: Uint8Array): Finished<Result> | 'continue' | null;
  /** Cancels the request because the connection was closed. */
  drop(): void;
}

/** The server's handling of a request. */
export interface RequestHandler<Result> {
  /** Chooses, based on the head, where the body goes, or returns a result without reading the body. */
  readonly begin: (request: BegunRequest) => BodySink<Result> | { readonly result: Result };
  /** Returns the result for bytes that cannot be read as a request. */
  readonly unreadable: (problem: Problem) => Result;
}

/**
 * Creates a reader for one request. The reader keeps only the head in memory; the body goes to the sink that `begin`
 * returns.
 */
export function requestReader<Result>({ begin, unreadable }: RequestHandler<Result>): RequestReader<Result> {
  const heads = requestHeadReader();
  let body: { readonly start: RequestStart; readonly sink: BodySink<Result>; readonly decoder: BodyDecoder } | null =
    null;
  const finished = (result: Result, surplus: Uint8Array | null, start: RequestStart | null): Finished<Result> => ({
    result,
    surplus,
    version: start?.version ?? '1.1',
    head: start?.head ?? null,
  });
  const takeBody = (piece: Uint8Array) => {
    if (!body) return null;
    const { start, sink, decoder } = body;
    const decoded = decoder.take(piece);
    for (const part of decoded.body) {
      const result = sink.add(part);
      if (result !== null) return finished(result, null, start);
    }
    if (isProblem(decoded.state)) {
      sink.drop();
      return finished(unreadable(unreadableRequest(decoded.state.code, decoded.state.says)), null, start);
    }
    if (decoded.state !== 'ended') return null;
    return finished(sink.end(), piece.subarray(piece.length - decoded.surplus), start);
  };
  const afterHead = (start: RequestStart) => {
    const { head, octets, version, rest } = start;
    const framing = requestFraming(head, version);
    if (isProblem(framing)) return finished(unreadable(framing), null, start);
    const waits = rest.length === 0 && expectsContinue(head, version);
    const begun = begin({ head, octets, framing, waits });
    if ('result' in begun) return finished(begun.result, isEmpty(framing) ? rest : null, start);
    body = { start, sink: begun, decoder: bodyDecoder(framing) };
    return takeBody(rest) ?? (waits ? 'continue' : null);
  };
  return {
    push(piece) {
      if (body) return takeBody(piece);
      const start = heads.take(piece);
      if (start === null) return null;
      return isProblem(start) ? finished(unreadable(start), null, null) : afterHead(start);
    },
    drop: () => body?.sink.drop(),
  };
}

const isEmpty = (framing: RequestFraming) => framing.kind === 'length' && framing.length === 0;

interface RequestStart {
  readonly head: RequestHead;
  readonly octets: Octets;
  readonly version: '1.0' | '1.1';
  /** The bytes in the last piece that follow the head. */
  readonly rest: Uint8Array;
}

interface RequestHeadReader {
  /**
   * Takes the next bytes. Returns the head once it is complete, or a problem, and `null` until then. This method must
   * not be called again after it has returned either.
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
      if ((section?.octets.length ?? collector.length()) > HEAD_LIMIT) return ENDLESS_HEAD;
      if (!section) return null;
      const head = readRequestHead(plain(section.octets));
      if (isProblem(head)) return head;
      const { octets, used } = section;
      return { head, octets, version: requestVersion(octets), rest: rest.subarray(used) };
    },
  };
}

/**
 * The input so far. `nothing` means no bytes, or only complete empty lines; `carriage-return`, the same followed by a
 * CR; and `request`, the first byte of a request.
 */
type Before = 'nothing' | 'carriage-return' | 'request';

const CR = 0x0d;
const LF = 0x0a;

/**
 * Skips empty lines before the request line, like other servers. The first byte is enough to detect input that is not a
 * request.
 */
function skipEmptyLines(start: Before, piece: Uint8Array): { readonly before: Before; readonly rest: Uint8Array } {
  let before = start;
  let at = 0;
  for (; before !== 'request' && at < piece.length; at++) {
    const byte = piece[at] ?? 0;
    if (byte === LF) before = 'nothing';
    else if (byte === CR && before === 'nothing') before = 'carriage-return';
    else {
      if (before === 'nothing' && TOKEN.test(String.fromCharCode(byte))) before = 'request';
      break;
    }
  }
  return { before, rest: at === 0 ? piece : piece.subarray(at) };
}

const noRequest = () =>
  unreadableRequest('request-line', 'The bytes are not an HTTP request. If they are TLS, use http:// here.');
