/** What decides where the body of a request ends, and what its sender waits for (RFC 9112, section 6.3). */
import { type Problem, problem } from '../bytes/problem.ts';
import type { Framing } from './framing.ts';
import { headerValues, listElements, type RequestHead } from './message.ts';

type RequestFraming = Extract<Framing, { kind: 'length' | 'chunked' }>;

/** The framing of a request's body, of at most `limit` bytes; without any field that says so there is none. */
export function requestFraming(
  { headers }: RequestHead,
  version: '1.0' | '1.1',
  limit: number,
): RequestFraming | Problem {
  const codings = headerValues(headers, 'transfer-encoding').map((value) => value.octets);
  const lengths = headerValues(headers, 'content-length').map((value) => value.octets);
  return codings.length > 0 ? transferCoding(codings.join(', '), lengths, version) : contentLength(lengths, limit);
}

function transferCoding(coding: string, lengths: readonly string[], version: '1.0' | '1.1'): RequestFraming | Problem {
  if (lengths.length > 0) {
    return unreadableRequest(
      'length-and-chunked',
      'The request has a Content-Length and a transfer coding: it ends in two places.',
    );
  }
  if (coding.toLowerCase() !== 'chunked') {
    return unreadableRequest(
      'transfer-encoding',
      'The transfer coding of the request is not "chunked" alone, and nothing else is read here.',
    );
  }
  return version === '1.1'
    ? { kind: 'chunked', chunks: 0 }
    : unreadableRequest('transfer-encoding', 'The request is HTTP/1.0, which has no chunks, and says it is chunked.');
}

/** Fifteen digits: more bytes than anybody sends, and exact as a number. */
const LENGTH = /^\d{1,15}$/;

function contentLength([length = '0', ...others]: readonly string[], limit: number): RequestFraming | Problem {
  if (others.length > 0 || !LENGTH.test(length)) {
    return unreadableRequest('content-length', 'The Content-Length of the request is not one number.');
  }
  return Number(length) > limit
    ? bodyTooLarge(`has ${length} bytes`, limit)
    : { kind: 'length', length: Number(length) };
}

/** `what` goes on with "The body". */
export function bodyTooLarge(what: string, limit: number): Problem {
  return unreadableRequest('body-too-large', `The body ${what}; at most ${limit} bytes are taken.`);
}

/** The problem of a body that comes while others take all the room that there is. */
export function noRoom(): Problem {
  const says = 'So many bodies are being received at once that there is no room for this one.';
  return problem('no-room', says, 'Send it again once others have been received.', {
    see: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4',
  });
}

/** Whether the sender waits for a 100 before it sends the body (RFC 9110, section 10.1.1). HTTP/1.0 knows no 100. */
export function expectsContinue({ headers }: RequestHead, version: '1.0' | '1.1'): boolean {
  const expectations = headerValues(headers, 'expect').flatMap(({ octets }) => listElements(octets));
  return version === '1.1' && expectations.some((expectation) => expectation.toLowerCase() === '100-continue');
}

/** The problem of a request that cannot be read on. */
export function unreadableRequest(code: string, says: string): Problem {
  return problem(code, says, 'Send a request with one Content-Length, or in chunks, and with all of its body.', {
    see: 'https://www.rfc-editor.org/rfc/rfc9112#section-6',
  });
}
