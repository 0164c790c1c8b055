/** Reads the heads of a response: any interim heads (RFC 9110, section 15.2), and then the final head. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromArray } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { headRemarks, unreadable, withRemarks } from './answer-problems.ts';
import type { ResponseHead } from './message.ts';
import { HEAD_LIMIT, noStatusLine, readResponseHead, sectionCollector } from './read-head.ts';

export interface Heads {
  readonly head: ResponseHead;
  readonly interim: readonly ResponseHead[];
  readonly remarks: readonly Problem[];
  /** The bytes of all heads with their empty lines. */
  readonly octets: Octets;
}

interface HeadsReader {
  /**
   * Takes the next bytes. Once the final head is complete, returns the heads and the bytes after them. Returns `null`
   * until then.
   */
  take(piece: Uint8Array): { readonly heads: Heads; readonly rest: Uint8Array } | Problem | null;
  length(): number;
}

/** Creates a reader for the heads of one response. */
export function headsReader(): HeadsReader {
  const collector = sectionCollector();
  const interim: ResponseHead[] = [];
  let remarks: readonly Problem[] = [];
  let octets = EMPTY;
  let beginning = EMPTY;

  const next = (piece: Uint8Array): ReturnType<HeadsReader['take']> => {
    beginning = withBeginning(beginning, piece);
    if (!mayBeginHead(beginning)) return noHead(beginning, octets.length);
    const section = collector.take(piece);
    if (octets.length + (section?.octets.length ?? collector.length()) > HEAD_LIMIT) return endless(interim.length);
    if (!section) return null;
    const head = readResponseHead(plain(section.octets), octets.length);
    if (isProblem(head)) return head;
    remarks = withRemarks(remarks, headRemarks(section.octets, octets.length));
    octets = (octets + section.octets) as Octets;
    beginning = EMPTY;
    const rest = piece.subarray(section.used);
    if (!isInterim(head)) return { heads: { head, interim, remarks, octets }, rest };
    interim.push(head);
    return rest.length === 0 ? null : next(rest);
  };
  return {
    take: (piece) => (piece.length === 0 ? null : next(piece)),
    length: () => octets.length + collector.length(),
  };
}

/** Returns whether a head is interim. A 101 response is final, because another protocol follows it. */
export const isInterim = ({ status }: ResponseHead) => status < 200 && status !== 101;

const BEGINNING = 'HTTP/1.';
/**
 * Matches the beginning of a TLS record (RFC 8446, section 5.1). The record is an alert or a handshake, with major
 * version 3.
 */
const TLS_RECORD = /^[\x15\x16](?:\x03|$)/;

function withBeginning(beginning: Octets, piece: Uint8Array): Octets {
  const missing = BEGINNING.length - beginning.length;
  return missing <= 0 ? beginning : ((beginning + octetsFromArray(piece.subarray(0, missing))) as Octets);
}

/** Returns whether these first bytes may begin a response. Otherwise, the end of the headers might never come. */
function mayBeginHead(beginning: Octets): boolean {
  return BEGINNING.startsWith(beginning) || /^[\x15\x16]$/.test(beginning);
}

function noHead(beginning: Octets, at: number): Problem {
  if (!TLS_RECORD.test(beginning)) return noStatusLine(beginning.length, at);
  return problem(
    'tls-answer',
    'The response is TLS, not HTTP: the other side expects https.',
    'Use https:// in the address, or the port of its plain HTTP.',
    { fault: 'theirs', see: 'https://www.rfc-editor.org/rfc/rfc8446#section-5.1' },
  );
}

function endless(interim: number): Problem {
  return interim === 0
    ? unreadable('endless-head', `The headers of the response do not end within ${HEAD_LIMIT} bytes.`, '5')
    : unreadable(
        'endless-interim',
        `${interim} interim responses (1xx) came, but no final one within ${HEAD_LIMIT} bytes.`,
        '6.3',
      );
}
