/** Reading an Authorization header back into its parts, as slices. */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { split, trim } from '../../bytes/text-operations.ts';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { algorithmNamed } from '../algorithms/table.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';
import { type Credential, readCredential } from './credential.ts';
import { isOfAws, notOfAws } from './other-schemes.ts';

export interface AuthorizationClaim extends Credential {
  readonly algorithm: Algorithm;
  /** As they are listed, in lower case if the client did right. */
  readonly signedHeaderNames: readonly Bytes[];
  readonly signature: Bytes;
}

/** RFC 9110, section 5.6.3. */
const WHITE_SPACE = /[ \t]/;

/**
 * What an Authorization header claims, or what is malformed in it; `regionSet` is a header of its own. Problems do not
 * quote it, since a part of it may be a secret that stands in the wrong place: they say where it is.
 */
export function readAuthorization(value: Bytes, regionSet: Bytes | null): AuthorizationClaim | Problem {
  const nameEnd = value.octets.search(WHITE_SPACE);
  const name = (nameEnd < 0 ? value.octets : value.octets.slice(0, nameEnd)) as Octets;
  if (name === 'AWS') return signatureVersion2();
  const algorithm = algorithmNamed(name);
  if (!algorithm) {
    if (!isOfAws(value)) return notOfAws(value);
    const says = 'The Authorization header does not begin with the name of an algorithm that is known.';
    return malformed('unknown-algorithm', says, [0, name.length]);
  }
  const parts = namedParts(nameEnd < 0 ? slice(value, value.octets.length) : slice(value, nameEnd + 1));
  const credential = parts.get('Credential');
  const signedHeaders = parts.get('SignedHeaders');
  const signature = parts.get('Signature');
  const whole: Range = [0, value.octets.length];
  if (!credential) return missing('Credential', whole);
  if (!signedHeaders?.octets) return missing('SignedHeaders', whole);
  if (!signature?.octets) return missing('Signature', whole);
  const fields = readCredential(credential, algorithm, regionSet);
  if (!fields) {
    const form = algorithm.boundTo === 'region' ? 'KEY/DATE/REGION/SERVICE' : 'KEY/DATE/SERVICE';
    const start = value.octets.indexOf(`Credential=${credential.octets}`) + 'Credential='.length;
    const says = `The Credential of the Authorization header is not ${form}/aws4_request.`;
    return malformed('credential', says, [start, start + credential.octets.length]);
  }
  return { ...fields, algorithm, signedHeaderNames: split(signedHeaders, ';'), signature };
}

/** The parts behind the algorithm, which are separated by commas, with or without white space. */
function namedParts(parts: Bytes): Map<string, Bytes> {
  const named = new Map<string, Bytes>();
  for (const part of split(parts, ',').map((piece) => trim(piece, ' \t'))) {
    const equals = part.octets.indexOf('=');
    if (equals > 0) named.set(part.octets.slice(0, equals), slice(part, equals + 1));
  }
  return named;
}

/** From, up to but not including: bytes of the value of the header. */
type Range = readonly [number, number];

function missing(part: string, where: Range): Problem {
  return malformed(`missing-${part.toLowerCase()}`, `The Authorization header has no ${part}.`, where);
}

function malformed(code: string, says: string, [start, end]: Range): Problem {
  return problem(
    code,
    says,
    'Write AWS4-HMAC-SHA256, then Credential=…, SignedHeaders=… and Signature=…, with commas between them.',
    { where: { value: 'authorization', start, end }, see: AUTHORIZATION_HEADER },
  );
}

export function signatureVersion2(): Problem {
  return problem(
    'signature-version-2',
    'The request is signed with Signature Version 2, which is another algorithm.',
    'Make the client sign with Signature Version 4.',
    { see: AUTHORIZATION_HEADER },
  );
}
