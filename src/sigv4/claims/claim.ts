/** The claim: what a request says about its own signature. Nothing in it has been verified yet. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Algorithm, Scope } from '../algorithms/algorithm.ts';

export interface Claim {
  readonly scheme: 'header' | 'query' | 'policy';
  readonly algorithm: Algorithm;
  readonly accessKeyId: Bytes;
  readonly scope: Scope;
  /** The last part of the credential. */
  readonly terminator: Bytes;
  /** YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: Bytes;
  /** The timestamp in milliseconds since 1970. */
  readonly moment: number;
  /** Hexadecimal digits, unless the client made a mistake. */
  readonly signature: Bytes;
  readonly sessionToken: Bytes | null;
  /** The lifetime in seconds, in decimal digits; only presigned URLs have one. */
  readonly expires: Bytes | null;
  readonly signed: SignedThing;
  /** Why a server refuses a claim that can be read; `null` if it is well-formed. */
  readonly fault: Problem | null;
}

/** What is signed. */
export type SignedThing =
  | {
      readonly kind: 'request';
      /** The request without a signature in its query. */
      readonly request: RequestHead;
      /** The names as listed. */
      readonly signedHeaderNames: readonly Bytes[];
      /** The last line of the canonical request. */
      readonly hashedPayload: Bytes;
    }
  /** `policy` is base64. */
  | { readonly kind: 'policy'; readonly policy: Bytes };
