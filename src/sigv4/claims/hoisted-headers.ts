/**
 * Finds headers that were sent as query parameters. An SDK that presigns a request moves ("hoists") its headers into
 * the query, so that the URL alone is a complete request
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
 */
import { lowerCase } from '../../bytes/text-operations.ts';
import type { HeaderField } from '../../http/message.ts';
import { decodedParameters } from '../../http/target.ts';
import { AMZ_PREFIX, SIGNATURE_PARAMETERS } from '../names.ts';
import type { Rules } from '../rules.ts';
import { unsentFields } from '../stages/canonical-request/canonical-headers.ts';
import type { Claim, SignedThing } from './claim.ts';
import { isChecksum } from './sent-checksums.ts';

export interface HoistedHeader extends HeaderField {
  /**
   * How the header is treated. `signed` means that the header is in the list of signed headers; `sent`, that a header
   * with this name was also sent and takes precedence; and `ignored`, that the header is a checksum that is not
   * compared. `header` is any other header, which counts as if it had been sent.
   */
  readonly role: 'signed' | 'sent' | 'ignored' | 'header';
}

type HoistingRules = Pick<Rules, 'unsentSignedHeader' | 'hoistedChecksum'>;
type Claimed = Pick<Claim, 'scheme' | 'signed'>;

/**
 * Returns the headers in the query of a request, with names in lowercase and decoded values. The result consists of the
 * signed headers that were not sent and, for a presigned URL, every other `x-amz-*` parameter that does not belong to
 * the signature.
 */
export function hoistedHeaders({ scheme, signed }: Claimed, rules: HoistingRules): HoistedHeader[] {
  if (signed.kind === 'policy') return [];
  const listed = unsentFields(signed.request, signed.signedHeaderNames, rules).map(
    (field): HoistedHeader => ({ ...field, role: 'signed' }),
  );
  return scheme === 'query' ? [...listed, ...others(signed, listed, rules)] : listed;
}

/** Returns whether a hoisted header counts as if it had been sent. */
export const isInEffect = ({ role }: HoistedHeader): boolean => role === 'signed' || role === 'header';

function others(
  { request, signedHeaderNames }: SignedRequest,
  listed: readonly HoistedHeader[],
  { hoistedChecksum }: HoistingRules,
): HoistedHeader[] {
  const taken = new Set<string>(listed.map(({ name }) => name.octets));
  // A signed header counts as sent even if the rules leave it empty. Such a header must not be counted again.
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
      ({ name: { octets } }) =>
        octets.startsWith(AMZ_PREFIX) && !taken.has(octets) && !SIGNATURE_PARAMETERS.has(octets),
    )
    .map((field) => ({ ...field, role: roleOf(field.name.octets) }));
}

type SignedRequest = Extract<SignedThing, { readonly kind: 'request' }>;
