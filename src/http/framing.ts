/** What decides where the body of an answer ends (RFC 9112, section 6.3). */
import type { Problem } from '../bytes/problem.ts';
import { headerValues, type ResponseHead } from './message.ts';
import { shown, unreadable } from './unreadable.ts';

export type Framing =
  | { readonly kind: 'none'; readonly because: string }
  | { readonly kind: 'length'; readonly length: number }
  /** `chunks` have begun so far, the last one, which is empty, not counted. */
  | { readonly kind: 'chunked'; readonly chunks: number }
  | { readonly kind: 'until-close' }
  /** The head contradicts itself: whoever guessed might be led astray. */
  | { readonly kind: 'unknown' };

/** The framing of the answer to a request of this method; where the head does not settle it, a problem. */
export function framingOf(head: ResponseHead, method: string): Framing | Problem {
  if (method === 'HEAD') return { kind: 'none', because: 'the answer to HEAD has no body' };
  if (head.status < 200 || head.status === 204 || head.status === 304) {
    return { kind: 'none', because: `a ${head.status} has no body` };
  }
  const codings = headerValues(head.headers, 'transfer-encoding').map((value) => value.octets);
  const lengths = headerValues(head.headers, 'content-length').map((value) => value.octets);
  if (codings.length > 0) return transferCoding(head, codings, lengths);
  return lengths.length > 0 ? contentLength(lengths) : { kind: 'until-close' };
}

function transferCoding({ version }: ResponseHead, codings: readonly string[], lengths: readonly string[]) {
  const coding = codings.join(', ');
  if (coding.toLowerCase() !== 'chunked') {
    return unreadable(
      'transfer-encoding',
      `The answer's transfer coding is "${shown(coding)}"; only "chunked" can be read.`,
      '6.1',
    );
  }
  if (lengths.length > 0) {
    return unreadable(
      'length-and-chunked',
      `The answer has a Content-Length (${shown(lengths.join(', '))}) and is chunked too: it ends in two places.`,
      '6.3',
      'Have the server send one of the two; an answer like this may be two answers to somebody else.',
    );
  }
  if (version === '1.0') {
    return unreadable(
      'transfer-encoding',
      'The answer is HTTP/1.0, which has no chunks, and says it is chunked.',
      '6.1',
    );
  }
  return { kind: 'chunked', chunks: 0 } as const;
}

/** Fifteen digits: more bytes than anybody sends, and exact as a number. */
const LENGTH = /^\d{1,15}$/;

function contentLength(lengths: readonly string[]) {
  if (lengths.length > 1) {
    return unreadable(
      'content-length',
      `The answer has ${lengths.length} Content-Lengths: ${shown(lengths.join(' and '))}.`,
      '6.3',
    );
  }
  const [length = ''] = lengths;
  if (!LENGTH.test(length)) {
    return unreadable(
      'content-length',
      `The answer's Content-Length is "${shown(length)}", not a number of bytes.`,
      '6.3',
    );
  }
  return { kind: 'length', length: Number(length) } as const;
}
