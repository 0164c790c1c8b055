/** Finds requests in other text: printed requests, curl commands, and presigned URLs. */
import type { InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { openToken } from '../../intake/pasted/tokens.ts';
import { recognize } from '../../intake/recognize.ts';
import type { Landmarks } from '../landmarks.ts';
import type { Group } from '../objects/objects.ts';
import { ALGORITHM, PARAMETER } from '../shapes.ts';
import { requestsInObjects } from './heads-in-objects.ts';
import type { PrintedHead, RequestLines } from './printed-heads.ts';
import { type RequestPlace, signatureIn } from './printed-heads.ts';
import { sketchRequests } from './sketch-requests.ts';

const COMMAND = /curl(?:\.exe)?(?=[ \t])/g;
/** Matches what may be before the name of the program on its line: a prompt, other programs, and variables. */
const BEFORE_COMMAND =
  /^[ \t]{0,40}(?:[$%#>][ \t]{1,4})?(?:(?:sudo|time|env)[ \t]+|[A-Za-z_]\w{0,60}=\S{0,200}[ \t]+){0,4}(?:\S{0,200}[/\\])?$/;
/** The maximum number of bytes before the name of the program on its line. */
const FARTHEST_COMMAND = 1_400;
const PRESIGNED = new RegExp(
  `[?&](?:${PARAMETER}signature|${PARAMETER}Signature|Signature)=[^\\s"'<>\`]{1,16384}`,
  'g',
);
const EKS_TOKEN = /k8s-aws-v1\.[A-Za-z0-9_-]{16,65536}/g;
const CONNECTS = 'Action=connect&';
const RDS_TOKEN =
  /(?<![\w./-])[A-Za-z0-9.-]{1,253}:\d{1,5}\/?\?(?:Action=connect&|[^\s"'<>]{1,4096}&Action=connect&)[^\s"'<>]{1,16384}/g;
const LONGEST_URL = 16_384;
const SIGNED = new RegExp(`${ALGORITHM}|${PARAMETER}(?:Signature|signature|Credential)=|--aws-sigv4`);
const MOST = 2_000;

const AS_IT_ARRIVED = "The request is from a server's log and was read as it arrived there.";

/** Finds the requests in the order in which they occur. */
export function findRequests(
  octets: Octets,
  by: InputSource,
  heads: readonly PrintedHead[],
  landmarks: Landmarks,
  notation: Group,
): RequestPlace[] {
  const printed = heads
    .filter((head) => head.kind === 'request')
    .map((head) => printedRequest(octets, by, head, landmarks));
  const starts = matches(octets, COMMAND).flatMap(({ index }) => commandAt(octets, index) ?? []);
  const commands = starts.map((index, number) => {
    const end = Math.min(landmarks.after(index), starts[number + 1] ?? octets.length);
    const line = octets.slice(index, end).trimStart();
    return place(index, line.replace(/^[$%#>][ \t]+/, '') as Octets, by);
  });
  const urls = matches(octets, PRESIGNED).flatMap((match) => urlAround(octets, match, by));
  const noted = requestsInObjects(notation, by);
  const whole = [...printed, ...commands];
  const written = [...whole, ...unlike(noted, whole)];
  // An Amazon RDS token begins like any host and port, so the search for tokens is limited to text that names the
  // token's action.
  const tokens = [...matches(octets, EKS_TOKEN), ...(octets.includes(CONNECTS) ? matches(octets, RDS_TOKEN) : [])].map(
    ({ index, text }) => place(index, text as Octets, by),
  );
  const placed = [...tokens, ...written, ...unlike(urls, written)];
  return [...placed, ...unlike(sketchRequests(octets, by), placed)].sort((one, other) => one.start - other.start);
}

/** Returns the beginning of the line with a command, or `null` if the word curl is not the name of its program. */
function commandAt(octets: Octets, index: number): number | null {
  const start = octets.lastIndexOf('\n', index) + 1;
  return index - start < FARTHEST_COMMAND && BEFORE_COMMAND.test(octets.slice(start, index)) ? start : null;
}

/** Omits requests that a different reader has read more completely. */
function unlike(places: readonly RequestPlace[], others: readonly RequestPlace[]): RequestPlace[] {
  const seen = new Set(others.map(({ signature }) => signature));
  return places.filter(({ signature }) => signature === null || !seen.has(signature));
}

/** Finds the URL around a match in its query. */
function urlAround(octets: Octets, { index, text }: Match, by: InputSource): RequestPlace[] {
  const before = octets.slice(Math.max(0, index - LONGEST_URL), index);
  const start = Math.max(before.lastIndexOf('https://'), before.lastIndexOf('http://'));
  if (start < 0 || /[\s"'<>`]/.test(before.slice(start))) return [];
  return [place(index - before.length + start, `${before.slice(start)}${text}` as Octets, by)];
}

interface Match {
  readonly index: number;
  readonly text: string;
}

function matches(octets: Octets, pattern: RegExp): Match[] {
  const found: Match[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(octets); match && found.length < MOST; match = pattern.exec(octets)) {
    found.push({ index: match.index, text: match[0] });
  }
  return found;
}

/** Treats a whole piece as one request, in any form. */
export function wholePiece(octets: Octets, by: InputSource): RequestPlace {
  return place(0, octets, by);
}

function place(
  start: number,
  octets: Octets,
  by: InputSource,
  seenBy: ClientRequest['seenBy'] = 'client',
): RequestPlace {
  return {
    start,
    signed: SIGNED.test(octets) || octets.startsWith('k8s-aws-v1.') ? 'signed' : 'unsigned',
    signature: signatureIn(octets),
    holds: (text) => octets.includes(text),
    says: openToken(octets)?.remark ?? null,
    read: () => {
      const read = recognize(octets, by);
      if (isProblem(read) || !('request' in read)) return null;
      const remarks = seenBy === 'server' ? [AS_IT_ARRIVED] : [];
      return { ...read.request, seenBy, remarks: [...remarks, ...read.request.remarks] };
    },
  };
}

/**
 * Reads a printed head. If the lines of the head have no prefix, also reads the body after the head. The head states
 * the length of the body.
 */
function printedRequest(octets: Octets, by: InputSource, head: RequestLines, landmarks: Landmarks): RequestPlace {
  const [first = '', ...fields] = head.lines;
  const line = head.version === 'given' ? first : `${first} HTTP/1.1`;
  const length = Number(
    fields.map((field) => /^content-length:[ \t]*(\d{1,9})[ \t]*$/i.exec(field)?.[1]).find((digits) => digits) ?? 0,
  );
  const following = octets.slice(head.end, landmarks.after(head.start));
  // A line of dashes ends a dump whose body was left out.
  const empty = /^\r?\n\r?\n(?!-{5,64}[ \t]*(?:\r?\n|$))/.exec(following)?.[0].length;
  const taken = head.before === '' && empty !== undefined ? following.slice(empty, empty + length) : '';
  // A body that lost bytes, such as the ends of its lines, is unknown, but the head is not.
  const body = taken.length < length ? '' : taken;
  const seenBy = head.version === 'given' ? 'client' : 'server';
  const rest = head.ending === 'empty-line' ? `\r\n${body}` : '';
  return place(head.start, `${[line, ...fields].join('\r\n')}\r\n${rest}` as Octets, by, seenBy);
}
