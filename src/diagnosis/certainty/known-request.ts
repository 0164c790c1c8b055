/**
 * The request that was given, as what a server computes of it. A form that says only a part of a request (a URL has no
 * method and no headers) leaves the rest unknown: it is completed from what a side quotes, confirmed by a hash or the
 * signature, or else assumed, and what is assumed proves nothing.
 */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { headerValue } from '../../http/message.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { HASHED_PAYLOAD, HTTP_METHOD } from '../../sigv4/stages/canonical-request.ts';
import { headerValueId } from '../difference/changes.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { replay } from '../draft/steps.ts';

/** Of a value, by its id as in `Change`: whether the request as given says it. */
export type SaysValue = (value: string) => boolean;

export interface KnownRequest {
  readonly draft: Draft;
  /**
   * `said`: the request says every value that is signed. `confirmed`: it does not, and a hash or the signature shows that
   * `draft` is right. `completed`: what it does not say is as one side quotes it. `assumed`: what it does not say is the
   * usual, which may be wrong.
   */
  readonly standing: 'said' | 'confirmed' | 'completed' | 'assumed';
  /** Of the draft that is `confirmed` every value is said. */
  readonly says: SaysValue;
}

/** What both sides say beside the request. */
export interface Witnesses {
  /** What each side quotes, taken apart. */
  readonly drafts: readonly Draft[];
  /** The hashes of canonical requests that a side states or quotes. */
  readonly hashes: readonly Octets[];
  /** The signature that was sent. */
  readonly signature: Octets | null;
}

/** Methods with which URLs are presigned, the usual one first. */
const METHODS = ['GET', 'PUT', 'HEAD', 'DELETE', 'POST'] as readonly string[] as readonly Octets[];

/** Returns what is known of the request whose values, with the usual ones for what it does not say, are `draft`. */
export function knownRequest(request: ClientRequest, draft: Draft, witnesses: Witnesses): KnownRequest {
  const says = saysOf(request, draft);
  if (unsaidValues(draft, says).length === 0) return { draft, standing: 'said', says };
  const completed = witnesses.drafts
    .map((other) => completedFrom(draft, says, other))
    .filter((candidate) => candidate !== null);
  const usual = says(HTTP_METHOD.id) ? [draft] : METHODS.map((method) => ({ ...draft, method }));
  const confirmed = [...completed, ...usual].find((candidate) => isConfirmed(candidate, witnesses));
  if (confirmed) return { draft: confirmed, standing: 'confirmed', says: () => true };
  const [first] = completed;
  return first ? { draft: first, standing: 'completed', says } : { draft, standing: 'assumed', says };
}

function saysOf(request: ClientRequest, draft: Draft): SaysValue {
  const { head, unsaid } = request;
  const shown = new Set(head.headers.map(({ name }) => headerValueId(name.octets.toLowerCase())));
  const isHeadWhole = !unsaid.includes('headers');
  return (value) => {
    if (value === HTTP_METHOD.id) return !unsaid.includes('method');
    if (value === HASHED_PAYLOAD.id) return saysHashedPayload(request, draft);
    return isHeadWhole || !value.startsWith(headerValueId('')) || shown.has(value);
  };
}

const CONTENT_SHA256 = 'x-amz-content-sha256';
const HASH_OF_NOTHING = sha256Hex(EMPTY);

/** The hash is in a header or a parameter, or else comes from the body, which may not be known. */
function saysHashedPayload({ head, unsaid, body }: ClientRequest, { signedHeaders, hashedPayload }: Draft): boolean {
  const parameter = new RegExp(`[?&]${CONTENT_SHA256}=`, 'i');
  if (headerValue(head.headers, CONTENT_SHA256) || parameter.test(head.target.octets)) return true;
  const isHeadWhole = !unsaid.includes('headers');
  if (!isHeadWhole && signedHeaders.split(';').includes(CONTENT_SHA256)) return false;
  return hashedPayload !== HASH_OF_NOTHING || (body === EMPTY && isHeadWhole);
}

/** The ids of the values of the canonical request that the request does not say. */
function unsaidValues({ headers }: Draft, says: SaysValue): readonly string[] {
  const values = [HTTP_METHOD.id, HASHED_PAYLOAD.id, ...headers.map(({ name }) => headerValueId(name))];
  return values.filter((value) => !says(value));
}

/** With each value that is not said as the other draft has it; `null` where that does not have one of them. */
function completedFrom(draft: Draft, says: SaysValue, other: Draft): Draft | null {
  const headers = draft.headers.map((header) =>
    says(headerValueId(header.name)) ? header : { name: header.name, value: headerOf(other, header.name) },
  );
  if (!headers.every((header): header is Draft['headers'][number] => header.value !== null)) return null;
  return {
    ...draft,
    method: says(HTTP_METHOD.id) ? draft.method : other.method,
    headers,
    hashedPayload: says(HASHED_PAYLOAD.id) ? draft.hashedPayload : other.hashedPayload,
  };
}

function isConfirmed(draft: Draft, { hashes, signature }: Witnesses): boolean {
  const made = replay(draft);
  return hashes.includes(made.hash) || (signature !== null && made.signature() === signature);
}
