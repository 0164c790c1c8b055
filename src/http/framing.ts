/**
 * Determines where the body of a message ends (RFC 9112, section 6.3), and whether the sender of a request waits for a
 * 100 response.
 */
import { type Problem, problem } from '../bytes/problem.ts';
import { shown, unreadable } from './answer-problems.ts';
import { headerValues, listElements, type RequestHead, type ResponseHead } from './message.ts';

export type Framing =
  | { readonly kind: 'none'; readonly because: string }
  | { readonly kind: 'length'; readonly length: number }
  /** `chunks` is the number of chunks that have begun, not counting the empty last chunk. */
  | { readonly kind: 'chunked'; readonly chunks: number }
  | { readonly kind: 'until-close' }
  /** The framing of a head that contradicts itself, for which any guess could be wrong. */
  | { readonly kind: 'unknown' };

/** Returns the values of the two fields that determine where a body ends. */
const framingFields = ({ headers }: RequestHead | ResponseHead) => ({
  codings: headerValues(headers, 'transfer-encoding').map((value) => value.octets),
  lengths: headerValues(headers, 'content-length').map((value) => value.octets),
});

/** Matches up to fifteen digits, which are enough for any body and still exact as a JavaScript number. */
const LENGTH = /^\d{1,15}$/;

/**
 * Returns the framing of the response to a request with this method, or a problem if the head does not determine it.
 */
export function framingOf(head: ResponseHead, method: string): Framing | Problem {
  if (method === 'HEAD') return { kind: 'none', because: 'the response to HEAD has no body' };
  if (head.status < 200 || head.status === 204 || head.status === 304) {
    return { kind: 'none', because: `a ${head.status} has no body` };
  }
  const { codings, lengths } = framingFields(head);
  if (codings.length > 0) return codingOfAnswer(head, codings, lengths);
  return lengths.length > 0 ? lengthOfAnswer(lengths) : { kind: 'until-close' };
}

function codingOfAnswer({ version }: ResponseHead, codings: readonly string[], lengths: readonly string[]) {
  const coding = codings.join(', ');
  if (coding.toLowerCase() !== 'chunked') {
    return unreadable(
      'transfer-encoding',
      `The transfer coding of the response is "${shown(coding)}"; only "chunked" can be read.`,
      '6.1',
    );
  }
  if (lengths.length > 0) {
    return unreadable(
      'length-and-chunked',
      `The response has a Content-Length (${shown(lengths.join(', '))}) and is also chunked, so it ends in two places.`,
      '6.3',
      'Have the server send only one of the two: another client could read this as two responses.',
    );
  }
  if (version === '1.0') {
    return unreadable('transfer-encoding', 'The response is chunked, but HTTP/1.0 has no chunks.', '6.1');
  }
  return { kind: 'chunked', chunks: 0 } as const;
}

function lengthOfAnswer(lengths: readonly string[]) {
  const [length = ''] = lengths;
  if (lengths.length === 1 && LENGTH.test(length)) return { kind: 'length', length: Number(length) } as const;
  const says =
    lengths.length > 1
      ? `The response has ${lengths.length} Content-Lengths: ${shown(lengths.join(' and '))}.`
      : `The Content-Length of the response is "${shown(length)}", not a number of bytes.`;
  return unreadable('content-length', says, '6.3');
}

export type RequestFraming = Extract<Framing, { kind: 'length' | 'chunked' }>;

/**
 * Returns the framing of a request's body, or a problem if the head is contradictory. A request whose head has neither
 * field has no body.
 */
export function requestFraming(head: RequestHead, version: '1.0' | '1.1'): RequestFraming | Problem {
  const { codings, lengths } = framingFields(head);
  return codings.length > 0 ? codingOfRequest(codings.join(', '), lengths, version) : lengthOfRequest(lengths);
}

function codingOfRequest(coding: string, lengths: readonly string[], version: '1.0' | '1.1'): RequestFraming | Problem {
  if (lengths.length > 0) {
    return unreadableRequest(
      'length-and-chunked',
      'The request has a Content-Length and a transfer coding, so it ends in two places.',
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
    : unreadableRequest('transfer-encoding', 'The request is chunked, but HTTP/1.0 has no chunks.');
}

function lengthOfRequest([length = '0', ...others]: readonly string[]): RequestFraming | Problem {
  if (others.length > 0 || !LENGTH.test(length)) {
    return unreadableRequest('content-length', 'The Content-Length of the request is not one number.');
  }
  return { kind: 'length', length: Number(length) };
}

/** Returns the problem for a body with more than `limit` bytes. `what` continues "The body". */
export function bodyTooLarge(what: string, limit: number): Problem {
  return unreadableRequest('body-too-large', `The body ${what}; at most ${limit} bytes are taken.`);
}

/**
 * Returns whether the sender waits for a 100 response before it sends the body (RFC 9110, section 10.1.1). HTTP/1.0 has
 * no such response.
 */
export function expectsContinue({ headers }: RequestHead, version: '1.0' | '1.1'): boolean {
  const expectations = headerValues(headers, 'expect').flatMap(({ octets }) => listElements(octets));
  return version === '1.1' && expectations.some((expectation) => expectation.toLowerCase() === '100-continue');
}

/** Returns the problem for a request that cannot be read further. */
export function unreadableRequest(code: string, says: string): Problem {
  return problem(code, says, 'Send a request with one Content-Length, or in chunks, and with all of its body.', {
    see: 'https://www.rfc-editor.org/rfc/rfc9112#section-6',
  });
}
