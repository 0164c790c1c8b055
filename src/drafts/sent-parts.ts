/** Writes the parts of a request that carry a signature, from the parts that are signed. */

import { plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { AMZ_PARAMETERS } from '../sigv4/names.ts';
import { authorization } from '../sigv4/stages/authorization.ts';
import { unrecorded } from '../trace/trace.ts';
import { type Draft, partBytes, scopeBytes } from './draft.ts';

/** Returns the value of the Authorization header. `signedHeaders` is the list of names as it is sent. */
export const authorizationOf = (draft: Draft, signature: Octets, signedHeaders = draft.signedHeaders): Octets =>
  authorization(
    {
      algorithm: partBytes(draft, 'algorithm'),
      accessKeyId: partBytes(draft, 'accessKeyId'),
      credentialScope: scopeBytes(draft),
      signedHeaders: plain(signedHeaders),
      signature: plain(signature),
    },
    unrecorded,
  ).octets;

type TargetParts = Pick<Draft, 'canonicalUri' | 'canonicalQueryString'>;

/**
 * Returns the target of the request line. `signature` is that of a presigned URL, percent-encoded as it is sent: a parameter
 * that is not itself signed; `null` if the signature is in a header.
 */
export function targetOf({ canonicalUri, canonicalQueryString }: TargetParts, signature: string | null): Octets {
  const parameter = signature === null ? '' : `${AMZ_PARAMETERS.signature}=${signature}`;
  const query = [canonicalQueryString, parameter].filter((part) => part !== '').join('&');
  return (query === '' ? canonicalUri : `${canonicalUri}?${query}`) as Octets;
}
