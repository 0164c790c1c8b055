/** What a signer is given, whatever the scheme. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Payload } from '../../trace/trace.ts';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { AWS4_HMAC_SHA256 } from '../algorithms/hmac-sha256.ts';
import type { Rules } from '../rules.ts';

export interface Credentials {
  readonly accessKeyId: Bytes;
  readonly secretAccessKey: Bytes;
  readonly sessionToken: Bytes | null;
}

/** Where the signature goes. */
export type SigningForm =
  | { readonly kind: 'header' }
  /** `expires`: decimal digits, in seconds. */
  | { readonly kind: 'query'; readonly scheme: 'http' | 'https'; readonly expires: Bytes };

/** Which headers are signed. Names are in lower case. */
export type HeaderSelection =
  /** All but those that whoever forwards the request may change; `also` adds to them, `without` takes away. */
  | { readonly kind: 'default'; readonly also: readonly string[]; readonly without: readonly string[] }
  | { readonly kind: 'exactly'; readonly names: readonly Bytes[] };

export const DEFAULT_SELECTION: HeaderSelection = { kind: 'default', also: [], without: [] };

/** Whose signature it is, when it is made and what it is for. */
export interface SignerInput {
  readonly algorithm: Algorithm;
  readonly credentials: Credentials;
  /** YYYYMMDD'T'HHMMSS'Z', in UTC. */
  readonly timestamp: Bytes;
  /** A region; for SigV4A a region set: names separated by commas, `*` for all. */
  readonly region: Bytes;
  readonly service: Bytes;
}

export interface SigningInput extends SignerInput {
  /** The head of the request: request line, headers, empty line. */
  readonly request: Bytes;
  readonly payload: Payload;
  readonly form: SigningForm;
  readonly signedHeaders: HeaderSelection;
  readonly rules: Rules;
  /** The names of the headers that follow the last chunk; only where `rules.payload` says that there are any. */
  readonly trailers: readonly Bytes[];
}

/** How a request is signed where nobody asks for anything else: in its Authorization header, with HMAC-SHA256. */
export const USUAL_SIGNING = {
  algorithm: AWS4_HMAC_SHA256,
  form: { kind: 'header' },
  signedHeaders: DEFAULT_SELECTION,
  trailers: [],
} as const satisfies Partial<SigningInput>;
