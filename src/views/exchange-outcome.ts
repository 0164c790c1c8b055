/** Describes the outcome of sending a request in a few words. */

import { isAfterTheSignature } from '../aws/diagnosable.ts';
import { type Octets, octetsFromHex, sliceOctets } from '../bytes/octets.ts';
import type { Exchange, Peer } from '../http/exchange.ts';
import type { ReadResponse } from '../http/read-response.ts';
import { printable, visible } from './characters/visible.ts';
import { agrees, differs, type Run } from './page.ts';

type Answered = Pick<Exchange, 'response' | 'problem'>;

/**
 * Returns whether the server accepted the request, which means that it responded with a status below 300 or with 304
 * (RFC 9110, section 15).
 */
export function isAccepted({ response, problem }: Answered): boolean {
  if (problem !== null || response === null) return false;
  const { status } = response.head;
  return status < 300 || status === 304;
}

/**
 * Returns what an exchange proves about the signature. Only the sandbox is known to check it. It accepts a request, or
 * refuses it with a status such as 404, only after the signature has passed.
 */
export function signatureCheck(exchange: Answered, goesTo: 'sandbox' | 'network'): 'passed' | 'unknown' {
  const { response, problem } = exchange;
  if (goesTo === 'network' || problem !== null || response === null) return 'unknown';
  return isAccepted(exchange) || isAfterTheSignature(response.head.status) ? 'passed' : 'unknown';
}

/** Names the other side of the connection, in a form that can follow "connected to". */
export const peerInWords = ({ host, port, role }: Peer): string =>
  `${role === 'proxy' ? 'the proxy ' : ''}${host} port ${port}`;

export function outcomeRun({ response, problem }: Answered): Run {
  if (problem) return differs(`✗ ${printable(problem.says)}`);
  if (response === null) return differs('✗ the server sent no response');
  const { status } = response.head;
  if (isAccepted({ response, problem })) return agrees('✓ the server accepted the request');
  const code = quotedError(response)?.code;
  return differs(`✗ the server returned ${status}${code ? ` ${code}` : ''}`);
}

/** The code and the message of an error document. */
export interface QuotedError {
  readonly code: string;
  readonly message: string;
}

const ERRORS: readonly RegExp[] = [
  /<Code>([^<]*)<\/Code>\s*<Message>([^<]*)<\/Message>/,
  /^\{"Code":"(\w*)".*?"Message":"((?:[^"\\]|\\.)*)"/,
];

/**
 * Finds the code and the message in an error document of S3, or of a server that answers in JSON, without parsing it. Returns `null` if there is no such
 * document (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
export function quotedError({ body }: ReadResponse): QuotedError | null {
  const beginning = sliceOctets(body.kept, 0, QUOTED_LIMIT);
  const [, code, message] = ERRORS.map((error) => error.exec(beginning)).find((found) => found !== null) ?? [];
  return code === undefined ? null : { code: visible(code as Octets), message: visible((message ?? '') as Octets) };
}

/**
 * Returns the canonical request in an S3 error document, which S3 writes as hexadecimal bytes; `null` if the document
 * has none.
 */
export function quotedCanonicalRequest({ body }: ReadResponse): Octets | null {
  const [, hex] = /<CanonicalRequestBytes>([0-9a-f\s]*)<\/CanonicalRequestBytes>/i.exec(body.kept) ?? [];
  return hex === undefined ? null : octetsFromHex(hex.replace(/\s/g, ''));
}

/** The maximum number of bytes that are searched in the response body. */
const QUOTED_LIMIT = 4096;
