/** Writes the parts of a request that carry a signature, from the parts that are signed. */
import type { Octets } from '../bytes/octets.ts';
import { AWS4 } from '../sigv4/dialect.ts';
import { credentialOf, type Draft } from './draft.ts';

/** Returns the value of the Authorization header. `signedHeaders` is the list of names as it is sent. */
export const authorizationOf = (draft: Draft, signature: Octets, signedHeaders = draft.signedHeaders): Octets =>
  `${draft.algorithm} Credential=${credentialOf(draft)}, SignedHeaders=${signedHeaders}, Signature=${signature}` as Octets;

/**
 * Returns the target of the request line. `signature` is that of a presigned URL, percent-encoded as it is sent: a parameter
 * that is not itself signed; `null` if the signature is in a header.
 */
export function targetOf(
  draft: Pick<Draft, 'canonicalUri' | 'canonicalQueryString'>,
  signature: string | null,
): Octets {
  const parameter = signature === null ? '' : `${AWS4.parameters.signature}=${signature}`;
  const query = [draft.canonicalQueryString, parameter].filter((part) => part !== '').join('&');
  return (query === '' ? draft.canonicalUri : `${draft.canonicalUri}?${query}`) as Octets;
}
