/** The requests of a lesson, signed, and what comes of them: all that is shown and compared is computed from these. */
import type { Octets } from '../bytes/octets.ts';
import type { RightRequest } from '../diagnosis/break-request.ts';
import type { RequestHead } from '../http/message.ts';
import type { Trace } from '../trace/trace.ts';
import type { LessonRequest } from './format-parts.ts';

export interface PreparedRequest {
  readonly name: string;
  readonly asked: LessonRequest;
  /** As it goes over the wire: signed, with its body, in chunks where it goes in chunks. */
  readonly head: RequestHead;
  readonly body: Octets;
  /** With the values of its chunks; `null` for a request that is not signed. */
  readonly trace: Trace | null;
  /** What mistakes are made of; `null` for a request that is not signed. */
  readonly right: RightRequest | null;
}

/** What questions and shots know of their lesson. */
export interface SignedRequests {
  /** That of the lesson. */
  readonly name: string;
  /** The first one is the one that others are compared with. */
  readonly prepared: readonly [PreparedRequest, ...PreparedRequest[]];
}

/** A shot as bytes. */
export interface ShotMessage {
  readonly method: string;
  /** What arrives at the server: head and body. */
  readonly message: Octets;
  /** What its signer signed; `null` for a request that is not signed. */
  readonly signed: {
    readonly canonicalRequest: Octets;
    readonly stringToSign: Octets;
    /** 64 hexadecimal digits, if nothing is wrong with it. */
    readonly signature: Octets;
  } | null;
}

/** What came of a shot. */
export interface ShotOutcome {
  readonly status: number;
  /** `<Code>` of a refusal; `null` where there is none. */
  readonly code: string | null;
  /** The elements of the document of a refusal, by name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly body: Octets;
}
