/** Reading an Authorization header back into its parts, as slices. */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { split, trim } from '../../bytes/text-operations.ts';
import { AWS4_HMAC_SHA256 } from '../algorithm.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';
import type { Scope } from '../stages/credential-scope.ts';

export interface AuthorizationClaim {
  readonly accessKeyId: Bytes;
  readonly scope: Scope;
  readonly terminator: Bytes;
  /** As they are listed, in lower case if the client did right. */
  readonly signedHeaderNames: readonly Bytes[];
  readonly signature: Bytes;
}

/** RFC 9110, section 5.6.3. */
const WHITE_SPACE = /[ \t]/;

/** What an Authorization header claims, or what is malformed in it. */
export function readAuthorization(value: Bytes): AuthorizationClaim | Problem {
  const algorithmEnd = value.octets.search(WHITE_SPACE);
  const algorithm = algorithmEnd < 0 ? value.octets : value.octets.slice(0, algorithmEnd);
  if (algorithm === 'AWS') return signatureVersion2();
  if (algorithm !== AWS4_HMAC_SHA256.name.octets) {
    return malformed(
      'unknown-algorithm',
      `The Authorization header begins with "${algorithm}", not with AWS4-HMAC-SHA256.`,
    );
  }
  const parts = namedParts(slice(value, algorithmEnd + 1));
  const credential = parts.get('Credential');
  const signedHeaders = parts.get('SignedHeaders');
  const signature = parts.get('Signature');
  if (!credential) return missing('Credential');
  if (!signedHeaders) return missing('SignedHeaders');
  if (!signature) return missing('Signature');
  const fields = readCredential(credential);
  if (!fields) {
    return malformed(
      'credential',
      `The Credential "${credential.octets}" is not KEY/DATE/REGION/SERVICE/aws4_request.`,
    );
  }
  return { ...fields, signedHeaderNames: split(signedHeaders, ';'), signature };
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

/** The last four parts are the scope; what stands before them is the key ID, slashes and all. */
function readCredential(credential: Bytes) {
  const parts = split(credential, '/');
  const [date, region, service, terminator] = parts.slice(-4);
  if (parts.length < 5 || !date || !region || !service || !terminator) return null;
  const keyEnd =
    credential.octets.length -
    (parts
      .slice(-4)
      .map((part) => part.octets)
      .join('/').length +
      1);
  return { accessKeyId: slice(credential, 0, keyEnd), scope: { date, region, service }, terminator };
}

function missing(part: string): Problem {
  return malformed(`missing-${part.toLowerCase()}`, `The Authorization header has no ${part}.`);
}

function malformed(code: string, says: string): Problem {
  return problem(code, says, 'Write AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…', {
    see: AUTHORIZATION_HEADER,
  });
}

function signatureVersion2(): Problem {
  return problem(
    'signature-version-2',
    'The request is signed with Signature Version 2, which is another algorithm.',
    'Make the client sign with Signature Version 4.',
    { see: AUTHORIZATION_HEADER },
  );
}
