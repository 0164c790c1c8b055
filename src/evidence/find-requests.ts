/** The requests in a piece that holds other things too: those that were printed, curl commands, presigned URLs. */
import type { Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import type { ClientRequest } from '../intake/client-request.ts';
import { recognise } from '../intake/recognise.ts';
import type { Landmarks } from './landmarks.ts';
import type { PrintedHead, RequestLines } from './printed-heads.ts';

/** A place at which a request stands; what it says is read when it is the one that counts. */
export interface RequestPlace {
  readonly start: number;
  readonly signed: 'signed' | 'unsigned';
  /** Whether a text, such as a signature, stands in it. */
  readonly holds: (text: string) => boolean;
  readonly read: () => ClientRequest | null;
}

const COMMAND =
  /^[ \t]{0,40}(?:[$%#>][ \t]{1,4})?(?:(?:sudo|time|env)[ \t]+|[A-Za-z_]\w{0,60}=\S{0,200}[ \t]+){0,4}(?:\S{0,200}[/\\])?curl(?:\.exe)?(?=[ \t])/gm;
const PRESIGNED = /https?:\/\/[^\s"'<>`]{1,16384}?[?&](?:X-Amz-Signature|Signature)=[^\s"'<>`]{1,16384}/g;
const SIGNED = /AWS4-|X-Amz-Signature=|X-Amz-Credential=|--aws-sigv4/;
const MOST = 2_000;

/** In the order they stand. */
export function findRequests(
  octets: Octets,
  by: string,
  heads: readonly PrintedHead[],
  landmarks: Landmarks,
): RequestPlace[] {
  const printed = heads
    .filter((head) => head.kind === 'request')
    .map((head) => printedRequest(octets, by, head, landmarks));
  const commands = matches(octets, COMMAND).map(({ index }) => {
    return place(
      index,
      octets
        .slice(index, landmarks.after(index))
        .trimStart()
        .replace(/^[$%#>][ \t]+/, '') as Octets,
      by,
    );
  });
  const urls = matches(octets, PRESIGNED).map(({ index, text }) => place(index, text as Octets, by));
  return [...printed, ...commands, ...urls].sort((one, other) => one.start - other.start);
}

function matches(octets: Octets, pattern: RegExp): { readonly index: number; readonly text: string }[] {
  const found: { index: number; text: string }[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(octets); match && found.length < MOST; match = pattern.exec(octets)) {
    found.push({ index: match.index, text: match[0] });
  }
  return found;
}

/** The whole of a piece as one request, whatever its form is. */
export function wholePiece(octets: Octets, by: string): RequestPlace {
  return place(0, octets, by);
}

function place(start: number, octets: Octets, by: string, remarks: readonly string[] = []): RequestPlace {
  return {
    start,
    signed: SIGNED.test(octets) ? 'signed' : 'unsigned',
    holds: (text) => octets.includes(text),
    read: () => {
      const read = recognise(octets, by);
      if (isProblem(read) || !('request' in read)) return null;
      return { ...read.request, remarks: [...remarks, ...read.request.remarks] };
    },
  };
}

/** A body stands behind a head that was not printed line by line, as long as the head says that it is. */
function printedRequest(octets: Octets, by: string, head: RequestLines, landmarks: Landmarks): RequestPlace {
  const [first = '', ...fields] = head.lines;
  const line = head.version === 'given' ? first : `${first} HTTP/1.1`;
  const length = Number(
    fields.map((field) => /^content-length:[ \t]*(\d{1,9})[ \t]*$/i.exec(field)?.[1]).find((digits) => digits) ?? 0,
  );
  const behind = octets.slice(head.end, landmarks.after(head.start));
  const empty = /^\r?\n\r?\n/.exec(behind)?.[0].length;
  const body = head.before === '' && empty !== undefined ? behind.slice(empty, empty + length) : '';
  const remarks = head.version === 'given' ? [] : ["It is from a server's log, and is read as it arrived there."];
  return place(head.start, `${[line, ...fields].join('\r\n')}\r\n\r\n${body}` as Octets, by, remarks);
}
