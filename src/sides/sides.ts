/**
 * Derives both sides of a failed request from the evidence: the texts that the server computed and the texts that the
 * client signed.
 */

import type { InputSource } from '../bytes/input.ts';
import { EMPTY, type Octets, octetsFromText } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { Draft } from '../drafts/draft.ts';
import { claimOf, draftOfClaim } from '../drafts/draft-of-request.ts';
import {
  draftOfHash,
  draftOfText,
  type Identity,
  isHashKnown,
  partsOfStringToSign,
  withStatedHash,
} from '../drafts/draft-of-text.ts';
import { replay } from '../drafts/replay.ts';
import { isOfSignature, pairsOf } from '../drafts/spellings/query-pairs.ts';
import type { Evidence, ServerAnswer, Strings } from '../evidence/evidence.ts';
import { isMasked } from '../evidence/shapes.ts';
import { isBeginning, isCut } from '../evidence/texts/parts.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import type { KnownSecret } from '../verification/keys.ts';
import { isSilentAnswer, saysMismatch } from './answers/says-mismatch.ts';
import { withArrived } from './arrived.ts';
import { type KnownRequest, knownRequest, type Witnesses } from './known-request.ts';
import { type Restore, restoreBy, unmaskedDraft, unmaskedStrings } from './masks.ts';
import { loneDigest } from './printed-digests.ts';
import { linkOfServer, quotedLink, type RefusedLink, wrongLink } from './refused-link.ts';
import { type RightFor, rightFor } from './right-signature.ts';
import { type Texts, textsOf } from './texts.ts';

export interface Side {
  /** The complete draft; `null` if any part is unknown. */
  readonly draft: Draft | null;
  /**
   * A draft that produces the quoted string to sign, but without having the correct canonical request; `null` if there
   * is no string to sign that can be parsed.
   */
  readonly signable: Draft | null;
  readonly canonicalRequest: Octets | null;
  readonly stringToSign: Octets | null;
  /** The hash of the canonical request, as 64 hexadecimal digits; `null` if unknown. */
  readonly hash: Octets | null;
  /** `stated` means that the hash is in this side's string to sign. `computed` means that this program computed it. */
  readonly hashFrom: 'stated' | 'computed';
  /**
   * `quoted` means that this side reported the text itself. `computed` means that the text follows from the given
   * request if nothing changed it. `assumed` means that the request is incomplete and usual values replace the missing
   * ones. Mistakes can be tried on an assumed draft, but there is no text to compare.
   */
  readonly known: 'quoted' | 'computed' | 'assumed' | 'nothing';
  /** The string to sign of the chunk or the trailing headers that the server refused; `null` if there is none. */
  readonly stringInBody: Octets | null;
}

export interface Sides {
  readonly evidence: Evidence;
  readonly answer: ServerAnswer | null;
  /** The request as the client sent it or would have sent it; `null` if no request was given. */
  readonly request: ClientRequest | null;
  readonly claim: Claim | null;
  readonly scheme: 'header' | 'query';
  readonly server: Side;
  readonly client: Side;
  /** The known parts of the given request; `null` if no request was given, or if its head is not signed. */
  readonly sent: KnownRequest | null;
  /**
   * The signature that the client sent. A signature from the request or the server takes precedence over a signature
   * from the client's log. `null` if unknown.
   */
  readonly signature: Octets | null;
  /** The secret; `null` if the secret for the access key ID is unknown. */
  readonly secretAccessKey: Octets | null;
  /** Where the secret is from; `null` if the secret or its source is unknown. */
  readonly secretFrom: InputSource | null;
  /** Whether the server certainly has this secret. Whether the client has it is then the question. */
  readonly isServersSecret: boolean;
  readonly rightFor: RightFor;
  /**
   * The chunk or the trailing headers whose signature the server refused, after it had accepted the signature of the
   * request; `null` if there is none.
   */
  readonly refusedLink: RefusedLink | null;
}

const NOTHING_KNOWN: Side = {
  draft: null,
  signable: null,
  canonicalRequest: null,
  stringToSign: null,
  hash: null,
  hashFrom: 'computed',
  known: 'nothing',
  stringInBody: null,
};

/**
 * Returns the secret for an access key ID, or the secrets to try, the first one first. Returns `null` or an empty list if
 * no secret is known. The access key ID is empty if the request has none.
 */
export type SecretLookup = (accessKeyId: Octets) => Octets | null | readonly KnownSecret[];

