/** Prepares the input for a second opinion on a trace. */
import { copyOf } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { splitTarget } from '../../http/target.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import {
  CANONICAL_REQUEST,
  CANONICAL_URI,
  HASHED_PAYLOAD,
  SIGNED_HEADERS,
} from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY, SERVICE, TIMESTAMP } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { findValue, type Trace, type Value, type ValueDefinition } from '../../trace/trace.ts';
import type { SecondOpinionInput } from '../../views/second-opinion/second-opinion.ts';

/** A trace that has not been redacted, so its secret can be used. */
interface WholeTrace extends Trace {
  readonly values: readonly (Value & { readonly masked?: never })[];
}

/** Returns the input that the other signer needs, or `null` if that signer cannot sign such a request. */
export function secondOpinionInput(trace: WholeTrace): SecondOpinionInput | null {
  const octets = ({ id }: ValueDefinition): Octets => findValue(trace, id)?.bytes.octets ?? EMPTY;
  const head = readRequestHead(copyOf(SIGNED_REQUEST.id, octets(SIGNED_REQUEST)));
  // The other signer follows the same rules only for HMAC-SHA256 with the signature in a header.
  const isComparable = trace.scheme === 'header' && findValue(trace, SIGNING_KEY.id) !== undefined;
  if (trace.outcome.kind !== 'signed' || !isComparable || isProblem(head)) return null;
  const { path, query } = splitTarget(head.target);
  const { pathEncoding, pathSegments, plusInQuery } = trace.rules;
  return {
    method: head.method.octets,
    path: path.octets,
    query: query?.octets ?? null,
    headers: head.headers.map(({ name, value }) => [name.octets, value.octets]),
    signedHeaders: octets(SIGNED_HEADERS).split(';') as Octets[],
    hashedPayload: octets(HASHED_PAYLOAD),
    accessKeyId: octets(ACCESS_KEY_ID),
    secretAccessKey: octets(SECRET_ACCESS_KEY),
    timestamp: octets(TIMESTAMP),
    region: octets(REGION),
    service: octets(SERVICE),
    rules: {
      pathEncoding: pathEncoding === 'twice' ? 'twice' : 'once',
      pathSegments: pathSegments === 'normalised' ? 'normalised' : 'kept',
      plusInQuery: plusInQuery === 'space' ? 'space' : 'literal',
    },
    ours: {
      canonicalUri: octets(CANONICAL_URI),
      canonicalRequest: octets(CANONICAL_REQUEST),
      stringToSign: octets(STRING_TO_SIGN),
      signature: octets(SIGNATURE),
    },
  };
}
