/** Reading a request as its bytes arrive, for a server (RFC 9112). No sockets here. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromArray, sliceOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { headerValue, headerValues, type RequestHead } from './message.ts';
import { HEAD_LIMIT, headLength, readRequestHead } from './read-head.ts';

export interface ReceivedRequest {
  readonly head: RequestHead;
  readonly body: Octets;
}

export interface RequestReader {
  /** Takes the next bytes; gives the request once it is whole, `null` until then. Later bytes are ignored. */
  push(piece: Uint8Array): ReceivedRequest | Problem | null;
}

/** `bodyLimit` is the largest Content-Length that is taken, in bytes. */
export function requestReader(bodyLimit: number): RequestReader {
  let start = EMPTY;
  let waiting: { readonly head: RequestHead; readonly bodyLength: number } | null = null;
  const body: Octets[] = [];
  let arrived = 0;
  return {
    push(piece) {
      const octets = octetsFromArray(piece);
      if (waiting) {
        body.push(octets);
        arrived += octets.length;
      } else {
        // A server ignores empty lines before the request line (RFC 9112, section 2.2).
        start = (start + octets).replace(/^(?:\r?\n)+/, '') as Octets;
        if (!/^\r?$/.test(start) && !TOKEN_START.test(start)) return noRequest();
        const length = headLength(start);
        if ((length ?? start.length) > HEAD_LIMIT) return endlessHead();
        if (length === null) return null;
        const head = readRequestHead(plain(sliceOctets(start, 0, length)));
        if (isProblem(head)) return head;
        const bodyLength = bodyLengthOf(head, bodyLimit);
        if (typeof bodyLength !== 'number') return bodyLength;
        waiting = { head, bodyLength };
        body.push(sliceOctets(start, length));
        arrived = start.length - length;
      }
      if (arrived < waiting.bodyLength) return null;
      return { head: waiting.head, body: sliceOctets(body.join('') as Octets, 0, waiting.bodyLength) };
    },
  };
}

function bodyLengthOf(head: RequestHead, limit: number): number | Problem {
  if (headerValue(head.headers, 'transfer-encoding')) {
    return unreadable('transfer-encoding', 'The request has a transfer coding, which is not read here.');
  }
  const [length = '0', ...others] = headerValues(head.headers, 'content-length').map((value) => value.octets);
  if (others.length > 0 || !/^\d{1,15}$/.test(length)) {
    return unreadable('content-length', 'The Content-Length of the request is not one number.');
  }
  return Number(length) > limit
    ? unreadable('body-too-large', `The body has ${length} bytes; at most ${limit} are taken.`)
    : Number(length);
}

/** How a request begins: a TLS handshake, for one, does not. */
const TOKEN_START = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]/;

const noRequest = () => unreadable('request-line', 'What came is no HTTP request; if it is TLS, use http:// here.');

const endlessHead = () =>
  unreadable('endless-head', `The headers of the request do not end within ${HEAD_LIMIT} bytes.`);

function unreadable(code: string, says: string): Problem {
  return problem(code, says, 'Send a request with one Content-Length.', {
    see: 'https://www.rfc-editor.org/rfc/rfc9112#section-6',
  });
}
