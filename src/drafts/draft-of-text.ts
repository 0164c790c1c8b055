/** Parses the texts that one side signed into drafts. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { isMasked } from '../evidence/shapes.ts';
import { readCanonicalRequest, readStringToSign } from '../intake/canonical-parts.ts';
import { USUAL_SIGNING } from '../sigv4/schemes/signing-input.ts';
import { type Draft, type DraftScope, NO_PARTS, withSteps } from './draft.ts';
import { replay } from './replay.ts';
import { RIGHT_STEPS } from './steps.ts';

/** What a draft needs in addition to the text. */
export interface Identity {
  readonly accessKeyId: Octets;
  readonly secretAccessKey: Octets | null;
  /** A draft that provides the time and the scope if no string to sign is known. */
  readonly like: Draft | null;
}

/**
 * Returns a draft without a canonical request. Such a draft is enough for mistakes in the key and the signature. Other
 * mistakes have no effect on it.
 */
export function draftOfHash({ hash, ...signable }: SignableParts, { like: _like, ...identity }: Identity): Draft {
  return {
    ...NO_PARTS,
    ...signable,
    ...identity,
    steps: { ...RIGHT_STEPS, hash: () => plain(hash) },
  };
}

type SignableParts = Pick<Draft, 'algorithm' | 'timestamp' | 'scope'> & { readonly hash: Octets };

/**
 * Returns a draft of a text in which a part is masked. This text has the hash that its side states, which is that of the
 * text without masks. Any other text, such as that of a mistake, is hashed as it is.
 */
export function withStatedHash(draft: Draft, hash: Octets): Draft {
  const masked = replay(draft).canonicalRequest;
  return withSteps(draft, { hash: (text) => (text.octets === masked ? plain(hash) : RIGHT_STEPS.hash(text)) });
}

/** Returns whether the hash of a draft's text is known: a text with a mask has another hash than the text that was signed. */
export const isHashKnown = ({ steps }: Draft, canonicalRequest: Octets): boolean =>
  steps.hash !== RIGHT_STEPS.hash || !isMasked(canonicalRequest);

/** Parses a string to sign. Returns `null` if the text cannot be parsed. */
export function partsOfStringToSign(text: Octets): SignableParts | null {
  const read = readStringToSign(plain(text), 0);
  if (isProblem(read)) return null;
  const { algorithm, timestamp, credentialScope, hashedCanonicalRequest } = read.parts;
  const scope = readScope(credentialScope.octets);
  if (!scope) return null;
  return {
    algorithm: algorithm.octets,
    timestamp: timestamp.octets,
    scope,
    hash: hashedCanonicalRequest.octets,
  };
}

function readScope(text: Octets): DraftScope | null {
  const [date, region, service, terminator, ...more] = text.split('/') as Octets[];
  return date !== undefined && region && service && terminator && more.length === 0
    ? { date, region, service, terminator }
    : null;
}

/**
 * Parses a canonical request from one side. The time and the scope, which it does not contain, come from the string to
 * sign or from `like`. Returns `null` if the text cannot be parsed.
 */
export function draftOfText(
  text: Octets,
  signable: SignableParts | null,
  { like, ...identity }: Identity,
): Draft | null {
  const read = readCanonicalRequest(plain(text), 0);
  if (isProblem(read)) return null;
  const { method, canonicalUri, canonicalQueryString, canonicalHeaders, signedHeaders, hashedPayload } = read.parts;
  const { algorithm, timestamp, scope } = signable ?? like ?? UNKNOWN_SCOPE;
  const draft: Draft = {
    method: method.octets,
    canonicalUri: canonicalUri.octets,
    canonicalQueryString: canonicalQueryString.octets,
    headers: canonicalHeaders.map(({ name, value }) => ({ name: name.octets, value: value.octets })),
    signedHeaders: signedHeaders.octets,
    hashedPayload: hashedPayload.octets,
    algorithm,
    timestamp,
    scope,
    ...identity,
    steps: RIGHT_STEPS,
  };
  // If the draft does not reproduce the text, something was lost, such as a trailing newline.
  return replay(draft).canonicalRequest === text ? draft : null;
}

const UNKNOWN_SCOPE: Pick<Draft, 'algorithm' | 'timestamp' | 'scope'> = {
  algorithm: USUAL_SIGNING.algorithm.names.request.octets,
  timestamp: EMPTY,
  scope: { date: EMPTY, region: EMPTY, service: EMPTY, terminator: EMPTY },
};
