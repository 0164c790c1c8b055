/** Defines the input of a signer. */
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

export type SigningForm =
  | { readonly kind: 'header' }
  /** `expires` is the lifetime in seconds, in decimal digits. */
  | { readonly kind: 'query'; readonly scheme: 'http' | 'https'; readonly expires: Bytes };

/** Selects the headers to sign. Names are in lowercase. */
export type HeaderSelection =
  /**
   * Selects all headers except those that a proxy may change. `also` lists additional names, and `without` lists names
   * to omit.
   */
  | { readonly kind: 'default'; readonly also: readonly string[]; readonly without: readonly string[] }
  | { readonly kind: 'exactly'; readonly names: readonly Bytes[] };

export const DEFAULT_SELECTION: HeaderSelection = { kind: 'default', also: [], without: [] };

/** The signer's credentials, the signing time, the Region, and the service. */
export interface SignerInput {
  readonly algorithm: Algorithm;
  readonly credentials: Credentials;
  /** YYYYMMDD'T'HHMMSS'Z', in UTC. */
  readonly timestamp: Bytes;
  /** The Region or, for SigV4A, the Region set, such as `us-east-1,eu-*` or `*`. */
  readonly region: Bytes;
  readonly service: Bytes;
}

export interface SigningInput extends SignerInput {
  /** The head of the request: the request line, the headers, and an empty line. */
  readonly request: Bytes;
  readonly payload: Payload;
  readonly form: SigningForm;
  readonly signedHeaders: HeaderSelection;
  readonly rules: Rules;
  /**
   * The names of the trailing headers. These names are used only if `rules.payload` says that there are trailing
   * headers.
   */
  readonly trailers: readonly Bytes[];
}

/** The defaults. A request is signed in its Authorization header with HMAC-SHA256. */
export const USUAL_SIGNING = {
  algorithm: AWS4_HMAC_SHA256,
  form: { kind: 'header' },
  signedHeaders: DEFAULT_SELECTION,
  trailers: [],
} as const satisfies Partial<SigningInput>;
