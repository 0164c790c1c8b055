/** The signed requests of a lesson, and what comes of its shots. Everything that is shown and compared is computed from these. */
import type { Octets } from '../bytes/octets.ts';
import type { RightRequest } from '../diagnosis/break-request.ts';
import type { RequestHead } from '../http/message.ts';
import type { Trace } from '../trace/trace.ts';
import type { LessonRequest } from './format-parts.ts';

export interface PreparedRequest {
  readonly name: string;
  readonly asked: LessonRequest;
  /** As it goes over the wire, signed. `body` is in chunks if it is sent in chunks. */
  readonly head: RequestHead;
  readonly body: Octets;
  /** Includes the values of its chunks. `null`: the request is not signed. */
  readonly trace: Trace | null;
  /** The input for mistakes. `null`: the request is not signed. */
  readonly right: RightRequest | null;
}

/** What questions and shots know about their lesson. */
export interface SignedRequests {
  /** The name of the lesson. */
  readonly name: string;
  /** Others are compared with the first one. */
  readonly prepared: readonly [PreparedRequest, ...PreparedRequest[]];
}

/** A shot as bytes. */
export interface ShotMessage {
  readonly method: string;
  /** Head and body, as they arrive at the server. */
  readonly message: Octets;
  /** What its signer signed. `null`: the request is not signed. */
  readonly signed: {
    readonly canonicalRequest: Octets;
    readonly stringToSign: Octets;
    /** 64 hexadecimal digits, unless something is wrong with it. */
    readonly signature: Octets;
  } | null;
}

/** The answer to a shot. */
export interface ShotOutcome {
  readonly status: number;
  /** `<Code>` of a refusal. */
  readonly code: string | null;
  /** The elements of a refusal's document, by name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly body: Octets;
}
