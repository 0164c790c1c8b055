/**
 * A mistake as people make it: a signer with one of its passages replaced by another, and what the mistake is called.
 * `from` is in the signer exactly once.
 */

export interface Mutant {
  /** What the mistake is, for the reader of a failing test. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** `CAUSE/VARIANT` of `src/causes`. */
  readonly mistake: string;
  /** Its id in `typical-mistakes.ts`, where what comes out of AWS's example was computed elsewhere. */
  readonly typical?: string;
}

/** A line of the canonical request, as `canonical_request` lists them. */
export const inCanonicalRequest = (part: string) => `        ${part},\n`;

export const HEADERS_PART = inCanonicalRequest('canonical_headers(headers, names)');

export const LIST_PART = inCanonicalRequest('signed_headers(names)');

export const NAMES = 'return sorted(signed)';

export const PAYLOAD_PART = inCanonicalRequest('payload_hash');
