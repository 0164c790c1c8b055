/** The two sides of a failed request, out of the evidence: what the server made of it, and what the client signed. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { Evidence, ServerAnswer, Strings } from '../evidence/evidence.ts';
import { readCanonicalRequest, readStringToSign } from '../intake/canonical-parts.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { USUAL_SIGNING } from '../sigv4/schemes/signing-input.ts';
import { type KnownRequest, knownRequest, type Witnesses } from './certainty/known-request.ts';
import { type RightFor, rightFor } from './certainty/right-signature.ts';
import { type Draft, type DraftScope, NO_PARTS } from './draft/draft.ts';
import { claimOf, draftOfClaim } from './draft/draft-of-request.ts';
import { RIGHT_STEPS, replay } from './draft/steps.ts';

/** What one side has. */
export interface Side {
  /** Whole, as far as it is known; `null` where only parts of it are, or nothing. */
  readonly draft: Draft | null;
  /** Where only the string to sign is known: a draft that signs it, with any canonical request. */
  readonly signable: Draft | null;
  readonly canonicalRequest: Octets | null;
  readonly stringToSign: Octets | null;
  /** The hash of its canonical request, 64 hexadecimal digits. */
  readonly hash: Octets | null;
  /** `stated`: it is in its string to sign. `computed`: only this program says it. */
  readonly hashFrom: 'stated' | 'computed';
  /**
   * `quoted`: it is what this side says itself. `computed`: it is what this side makes of the request that was given, if
   * nothing happened to it. `assumed`: the same, with what the request does not say as it usually is: there is a draft to
   * try mistakes on, and no text to compare.
   */
  readonly known: 'quoted' | 'computed' | 'assumed' | 'nothing';
}

export interface Sides {
  readonly evidence: Evidence;
  readonly answer: ServerAnswer | null;
  /** The request as the client sent it or would. */
  readonly request: ClientRequest | null;
  readonly claim: Claim | null;
  readonly scheme: 'header' | 'query';
  readonly server: Side;
  readonly client: Side;
  /** What is known of the request that was given; `null` where none was, or it is not signed in its head. */
  readonly sent: KnownRequest | null;
  /** The signature that the client sent, as it was written there: what the server got tells it better than a log. */
  readonly signature: Octets | null;
  /** `null` where no secret for it is known. */
  readonly secretAccessKey: Octets | null;
  readonly rightFor: RightFor;
}

const NOTHING_KNOWN: Side = {
  draft: null,
  signable: null,
  canonicalRequest: null,
  stringToSign: null,
  hash: null,
  hashFrom: 'computed',
  known: 'nothing',
};

/** `secretOf` gives the secret of an access key ID, which is empty where nobody said it. */
export function sidesOf(evidence: Evidence, secretOf: (accessKeyId: Octets) => Octets | null): Sides {
  const { answer, client, request } = evidence;
  const claim = request && claimOf(request);
  const accessKeyId = claim?.accessKeyId.octets ?? answer?.accessKeyId ?? EMPTY;
  const secretAccessKey = secretOf(accessKeyId);
  const ofRequest = request && claim && draftOfClaim(claim, secretAccessKey);
  const identity = { accessKeyId, secretAccessKey, like: ofRequest };
  const server = sideOf(answer, identity);
  const quoted = sideOf(client, { ...identity, like: server.draft ?? ofRequest });
  const signature = claim?.signature.octets ?? answer?.signatureProvided ?? client?.signature ?? null;
  const sent = request && ofRequest && knownRequest(request, ofRequest, witnessesOf([server, quoted], signature));
  const computed = sent ? computedSide(sent) : NOTHING_KNOWN;
  const sides = {
    evidence,
    answer,
    request,
    claim,
    scheme: claim?.scheme === 'query' || isPresigned(server, quoted) ? 'query' : 'header',
    server: completed(server, computed),
    client: quoted.known === 'nothing' ? computed : completed(quoted, computed),
    sent,
    signature,
    secretAccessKey,
  } as const;
  return { ...sides, rightFor: rightFor(sides) };
}