/** Derives both sides with the secret that is right for a text, or else with the first one. */
export const sidesOf = (evidence: Evidence, secretOf: SecretLookup): Sides => sidesToTry(evidence, secretOf)[0];

/**
 * Derives both sides with each secret to try. If a secret is right for a text, or if there is no signature to compare,
 * only one secret is worth trying.
 */
export function sidesToTry(given: Evidence, secretOf: SecretLookup): readonly [Sides, ...Sides[]] {
  const evidence = withArrived(given);
  const { answer, request } = evidence;
  const claim = request && claimOf(request);
  const accessKeyId = unlessMasked(claim?.accessKeyId.octets) ?? unlessMasked(answer?.accessKeyId) ?? EMPTY;
  const [first = NO_SECRET, ...others] = secretsToTry(secretOf(accessKeyId));
  const withSecret = (secret: TriedSecret) => sidesWith(evidence, claim, { accessKeyId, ...secret });
  const sides = withSecret(first);
  if (sides.signature === null || others.length === 0) return [sides];
  const more = others.map(withSecret);
  const right = [sides, ...more].find(({ rightFor: { request, client, server } }) => request || client || server);
  return right ? [right] : [sides, ...more];
}

/** Returns a value that is known: a mask hides it. */
const unlessMasked = (value: Octets | null | undefined): Octets | null => (!value || isMasked(value) ? null : value);

type TriedSecret = Pick<Sides, 'secretAccessKey' | 'secretFrom' | 'isServersSecret'>;

const NO_SECRET: TriedSecret = { secretAccessKey: null, secretFrom: null, isServersSecret: false };

function secretsToTry(found: ReturnType<SecretLookup>): readonly TriedSecret[] {
  if (found === null) return [];
  if (typeof found === 'string') return [{ ...NO_SECRET, secretAccessKey: found }];
  return found.map(({ secretAccessKey, source, isServers = false }) => ({
    secretAccessKey: octetsFromText(secretAccessKey),
    secretFrom: source,
    isServersSecret: isServers,
  }));
}

function sidesWith(
  evidence: Evidence,
  claim: Claim | null,
  { accessKeyId, secretAccessKey, ...ofSecret }: TriedSecret & Pick<Identity, 'accessKeyId'>,
): Sides {
  const { answer, client, request } = evidence;
  const asGiven = request && claim && draftOfClaim(claim, secretAccessKey);
  const identity = { accessKeyId, secretAccessKey, like: asGiven };
  const link = quotedLink(answer);
  // A string of a chunk says nothing about the string that the request itself has.
  const ofServer: Strings | null = link && answer ? { ...answer, stringToSign: null } : answer;
  const server = sideOf(unmaskedBy([textsIn(client), textsWith(asGiven)], ofServer), identity);
  const restore = restoreBy(answer?.canonicalRequest);
  const ofRequest = unmaskedDraft(asGiven, server.draft, restore);
  // Names that were replaced in the request are replaced in the client's text too, so its hash refutes both.
  const asSent = { ...textsWith(ofRequest), canonicalRequest: null };
  const quoted = sideOf(unmaskedBy([textsIn(ofServer), asSent], client, restore), {
    ...identity,
    like: server.draft ?? ofRequest,
  });
  const signature =
    unlessMasked(claim?.signature.octets) ??
    (link ? null : unlessMasked(answer?.signatureProvided)) ??
    client?.signature ??
    (link || client === null ? null : loneDigest(evidence));
  const unmasked = withHashOf(unmaskedDraft(ofRequest, quoted.draft), [server, quoted]);
  const sent = request && unmasked && knownRequest(request, unmasked, witnessesOf([server, quoted], signature));
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
    ...ofSecret,
  } as const;
  // What completes a text of the server that was cut off is not known to be what the server signed.
  return withRefusedLink({ ...sides, rightFor: rightFor({ ...sides, server }), refusedLink: null }, link);
}

/**
 * Adds the link that the server refused. If the server does not say what it refused, and the signature of the request
 * is right, the link is the first one whose signature is wrong.
 */
function withRefusedLink(sides: Sides, quoted: ReturnType<typeof quotedLink>): Sides {
  const { answer, rightFor, server, client } = sides;
  const isOpen = server.known !== 'quoted' && (answer === null || saysMismatch(answer) || isSilentAnswer(sides));
  const link = quoted ? linkOfServer(quoted, sides) : rightFor.request && isOpen ? wrongLink(sides) : null;
  if (link === null) return sides;
  return {
    ...sides,
    refusedLink: link,
    server: { ...server, stringInBody: link.server },
    client: { ...client, stringInBody: link.sent },
  };
}

