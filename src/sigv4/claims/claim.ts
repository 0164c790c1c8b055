/** What a request says of its own signature; nothing of it is proved yet. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Algorithm, Scope } from '../algorithms/algorithm.ts';

/** Who signed, for what, and the signature. */
export interface Claim {
  readonly scheme: 'header' | 'query' | 'policy';
  readonly algorithm: Algorithm;
  readonly accessKeyId: Bytes;
  readonly scope: Scope;
  /** The last part of the credential. */
  readonly terminator: Bytes;
  /** YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: Bytes;
  /** The same, in milliseconds since 1970. */
  readonly moment: number;
  /** Hexadecimal digits, if the client did right. */
  readonly signature: Bytes;
  readonly sessionToken: Bytes | null;
  /** For how many seconds, decimal digits; `null` where the form has no such thing. */
  readonly expires: Bytes | null;
  readonly signed: SignedThing;
  /** Why a server refuses a claim that can be read all the same; `null` where nothing is wrong with how it is written. */
  readonly fault: Problem | null;
}

/** What the signature is of. */
export type SignedThing =
  | {
      readonly kind: 'request';
      /** Without the signature itself, where that is a parameter. */
      readonly request: RequestHead;
      /** As they are listed. */
      readonly signedHeaderNames: readonly Bytes[];
      /** What stands on the last line of the canonical request. */
      readonly hashedPayload: Bytes;
    }
  /** `policy` is base64. */
  | { readonly kind: 'policy'; readonly policy: Bytes };
