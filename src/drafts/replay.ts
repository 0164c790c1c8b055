/** Replays the steps of a draft, and computes each result only when it is read. */
import type { Bytes } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { type Draft, SCOPE_PARTS, secretBytes } from './draft.ts';
import { hasKeyOf, RIGHT_STEPS } from './steps.ts';

/** A canonical request, and the draft from which it was computed. */
interface DraftRequest {
  readonly of: Draft;
  readonly canonicalRequest: Bytes;
  /** The hash; `null` until it is needed. */
  hash: Bytes | null;
}

let lastRequest: DraftRequest | null = null;

/**
 * Returns the canonical request of a draft. Caches the last result, because mistakes in the key, the scope, or the time
 * do not change the canonical request.
 */
function requestOf(draft: Draft): DraftRequest {
  if (lastRequest === null || !haveSameRequest(lastRequest.of, draft))
    lastRequest = { of: draft, canonicalRequest: draft.steps.canonicalRequest(draft), hash: null };
  return lastRequest;
}

function hashOf(request: DraftRequest): Bytes {
  request.hash ??= request.of.steps.hash(request.canonicalRequest);
  return request.hash;
}

/**
 * Returns whether two drafts have the same canonical request. Wrong steps may use any part of a draft, so only drafts
 * with the right steps are compared.
 */
const haveSameRequest = (one: Draft, other: Draft): boolean =>
  one.headers === other.headers &&
  one.method === other.method &&
  one.canonicalUri === other.canonicalUri &&
  one.canonicalQueryString === other.canonicalQueryString &&
  one.signedHeaders === other.signedHeaders &&
  one.hashedPayload === other.hashedPayload &&
  one.recorded === other.recorded &&
  hasRightRequest(one) &&
  hasRightRequest(other);

const hasRightRequest = ({ steps }: Draft): boolean =>
  steps.canonicalRequest === RIGHT_STEPS.canonicalRequest && steps.hash === RIGHT_STEPS.hash;

/** Returns whether two drafts with the same canonical request have the same string to sign. */
const haveSameString = (one: Draft, other: Draft): boolean =>
  one.algorithm === other.algorithm &&
  one.timestamp === other.timestamp &&
  (one.scope === other.scope || SCOPE_PARTS.every((part) => one.scope[part] === other.scope[part])) &&
  one.steps.stringToSign === RIGHT_STEPS.stringToSign &&
  other.steps.stringToSign === RIGHT_STEPS.stringToSign;

/**
 * The results of a draft's steps. Each result is computed when it is first read, because a search dismisses most drafts
 * by an early result.
 */
export class Replay {
  private readonly draft: Draft;
  private readonly base: Replay | null;
  private request: DraftRequest | null = null;
  private text: Bytes | null = null;
  private key: Bytes | null = null;
  private signed: Octets | null = null;

  /** `base` is the replay of the draft that a mistake changed. What the mistake does not affect is taken from there. */
  constructor(draft: Draft, base: Replay | null) {
    this.draft = draft;
    this.base = base;
  }

  get canonicalRequest(): Octets {
    return this.readRequest().canonicalRequest.octets;
  }

  get hash(): Octets {
    return hashOf(this.readRequest()).octets;
  }

  get stringToSign(): Octets {
    return this.readString().octets;
  }

  /** Returns the signature, or `null` if the secret is unknown. */
  signature(): Octets | null {
    this.signed ??= this.computeSignature();
    return this.signed;
  }

  private readRequest(): DraftRequest {
    this.request ??=
      this.base !== null && haveSameRequest(this.base.draft, this.draft)
        ? this.base.readRequest()
        : requestOf(this.draft);
    return this.request;
  }

  private readString(): Bytes {
    this.text ??= this.computeString();
    return this.text;
  }

  private computeString(): Bytes {
    const { draft, base } = this;
    const request = this.readRequest();
    if (base !== null && request === base.request && haveSameString(base.draft, draft)) return base.readString();
    return draft.steps.stringToSign(draft, hashOf(request), request.canonicalRequest);
  }

  private computeSignature(): Octets | null {
    const secret = secretBytes(this.draft);
    return secret && this.draft.steps.signature(this.readKey(secret), this.readString()).octets;
  }

  private readKey(secret: Bytes): Bytes {
    const { draft, base } = this;
    this.key ??=
      base !== null && hasKeyOf(draft, base.draft) ? base.readKey(secret) : draft.steps.signingKey(draft, secret);
    return this.key;
  }
}

/** Replays the steps of a draft. */
export const replay = (draft: Draft, base: Replay | null = null): Replay => new Replay(draft, base);
