/** Reading a response as its bytes arrive, to its proper end (RFC 9112, section 6). No sockets here. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromArray, sliceOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { headerValue, headerValues, type ResponseHead } from './message.ts';
import { HEAD_LIMIT, headLength, readResponseHead } from './read-head.ts';

const SEE = 'https://www.rfc-editor.org/rfc/rfc9112#section-6.3';

/** What decides where the body ends. */
export type Framing =
  | { readonly kind: 'none'; readonly because: string }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'until-close' };

export interface ReadResponse {
  readonly head: ResponseHead;
  /** The interim answers (1xx) that came before it (RFC 9110, section 15.2). */
  readonly interim: readonly ResponseHead[];
  /** Where the body begins: the bytes of all heads, each with its empty line. */
  readonly bodyStart: number;
  readonly framing: Framing;
  /** Body bytes that have come. */
  readonly bodyLength: number;
  /** Whether the body came to its proper end. */
  readonly complete: boolean;
}

export type Reading =
  | { readonly kind: 'head' }
  | { readonly kind: 'body'; readonly response: ReadResponse }
  | { readonly kind: 'done'; readonly response: ReadResponse }
  | { readonly kind: 'broken'; readonly problem: Problem; readonly response: ReadResponse | null };

export interface ResponseReader {
  /** Takes the next bytes. */
  push(piece: Uint8Array): Reading;
  /** The other side has closed. */
  close(): Reading;
}

/** A reader for the answer to a request of this method. Bytes after the end of the body are a problem. */
export function responseReader(method: string): ResponseReader {
  let pending = EMPTY;
  let reading: Reading = { kind: 'head' };
  return {
    push(piece) {
      if (reading.kind === 'head') {
        pending = (pending + octetsFromArray(piece)) as Octets;
        reading = readHead(pending, method);
        if (reading.kind === 'body') reading = takeBody(reading.response, pending.length - reading.response.bodyStart);
      } else if (reading.kind !== 'broken') {
        reading = takeBody(reading.response, piece.length);
      }
      return reading;
    },
    close() {
      reading = atClose(reading, pending.length);
      return reading;
    },
  };
}

/** The final head, behind any interim ones; all of them together must not be longer than the limit. */
function readHead(octets: Octets, method: string): Reading {
  const interim: ResponseHead[] = [];
  let start = 0;
  for (;;) {
    const length = headLength(sliceOctets(octets, start));
    if (start + (length ?? octets.length - start) > HEAD_LIMIT) {
      return broken('endless-head', `The answer's headers do not end within ${HEAD_LIMIT} bytes.`);
    }
    if (length === null) return { kind: 'head' };
    const head = readResponseHead(plain(sliceOctets(octets, start, start + length)));
    if (isProblem(head)) return { kind: 'broken', problem: head, response: null };
    start += length;
    if (!isInterim(head)) return readFraming(head, interim, start, method);
    interim.push(head);
  }
}

/** 101 is final: what follows it is another protocol. */
const isInterim = ({ status }: ResponseHead) => status < 200 && status !== 101;

function readFraming(head: ResponseHead, interim: readonly ResponseHead[], bodyStart: number, method: string): Reading {
  const framing = framingOf(head, method);
  if (isProblem(framing)) return { kind: 'broken', problem: framing, response: null };
  return { kind: 'body', response: { head, interim, bodyStart, framing, bodyLength: 0, complete: false } };
}

function framingOf(head: ResponseHead, method: string): Framing | Problem {
  if (method === 'HEAD') return { kind: 'none', because: 'the answer to HEAD has no body' };
  if (head.status < 200 || head.status === 204 || head.status === 304) {
    return { kind: 'none', because: `a ${head.status} has no body` };
  }
  if (headerValue(head.headers, 'transfer-encoding')) {
    return unreadable('transfer-encoding', 'The answer has a transfer coding, which this version does not read.');
  }
  const lengths = headerValues(head.headers, 'content-length').map((value) => value.octets);
  if (lengths.length === 0) return { kind: 'until-close' };
  if (lengths.length > 1 || !/^\d{1,15}$/.test(lengths[0] ?? '')) {
    return unreadable('content-length', `The answer's Content-Length is not one number: ${lengths.join(' and ')}.`);
  }
  return { kind: 'length', length: Number(lengths[0]) };
}

function takeBody(response: ReadResponse, more: number): Reading {
  const bodyLength = response.bodyLength + more;
  const { framing } = response;
  if (framing.kind === 'until-close') return { kind: 'body', response: { ...response, bodyLength } };
  const expected = framing.kind === 'length' ? framing.length : 0;
  if (bodyLength > expected) {
    return broken('bytes-after-end', `${bodyLength - expected} bytes came after the end of the answer.`, {
      ...response,
      bodyLength: expected,
      complete: true,
    });
  }
  return bodyLength === expected
    ? { kind: 'done', response: { ...response, bodyLength, complete: true } }
    : { kind: 'body', response: { ...response, bodyLength } };
}

function atClose(reading: Reading, received: number): Reading {
  if (reading.kind === 'head') {
    return received === 0
      ? broken('no-answer', 'The other side closed the connection without an answer.')
      : broken('early-close', `The connection was closed in the answer's headers, after ${received} bytes.`);
  }
  if (reading.kind !== 'body') return reading;
  const { response } = reading;
  if (response.framing.kind === 'until-close') return { kind: 'done', response: { ...response, complete: true } };
  const expected = response.framing.kind === 'length' ? response.framing.length : 0;
  return broken(
    'early-close',
    `The connection was closed after ${response.bodyLength} of ${expected} body bytes.`,
    response,
  );
}

function broken(code: string, says: string, response: ReadResponse | null = null): Reading {
  return { kind: 'broken', problem: unreadable(code, says), response };
}

function unreadable(code: string, says: string): Problem {
  return problem(code, says, 'Look at the bytes that came: they are kept.', { fault: 'theirs', see: SEE });
}
