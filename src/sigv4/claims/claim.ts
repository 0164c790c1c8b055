/**
 * A claim is the information that a request gives about its own signature. Nothing in a claim has been verified yet.
 */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Algorithm, Scope } from '../algorithms/algorithm.ts';

export interface Claim {
  readonly scheme: 'header' | 'query' | 'policy';
  readonly algorithm: Algorithm;
  readonly accessKeyId: Bytes;
  readonly scope: Scope;
  readonly terminator: Bytes;
  /** YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: Bytes;
  /** The same time in milliseconds since 1970. */
  readonly moment: number;
  /** The signature as received, in hexadecimal digits unless the client made a mistake. */
  readonly signature: Bytes;
  readonly sessionToken: Bytes | null;
  /** The lifetime in seconds, in decimal digits; `null` unless the request is a presigned URL. */
  readonly expires: Bytes | null;
  readonly signed: SignedThing;
  /** The reason that a server refuses a readable claim; `null` if the claim is well formed. */
  readonly fault: Problem | null;
}

/** The object that the signature covers: a request, or the policy of a browser upload. */
export type SignedThing =
  | {
      readonly kind: 'request';
      /** The request as it was signed, without a signature in its query. */
      readonly request: RequestHead;
      /** The names in the order and spelling of the list. */
      readonly signedHeaderNames: readonly Bytes[];
      /** The last line of the canonical request. */
      readonly hashedPayload: Bytes;
    }
  /** The policy is in base64. */
  | { readonly kind: 'policy'; readonly policy: Bytes };
