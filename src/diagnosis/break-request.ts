/** A right request made wrong by one mistake, as it would go over the wire: for tests, and to see it fail. */
import { plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { percentEncode } from '../bytes/text-operations.ts';
import type { HeaderField, RequestHead } from '../http/message.ts';
import { type CanonicalHeader, credentialOf, type Draft, headerOf } from './draft/draft.ts';
import { replay } from './draft/steps.ts';
import type { Mutation } from './mutation.ts';
import type { Surroundings } from './surroundings.ts';

const CONTENT_SHA256 = 'x-amz-content-sha256';

/** A request that is signed right, and all that it was signed with. */
export interface RightRequest {
  readonly head: RequestHead;
  readonly body: Octets;
  readonly draft: Draft;
  readonly scheme: Surroundings['scheme'];
}

export interface BrokenRequest {
  /** As the client makes it. */
  readonly made: RequestHead;
  /** As it arrives. */
  readonly arrived: RequestHead;
  /** What the client signed. */
  readonly signed: Draft;
}

/** One for each way in which the mistake can be made of it; none where it changes nothing. */
export function breakRequest(right: RightRequest, { side, change }: Mutation): readonly BrokenRequest[] {
  const { head, body, draft, scheme } = right;
  const before = replay(draft);
  return change(draft, { head, body, scheme, other: null }).flatMap((changed) => {
    const after = replay(changed);
    const isSigned = after.stringToSign === before.stringToSign && after.signature() === before.signature();
    if (isSigned && credentialOf(changed) === credentialOf(draft)) return [];
    if (side === 'way') return [{ made: head, arrived: carried(right, changed), signed: draft }];
    const made = resigned(right, changed);
    return [{ made, arrived: made, signed: changed }];
  });
}

/** The head with the signature of the draft, its scope and, where it names others, its signed headers. */
function resigned({ head, draft, scheme }: RightRequest, made: Draft): RequestHead {
  const signature = replay(made).signature() ?? ('' as Octets);
  const signedHeaders = namesOf(made) === namesOf(draft) ? draft.signedHeaders : made.signedHeaders;
  if (scheme === 'query')
    return withTarget(head, resignedTarget(head.target.octets, made, { signature, signedHeaders }));
  const authorization = `${made.algorithm} Credential=${credentialOf(made)}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return {
    ...head,
    headers: head.headers.map((field) => {
      if (isNamed(field, 'authorization')) return valued(field, authorization);
      // A signer that hashes another body says so in the header, which is sent as it is signed.
      const isOfPayload = isNamed(field, CONTENT_SHA256) && headerOf(made, CONTENT_SHA256) === made.hashedPayload;
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
  const parameters: Readonly<Record<string, Octets>> = {
    'X-Amz-Signature': signature,
    'X-Amz-SignedHeaders': signedHeaders,
    'X-Amz-Credential': credentialOf(made),
  };
  return target.replace(/(X-Amz-(?:Signature|SignedHeaders|Credential))=[^&]*/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined ? whole : `${name}=${percentEncode(plain(value)).octets}`;
  }) as Octets;
}

/** The head as what carried it made it: everything that is another in the draft is another in the head. */
function carried({ head, draft, scheme }: RightRequest, made: Draft): RequestHead {
  const isTargetSame =
    made.canonicalUri === draft.canonicalUri && made.canonicalQueryString === draft.canonicalQueryString;
  const target = isTargetSame ? head.target.octets : carriedTarget(head.target.octets, made, scheme);
  return {
    method: plain(made.method === draft.method ? head.method.octets : made.method),
    target: plain(target),
    headers: carriedHeaders(head.headers, draft.headers, made.headers),
  };
}

/** The signature is a parameter of a presigned URL, and no part of what is signed. */
function carriedTarget(
  target: Octets,
  { canonicalUri, canonicalQueryString }: Draft,
  scheme: Surroundings['scheme'],
): Octets {
  const signature = scheme === 'query' ? (/X-Amz-Signature=[^&]*/.exec(target)?.[0] ?? '') : '';
  const query = [canonicalQueryString, signature].filter((part) => part !== '').join('&');
  return (query === '' ? canonicalUri : `${canonicalUri}?${query}`) as Octets;
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
    // An empty value is how a server writes a header that did not arrive; one value takes the place of several.
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
