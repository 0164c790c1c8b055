/** Writes the parts of a request that carry a signature, from the parts that are signed. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { authorization } from '../sigv4/stages/authorization.ts';
import { signedPath } from '../sigv4/stages/canonical-request/canonical-uri.ts';
import { unrecorded } from '../trace/trace.ts';
import { type Draft, partBytes, scopeBytes } from './draft.ts';

/** Returns the value of the Authorization header. `signedHeaders` is the list of names as it is sent. */
export const authorizationOf = (draft: Draft, signature: Octets, signedHeaders = draft.signedHeaders): Octets =>
  authorization(
    {
      dialect: draft.dialect,
      algorithm: partBytes(draft, 'algorithm'),
      accessKeyId: partBytes(draft, 'accessKeyId'),
      credentialScope: scopeBytes(draft),
      signedHeaders: plain(signedHeaders),
      signature: plain(signature),
    },
    unrecorded,
  ).octets;

type TargetParts = Pick<Draft, 'dialect' | 'canonicalUri' | 'canonicalQueryString'>;

/** Returns the path that is sent: without the bucket, if that is in the host and the server signs it before the path. */
function sentPath({ dialect, canonicalUri }: TargetParts, host: Octets | null): Octets {
  const before = signedPath(plain(EMPTY), host === null ? null : plain(host), dialect).octets;
  const isBefore = dialect.path.base === 'with-bucket' && canonicalUri.startsWith(`${before}/`);
  return isBefore ? (canonicalUri.slice(before.length) as Octets) : canonicalUri;
}

/**
 * Returns the target of the request line. `signature` is that of a presigned URL, percent-encoded as it is sent: a parameter
 * that is not itself signed; `null` if the signature is in a header.
 */
export function targetOf(draft: TargetParts, signature: string | null, host: Octets | null): Octets {
  const parameter = signature === null ? '' : `${draft.dialect.parameters?.signature}=${signature}`;
  const query = [draft.canonicalQueryString, parameter].filter((part) => part !== '').join('&');
  const path = sentPath(draft, host);
  return (query === '' ? path : `${path}?${query}`) as Octets;
}
