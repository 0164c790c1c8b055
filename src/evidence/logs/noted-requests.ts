/** Reads the requests in objects and calls in any language, from source code and from the output of programs. */

import type { InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { Group } from '../../intake/notation/notation.ts';
import { type NotedRequest, notedRequests } from '../../intake/notation/noted-request.ts';
import { readNotation } from '../../intake/notation/read-notation.ts';
import type { ClientRequest, UnsaidPart } from '../../intake/pasted/client-request.ts';
import { readRawRequest } from '../../intake/pasted/raw-request.ts';
import { type RequestPlace, signatureIn } from '../request-place.ts';

/** The maximum number of bytes that are read as a whole. In a longer text, only the parts near a signature are read. */
const LONGEST = 524_288;
const NEAR = 16_384;
const MOST_NEAR = 64;
const SIGN = /(?:AWS4|GOOG4|OSS4|TOS4)-|X-(?:Amz|Goog)-Signature|StringToSign|SignatureDoesNotMatch/g;

let last: { readonly octets: Octets; readonly notation: Group } | null = null;

/**
 * Reads the objects and calls of a piece. Offsets are relative to the piece. The last result is kept, because the
 * responses and the requests are searched for in the same text.
 */
export function notationOf(octets: Octets): Group {
  if (last?.octets !== octets) last = { octets, notation: notationNearSigns(octets) };
  return last.notation;
}

function notationNearSigns(octets: Octets): Group {
  if (octets.length <= LONGEST) return readNotation(octets);
  const parts: string[] = [];
  let at = 0;
  let count = 0;
  for (const { index } of octets.matchAll(SIGN)) {
    if (index < at) continue;
    if (++count > MOST_NEAR) break;
    const start = Math.max(at, index - NEAR);
    parts.push('\n'.repeat(start - at), octets.slice(start, index + NEAR));
    at = index + NEAR;
  }
  return readNotation(parts.join('') as Octets);
}

/** Finds the requests. Parts that are variables, or that the sending program adds, are marked as unsaid. */
export function findNotedRequests(root: Group, by: InputSource): RequestPlace[] {
  return notedRequests(root).map((noted) => ({
    start: noted.start,
    signed: noted.signed,
    signature: signatureIn(signedPartOf(noted)),
    holds: (text) => noted.headers.some(([, value]) => value.includes(text)) || (noted.target ?? '').includes(text),
    says: READ_FROM_NOTATION,
    read: () => clientRequest(noted, by),
  }));
}

const signedPartOf = ({ headers, target }: NotedRequest): Octets =>
  headers.find(([name]) => /^authorization$/i.test(name))?.[1] ?? target ?? EMPTY;

const READ_FROM_NOTATION = 'The request was read from an object or a call in a program or its output.';

function clientRequest(noted: NotedRequest, by: InputSource): ClientRequest | null {
  const request = readRawRequest(headOf(noted), by);
  if (isProblem(request)) return null;
  const unsaid = unsaidOf(noted);
  const isBodiless = unsaid.length === 0 && /^(?:GET|HEAD|DELETE)$/.test(noted.method ?? '');
  return {
    ...request,
    scheme: noted.scheme ?? request.scheme,
    unsaid,
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