function witnessesOf(sides: readonly Side[], signature: Octets | null): Witnesses {
  return {
    drafts: sides.flatMap(({ draft }) => draft ?? []),
    hashes: sides.flatMap(({ hash }) => hash ?? []),
    signature,
  };
}

function isPresigned(server: Side, client: Side): boolean {
  const query = server.draft?.canonicalQueryString ?? client.draft?.canonicalQueryString ?? EMPTY;
  return query.includes('X-Amz-Algorithm=');
}

export interface Identity {
  readonly accessKeyId: Octets;
  readonly secretAccessKey: Octets | null;
  /** What is known of time and scope otherwise. */
  readonly like: Draft | null;
}

function sideOf(strings: Strings | null, identity: Identity): Side {
  if (!strings) return NOTHING_KNOWN;
  const canonical = strings.canonicalRequest?.octets ?? null;
  const toSign = strings.stringToSign?.octets ?? null;
  if (canonical === null && toSign === null) return NOTHING_KNOWN;
  const signable = toSign === null ? null : partsOfStringToSign(toSign);
  // A text that is damaged proves nothing of its own hash; the hash of the string to sign stands for it.
  const isDamaged = strings.canonicalRequest?.standing === 'refuted';
  return {
    draft: canonical === null || isDamaged ? null : draftOfText(canonical, signable, identity),
    signable: signable && draftOfHash(signable, identity),
    canonicalRequest: isDamaged ? null : canonical,
    stringToSign: toSign,
    hash: signable?.hash ?? (canonical === null || isDamaged ? null : sha256Hex(canonical)),
    hashFrom: signable ? 'stated' : 'computed',
    known: 'quoted',
  };
}

/** Mistakes of the key and of the signature need no more; others change nothing of it. */
function draftOfHash({ hash, ...signable }: SignableParts, { like: _like, ...identity }: Identity): Draft {
  return {
    ...NO_PARTS,
    ...signable,
    ...identity,
    steps: { ...RIGHT_STEPS, hash: () => plain(hash) },
  };
}

export type SignableParts = Pick<Draft, 'algorithm' | 'timestamp' | 'scope'> & { readonly hash: Octets };

function partsOfStringToSign(text: Octets): SignableParts | null {
  const read = readStringToSign(plain(text), 0);
  if (isProblem(read)) return null;
  const { algorithm, timestamp, credentialScope, hashedCanonicalRequest } = read.parts;
  const scope = readScope(credentialScope.octets);
  if (!scope) return null;
  return { algorithm: algorithm.octets, timestamp: timestamp.octets, scope, hash: hashedCanonicalRequest.octets };
}

function readScope(text: Octets): DraftScope | null {
  const [date, region, service, terminator, ...more] = text.split('/') as Octets[];
  return date !== undefined && region && service && terminator && more.length === 0
    ? { date, region, service, terminator }
    : null;
}

/**
 * A canonical request that somebody made, taken apart; what it does not say, time and scope, is as in `like` or the string
 * to sign. `null` where the text is not one that can be taken apart.
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
  // What comes after the last line belongs to it.
  return replay(draft).canonicalRequest === text ? draft : null;
}

const UNKNOWN_SCOPE: Pick<Draft, 'algorithm' | 'timestamp' | 'scope'> = {
  algorithm: USUAL_SIGNING.algorithm.names.request.octets,
  timestamp: EMPTY,
  scope: { date: EMPTY, region: EMPTY, service: EMPTY, terminator: EMPTY },
};

function computedSide({ draft, standing }: KnownRequest): Side {
  if (standing === 'assumed') return { ...NOTHING_KNOWN, draft, known: 'assumed' };
  const { canonicalRequest: text, hash, stringToSign } = replay(draft);
  return { draft, signable: null, canonicalRequest: text, stringToSign, hash, hashFrom: 'computed', known: 'computed' };
}

/** A side that says the hash only has the text of the request, where that has this very hash. */
function completed(side: Side, computed: Side): Side {
  if (side.known === 'nothing') return computed;
  if (side.draft !== null || side.hash === null || side.hash !== computed.hash) return side;
  return {
    ...side,
    draft: computed.draft,
    canonicalRequest: side.canonicalRequest ?? computed.canonicalRequest,
  };
}
