/**
 * Headers that a request has as parameters of its query. An SDK that presigns moves ("hoists") them there, so that the
 * URL alone is the whole request (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
 */
import { lowerCase } from '../../bytes/text-operations.ts';
import type { HeaderField } from '../../http/message.ts';
import { decodedParameters } from '../../http/target.ts';
import type { Rules } from '../rules.ts';
import { unsentFields } from '../stages/canonical-headers.ts';
import type { Claim, SignedThing } from './claim.ts';
import { isChecksum } from './sent-checksums.ts';

/** The parameters that sign a presigned URL, in lower case: they are about the signature, not the object. */
const OF_THE_SIGNATURE = new Set(
  [
    ...['algorithm', 'credential', 'date', 'expires', 'signedheaders', 'signature'],
    ...['security-token', 'content-sha256', 'region-set'],
  ].map((name) => `x-amz-${name}`),
);

export interface HoistedHeader extends HeaderField {
  /**
   * `signed`: it is in the list of signed headers. `sent`: a header of this name was sent as well, and counts instead.
   * `ignored`: a checksum that nothing is compared with. `header`: any other, which counts as if it had been sent.
   */
  readonly role: 'signed' | 'sent' | 'ignored' | 'header';
}

type HoistingRules = Pick<Rules, 'unsentSignedHeader' | 'hoistedChecksum'>;
type Claimed = Pick<Claim, 'scheme' | 'signed'>;

/**
 * Gives the headers that a request has in its query: names in lower case, values decoded. These are the signed headers
 * that were not sent and, of a presigned URL, each other `x-amz-*` parameter that does not belong to the signature.
 */
export function hoistedHeaders({ scheme, signed }: Claimed, rules: HoistingRules): HoistedHeader[] {
  if (signed.kind === 'policy') return [];
  const listed = unsentFields(signed.request, signed.signedHeaderNames, rules).map(
    (field): HoistedHeader => ({ ...field, role: 'signed' }),
  );
  return scheme === 'query' ? [...listed, ...others(signed, listed, rules)] : listed;
}

/** Tells whether it counts as if it had been sent. */
export const isInEffect = ({ role }: HoistedHeader): boolean => role === 'signed' || role === 'header';

function others(
  { request, signedHeaderNames }: SignedRequest,
  listed: readonly HoistedHeader[],
  { hoistedChecksum }: HoistingRules,
): HoistedHeader[] {
  const taken = new Set<string>(listed.map(({ name }) => name.octets));
  // A signed header that the rules leave empty is one that was sent: it does not count a second time.
  const sent = new Set<string>([
    ...request.headers.map(({ name }) => name.octets.toLowerCase()),
    ...signedHeaderNames.map(({ octets }) => octets),
  ]);
  const roleOf = (name: string): HoistedHeader['role'] => {
    if (sent.has(name)) return 'sent';
    return hoistedChecksum === 'ignored' && isChecksum(name) ? 'ignored' : 'header';
  };
  return decodedParameters(request.target)
    .map(({ name, value }) => ({ name: lowerCase(name), value }))
    .filter(
      ({ name: { octets } }) => octets.startsWith('x-amz-') && !taken.has(octets) && !OF_THE_SIGNATURE.has(octets),
    )
    .map((field) => ({ ...field, role: roleOf(field.name.octets) }));
}

type SignedRequest = Extract<SignedThing, { readonly kind: 'request' }>;
