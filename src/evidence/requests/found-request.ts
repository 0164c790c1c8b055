/**
 * Defines a request that was found in a text, in any form. All forms become a text that `recognize`
 * reads, so there is one way to read them.
 */
import type { InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { ClientRequest, UnsaidPart } from '../../intake/pasted/client-request.ts';
import { openToken } from '../../intake/pasted/tokens.ts';
import { recognize } from '../../intake/recognize.ts';
import { ALGORITHM, PARAMETER } from '../shapes.ts';

export interface FoundRequest {
  /** The offset in the piece. */
  readonly start: number;
  /** The request as an HTTP message, a command, a URL, or a token. It is not read until the request is chosen. */
  readonly text: Octets;
  readonly signed: 'signed' | 'unsigned';
  /** A sentence about how the request was assembled; `null` if the piece contains the request as it was sent. */
  readonly says: string | null;
  readonly read: () => ClientRequest | null;
}

const SIGNED = new RegExp(
  `(?<![\\w-])${ALGORITHM}|${PARAMETER}(?:Signature|signature|Credential)=|--aws-sigv4|^k8s-aws-v1\\.`,
);
const SIGNATURE = new RegExp(String.raw`(?<![\w-])(?:${PARAMETER})?[Ss]ignature=([^&,\s"'<>\\]{1,400})`);

/** Returns the signature in a header or a query, as written, or `null` if there is no signature. */
export const signatureIn = (octets: Octets): string | null => SIGNATURE.exec(octets)?.[1] ?? null;

/**
 * Returns a request that is read from a text in any form. `completed` adds what its finder knows better than the reader
 * of the text.
 */
export function requestOfText(
  start: number,
  text: Octets,
  by: InputSource,
  completed: (request: ClientRequest) => ClientRequest = (request) => request,
): FoundRequest {
  return {
    start,
    text,
    signed: SIGNED.test(text) ? 'signed' : 'unsigned',
    says: openToken(text)?.remark ?? null,
    read: () => {
      const read = recognize(text, by);
      return isProblem(read) || !('request' in read) ? null : completed(read.request);
    },
  };
}

/** The parts of a request that are written somewhere, not as a message. A part that is unknown is `null`. */
export interface NotedRequest {
  readonly start: number;
  readonly method: Octets | null;
  readonly scheme: 'http' | 'https' | null;
  readonly host: Octets | null;
  /** The path and the query. */
  readonly target: Octets | null;
  readonly headers: readonly (readonly [name: string, value: Octets])[];
  readonly body: Octets | null;
  /** `whole` if the parts are those of a request that a program printed as it was sent, with all of its headers. */
  readonly extent: 'whole' | 'partial';
  /** `server` if the request has a header that only something on the way adds. */
  readonly seenBy: 'client' | 'server';
}

/** Returns a request that was put together from its parts; `says` tells where they are from. */
export function requestOfParts(noted: NotedRequest, by: InputSource, says: string): FoundRequest {
  const { seenBy } = noted;
  const unsaid = unsaidOf(noted);
  const isBodiless = unsaid.length === 0 && /^(?:GET|HEAD|DELETE)$/.test(noted.method ?? '');
  const body = noted.body ?? (isBodiless ? EMPTY : null);
  const found = requestOfText(noted.start, headOf(noted), by, (request) => {
    const scheme = noted.scheme ?? request.scheme;
    return { ...request, scheme, unsaid, seenBy, body, bodyOffset: null, remarks: [] };
  });
  return { ...found, says };
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

/** Lists the parts that are missing. */
const unsaidOf = ({ method, target, extent }: NotedRequest): readonly UnsaidPart[] => [
  ...(method === null ? (['method'] as const) : []),
  ...(target === null ? (['target'] as const) : []),
  ...(extent === 'whole' && method !== null && target !== null ? [] : (['headers'] as const)),
];
