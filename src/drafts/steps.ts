/**
 * Provides the correct Signature Version 4 steps for a draft. These steps use the same stages as signing and
 * verification.
 */
import { type Bytes, plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { hexadecimal } from '../bytes/text-operations.ts';
import { hmacSha256, hmacSha256KeyInHex, sha256InHex } from '../crypto/digests.ts';
import { canonicalHeaderLines } from '../sigv4/stages/canonical-request/canonical-headers.ts';
import { joinCanonicalParts } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { deriveSigningKey } from '../sigv4/stages/signing-key.ts';
import { stringToSign } from '../sigv4/stages/string-to-sign.ts';
import { unrecorded } from '../trace/trace.ts';
import {
  type Draft,
  type DraftScope,
  headerBytes,
  partBytes,
  type Steps,
  scopeBytes,
  scopePartBytes,
  withSteps,
} from './draft.ts';

/** The header lines of drafts in a search. Most mistakes leave the headers as they are. */
const linesOfHeaders = new WeakMap<Draft['headers'], Bytes>();

/** Returns the canonical headers, one line for each header, including its newline. */
export function headerLines(draft: Draft): Bytes {
  if (draft.recorded) return canonicalHeaderLines(headerBytes(draft));
  const known = linesOfHeaders.get(draft.headers);
  if (known !== undefined) return known;
  const lines = canonicalHeaderLines(headerBytes(draft));
  linesOfHeaders.set(draft.headers, lines);
  return lines;
}

export const RIGHT_STEPS: Steps = {
  canonicalRequest: (draft) =>
    joinCanonicalParts({
      method: partBytes(draft, 'method'),
      canonicalUri: partBytes(draft, 'canonicalUri'),
      canonicalQueryString: partBytes(draft, 'canonicalQueryString'),
      canonicalHeaders: headerLines(draft),
      signedHeaders: partBytes(draft, 'signedHeaders'),
      hashedPayload: partBytes(draft, 'hashedPayload'),
    }),
  hash: sha256InHex,
  stringToSign: (draft, hash) =>
    stringToSign({
      algorithm: partBytes(draft, 'algorithm'),
      timestamp: partBytes(draft, 'timestamp'),
      credentialScope: scopeBytes(draft),
      tail: [hash],
    }),
  signingKey: rightSigningKey,
  signature: (signingKey, text) =>
    signingKey.spans === null
      ? plain(macUnder(signingKey.octets)(text.octets))
      : hexadecimal(hmacSha256(signingKey, text)),
};

/** The parts of the scope that a wrong derivation of the key replaces. */
const replacedParts = new WeakMap<Steps['signingKey'], Partial<DraftScope>>();

/** Derives the signing key for the draft's scope with these parts replaced. */
export function withKeyFor(draft: Draft, other: Partial<DraftScope>): Draft {
  const signingKey: Steps['signingKey'] = (made, secret) =>
    rightSigningKey({ ...made, scope: { ...made.scope, ...other } }, secret);
  replacedParts.set(signingKey, other);
  return withSteps(draft, { signingKey });
}

/** Returns the scope for which a draft derives its signing key. */
export const keyScopeOf = ({ scope, steps }: Draft): DraftScope => ({
  ...scope,
  ...replacedParts.get(steps.signingKey),
});

/** Writes the draft's scope with these parts replaced into the string to sign. */
export const withStringFor = (draft: Draft, other: Partial<DraftScope>): Draft =>
  withSteps(draft, {
    stringToSign: (made, hash, text) =>
      RIGHT_STEPS.stringToSign({ ...made, scope: { ...made.scope, ...other } }, hash, text),
  });

/** Returns whether a draft correctly computes the signature from the key and the string to sign. */
export const signsAsUsual = ({ steps }: Draft): boolean => steps.signature === RIGHT_STEPS.signature;

/** Returns whether a draft correctly writes the hash of its canonical request into the string to sign. */
export const hashesAsUsual = ({ steps }: Draft): boolean =>
  steps.hash === RIGHT_STEPS.hash && steps.stringToSign === RIGHT_STEPS.stringToSign;

/** Returns whether two drafts have the same signing key and use the key correctly. */
export const hasKeyOf = (draft: Draft, base: Draft): boolean =>
  signsAsUsual(draft) &&
  draft.secretAccessKey === base.secretAccessKey &&
  draft.steps.signingKey === base.steps.signingKey &&
  (draft.scope === base.scope || KEY_PARTS.every((part) => draft.scope[part] === base.scope[part]));

const KEY_PARTS = ['date', 'region', 'service'] as const satisfies readonly (keyof DraftScope)[];

let lastMac: { readonly key: Octets; readonly mac: ReturnType<typeof hmacSha256KeyInHex> } | null = null;

/** Returns the HMAC function for a key. Caches the last function, because most mistakes do not change the key. */
function macUnder(key: Octets): ReturnType<typeof hmacSha256KeyInHex> {
  if (lastMac?.key !== key) lastMac = { key, mac: hmacSha256KeyInHex(key) };
  return lastMac.mac;
}

/**
 * The maximum number of cached keys, which is enough for every usual mistake in a secret and for every typing error.
 */
const MOST_KEYS = 10_000;
const keys = new Map<string, Bytes>();

/** Returns the parts of a draft from which its signing key is derived. */
export const signingKeyInput = (draft: Draft, secretAccessKey: Bytes) => ({
  accessKeyId: partBytes(draft, 'accessKeyId'),
  secretAccessKey,
  date: scopePartBytes(draft, 'date'),
  region: scopePartBytes(draft, 'region'),
  service: scopePartBytes(draft, 'service'),
});

/** Returns the correctly derived signing key. Caches derived keys, because many mistakes lead to the same key. */
function rightSigningKey(draft: Draft, secretAccessKey: Bytes): Bytes {
  const { date, region, service } = draft.scope;
  const name = `${secretAccessKey.octets}\n${date}\n${region}\n${service}`;
  const known = secretAccessKey.spans === null ? keys.get(name) : undefined;
  if (known !== undefined) return known;
  const key = deriveSigningKey(signingKeyInput(draft, secretAccessKey), unrecorded);
  if (keys.size >= MOST_KEYS) keys.clear();
  if (key.spans === null) keys.set(name, key);
  return key;
}
