/** Reading the head of a request as its bytes arrive, for a server (RFC 9112, section 2.2). */
import { plain } from '../bytes/bytes.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sectionCollector } from './collect-section.ts';
import { type RequestHead, TOKEN } from './message.ts';
import { HEAD_LIMIT, readRequestHead, requestVersion } from './read-head.ts';
import { unreadableRequest } from './request-framing.ts';

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
