/**
 * The signed requests of a lesson, and the outcomes of its shots. Everything that a lesson shows and compares is
 * computed from these.
 */
import type { Octets } from '../bytes/octets.ts';
import type { RightRequest } from '../diagnosis/break-request.ts';
import type { RequestHead } from '../http/message.ts';
import type { Trace } from '../trace/trace.ts';
import type { LessonRequest } from './format-parts.ts';

export interface PreparedRequest {
  readonly name: string;
  readonly asked: LessonRequest;
  /** As sent over the wire, signed. `body` includes the chunk framing, if any. */
  readonly head: RequestHead;
  readonly body: Octets;
  /** Includes the values of its chunks. `null` if the request is not signed. */
  readonly trace: Trace | null;
  /** The input for mistakes. `null` if the request is not signed. */
  readonly right: RightRequest | null;
}

/** The part of a lesson that questions and shots use. */
export interface SignedRequests {
  readonly name: string;
  /** The others are compared with the first one. */
  readonly prepared: readonly [PreparedRequest, ...PreparedRequest[]];
}

/** A shot as bytes. */
export interface ShotMessage {
  readonly method: string;
  /** The head and the body, as they arrive at the server. */
  readonly message: Octets;
  /** What its signer signed. `null` if the request is not signed. */
  readonly signed: {
    readonly canonicalRequest: Octets;
    readonly stringToSign: Octets;
    /** 64 hexadecimal digits, unless the signer made a mistake. */
    readonly signature: Octets;
  } | null;
}

/** The answer to a shot. */
export interface ShotOutcome {
  readonly status: number;
  /** The `<Code>` of a refusal. */
  readonly code: string | null;
  /** The elements of a refusal's document, by name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly body: Octets;
}
