/** The Location header of a presigned request: some servers repeat the query, and with it the signature. */
import { QUERY_PARAMETERS } from '../../sigv4/claims/query-claim.ts';

const FURTHER_PARAMETERS = ['X-Amz-Security-Token', 'X-Amz-Region-Set'];
const OF_SIGNATURES = new Set([...QUERY_PARAMETERS, ...FURTHER_PARAMETERS].map((name) => name.toLowerCase()));

/** Leaves out the parameters of a signature, which was for the address before. */
export function withoutSignature(address: string): string {
  const [beginning = '', query] = address.split(/\?(.*)/s, 2);
  if (query === undefined) return address;
  const kept = query.split('&').filter((pair) => !OF_SIGNATURES.has((pair.split('=', 1)[0] ?? '').toLowerCase()));
  return kept.length === 0 ? beginning : `${beginning}?${kept.join('&')}`;
}
