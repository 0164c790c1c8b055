/**
 * Headers that a request has as parameters of its query. An SDK that presigns moves ("hoists") them there, so that the
 * URL alone is the whole request (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
 */
import { lowerCase } from '../../bytes/text-operations.ts';
import type { HeaderField, RequestHead } from '../../http/message.ts';
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
  /** `signed`: it is in the list of signed headers. `ignored`: a checksum that nothing is compared with. */
  readonly role: 'signed' | 'header' | 'ignored';
}

/**
 * Gives the headers that a request has in its query alone: names in lower case, values decoded. These are the signed
 * headers that were not sent and, of a presigned URL, each other `x-amz-*` parameter whose header was not sent.
 */
export function hoistedHeaders(
  { scheme, signed }: Pick<Claim, 'scheme' | 'signed'>,
  rules: HoistingRules,
): HoistedHeader[] {
  if (signed.kind === 'policy') return [];
  const listed = unsentFields(signed.request, signed.signedHeaderNames, rules).map(
    (field): HoistedHeader => ({ ...field, role: 'signed' }),
  );
  return scheme === 'query' ? [...listed, ...others(signed, rules)] : listed;
}

/** Gives the same without what is ignored: they count as if they had been sent. */
export function headersInEffect(claim: Pick<Claim, 'scheme' | 'signed'>, rules: HoistingRules): HoistedHeader[] {
  return hoistedHeaders(claim, rules).filter(({ role }) => role !== 'ignored');
}

type HoistingRules = Pick<Rules, 'unsentSignedHeader' | 'hoistedChecksum'>;

function others({ request, signedHeaderNames }: SignedRequest, { hoistedChecksum }: HoistingRules): HoistedHeader[] {
  const taken = new Set<string>([...namesOf(request), ...signedHeaderNames.map(({ octets }) => octets)]);
  return decodedParameters(request.target)
    .map(({ name, value }) => ({ name: lowerCase(name), value }))
    .filter(
      ({ name: { octets } }) => octets.startsWith('x-amz-') && !OF_THE_SIGNATURE.has(octets) && !taken.has(octets),
    )
    .map((field): HoistedHeader => {
      const isIgnored = hoistedChecksum === 'ignored' && isChecksum(field.name.octets);
      return { ...field, role: isIgnored ? 'ignored' : 'header' };
    });
}

type SignedRequest = Extract<SignedThing, { readonly kind: 'request' }>;

const namesOf = ({ headers }: RequestHead) => headers.map(({ name }) => name.octets.toLowerCase());
