/** Reads the heads of requests and responses that are objects or calls, in source code and in what programs print. */
import type { InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { ClientRequest, UnsaidPart } from '../../intake/pasted/client-request.ts';
import { readRawRequest } from '../../intake/pasted/raw-request.ts';
import { allGroups, entryOf, type Group, isText } from '../objects/objects.ts';
import { type NotedRequest, notedRequests } from '../objects/requests-in-objects.ts';
import { fieldMap, type RequestPlace, type ResponsePlace, signatureIn } from './printed-heads.ts';

/** Finds the requests. Parts that are variables, or that the sending program adds, are marked as unsaid. */
export function requestsInObjects(root: Group, by: InputSource): RequestPlace[] {
  return notedRequests(root).map((noted) => ({
    start: noted.start,
    signed: noted.signed,
    signature: signatureIn(signedPartOf(noted)),
    holds: (text) => noted.headers.some(([, value]) => value.includes(text)) || (noted.target ?? '').includes(text),
    says: READ_FROM_OBJECT,
    read: () => clientRequest(noted, by),
  }));
}

const signedPartOf = ({ headers, target }: NotedRequest): Octets =>
  headers.find(([name]) => /^authorization$/i.test(name))?.[1] ?? target ?? EMPTY;

const READ_FROM_OBJECT = 'The request was read from an object or a call in a program or its output.';

function clientRequest(noted: NotedRequest, by: InputSource): ClientRequest | null {
  const request = readRawRequest(headOf(noted), by);
  if (isProblem(request)) return null;
  const unsaid = unsaidOf(noted);
  const isBodiless = unsaid.length === 0 && /^(?:GET|HEAD|DELETE)$/.test(noted.method ?? '');
  return {
    ...request,
    scheme: noted.scheme ?? request.scheme,
    unsaid,
    seenBy: noted.seenBy,
    body: noted.body ?? (isBodiless ? EMPTY : null),
    bodyOffset: null,
    remarks: [],
  };
}

/**
 * Writes the head of the request. A target that is a variable becomes a slash, and bytes that cannot appear in a target
 * are encoded.
 */
function headOf({ method, host, target, headers }: NotedRequest): Octets {
  const isNamed = headers.some(([name]) => /^host$/i.test(name));
  const authority = /^(?:\w+:\/\/)?([^/?#\s]+)/.exec(host ?? '')?.[1];
  const path = (target ?? '/').replace(/[^\x21-\x7e]/g, (octet) => `%${hexOf(octet)}`);
  const rooted = /^(?:\/|https?:)/.test(path) ? path : `/${path}`;
  const lines = [
    `${method ?? 'GET'} ${rooted} HTTP/1.1`,
    ...(isNamed || authority === undefined ? [] : [`Host: ${authority}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return `${lines.join('\r\n')}\r\n\r\n` as Octets;
}

const hexOf = (octet: string): string => octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');

/**
 * Lists the parts that are missing. A head is complete only if a program printed the head as it was sent, including
 * Host.
 */
function unsaidOf({ method, target, headers, signed }: NotedRequest): readonly UnsaidPart[] {
  const isWhole = signed === 'signed' && headers.some(([name]) => /^host$/i.test(name));
  return [
    ...(method === null ? (['method'] as const) : []),
    ...(target === null ? (['target'] as const) : []),
    ...(isWhole && method !== null && target !== null ? [] : (['headers'] as const)),
  ];
}

const MOST_RESPONSES = 200;
const RESPONSE_KEY = /resp/i;
/** Matches headers that only responses have. */
const OF_RESPONSES = /^(?:server|x-amzn?-(?:request-?id|errortype)|x-amz-id-2|www-authenticate)$/i;
const STATUS_KEY = /^(?:http)?[_-]?(?:status|status[_-]?code)$/i;

/** Finds the responses in order. Only responses that have a header that servers send are read. */
export function responsesInObjects(root: Group): ResponsePlace[] {
  return [
    { parent: root, group: root },
    ...allGroups(root).flatMap((parent) => parent.groups.map((group) => ({ parent, group }))),
  ]
    .filter(({ group }) => isResponseHead(group))
    .slice(0, MOST_RESPONSES)
    .map(({ parent, group }) => {
      const fields = group.entries.filter((entry) => isText(entry) && (group !== root || entry.kind === 'quoted'));
      return {
        start: group === root ? (fields[0]?.start ?? 0) : group.start,
        status: statusOf(group) ?? statusOf(parent),
        headers: fieldMap(fields.map(({ key, value }) => [key, value] as const)),
      };
    });
}

/** Outside all brackets, lines without quotation marks are a head as it was sent, which another reader handles. */
function isResponseHead({ key, entries, bracketed }: Group): boolean {
  const isAbout =
    entries.some((entry) => OF_RESPONSES.test(entry.key) && (bracketed || entry.kind === 'quoted')) ||
    (key !== null && RESPONSE_KEY.test(key) && entries.some((entry) => /^content-type$/i.test(entry.key)));
  return isAbout && !entries.some((entry) => /^authorization$/i.test(entry.key));
}

/** Finds the status, which is a member of the object or, in the output of Erlang, a number in a tuple. */
function statusOf(group: Group): number | null {
  const written =
    entryOf(group, STATUS_KEY)?.value ?? group.items.find(({ value }) => /^[1-5]\d\d$/.test(value))?.value;
  return written !== undefined && /^[1-5]\d\d$/.test(written) ? Number(written) : null;
}