/** Returns the texts of one side, of which what is masked is that of the first of the others that has it. */
const unmaskedBy = (others: readonly Texts[], strings: Strings | null, restore?: Restore): Strings | null =>
  others.reduce<Strings | null>((made, texts) => unmaskedStrings(made, texts, restore), strings);

const textsIn = (strings: Strings | null): Texts => ({
  canonicalRequest: strings?.canonicalRequest?.octets ?? null,
  stringToSign: strings?.stringToSign?.octets ?? null,
});

const NO_TEXTS: Texts = { canonicalRequest: null, stringToSign: null };

const textsWith = (draft: Draft | null): Texts => (draft === null ? NO_TEXTS : textsOf(draft, replay(draft)));

/** Returns a draft whose text has a mask with the hash that a side states for the same text. */
function withHashOf(draft: Draft | null, sides: readonly Side[]): Draft | null {
  if (draft === null) return null;
  const { canonicalRequest: text } = replay(draft);
  if (!isMasked(text)) return draft;
  const hash = sides.find(({ canonicalRequest, hashFrom }) => hashFrom === 'stated' && canonicalRequest === text)?.hash;
  return hash ? withStatedHash(draft, hash) : draft;
}

function witnessesOf(sides: readonly Side[], signature: Octets | null): Witnesses {
  return {
    drafts: sides.flatMap(({ draft }) => draft ?? []),
    hashes: sides.flatMap(({ hash }) => hash ?? []),
    signature,
  };
}

const isPresigned = (server: Side, client: Side): boolean =>
  pairsOf((server.draft ?? client.draft)?.canonicalQueryString ?? EMPTY).some(isOfSignature);

function sideOf(strings: Strings | null, identity: Identity): Side {
  if (!strings) return NOTHING_KNOWN;
  const canonical = strings.canonicalRequest?.octets ?? null;
  const toSign = strings.stringToSign?.octets ?? null;
  if (canonical === null && toSign === null) return NOTHING_KNOWN;
  const signable = toSign === null ? null : partsOfStringToSign(toSign);
  // The hash of a damaged text is meaningless, so the hash in the string to sign is used instead.
  const isDamaged = strings.canonicalRequest?.proof === 'refuted';
  const isShort = strings.canonicalRequest && isCut(strings.canonicalRequest);
  const draft = canonical === null || isDamaged || isShort ? null : draftOfText(canonical, signable, identity);
  const isOwnHash = strings.canonicalRequest?.proof === 'proved';
  const stated = strings.stringToSign?.hash === 'assumed' ? undefined : signable?.hash;
  return {
    draft: draft && stated && !isOwnHash ? withStatedHash(draft, stated) : draft,
    signable: signable && draftOfHash(signable, identity),
    canonicalRequest: isDamaged ? null : canonical,
    stringToSign: toSign,
    hash: stated ?? (canonical === null || isDamaged || isShort || isMasked(canonical) ? null : sha256Hex(canonical)),
    hashFrom: stated ? 'stated' : 'computed',
    known: 'quoted',
    stringInBody: null,
  };
}

function computedSide({ draft, basis }: KnownRequest): Side {
  if (basis === 'assumed') return { ...NOTHING_KNOWN, draft, known: 'assumed' };
  const made = replay(draft);
  const { canonicalRequest } = made;
  if (!isHashKnown(draft, canonicalRequest)) return { ...NOTHING_KNOWN, draft, canonicalRequest, known: 'computed' };
  return {
    ...NOTHING_KNOWN,
    draft,
    canonicalRequest,
    stringToSign: made.stringToSign,
    hash: made.hash,
    known: 'computed',
  };
}

/**
 * Adds the computed text to a side that reports only its hash, or only its beginning. A part that was cut off is unknown:
 * it is no difference.
 */
function completed(side: Side, computed: Side): Side {
  if (side.known === 'nothing') return computed;
  const { canonicalRequest: text, hash } = computed;
  const isBegun = side.hash === null && isBeginning(side.canonicalRequest ?? EMPTY, text ?? EMPTY);
  if (side.draft !== null || (side.hash === null ? !isBegun : side.hash !== hash)) return side;
  return { ...side, draft: computed.draft, hash, canonicalRequest: isBegun ? text : (side.canonicalRequest ?? text) };
}
