/** Finds requests in other text: printed requests, curl commands, presigned URLs, tokens, and parts of requests. */
import { withoutEntities } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { ScannedText } from '../scanned-text.ts';
import { PARAMETER } from '../shapes.ts';
import { type FoundRequest, requestOfText, signatureIn } from './found-request.ts';
import { requestsInObjects } from './noted-requests.ts';
import type { RequestLines } from './printed-heads.ts';
import { requestsAroundAuthorization } from './sketched-requests.ts';

/**
 * The forms, from the most to the least complete one. What is found in one form is not found again, by its signature, in
 * the forms after it.
 */
const FORMS: readonly ((text: ScannedText) => FoundRequest[])[] = [
  tokensIn,
  (text) => [...printedRequestsIn(text), ...commandsIn(text)],
  requestsInObjects,
  urlsIn,
  requestsAroundAuthorization,
];

/** Finds the requests in the order in which they occur. */
export function findRequests(text: ScannedText): FoundRequest[] {
  const found: FoundRequest[] = [];
  for (const requestsIn of FORMS) {
    const seen = new Set(found.map((request) => signatureIn(request.text)));
    found.push(...requestsIn(text).filter((request) => !isAmong(seen, signatureIn(request.text))));
  }
  return found.sort((one, other) => one.start - other.start);
}

const isAmong = (seen: ReadonlySet<string | null>, signature: string | null): boolean =>
  signature !== null && seen.has(signature);

const AS_IT_ARRIVED = "The request is from a server's log and was read as it arrived there.";

const printedRequestsIn = (text: ScannedText): FoundRequest[] =>
  text.heads.flatMap((head) => (head.kind === 'request' ? printedRequest(head, text) : []));

/**
 * Reads a printed head. If the lines of the head have no prefix, also reads the body after the head. The head states
 * the length of the body.
 */
function printedRequest(head: RequestLines, { octets, by, landmarks }: ScannedText): FoundRequest {
  const [first = '', ...fields] = head.lines;
  const line = head.version === 'given' ? first : `${first} HTTP/1.1`;
  const length = Number(
    fields.map((field) => /^content-length:[ \t]*(\d{1,9})[ \t]*$/i.exec(field)?.[1]).find((digits) => digits) ?? 0,
  );
  const following = octets.slice(head.end, landmarks.after(head.start));
  // A line of dashes ends a dump whose body was left out.
  const empty = /^\r?\n\r?\n(?!-{5,64}[ \t]*(?:\r?\n|$))/.exec(following)?.[0].length;
  const body = head.before === '' && empty !== undefined ? bodyAt(following.slice(empty) as Octets, length) : '';
  const rest = head.ending === 'empty-line' ? `\r\n${body}` : '';
  const text = `${[line, ...fields].join('\r\n')}\r\n${rest}` as Octets;
  return requestOfText(head.start, text, by, (request) =>
    head.version === 'given' ? request : { ...request, seenBy: 'server', remarks: [AS_IT_ARRIVED, ...request.remarks] },
  );
}

/**
 * Returns the body of the stated length, with which a line ends. A page that escapes a text makes its body longer, so the
 * length shows whether it is to be decoded. A body that lost bytes, such as the ends of its lines, is unknown.
 */
function bodyAt(following: Octets, length: number): string {
  const endsLine = (text: string) => /^(?:\r?\n|$)/.test(text.slice(length, length + 2));
  const decoded = endsLine(following) ? following : withoutEntities(following);
  const taken = (endsLine(decoded) ? decoded : following).slice(0, length);
  return taken.length < length ? '' : taken;
}

function commandsIn({ octets, by, commands, landmarks }: ScannedText): FoundRequest[] {
  return commands.map(({ start }) => {
    const line = octets.slice(start, landmarks.after(start)).trimStart();
    return requestOfText(start, line.replace(/^[$%#>][ \t]+/, '') as Octets, by);
  });
}

const PRESIGNED = new RegExp(
  `[?&](?:${PARAMETER}signature|${PARAMETER}Signature|Signature)=[^\\s"'<>\`]{1,16384}`,
  'g',
);
const LONGEST_URL = 16_384;

/** Finds the URL around each signature in a query. */
function urlsIn({ octets, by }: ScannedText): FoundRequest[] {
  return matches(octets, PRESIGNED).flatMap(({ index, 0: signature }) => {
    const before = octets.slice(Math.max(0, index - LONGEST_URL), index);
    const start = Math.max(before.lastIndexOf('https://'), before.lastIndexOf('http://'));
    if (start < 0 || /[\s"'<>`]/.test(before.slice(start))) return [];
    return [requestOfText(index - before.length + start, `${before.slice(start)}${signature}` as Octets, by)];
  });
}

const EKS_TOKEN = /k8s-aws-v1\.[A-Za-z0-9_-]{16,65536}/g;
const CONNECTS = 'Action=connect&';
const RDS_TOKEN =
  /(?<![\w./-])[A-Za-z0-9.-]{1,253}:\d{1,5}\/?\?(?:Action=connect&|[^\s"'<>]{1,4096}&Action=connect&)[^\s"'<>]{1,16384}/g;

/** Finds tokens. One of Amazon RDS begins like any host and port, so its action must be somewhere in the text. */
function tokensIn({ octets, by }: ScannedText): FoundRequest[] {
  const ofRds = octets.includes(CONNECTS) ? matches(octets, RDS_TOKEN) : [];
  return [...matches(octets, EKS_TOKEN), ...ofRds].map(({ index, 0: token }) =>
    requestOfText(index, token as Octets, by),
  );
}

const MOST = 2_000;

const matches = (octets: Octets, pattern: RegExp): RegExpExecArray[] => [...octets.matchAll(pattern).take(MOST)];
