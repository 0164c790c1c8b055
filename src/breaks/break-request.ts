/** Turns a correct request into a wrong one by making a single mistake, for tests and demonstrations. */

import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { percentEncode } from '../bytes/text-operations.ts';
import { type CanonicalHeader, credentialOf, type Draft, headerOf } from '../drafts/draft.ts';
import { claimOf, draftOfClaim } from '../drafts/draft-of-request.ts';
import type { Mutation, MutationContext } from '../drafts/mutation.ts';
import { replay } from '../drafts/replay.ts';
import { authorizationOf, targetOf } from '../drafts/sent-parts.ts';
import { isSignature, pairsOf, valueIn } from '../drafts/spellings/query-pairs.ts';
import type { HeaderField, RequestHead } from '../http/message.ts';
import { splitTarget } from '../http/target.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../sigv4/names.ts';

/** A correctly signed request and everything that it was signed with. */
export interface RightRequest {
  readonly head: RequestHead;
  readonly body: Octets;
  readonly draft: Draft;
  readonly scheme: MutationContext['scheme'];
}

/** Reads a signed request as a verifier does. Returns `null` if its signature cannot be read. */
export function rightRequest(made: { head: RequestHead; body: Octets }, secret: Octets | null): RightRequest | null {
  const claim = claimOf(made);
  const draft = claim && draftOfClaim(claim, secret);
  return claim && draft && { ...made, draft, scheme: claim.scheme === 'query' ? 'query' : 'header' };
}

export interface BrokenRequest {
  /** The request as the client builds it. */
  readonly made: RequestHead;
  /** The request as it arrives at the server. */
  readonly arrived: RequestHead;
  readonly signed: Draft;
}

/**
 * Returns one broken request for each way to make the mistake. Returns an empty list if the mistake changes nothing.
 */
export function breakRequest(right: RightRequest, { side, change }: Mutation): readonly BrokenRequest[] {
  const { head, body, draft, scheme } = right;
  return change(draft, { head, body, scheme, other: null }).flatMap((changed) => {
    if (isSignedAlike(changed, draft)) return [];
    if (side === 'way') return [{ made: head, arrived: carried(right, changed), signed: draft }];
    const made = resigned(right, changed);
    return [{ made, arrived: made, signed: changed }];
  });
}

/** Returns whether two drafts lead to the same string to sign, signature, and credential. */
export function isSignedAlike(one: Draft, other: Draft): boolean {
  const [before, after] = [replay(other), replay(one)];
  const isSame = after.stringToSign === before.stringToSign && after.signature() === before.signature();
  return isSame && credentialOf(one) === credentialOf(other);
}

/** Returns the head with the draft's signature and scope, and with the draft's signed headers if they are different. */
export function resigned({ head, draft, scheme }: RightRequest, made: Draft): RequestHead {
  const signature = replay(made).signature() ?? ('' as Octets);
  const signedHeaders = namesOf(made) === namesOf(draft) ? draft.signedHeaders : made.signedHeaders;
  if (scheme === 'query')
    return withTarget(head, resignedTarget(head.target.octets, made, { signature, signedHeaders }));
  const authorization = authorizationOf(made, signature, signedHeaders);
  const contentSha256 = AMZ_HEADERS.contentSha256;
  return {
    ...head,
    headers: head.headers.map((field) => {
      if (isNamed(field, 'authorization')) return valued(field, authorization);
      // A signer that hashes the wrong body also puts the resulting hash in the header.
      const isOfPayload = isNamed(field, contentSha256) && headerOf(made, contentSha256) === made.hashedPayload;
      return isOfPayload ? valued(field, made.hashedPayload) : field;
    }),
  };
}

const namesOf = ({ signedHeaders }: Draft): string =>
  [...new Set(signedHeaders.toLowerCase().split(/(?:%3b|[;,:& \n])+/))]
    .filter((name) => name !== '')
    .sort()
    .join(';');

function resignedTarget(
  target: Octets,
  made: Draft,
  { signature, signedHeaders }: { signature: Octets; signedHeaders: Octets },
): Octets {
  const values = new Map<string, Octets>([
    [AMZ_PARAMETERS.signature, signature],
    [AMZ_PARAMETERS.signedHeaders, signedHeaders],
    [AMZ_PARAMETERS.credential, credentialOf(made)],
  ]);
  const given = new RegExp(`(${[...values.keys()].join('|')})=[^&]*`, 'g');
  return target.replace(given, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : `${name}=${percentEncode(plain(value)).octets}`;
  }) as Octets;
}

/**
 * Returns the head that arrives after a change in transit. Every part that changed in the draft also changes in the
 * head.
 */
export function carried({ head, draft, scheme }: RightRequest, made: Draft): RequestHead {
  const isTargetSame =
    made.canonicalUri === draft.canonicalUri && made.canonicalQueryString === draft.canonicalQueryString;
  const target = isTargetSame ? head.target.octets : carriedTarget(head, made, scheme);
  return {
    method: plain(made.method === draft.method ? head.method.octets : made.method),
    target: plain(target),
    headers: carriedHeaders(head.headers, draft.headers, made.headers),
  };
}

/** Returns the target that arrives, with the signature of a presigned URL. */
function carriedTarget(head: RequestHead, made: Draft, scheme: MutationContext['scheme']): Octets {
  const signature = pairsOf(splitTarget(head.target).query?.octets ?? EMPTY).find(isSignature);
  return targetOf(made, scheme === 'query' && signature ? valueIn(signature) : null);
}

function carriedHeaders(
  fields: readonly HeaderField[],
  before: readonly CanonicalHeader[],
  after: readonly CanonicalHeader[],
): HeaderField[] {
  const valueIn = (headers: readonly CanonicalHeader[], name: string) =>
    headers.find((header) => header.name === name)?.value ?? null;
  const kept = fields.flatMap((field, index) => {
    const name = field.name.octets.toLowerCase();
    const value = valueIn(after, name);
    if (value === valueIn(before, name)) return [field];
    // An empty value means that the header did not arrive. A single value replaces multiple values.
    const isFirst = fields.findIndex((one) => isNamed(one, name)) === index;
    return value === null || value === '' || !isFirst ? [] : [valued(field, value)];
  });
  const added = after.filter(
    ({ name }) => valueIn(before, name) === null && !fields.some((field) => isNamed(field, name)),
  );
  return [...kept, ...added.map(({ name, value }) => ({ name: plain(name), value: plain(value) }))];
}

const isNamed = ({ name }: HeaderField, lowerCaseName: string): boolean => name.octets.toLowerCase() === lowerCaseName;
const valued = ({ name }: HeaderField, value: string): HeaderField => ({ name, value: plain(value as Octets) });
const withTarget = (head: RequestHead, target: Octets): RequestHead => ({ ...head, target: plain(target) });
