/**
 * Defines the signed requests of a lesson and the outcomes of its shots. Everything that a lesson shows or compares is
 * computed from these requests.
 */

import type { RightRequest } from '../breaks/break-request.ts';
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';
import type { Trace } from '../trace/trace.ts';
import type { LessonRequest } from './format-parts.ts';

export interface PreparedRequest {
  readonly name: string;
  readonly asked: LessonRequest;
  /** The signed head, as sent over the wire. `body` includes the chunk framing, if any. */
  readonly head: RequestHead;
  readonly body: Octets;
  /** The trace, including the values of the chunks; `null` if the request is not signed. */
  readonly trace: Trace | null;
  /** The correct request, to which mistakes are applied; `null` if the request is not signed. */
  readonly right: RightRequest | null;
}

/** The part of a lesson that questions and shots use. */
export interface SignedRequests {
  readonly name: string;
  /** The signed requests. All others are compared with the first one. */
  readonly prepared: readonly [PreparedRequest, ...PreparedRequest[]];
}

export interface ShotMessage {
  readonly method: string;
  /** The head and the body, as the server receives them. */
  readonly message: Octets;
  /** The texts that the shot's signer signed; `null` if the request is not signed. */
  readonly signed: {
    readonly canonicalRequest: Octets;
    readonly stringToSign: Octets;
    /** The signature, which is 64 hexadecimal digits unless the signer made a mistake. */
    readonly signature: Octets;
  } | null;
}

export interface ShotOutcome {
  readonly status: number;
  /** The `<Code>` in the error document of a refusal; `null` if the request was not refused. */
  readonly code: string | null;
  /** The elements of the error document, by name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly body: Octets;
}
