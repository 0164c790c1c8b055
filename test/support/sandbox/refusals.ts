/** Tables of refusals: what is sent, and what S3 answers. */
import { expect, it } from 'vitest';
import type { Pair } from '../sigv4/independent-signer.ts';
import { askIn, type Circumstances } from './sandbox-settings.ts';

/** Statuses as Amazon's API Reference lists them (ErrorResponses). */
const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidPolicyDocument: 400,
  InvalidRequest: 400,
  InvalidToken: 400,
  MalformedPOSTRequest: 400,
  MalformedTrailerError: 400,
  MissingContentLength: 411,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
};

export interface Answer {
  readonly code: string;
  /** Where S3 has one of its own for it. */
  readonly message?: string;
  /** Those that come with the code, in their order. */
  readonly elements?: readonly Pair[];
}

export type Row = readonly [what: string, request: string, answer: Answer, circumstances?: Circumstances];

/** One test a row. */
export function itRefuses(rows: readonly Row[]): void {
  it.each(rows.map((row) => [row[0], row] as const))('is refused: %s', (_what, row) => {
    const [, request, { code, message, elements }, circumstances = {}] = row;
    const reply = askIn(circumstances, request);
    expect([reply.status, reply.element('Code')]).toEqual([STATUS[code], code]);
    if (message !== undefined) expect(reply.element('Message')).toBe(message);
    if (elements) expect(reply.elements.slice(2, -2)).toEqual(elements);
    expect(reply.elements.slice(-2).map(([name]) => name)).toEqual(['RequestId', 'HostId']);
  });
}

/** S3's refusal of an argument. */
export function ofArgument(name: string, value: string, message?: string): Answer {
  const elements: Pair[] = [
    ['ArgumentName', name],
    ['ArgumentValue', value],
  ];
  return { code: 'InvalidArgument', elements, ...(message === undefined ? {} : { message }) };
}

export function headerMalformed(what: string, elements: readonly Pair[] = []): Answer {
  return { code: 'AuthorizationHeaderMalformed', message: `The authorization header is malformed; ${what}`, elements };
}

export function queryError(message: string, elements: readonly Pair[] = []): Answer {
  return { code: 'AuthorizationQueryParametersError', message, elements };
}

export function denied(message = 'Access Denied', elements: readonly Pair[] = []): Answer {
  return { code: 'AccessDenied', message, elements };
}
